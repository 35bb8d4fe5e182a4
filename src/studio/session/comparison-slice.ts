/** Another model's predictions beside those of the trained pipeline, on the test rows. */

import type { Comparison } from "../../app/compare.ts";
import type { StudioErrorDetails } from "../../base/error.ts";
import { sessionText } from "../../base/texts/studio/session.ts";
import { newestOnly, type SliceTools } from "./slice.ts";
import { whileWaiting } from "./while-waiting.ts";
import { wordsOf } from "./worker-link.ts";

export type ComparisonState =
  | { readonly kind: "none" }
  | { readonly kind: "working"; readonly name: string }
  | { readonly kind: "ready"; readonly name: string; readonly comparison: Comparison }
  | { readonly kind: "error"; readonly error: StudioErrorDetails };

export interface ComparisonSlice {
  readonly comparison: ComparisonState;
  /** Which row is in which split, as CSV; undefined where that failed. */
  listRows(): Promise<Blob | undefined>;
  compareWith(file: File): Promise<void>;
  /** It is about the pipeline whose report is shown, or there is none. */
  forgetComparison(): void;
}

export function createComparisonSlice({ set, link, fail, ports }: SliceTools<ComparisonSlice>): ComparisonSlice {
  const begin = newestOnly();
  return {
    comparison: { kind: "none" },
    listRows: async () => {
      try {
        return await link.request({ type: "listRows" });
      } catch (error) {
        fail(error);
        return undefined;
      }
    },
    compareWith: async (file) => {
      const isNewest = begin();
      set({ comparison: { kind: "working", name: file.name } });
      try {
        const comparison = await whileWaiting(
          ports,
          { message: sessionText("comparing", { file: file.name }) },
          (signal) => link.request({ type: "compare", file: { name: file.name, file } }, undefined, signal),
        );
        if (isNewest()) set({ comparison: { kind: "ready", name: file.name, comparison } });
      } catch (error) {
        if (!isNewest()) {
          fail(error);
          return;
        }
        const details = wordsOf(error);
        if (details.code === "E_SESSION_CANCELLED") return set({ comparison: { kind: "none" } });
        // Said where the file was dropped.
        ports.rememberError(details.code);
        set({ comparison: { kind: "error", error: details } });
      }
    },
    forgetComparison: () => {
      begin();
      set({ comparison: { kind: "none" } });
    },
  };
}
