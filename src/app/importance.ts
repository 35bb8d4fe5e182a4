/** What each column is worth to a trained pipeline, on rows that are not for testing, beside the gate that it has. */
import { comparedMetric } from "../training/compared-metric.ts";
import { type ColumnImportance, columnImportance, type Importance } from "../training/importance.ts";
import { madeForOf } from "../training/measure.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { assertSameSplit } from "./compare.ts";
import { gatesOf } from "./soft-probes.ts";
import type { TrainingTable } from "./training-table.ts";

interface WorthOfColumn extends ColumnImportance {
  /** Of the blend, 0 … 1; absent where no block has gates. */
  readonly gate?: number;
}

export interface WorthOfColumns extends Importance {
  readonly columns: readonly WorthOfColumn[];
  /** Whose rows they are: training rows where none validate. */
  readonly split: "validation" | "train";
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
  assertSameSplit(trained, table);
  const { dataset } = table;
  const split = dataset.split.validation.length > 0 ? "validation" : "train";
  const rows = dataset.split[split];
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
