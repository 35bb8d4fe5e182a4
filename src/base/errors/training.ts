/** Codes of training and of what is measured. */
import type { ErrorText } from "../language.ts";
import type { ReferenceOf } from "./reference.ts";

export const trainingErrors = {
  E_TRAIN_COLUMNS: ({ target }: { readonly target: string }) => ({
    where: "table",
    expected: `at least one column to predict ${JSON.stringify(target)} from`,
    got: "none that is used",
    fix: "Use a column that was set aside, or add columns.",
  }),
  E_TRAIN_NOT_FINITE: ({ step, blocks }: { readonly step: number; readonly blocks: readonly string[] }) => ({
    where: `training step ${step}${blocks.length > 0 ? `, block ${blocks.join(", ")}` : ""}`,
    expected: "a finite loss",
    got: "a value that is not a number or is infinite, also at smaller learning rates",
    fix: "Lower the learning rate, or scale this block's columns (Scale number, Tame outliers) before the model.",
  }),
  E_BASELINE_LABELS: ({ nClasses, wrong }: BaselineLabels) => ({
    where: "constant baseline, training labels",
    expected: nClasses === undefined ? "at least one finite number" : `class codes from 0 to ${nClasses - 1}`,
    got: wrong ? `${wrong.label} at training row ${wrong.row}` : "no training row",
    fix: "Train on rows that have a label.",
  }),
  E_METRICS_LENGTH: ({
    nRows,
    width,
    got,
  }: {
    readonly nRows: number;
    readonly width: number;
    readonly got: number;
  }) => ({
    where: "metrics, predictions",
    expected: `${nRows} × ${width} values`,
    got: `${got}`,
    fix: "Predict exactly the rows whose labels are given.",
  }),
  E_METRICS_LABELS: ({
    row,
    nClasses,
    label,
  }: {
    readonly row: number;
    readonly nClasses?: number;
    readonly label: number;
  }) => ({
    where: `metrics, labels, row ${row}`,
    expected: nClasses === undefined ? "a finite number" : `a class code from 0 to ${nClasses - 1}`,
    got: `${label}`,
    fix: "Leave rows without a label out before measuring.",
  }),
  E_METRICS_PREDICTIONS: ({ row, isClasses, values }: BadPrediction) => ({
    where: `metrics, predictions, row ${row}`,
    expected: isClasses ? "probabilities that sum to 1" : "a finite number",
    got: values.slice(0, 5).join(", "),
    fix: "Training may have diverged; try a lower learning rate.",
  }),
  E_METRICS_TASK: ({ task, known, got }: { task: string; known: readonly string[]; got: string }) => ({
    where: `metrics, task ${task}`,
    expected: `one of ${known.join(", ")}`,
    got,
    fix: "Choose a metric of this task.",
  }),
  E_METRICS_UNDEFINED: ({ metric, nRows }: { readonly metric: string; readonly nRows: number }) => ({
    where: `bootstrap, ${metric}`,
    expected: "rows on which the metric is defined",
    got: `${nRows} rows on which it is not`,
    fix: "Compare by a metric that both results have.",
  }),
} satisfies Readonly<Record<string, ErrorText>>;

interface BaselineLabels {
  /** Absent for a regression. */
  readonly nClasses?: number;
  /** The first label that is none; absent where there is no row. */
  readonly wrong?: { readonly label: number; readonly row: number };
}

interface BadPrediction {
  readonly row: number;
  readonly isClasses: boolean;
  readonly values: readonly number[];
}

export const trainingReference: ReferenceOf<typeof trainingErrors> = {
  E_TRAIN_COLUMNS: { when: "Every column but the target is set aside.", samples: [{ target: "species" }] },
  E_TRAIN_NOT_FINITE: {
    when: "The loss became infinite or no number, and smaller learning rates did not help.",
    samples: [
      { step: 120, blocks: ["n3"] },
      { step: 120, blocks: [] },
    ],
  },
  E_BASELINE_LABELS: {
    when: "The constant that results are compared with has no label to follow from, or a wrong one.",
    samples: [{ nClasses: 3 }, { nClasses: 3, wrong: { label: 7, row: 12 } }, {}],
  },
  E_METRICS_LENGTH: {
    when: "Predictions are of other rows than the labels.",
    samples: [{ nRows: 10, width: 3, got: 27 }],
  },
  E_METRICS_LABELS: {
    when: "A label to measure by is missing or wrong.",
    samples: [
      { row: 4, nClasses: 3, label: 7 },
      { row: 4, label: Number.POSITIVE_INFINITY },
    ],
  },
  E_METRICS_PREDICTIONS: {
    when: "A prediction is not finite, or its probabilities do not sum to 1.",
    samples: [
      { row: 4, isClasses: true, values: [0.5, 0.9] },
      { row: 4, isClasses: false, values: [Number.POSITIVE_INFINITY] },
    ],
  },
  E_METRICS_TASK: {
    when: "A metric was asked for that the task does not have.",
    samples: [{ task: "regression", known: ["rmse", "mae", "r2"], got: "accuracy" }],
  },
  E_METRICS_UNDEFINED: {
    when: "Results are compared by a metric that does not exist on these rows.",
    samples: [{ metric: "ROC AUC", nRows: 12 }],
  },
};
