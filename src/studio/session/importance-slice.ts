/** What columns are worth to the trained pipeline, and to what it says of one row: found out when asked for. */
import type { WorthOfColumns } from "../../app/importance.ts";
import type { WhatIf } from "../../app/what-if.ts";
import { newestOnly, type SliceTools } from "./slice.ts";

export type ImportanceState =
  | { readonly kind: "none" }
  | { readonly kind: "working"; readonly fraction: number }
  | { readonly kind: "ready"; readonly worth: WorthOfColumns };

export interface ImportanceSlice {
  readonly importance: ImportanceState;
  measureImportance(): Promise<void>;
  /** What it says of a made-up row; undefined where that failed. */
  askWhatIf(cells: Readonly<Record<string, string>>): Promise<WhatIf | undefined>;
  /** It is about the pipeline whose report is shown, or there is none. */
  forgetImportance(): void;
}

export function createImportanceSlice({ set, link, fail }: SliceTools<ImportanceSlice>): ImportanceSlice {
  const begin = newestOnly();
  return {
    importance: { kind: "none" },
    measureImportance: async () => {
      const isNewest = begin();
      set({ importance: { kind: "working", fraction: 0 } });
      try {
        const worth = await link.request({ type: "importance" }, (event) => {
          if (event.type === "measuring" && isNewest()) {
            set({ importance: { kind: "working", fraction: event.fraction } });
          }
        });
        if (isNewest()) set({ importance: { kind: "ready", worth } });
      } catch (error) {
        fail(error);
        if (isNewest()) set({ importance: { kind: "none" } });
      }
    },
    askWhatIf: async (cells) => {
      try {
        return await link.request({ type: "whatIf", cells });
      } catch (error) {
        fail(error);
        return undefined;
      }
    },
    forgetImportance: () => {
      begin();
      set({ importance: { kind: "none" } });
    },
  };
}
