/** Words of the page that tells what a trained pipeline is. */
import { defineTexts } from "../define-texts.ts";
import { countOf, listWords, wordText } from "../words.ts";

export const reportText = defineTexts("report", {
  writtenBy: ({ name, version }: { readonly name: string; readonly version: string }) =>
    `Written by ${name} ${version}. The page needs nothing else and asks for nothing.`,
  title: ({ target }: { readonly target: string }) => `Predicting ${target}`,
  card: "Model card",
  predicts: "Predicts",
  task: ({ task, classes }: { readonly task: string; readonly classes: readonly string[] }) =>
    classes.length > 0 ? `${task}: ${listWords(classes, 20)}` : task,
  says: "Says",
  reads: "Reads",
  columns: ({ count }: { readonly count: number }) => countOf(count, "column"),
  rows: "Rows",
  rowCounts: ({ train, validation, test }: { train: number; validation: number; test: number }) =>
    `${train} trained on, ${validation} validated by, ${test} tested on`,
  run: "Run",
  runWords: ({ nSteps, seed, engine }: { nSteps: number; seed: number; engine: string }) =>
    `${countOf(nSteps, "step")}, seed ${seed}, ${engine}`,
  files: "SHA-256 of its files",
  content: "SHA-256 of its content",
  verdict: "Is it better than a plain pipeline?",
  noVerdict: "There was nothing fair to compare it with.",
  interval: ({ low, high, metric }: { readonly low: string; readonly high: string; readonly metric: string }) =>
    `The difference in ${metric} on the test rows lies between ${low} and ${high} (${wordText("interval")}, bootstrap).`,
  metrics: "Metrics of the test rows",
  learned: "What was learned",
  nothingLearned: "No block of this pipeline learns anything that can be told in words.",
  members: "What was tried",
  share: "Share",
  loss: "Out-of-fold loss",
  pipeline: "Pipeline",
  lossCurve: "Loss while it was trained",
  curve: ({ steps, first, last }: { readonly steps: number; readonly first: string; readonly last: string }) =>
    `Validation loss over ${countOf(steps, "step")}: from ${first} to ${last}`,
  trainLoss: "training",
  validationLoss: "validation",
  columnsHead: "Columns that are read",
  column: "Column",
  type: "Type",
  reason: "Why it is read so",
  notes: "Notes of the run",
  holds:
    "This page holds no rows. It names columns, classes and what blocks settled on, some of which are levels and numbers that stand in the rows.",
});
