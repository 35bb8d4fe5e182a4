/** Whether edits of cells paid: what the runs before and after them say of the same rows, none of them for testing. */
import { contentKey } from "../../pipeline/content.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { withCellEdits } from "../../pipeline/table-decisions.ts";
import { differentEdits } from "../../table/edits/cell-edits.ts";
import { type PairedBootstrapResult, pairedBootstrap } from "../../training/bootstrap.ts";
import { type ComparedMetric, comparedMetric } from "../../training/compared-metric.ts";
import { madeForOf, weightsOf } from "../../training/measure.ts";
import { predict } from "../../training/predict.ts";
import { areSameFiles } from "../../training/same-files.ts";
import type { HeldOut, TrainedPipeline } from "../../training/types.ts";
import type { TrainingTable } from "../training-table.ts";

/** A run with the table that it was trained on. */
export interface RunOnTable {
  readonly trained: TrainedPipeline;
  readonly table: TrainingTable;
}

export interface RepairPaid extends PairedBootstrapResult {
  readonly metric: ComparedMetric;
  /** Cells that are edited in one run and not, or otherwise, in the other. */
  readonly nCells: number;
  /** Nothing else differs between the runs: not the pipeline, nor how it was trained. */
  readonly isOnlyCells: boolean;
}

/** @returns undefined where the runs cannot be compared so: of other files, another target or other rows, or with the same cells. */
export async function repairPaid(
  before: RunOnTable,
  after: RunOnTable,
  pause: () => Promise<void>,
): Promise<RepairPaid | undefined> {
  const editsOf = ({ trained }: RunOnTable) => trained.document.table.edits ?? [];
  const nCells = differentEdits(editsOf(before), editsOf(after)).length;
  const { target } = after.table;
  const isSameTarget = before.table.target.name === target.name && before.table.target.task === target.task;
  if (nCells === 0 || !isSameTarget || !areSameFiles(before.trained.fileHashes, after.trained.fileHashes))
    return undefined;
  const [first, second] = await Promise.all([after, before].map((run) => heldOutOf(run, pause)));
  if (first.nClasses !== second.nClasses) return undefined;
  const placeIn = new Map(Array.from(second.rows, (row, place) => [row, place] as const));
  const { labels } = after.table.dataset;
  // A row that was given another label says nothing of which predictions are better.
  const common = first.rows.filter((row) => placeIn.has(row) && labels[row] === before.table.dataset.labels[row]);
  if (common.length === 0) return undefined;
  const width = Math.max(1, first.nClasses);
  const placeOf = new Map(Array.from(first.rows, (row, place) => [row, place] as const));
  const valuesOf = (held: HeldOut, places: ReadonlyMap<number, number>) =>
    Float64Array.from(
      Array.from(common, (row) => [
        ...held.values.subarray((places.get(row) ?? 0) * width, ((places.get(row) ?? 0) + 1) * width),
      ]).flat(),
    );
  const { training } = after.trained.document;
  const madeFor = madeForOf(training, target);
  const metric = comparedMetric(training, target.task);
  const { groups } = after.table.dataset;
  const result = await pairedBootstrap({
    task: target.task,
    nClasses: first.nClasses,
    labels: Float64Array.from(common, (row) => labels[row]),
    first: valuesOf(first, placeOf),
    second: valuesOf(second, placeIn),
    metric,
    madeFor,
    ...(groups ? { groups: Int32Array.from(common, (row) => groups[row]) } : {}),
    weights: weightsOf(after.table.dataset, common),
    seed: after.trained.report.seed,
    pause,
  });
  return { ...result, metric, nCells, isOnlyCells: isSameButCells(before.trained.document, after.trained.document) };
}

/** What a run says of rows that it was not trained on: out of fold where it has that, else of validation rows. */
async function heldOutOf(
  { trained, table }: RunOnTable,
  pause: () => Promise<void>,
): Promise<HeldOut & { readonly nClasses: number }> {
  const { task, classes } = table.target;
  const nClasses = task === "regression" ? 0 : classes.length;
  if (trained.heldOut) return { ...trained.heldOut, nClasses };
  const rows = table.dataset.split.validation;
  const { values } = await predict(trained.predictor, table.dataset, { rows, pause });
  return { rows, values, nClasses };
}

/** Rules follow from cells. */
function isSameButCells(a: PipelineDocument, b: PipelineDocument): boolean {
  const keyOf = (document: PipelineDocument) =>
    contentKey({ ...document, rules: [], target: undefined, table: withCellEdits(document.table, []) });
  return keyOf(a) === keyOf(b);
}
