/** What a model says of rows, as columns: a probability for each class, or a number in the unit of the target. */
import { formatNumber, percent } from "../../base/numbers.ts";
import { tableFeeds } from "../../pipeline/fit.ts";
import { evaluate } from "../../program/evaluate.ts";
import { predictionProgram } from "../../program/prediction-program.ts";
import type { Columns } from "../../table/types.ts";
import { type PredictedValues, predictedValues } from "../../training/predicted-values.ts";
import type { LookedPipeline } from "./looked-pipeline.ts";
import type { PortColumn } from "./port-cells.ts";

const known = new WeakMap<LookedPipeline["program"], PredictedValues>();

/** Values of the watched pipeline at its weights of now: [rows, classes] probabilities, or [rows]. */
export function watchedValues(
  { program, statistics, weights }: Pick<LookedPipeline, "program" | "statistics" | "weights">,
  columns: Columns,
  rows: ArrayLike<number>,
): Float64Array {
  const { labelOffset, labelScale } = statistics;
  const { task } = columns.schema.target;
  const told =
    known.get(program) ??
    predictedValues({ program: predictionProgram(program), parameters: weights, labelOffset, labelScale }, task);
  known.set(program, told);
  const feeds = { nRows: rows.length, inputs: tableFeeds(columns, rows), parameters: weights };
  return evaluate(told.nodes, feeds, [told.value])[0].data;
}

/** Of rows of the looked-at table. */
export function predictionColumns(looked: LookedPipeline, rows: Uint32Array): readonly PortColumn[] {
  const { dataset } = looked;
  const { target } = dataset.schema;
  const values = watchedValues(looked, dataset, rows);
  if (target.task === "regression") {
    const textOf = (row: number) => formatNumber(values[row]);
    return [{ name: "prediction", textOf, numberOf: (row) => values[row] }];
  }
  const nClasses = target.classes.length;
  return target.classes.map(({ label }, code) => {
    const numberOf = (row: number) => values[row * nClasses + code];
    return { name: `p_${label}`, numberOf, textOf: (row: number) => percent(numberOf(row), 1) };
  });
}
