/** Comparing a trained pipeline with predictions that somebody else's model made of the same test rows. */
import { studioError } from "../base/error.ts";
import { compareText } from "../base/texts/compare.ts";
import { csvLine } from "../export/prediction-writer.ts";
import { predictedClasses } from "../pipeline/decision.ts";
import { SPLITS } from "../table/split/shares.ts";
import { splitFingerprint } from "../table/split/split-fingerprint.ts";
import type { Dataset, RawTable } from "../table/types.ts";
import { type PairedBootstrapResult, pairedBootstrap, verdictSentence } from "../training/bootstrap.ts";
import { comparedMetric } from "../training/compared-metric.ts";
import { labelsOf, madeForOf, measure, weightsOf } from "../training/measure.ts";
import type { MetricName } from "../training/metric-evaluators.ts";
import type { Metrics } from "../training/metrics.ts";
import { type Predictions, predict } from "../training/predict.ts";
import { areSameFiles } from "../training/same-files.ts";
import { withoutSources } from "../training/sources/sources-found.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { wishesOf } from "./document-table.ts";
import type { OpenTable } from "./open-table.ts";
import { ROW, readOwnPredictions } from "./own-predictions.ts";
import { type TrainingTable, trainingTable } from "./training-table.ts";

const SPLIT = "split";

type Split = Dataset["split"];

export interface Comparison extends PairedBootstrapResult {
  readonly metric: MetricName;
  readonly sentence: string;
  /** Of the same test rows; what is not defined for both is in neither. */
  readonly ours: Metrics;
  readonly theirs: Metrics;
  readonly notes: readonly string[];
}

/** The table that a pipeline was trained on, split as it was then. @param letters where these told the split. */
export function tableOfTraining(
  { document }: Pick<TrainedPipeline, "document">,
  open: OpenTable,
  letters?: string,
): TrainingTable {
  const split = letters === undefined ? document.training : { letters };
  return trainingTable({ open, wishes: wishesOf(document, document), split });
}

/**
 * Which labelled row is in which split, as CSV: what a model that is to be compared may be trained on, and
 * has to predict.
 *
 * @throws E_COMPARE_SPLIT
 */
export function rowsCsv(trained: TrainedPipeline, table: TrainingTable): string {
  splitOfRun(trained, table);
  const { dataset } = table;
  // Another model may learn from files that this one left out.
  const splitOf = new Map(SPLITS.flatMap((split) => Array.from(dataset.split[split], (row) => [row, split] as const)));
  const rows = [...splitOf].sort(([a], [b]) => a - b);
  return [csvLine([ROW, SPLIT]), ...rows.map(([row, split]) => csvLine([String(row + 1), split]))].join("");
}

/**
 * Compares by the loss that the verdict compares by, or by accuracy where only classes were predicted.
 *
 * @param table  the table that it was trained on, split as then.
 * @param theirs a column "row", and "prediction" or "p_<class>" of each class.
 * @throws E_COMPARE_SPLIT, E_COMPARE_COLUMN, E_COMPARE_CELL, E_COMPARE_ROWS.
 */
export async function comparePredictions(
  trained: TrainedPipeline,
  table: TrainingTable,
  theirs: RawTable,
  pause: () => Promise<void> = async () => {},
): Promise<Comparison> {
  const { dataset } = table;
  const rows = splitOfRun(trained, table).test;
  const { task, classes } = trained.schema.target;
  const nClasses = task === "regression" ? 0 : classes.length;
  const read = readOwnPredictions(theirs, rows, trained.schema.target);
  const { decision } = trained;
  const ours = { ...(await predict(trained.predictor, dataset, { rows, pause })), decision };
  const madeFor = madeForOf(trained.document.training, trained.schema.target);
  const [own, other] = [ours, { ...ours, values: read.values, decision: undefined }].map((said) =>
    measure(said, dataset, rows, madeFor),
  );
  const wanted = comparedMetric(trained.document.training, task);
  const metric: MetricName = read.areClasses && wanted !== "meanCost" ? "accuracy" : wanted;
  const first = CLASS_METRICS.some((each) => each === metric) ? certainOf(ours) : ours.values;
  const groups = dataset.groups && Int32Array.from(rows, (row) => dataset.groups?.[row] ?? row);
  const result = await pairedBootstrap({
    ...{ task, nClasses, metric, madeFor, pause, seed: trained.report.seed },
    ...{ labels: labelsOf(dataset, rows), first, second: read.values, weights: weightsOf(dataset, rows) },
    ...(groups ? { groups } : {}),
  });
  const sentence = verdictSentence(result, {
    metric,
    firstName: compareText("ours"),
    secondName: compareText("theirs", { file: theirs.sources[0]?.name ?? "" }),
    values: [own[metric] ?? Number.NaN, other[metric] ?? Number.NaN],
    ...(trained.report.unit === undefined ? {} : { unit: trained.report.unit }),
  });
  const shared = (metrics: Metrics): Metrics =>
    read.areClasses
      ? Object.fromEntries(
          CLASS_METRICS.flatMap((name) => (metrics[name] === undefined ? [] : [[name, metrics[name]]])),
        )
      : metrics;
  return { ...result, metric, sentence, ours: shared(own), theirs: shared(other), notes: read.notes };
}

/** Metrics that predicted classes alone decide. */
const CLASS_METRICS = ["accuracy", "balancedAccuracy", "macroF1", "meanCost"] as const satisfies readonly MetricName[];

/** Rows that a run learned from, was judged by and is tested on: those of the table's split, but for files that it left out. @throws E_COMPARE_SPLIT */
export function splitOfRun({ soft, fileHashes, document, report }: TrainedPipeline, table: TrainingTable): Split {
  const { split } = withoutSources(table.dataset, document.training.split.by, report.sources);
  if (areSameFiles(fileHashes, table.fileHashes) && soft.statistics.split === splitFingerprint(split)) return split;
  throw studioError("E_COMPARE_SPLIT", { files: table.raw.sources.map(({ name }) => name) });
}

/** 1 for the class that is said, 0 for the others. */
function certainOf({ values, nClasses, decision }: Predictions): Float64Array {
  const certain = new Float64Array(values.length);
  predictedClasses(values, nClasses, decision).forEach((code, row) => {
    certain[row * nClasses + code] = 1;
  });
  return certain;
}
