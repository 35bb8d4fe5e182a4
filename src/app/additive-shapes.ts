/** What each column adds to the predictions of a trained pipeline, where its model adds up. */
import { softPredictor, softProgram } from "../export/recompile.ts";
import { catalogue } from "../pipeline/catalogue.ts";
import { type AdditiveShapes, additiveShapes } from "../training/additive-shapes.ts";
import type { Predictor, TrainedPipeline } from "../training/types.ts";
import { splitOfRun } from "./compare.ts";
import type { TrainingTable } from "./training-table.ts";

export interface ShapesOfRun extends AdditiveShapes {
  /** Whose: what predicts, or, where that is the mean of several, the blend that training is watched by. */
  readonly of: "deployed" | "blend";
  /** Whose rows say what is usual: training rows where none validate. */
  readonly split: "validation" | "train";
}

/**
 * @param table the table that it was trained on, split as then.
 * @returns null where the pipeline has no model that adds up, or a block before it mixes columns.
 * @throws E_COMPARE_SPLIT
 */
export async function shapesOfRun(
  trained: TrainedPipeline,
  table: TrainingTable,
  { pause }: { readonly pause: () => Promise<void> },
): Promise<ShapesOfRun | null> {
  const rowsOf = splitOfRun(trained, table);
  if (!trained.document.blocks.some(({ type }) => catalogue.get(type)?.spec.isAdditive)) return null;
  const { dataset } = table;
  const split = rowsOf.validation.length > 0 ? "validation" : "train";
  const { seed } = trained.report;
  const shapesOf = (predictor: Predictor) =>
    additiveShapes(predictor, { columns: dataset, rows: rowsOf[split] }, { seed, pause });
  const deployed = nMembers(trained.predictor) === 1 ? await shapesOf(trained.predictor) : undefined;
  if (deployed) return { ...deployed, of: "deployed", split };
  const program = softProgram(trained, catalogue);
  const blend = program && (await shapesOf(softPredictor(trained, program)));
  return blend ? { ...blend, of: "blend", split } : null;
}

const nMembers = ({ program: { nodes, outputs } }: Predictor) => nodes[outputs.prediction].type.shape[0];
