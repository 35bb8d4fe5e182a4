/** Words of the tour of the page. */
import { defineTexts } from "../../define-texts.ts";

/** What is shown, in the order of the tour: a heading and what to know about it. */
const STEPS = {
  table: [
    "Your table",
    "Choose a sample here, or drop your own CSV anywhere on the page, and say which column is to be predicted. Nothing leaves this tab.",
  ],
  data: [
    "Look at the data",
    "What each column was read as and why, what is missing, what looks odd; every cell is in the grid below. Change what was guessed wrongly.",
  ],
  palette: [
    "Blocks",
    "Steps of a pipeline: filling gaps, cutting outliers, scaling, choosing columns, models. Click one to add it, or drag it onto the canvas.",
  ],
  canvas: [
    "The pipeline",
    "Data flows from left to right. While training, bars and shares inside the blocks show what is being learned; connections are as wide as what flows through them.",
  ],
  inspector: [
    "Settings",
    "How long to train, and on what. Select a block on the canvas, and its own settings are here, with what it does in plain words.",
  ],
  train: [
    "Train",
    "Trains all blocks together, and ordinary pipelines beside them, so that you see whether learning was worth it. Pause and Stop work at any moment; Stop still gives a result.",
  ],
  dock: [
    "Watch it learn",
    "The loss should fall; gates that close belong to columns that do not help. What was learned is told here in words when the run is over.",
  ],
  results: [
    "Results",
    "The verdict on rows that were never trained on, with its interval; where the pipeline errs, what each block and column is worth, and predictions for new rows.",
  ],
  export: [
    "Take it with you",
    "The trained pipeline as a file that opens here again, or as Python, JavaScript, ONNX or SQL, which predict without this page.",
  ],
} as const;

export type TourStop = keyof typeof STEPS;

export const tourText = defineTexts("studio.tour", {
  take: "Take the tour",
  invite: "New here?",
  heading: ({ stop }: { readonly stop: TourStop }) => STEPS[stop][0],
  words: ({ stop }: { readonly stop: TourStop }) => STEPS[stop][1],
  next: "Next",
  previous: "Back",
  done: "Done",
  skip: "Skip the tour",
  progress: ({ index, count }: { readonly index: number; readonly count: number }) => `${index} of ${count}`,
});
