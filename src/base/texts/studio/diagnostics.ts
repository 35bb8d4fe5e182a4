/** Words of the diagnostics: what the curves and tables of the results show. */
import { defineTexts } from "../../define-texts.ts";
import { formatBesideError, formatCount, formatNumber, formatScore, percent, withUnit } from "../../numbers.ts";
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
  slices: "Part by part",
  dependence: "Partial dependence",
} as const;
export type DiagnosticChart = keyof typeof CHARTS;

interface Counts {
  readonly nFound: number;
  readonly nMissed: number;
  readonly nFalse: number;
  readonly nRightlyNot: number;
}

const share = (value: number | undefined) => (value === undefined || !Number.isFinite(value) ? "–" : percent(value, 1));
const area = (value: number | undefined) => formatScore(value);

export const diagnosticsText = defineTexts("studio.resultDiagnostics", {
  none: "Curves and tables come with the next training: this run has none, since it had no test rows or was saved by an earlier version.",
  notYet: "After training, curves and tables of the test rows stand here.",
  about: ({ nRows }: { readonly nRows: number }) =>
    `Of ${countOf(nRows, "test row")}, each counted once, as they were predicted for the metrics; nothing was predicted anew.`,
  title: ({ chart }: { readonly chart: DiagnosticChart }) => CHARTS[chart],
  titleOf: ({ chart, name }: { readonly chart: DiagnosticChart; readonly name: string | undefined }) =>
    name === undefined ? CHARTS[chart] : `${CHARTS[chart]}: ${name}`,
  ofClass: "Class",
  ideal: "Dotted: guessing",
  idealCalibration: "Dotted: what is said is what happens",
  idealNumbers: "Dotted: as it should be",
  saveOf: ({ chart }: { readonly chart: DiagnosticChart }) => `Save ${CHARTS[chart]}`,
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
  says: (says: Says) => {
    switch (says.by) {
      case "likeliest":
        return "Predictions and files call each row by its likeliest class.";
      case "threshold":
        return `Predictions and files call a row “${says.label}” from ${percent(says.threshold, 1)} on, else by the likeliest of the other classes.`;
      case "costs":
        return "Predictions and files call each row by the class that is expected to cost least.";
      default:
        return says satisfies never;
    }
  },
  decide: ({ label, threshold }: { readonly label: string; readonly threshold: number }) =>
    `Predict “${label}” from ${percent(threshold, 1)} on`,
  costs: "What wrong classes cost",
  costsHint:
    "Write what it costs to say one class of a row that is another. Each row is then called by the class that is expected to cost least, which need not be the likeliest.",
  costsScrollable: "Costs, scrollable",
  costOf: ({ is, said }: { readonly is: string; readonly said: string }) => `Cost of saying “${said}” of “${is}”`,
  likeliestCosts: ({ cost }: { readonly cost: number }) =>
    `Called by their likeliest class, the test rows cost ${formatNumber(cost)} in all.`,
  bothCost: ({ likeliest, least }: { readonly likeliest: number; readonly least: number }) =>
    `Called by their likeliest class, the test rows cost ${formatNumber(likeliest)} in all; called by the class that is expected to cost least, ${formatNumber(least)}.`,
  decideCosts: "Predict the class that costs least",
  trainForCosts: "Choose pipelines by these costs",
  trainForCostsHint: ({ isSet }: { readonly isSet: boolean }) =>
    isSet
      ? "The next run is optimised for these costs, and what it comes to says the class that costs least."
      : "Sets Optimise for in the training settings: the next run compares and chooses by what mistakes cost.",
  decideLikeliest: "Predict the likeliest class again",
  thresholdNote:
    "It goes with the pipeline: into its file, and into every export. Probabilities stay as they are, and so does what the run has measured, which is about the likeliest class. Training again makes another pipeline, for which you choose again.",
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
  box: ({ low, first, middle, third, high }: Record<"low" | "first" | "middle" | "third" | "high", number>) =>
    `Actual less predicted: middle ${formatNumber(middle)}, half of the rows from ${formatNumber(first)} to ${formatNumber(third)}, 90 of 100 from ${formatNumber(low)} to ${formatNumber(high)}.`,
  within: ({ shares, unit }: { readonly shares: readonly { share: number; error: number }[]; readonly unit: string }) =>
    `The prediction is off by at most ${shares.map(({ share: of, error }) => `${withUnit(formatNumber(error), unit)} for ${percent(of)}`).join(", ")} of the rows.`,
});

/** By what a class is said. */
type Says =
  | { readonly by: "likeliest" | "costs" }
  | { readonly by: "threshold"; readonly label: string; readonly threshold: number };

const SLICE_LOSSES = { logLoss: "Log loss", mae: "Mean error", quantileLoss: "Quantile loss" } as const;
const CONCLUSIONS = { worse: "worse", better: "better", "cannot tell": "cannot tell" } as const;

