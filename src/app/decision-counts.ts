/** What a rule that says classes would say of the test rows. */
import { type Decision, predictedClasses } from "../pipeline/decision.ts";
import { labelsOf } from "../training/measure.ts";
import { predict } from "../training/predict.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { splitOfRun } from "./compare.ts";
import type { TrainingTable } from "./training-table.ts";

/** [classes, classes] each, row-major: the test rows by true class and by the class that is said. */
export interface DecisionCounts {
  readonly likeliest: readonly number[];
  readonly decided: readonly number[];
}

/**
 * @param table the table that it was trained on, split as then.
 * @throws E_COMPARE_SPLIT
 */
export async function decisionCounts(
  trained: TrainedPipeline,
  table: TrainingTable,
  { decision, pause }: { readonly decision: Decision; readonly pause?: () => Promise<void> },
): Promise<DecisionCounts> {
  const { dataset } = table;
  const rows = splitOfRun(trained, table).test;
  const { values, nClasses } = await predict(trained.predictor, dataset, { rows, ...(pause ? { pause } : {}) });
  const labels = labelsOf(dataset, rows);
  const countsOf = (said: Int32Array) => {
    const counts = new Array<number>(nClasses ** 2).fill(0);
    for (const [row, code] of said.entries()) counts[labels[row] * nClasses + code]++;
    return counts;
  };
  return {
    likeliest: countsOf(predictedClasses(values, nClasses)),
    decided: countsOf(predictedClasses(values, nClasses, decision)),
  };
}
