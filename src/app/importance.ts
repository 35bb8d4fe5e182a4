/** What each column is worth to a trained pipeline, on rows that are not for testing, beside the gate that it has. */
import { StudioError } from "../base/error.ts";
import { comparedMetric } from "../training/compared-metric.ts";
import { columnImportance, type WorthOfColumns } from "../training/importance.ts";
import { madeForOf } from "../training/measure.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { splitOfRun } from "./compare.ts";
import { gatesOf } from "./soft-probes.ts";
import type { TrainingTable } from "./training-table.ts";

/** Cells of the rows that it is measured on, which are dealt out before a person notices. */
const MOST_CELLS_AT_ONCE = 20_000;

/** Whether `worthOfColumns` takes no longer than a moment. */
export function isMomentary({ report, document }: TrainedPipeline): boolean {
  const { validation, train } = report.rows;
  return (validation || train) * document.rules.length <= MOST_CELLS_AT_ONCE;
}

/** As `worthOfColumns`, where that takes a moment; undefined where it takes longer, or the table is another one. */
export async function worthAtOnce(
  trained: TrainedPipeline,
  tableOf: () => TrainingTable,
  pause: () => Promise<void>,
): Promise<WorthOfColumns | undefined> {
  if (!isMomentary(trained)) return undefined;
  try {
    return await worthOfColumns(trained, tableOf(), { pause, onProgress: () => undefined });
  } catch (error) {
    if (error instanceof StudioError) return undefined;
    throw error;
  }
}

/**
 * @param table the table that it was trained on, split as then.
 * @throws E_COMPARE_SPLIT
 */
export async function worthOfColumns(
  trained: TrainedPipeline,
  table: TrainingTable,
  options: { readonly pause: () => Promise<void>; readonly onProgress: (fraction: number) => void },
): Promise<WorthOfColumns> {
  const rowsOf = splitOfRun(trained, table);
  const { dataset } = table;
  const split = rowsOf.validation.length > 0 ? "validation" : "train";
  const rows = rowsOf[split];
  const { seed } = trained.report;
  const { training } = trained.document;
  const { target } = dataset.schema;
  const found = await columnImportance(
    trained.predictor,
    { columns: dataset, rows },
    { ...options, seed, metric: comparedMetric(training, target.task), madeFor: madeForOf(training, target) },
  );
  const gates = gatesOf(trained);
  const columns = found.columns.map((each) => {
    const gate = gates.get(each.column);
    return { ...each, ...(gate === undefined ? {} : { gate }) };
  });
  return { ...found, columns, split };
}
