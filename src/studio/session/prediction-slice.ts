/** Predictions of the trained pipeline for rows of other files. */

import type { StudioErrorDetails } from "../../base/error.ts";
import { sessionText } from "../../base/texts/studio/session.ts";
import type { RowsReading } from "../../table/new-rows/types.ts";
import type { PredictionView, RowsQuestion } from "../../worker/protocol.ts";
import { newestOnly, type SliceTools } from "./slice.ts";
import { whileWaiting } from "./while-waiting.ts";
import { wordsOf } from "./worker-link.ts";

/** Rows that are not like those of training. */
interface AskedBack {
  readonly kind: "question";
  readonly names: readonly string[];
  readonly files: readonly File[];
  readonly question: RowsQuestion;
  /** What was decided before. */
  readonly readings: readonly RowsReading[];
}

export type PredictionState =
  | { readonly kind: "none" }
  | { readonly kind: "working"; readonly names: readonly string[] }
  | AskedBack
  | { readonly kind: "ready"; readonly names: readonly string[]; readonly view: PredictionView }
  | { readonly kind: "error"; readonly error: StudioErrorDetails };

/** What a person answers when rows are not like those of training. */
export interface RowsAnswer {
  readonly readings?: readonly RowsReading[];
  readonly isForced?: boolean;
}

export interface PredictionSlice {
  readonly prediction: PredictionState;
  /** Rows that are not like those of training become a question first. */
  predict(files: readonly File[], answer?: RowsAnswer): Promise<void>;
  /** Of the table that was trained on, the rows without a target. @param names of its files */
  predictUnlabelled(names: readonly string[]): Promise<void>;
  /** Predictions are those of the pipeline whose report is shown, or none. */
  forgetPrediction(): void;
}

export function createPredictionSlice({ set, link, fail, ports }: SliceTools<PredictionSlice>): PredictionSlice {
  const begin = newestOnly();
  const answered = async (
    names: readonly string[],
    ask: (signal: AbortSignal) => Promise<PredictionView | AskedBack>,
  ) => {
    const isNewest = begin();
    set({ prediction: { kind: "working", names } });
    try {
      const reply = await whileWaiting(ports, { message: sessionText("predicting", { files: names }) }, ask);
      if (!isNewest()) return;
      set({ prediction: reply.kind === "predicted" ? { kind: "ready", names, view: reply } : reply });
    } catch (error) {
      if (!isNewest()) {
        fail(error);
        return;
      }
      const details = wordsOf(error);
      if (details.code === "E_SESSION_CANCELLED") return set({ prediction: { kind: "none" } });
      // Said where the file was dropped.
      ports.rememberError(details.code);
      set({ prediction: { kind: "error", error: details } });
    }
  };
  return {
    prediction: { kind: "none" },
    predict: async (files, { readings = [], isForced = false } = {}) => {
      if (files.length === 0) return;
      const names = files.map(({ name }) => name);
      const inputs = files.map((file) => ({ name: file.name, file }));
      await answered(names, async (signal) => {
        const reply = await link.request({ type: "predict", files: inputs, readings, isForced }, undefined, signal);
        return reply.kind === "predicted" ? reply : { kind: "question", names, files, question: reply, readings };
      });
    },
    predictUnlabelled: (names) =>
      answered(names, (signal) => link.request({ type: "predictUnlabelled" }, undefined, signal)),
    forgetPrediction: () => {
      begin();
      set({ prediction: { kind: "none" } });
    },
  };
}
