/** Whether the part of a program that is written for other programs predicts what the whole one does. */
import { studioError } from "../base/error.ts";
import { tableFeeds } from "../pipeline/fit.ts";
import { evaluate } from "../program/evaluate.ts";
import { applyRules } from "../table/apply-rules.ts";
import { tableFromRows } from "../table/stack.ts";
import { predictedValues } from "../training/predicted-values.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { prunedPredictor } from "./pruned-predictor.ts";
import { largestDifference, selfTestTable } from "./self-test.ts";

/** Far above the last bits in which sums of another order differ. */
const TOLERANCE = 1e-9;

export interface PrunedCheck {
  readonly nRows: number;
  /** As `SelfTestResult`. */
  readonly maxError: number;
}

/**
 * Compares the pruned program with the whole one on made-up rows, both in float64.
 *
 * @throws E_EXPORT_SELF_TEST
 */
export function checkPruned(trained: TrainedPipeline): PrunedCheck {
  const { document, schema, predictor } = trained;
  const { columns: names, rows } = selfTestTable(document.rules);
  const { columns } = applyRules(tableFromRows("self-test", names, rows), document.rules, schema.target);
  const all = Array.from({ length: columns.nRows }, (_, row) => row);
  const feeds = { nRows: all.length, inputs: tableFeeds(columns, all), parameters: predictor.parameters };
  const whole = predictedValues(predictor, schema.target.task);
  const pruned = prunedPredictor(trained);
  const [expected] = evaluate(whole.nodes, feeds, [whole.value]);
  const [{ type, data }] = evaluate(pruned.nodes, feeds, [pruned.value]);
  // What no column has a part in is the same for all rows.
  const found = type.rows ? data : expected.data.map((_, index) => data[index % data.length]);
  const maxError = largestDifference(found, expected.data, predictor);
  if (maxError > TOLERANCE) throw studioError("E_EXPORT_SELF_TEST", { maxError, nRows: all.length });
  return { nRows: all.length, maxError };
}
