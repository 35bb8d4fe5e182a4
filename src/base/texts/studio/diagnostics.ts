/** Words of the diagnostics: what the curves and tables of the results show. */
import { defineTexts } from "../../define-texts.ts";
import { formatCount, formatNumber, percent, withUnit } from "../../numbers.ts";
import { countOf } from "../../words.ts";

const CHARTS = {
  roc: "ROC curve",
  precisionRecall: "Precision and recall",
  calibration: "Calibration",
  picture: "Predicted against actual",
  residuals: "Residuals",
  byPrediction: "Residuals by prediction",
  confusion: "Confusion matrix",
  classes: "Class by class",
} as const;
export type DiagnosticChart = keyof typeof CHARTS;

interface Counts {
  readonly nFound: number;
  readonly nMissed: number;
  readonly nFalse: number;
  readonly nRightlyNot: number;
}

const share = (value: number | undefined) => (value === undefined || !Number.isFinite(value) ? "–" : percent(value, 1));
const area = (value: number | undefined) => (value === undefined ? "–" : value.toFixed(3));

export const diagnosticsText = defineTexts("studio.resultDiagnostics", {
  none: "Curves and tables come with the next training: this run has none, since it had no test rows or was saved by an earlier version.",
  notYet: "After training, curves and tables of the test rows stand here.",
  about: ({ nRows }: { readonly nRows: number }) =>
    `Of ${countOf(nRows, "test row")}, each counted once, as they were predicted for the metrics; nothing was predicted anew.`,
  title: ({ chart }: { readonly chart: DiagnosticChart }) => CHARTS[chart],
  ofClass: "Class",
  ideal: "Dotted: guessing",
  idealCalibration: "Dotted: what is said is what happens",
  idealNumbers: "Dotted: as it should be",
  save: "Save",
  saveOf: ({ chart }: { readonly chart: DiagnosticChart }) => `Save ${CHARTS[chart]}`,
  as: ({ format }: { readonly format: "PNG" | "SVG" | "CSV" }) => `as ${format}`,
  asTable: "As a table",
  scrollable: ({ chart }: { readonly chart: DiagnosticChart }) => `${CHARTS[chart]}, scrollable`,
  series: "Of",
  rocX: "Others called it",
  rocY: "Found",
  precisionX: "Found (recall)",
  precisionY: "Right when called it (precision)",
  calibrationX: "Said",
  calibrationY: "Happened",
  rows: "Rows",
  low: "From",
  high: "To",
  rocSummary: ({ label, own, other }: { readonly label: string; own: number | undefined; other: number | undefined }) =>
    `“${label}”: area ${area(own)}${other === undefined ? "" : `, of the opponent ${area(other)}`}; 0.5 is guessing, 1 never ranks wrongly.`,
  precisionSummary: ({
    label,
    own,
    other,
    rate,
  }: {
    label: string;
    own: number | undefined;
    other: number | undefined;
    rate: number;
  }) =>
    `“${label}”: average precision ${area(own)}${other === undefined ? "" : `, of the opponent ${area(other)}`}; guessing comes to ${area(rate)}, the share of the class.`,
  calibrationSummary: ({ label, own, other }: { label: string; own: number; other: number | undefined }) =>
    `“${label}”: what is said is off by ${share(own)} on average${other === undefined ? "" : `, by the opponent ${share(other)}`}. Bars: where the true share of the deployed one lies 95 times of 100.`,
  oneKind: "All test rows are of one kind here, so there is no curve.",
  confusionHint:
    "Rows: what is true. Columns: what was said. The stronger the colour, the larger the share of its row.",
  truth: "True class",
  said: ({ label }: { readonly label: string }) => `said ${label}`,
  others: ({ count }: { readonly count: number }) => `${countOf(count, "other class", "other classes")}`,
  othersHint: ({ shown, all }: { readonly shown: number; readonly all: number }) =>
    `The ${shown} commonest of ${all} classes; the file of the picture has all.`,
  class: "Class",
  nRows: "Rows",
  nSaid: "Called it",
  precision: "Precision",
  recall: "Recall",
  f1: "F1",
  auc: "ROC AUC",
  share: ({ value }: { readonly value: number }) => share(value),
  area: ({ value }: { readonly value: number | undefined }) => area(value),
  threshold: "Threshold and costs",
  thresholdHint: ({ label }: { readonly label: string }) =>
    `From which probability on is a row called “${label}”? Choose by the validation rows; the test rows then say what that comes to.`,
  thresholdOf: ({ label }: { readonly label: string }) => `Call it “${label}” from`,
  thresholdValue: ({ threshold }: { readonly threshold: number }) => percent(threshold, 1),
  falseAlarm: "Cost of a false alarm",
  missed: "Cost of a miss",
  cheapest: "Take the cheapest on validation rows",
  outcome: "Outcome",
  onValidation: "Validation rows",
  onTest: "Test rows",
  found: "Found",
  nMissed: "Missed",
  nFalse: "False alarms",
  rightlyNot: "Rightly not called it",
  cost: "Cost",
  outcomeCaption: ({ label, threshold }: { label: string; threshold: number }) =>
    `Calling “${label}” from ${percent(threshold, 1)} on`,
  announced: ({ nFound, nMissed, nFalse, nRightlyNot }: Counts) =>
    `On test rows: ${formatCount(nFound)} found, ${formatCount(nMissed)} missed, ${formatCount(nFalse)} false alarms, ${formatCount(nRightlyNot)} rightly not called it.`,
  thresholdNote:
    "The pipeline itself, and its file, keep calling the likeliest class: the probabilities in its predictions are what this threshold is for.",
  actual: ({ unit }: { readonly unit: string }) => (unit === "" ? "Actual" : `Actual, ${unit}`),
  predicted: ({ unit }: { readonly unit: string }) => (unit === "" ? "Predicted" : `Predicted, ${unit}`),
  residual: ({ unit }: { readonly unit: string }) =>
    unit === "" ? "Actual less predicted" : `Actual less predicted, ${unit}`,
  pictureSummary: ({ nRows, nOutside }: { readonly nRows: number; readonly nOutside: number }) =>
    `Each square stands for the rows that lie there, the fuller the more; on the dotted line a prediction is right. ${formatCount(nRows - nOutside)} of ${countOf(nRows, "row")}${nOutside === 0 ? "." : `; ${formatCount(nOutside)} lie outside of the picture.`}`,
  residualSummary: ({ nBelow, nAbove }: { readonly nBelow: number; readonly nAbove: number }) =>
    `Right of 0 the prediction was too low.${nBelow + nAbove === 0 ? "" : ` Not in the picture: ${countOf(nBelow, "row")} further left, ${countOf(nAbove, "row")} further right.`}`,
  byPredictionSummary:
    "Rows by what was predicted, as many in each. Dot: the middle residual; bar: where four of five lie. A trend says that predictions are off in one direction there.",
  within: ({ shares, unit }: { readonly shares: readonly { share: number; error: number }[]; readonly unit: string }) =>
    `The prediction is off by at most ${shares.map(({ share: of, error }) => `${withUnit(formatNumber(error), unit)} for ${percent(of)}`).join(", ")} of the rows.`,
});
