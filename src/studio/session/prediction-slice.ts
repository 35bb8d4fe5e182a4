/** Predictions of the trained pipeline for rows of other files. */
import type { StudioErrorDetails } from "../../base/error.ts";
import type { PredictionView } from "../../worker/protocol.ts";
import { newestOnly, type SliceTools } from "./slice.ts";

export type PredictionState =
  | { readonly kind: "none" }
  | { readonly kind: "working"; readonly names: readonly string[] }
  | { readonly kind: "ready"; readonly names: readonly string[]; readonly view: PredictionView }
  | { readonly kind: "error"; readonly error: StudioErrorDetails };

export interface PredictionSlice {
  readonly prediction: PredictionState;
  predict(files: readonly File[]): Promise<void>;
  /** Predictions are those of the pipeline whose report is shown, or none. */
  forgetPrediction(): void;
}

export function createPredictionSlice({ set, link, fail }: SliceTools<PredictionSlice>): PredictionSlice {
  const begin = newestOnly();
  return {
    prediction: { kind: "none" },
    predict: async (files) => {
      if (files.length === 0) return;
      const names = files.map(({ name }) => name);
      const isNewest = begin();
      set({ prediction: { kind: "working", names } });
      try {
        const view = await link.request({ type: "predict", files: files.map((file) => ({ name: file.name, file })) });
        if (isNewest()) set({ prediction: { kind: "ready", names, view } });
      } catch (error) {
        const details = fail(error);
        if (isNewest()) set({ prediction: { kind: "error", error: details } });
      }
    },
    forgetPrediction: () => {
      begin();
      set({ prediction: { kind: "none" } });
    },
  };
}
