/** How what a trained pipeline says follows a column, on rows that are not for testing. */
import { type PartialDependence, partialDependence } from "../training/partial-dependence.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { splitOfRun } from "./compare.ts";
import type { TrainingTable } from "./training-table.ts";

export interface Dependence extends PartialDependence {
  /** Whose rows they are: training rows where none validate. */
  readonly split: "validation" | "train";
}

/**
 * @param table the table that it was trained on, split as then.
 * @returns null where the pipeline has no such column, or it holds nothing.
 * @throws E_COMPARE_SPLIT
 */
export async function dependenceOn(
  trained: TrainedPipeline,
  table: TrainingTable,
  { column, pause }: { readonly column: string; readonly pause: () => Promise<void> },
): Promise<Dependence | null> {
  const rowsOf = splitOfRun(trained, table);
  const { dataset } = table;
  const split = rowsOf.validation.length > 0 ? "validation" : "train";
  const { seed } = trained.report;
  const rows = rowsOf[split];
  const found = await partialDependence(trained.predictor, { columns: dataset, rows }, { column, seed, pause });
  return found ? { ...found, split } : null;
}
