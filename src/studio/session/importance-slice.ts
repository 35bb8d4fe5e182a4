/** What columns are worth to the trained pipeline, and to what it says of one row: found out when asked for. */
import type { WhatIf } from "../../app/what-if.ts";
import type { WorthOfColumns } from "../../training/importance.ts";
import { newestOnly, type SliceTools } from "./slice.ts";

export type ImportanceState =
  | { readonly kind: "none" }
  /** Asked for again, it would fail again: people may, nothing does by itself. */
  | { readonly kind: "failed" }
  | { readonly kind: "working"; readonly fraction: number }
  | { readonly kind: "ready"; readonly worth: WorthOfColumns };

/** A made-up row, and what the pipeline said of it. */
export interface AskedRow {
  readonly of: Readonly<Record<string, string>>;
  readonly said: WhatIf;
}

export interface ImportanceSlice {
  readonly importance: ImportanceState;
  readonly whatIf: AskedRow | undefined;
  measureImportance(): Promise<void>;
  askWhatIf(cells: Readonly<Record<string, string>>): Promise<void>;
  /** All of it is about the pipeline whose report is shown, or there is none. */
  forgetImportance(): void;
}

export function createImportanceSlice({ set, link, fail }: SliceTools<ImportanceSlice>): ImportanceSlice {
  const begin = newestOnly();
  const ask = newestOnly();
  return {
    importance: { kind: "none" },
    whatIf: undefined,
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
        if (isNewest()) set({ importance: { kind: "failed" } });
      }
    },
    askWhatIf: async (cells) => {
      const isNewest = ask();
      try {
        const said = await link.request({ type: "whatIf", cells });
        if (isNewest()) set({ whatIf: { of: cells, said } });
      } catch (error) {
        fail(error);
        if (isNewest()) set({ whatIf: undefined });
      }
    },
    forgetImportance: () => {
      begin();
      ask();
      set({ importance: { kind: "none" }, whatIf: undefined });
    },
  };
}