interface Part {
  readonly column: string;
  readonly kind: "level" | "range" | "missing" | "source";
  readonly label: string;
  readonly low: number;
  readonly high: number;
}

export const slicesText = defineTexts("studio.slices", {
  about: ({
    nRows,
    nTested,
    nColumns,
    nAllColumns,
  }: Record<"nRows" | "nTested" | "nColumns" | "nAllColumns", number>) =>
    `${countOf(nRows, "test row")}, cut by ${nColumns < nAllColumns ? `${formatCount(nColumns)} of ` : ""}${countOf(nAllColumns, "column")} into ${countOf(nTested, "part")} of at least 10 rows, each compared with all other rows.`,
  noneTold:
    "No part differs from the rest by more than chance explains, so many having been compared: which one stands first is mostly chance.",
  told: ({ nWorse, nBetter }: { readonly nWorse: number; readonly nBetter: number }) =>
    `${[nWorse > 0 && `${countOf(nWorse, "part")} ${nWorse === 1 ? "is" : "are"} predicted worse than the rest`, nBetter > 0 && `${countOf(nBetter, "part")} better`].filter(Boolean).join(", ")}, by more than chance explains in so many comparisons.`,
  how: "Bars reach two standard errors to either side, for each part by itself. “Worse” and “better” are corrected for the number of parts (Holm): where nothing differs, a whole list says either of them 5 times of 100.",
  column: "Column",
  all: "All columns, worst first",
  source: "File",
  part: "Part",
  partOf: ({ column, kind, label, low, high }: Part) => {
    switch (kind) {
      case "level":
        return `${column}: ${label}`;
      case "source":
        return `File ${label}`;
      case "missing":
        return `${column}: missing`;
      case "range":
        return low === high
          ? `${column}: ${formatNumber(low)}`
          : `${column}: ${formatNumber(low)} to ${formatNumber(high)}`;
      default:
        return kind satisfies never;
    }
  },
  rows: "Rows",
  gain: "Beside the rest",
  gainHint: "right of the line: better than the other rows",
  loss: ({ metric }: { readonly metric: keyof typeof SLICE_LOSSES }) => SLICE_LOSSES[metric],
  right: "Right",
  residuals: "Actual less predicted",
  residualsHint: "box: middle half, line: middle, whiskers: 5 to 95 of 100",
  conclusion: "By more than chance?",
  concluded: ({ conclusion }: { readonly conclusion: keyof typeof CONCLUSIONS }) => CONCLUSIONS[conclusion],
  lossOf: ({ loss, standardError }: { readonly loss: number; readonly standardError: number }) =>
    Number.isFinite(standardError)
      ? `${formatBesideError(loss, standardError)} ± ${formatBesideError(standardError, standardError)}`
      : formatScore(loss),
  rightOf: ({ right }: { readonly right: number }) => share(right),
  more: ({ count }: { readonly count: number }) => `Show ${countOf(count, "more part")}`,
  scrollable: "Part by part, scrollable",
});

const SPLITS = { validation: "validation row", train: "training row" } as const;

export const dependenceText = defineTexts("studio.dependence", {
  heading: "How predictions follow a column",
  hint: "Every row is predicted with one value of the column after the other, all else as it is. The line is the mean; the band holds four of five rows, each shifted to the level of the mean: where it is wide, the column works otherwise in other rows. It says what the pipeline does, not what would happen if somebody changed the world.",
  column: "Column",
  choose: "Choose a column",
  ofClass: "Class",
  working: "Predicting…",
  none: "The pipeline that predicts has no such column, or no row has a value there.",
  probability: ({ label }: { readonly label: string }) => `Probability of ${label}`,
  value: ({ unit }: { readonly unit: string }) => (unit === "" ? "Prediction" : `Prediction, ${unit}`),
  mean: "Mean",
  band: "Four of five rows",
  bandWords: "Band: four of five rows.",
  tenths: "Ticks below: tenths of the rows.",
  low: "From",
  high: "To",
  level: "Level",
  rows: "Rows",
  nRows: ({ count }: { readonly count: number }) => formatCount(count),
  said: ({ value, isShare }: { readonly value: number; readonly isShare: boolean }) =>
    isShare ? percent(value, 1) : formatNumber(value),
  summary: ({
    nRows,
    split,
    low,
    high,
    missing,
    isShare,
  }: {
    nRows: number;
    split: keyof typeof SPLITS;
    low: number;
    high: number;
    missing: number;
    isShare: boolean;
  }) => {
    const [from, to, gap] = [low, high, missing].map((value) => (isShare ? percent(value, 1) : formatNumber(value)));
    return `The mean goes from ${from} to ${to}; where the cell is missing, it is ${gap}. Of ${countOf(nRows, SPLITS[split])}; parts of what is deployed were trained on some of them. Test rows are not touched.`;
  },
  scrollable: ({ column }: { readonly column: string }) => `Prediction by ${column}, scrollable`,
});
