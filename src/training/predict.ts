/** Predictions in float64, in the words of the task. The studio, the command line and the self-test of a file all use this. */

import type { TensorMap } from "../engine/engine.ts";
import type { PipelineStatistics } from "../pipeline/compile.ts";
import { tableFeeds } from "../pipeline/fit.ts";
import { evaluate, rowsAtOnce } from "../program/evaluate.ts";
import { parameterNodes } from "../program/parameters.ts";
import { predictionProgram } from "../program/prediction-program.ts";
import { type PrunedProgram, pruneProgram } from "../program/prune/prune-program.ts";
import { type Program, sizeOf } from "../program/types.ts";
import type { Columns, Task } from "../table/types.ts";
import type { Predictor } from "./types.ts";

/** What predicts of a trained program: without inputs that only training has, and the parameters that are left. */
export function predictorOf(program: Program, parameters: TensorMap, statistics: PipelineStatistics): Predictor {
  const prediction = predictionProgram(program);
  const kept = parameterNodes(prediction.nodes).map(({ name }) => [name, parameters[name]] as const);
  const { labelOffset, labelScale } = statistics;
  return { program: prediction, parameters: Object.fromEntries(kept), labelOffset, labelScale };
}

export interface Predictions {
  readonly task: Task;
  readonly nRows: number;
  readonly nClasses: number;
  /** Classes: probabilities [nRows, nClasses]. Regression: [nRows], in the target's own unit. */
  readonly values: Float64Array;
}

/** Turns one row of logits [members, outputs] into probabilities, mean over members, or a value in the target's unit. */
function readRow(logits: Float64Array, members: number, task: Task, predictor: Predictor, out: Float64Array): void {
  const outputs = logits.length / members;
  out.fill(0);
  for (let member = 0; member < members; member++) {
    const z = logits.subarray(member * outputs, (member + 1) * outputs);
    if (task === "regression") {
      out[0] += (z[0] * predictor.labelScale + predictor.labelOffset) / members;
    } else if (task === "binary") {
      const negative = 1 / (1 + Math.exp(z[0]));
      const positive = 1 / (1 + Math.exp(-z[0]));
      out[0] += negative / members;
      out[1] += positive / members;
    } else {
      const peak = z.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
      const total = z.reduce((sum, value) => sum + Math.exp(value - peak), 0);
      for (let k = 0; k < outputs; k++) out[k] += Math.exp(z[k] - peak) / total / members;
    }
  }
}

interface Chunk {
  readonly predictor: Predictor;
  readonly pruned: PrunedProgram;
  readonly columns: Columns;
  readonly rows: ArrayLike<number>;
  readonly out: Float64Array;
}

function predictChunk({ predictor, pruned, columns, rows, out }: Chunk): void {
  const { task, classes } = columns.schema.target;
  const width = task === "regression" ? 1 : classes.length;
  const feeds = { nRows: rows.length, inputs: tableFeeds(columns, rows), parameters: {} };
  const [{ type, data }] = evaluate(pruned.nodes, feeds, [pruned.value]);
  const size = sizeOf(type.shape);
  for (let i = 0; i < rows.length; i++) {
    // A prediction that no column has a part in is the same for all rows.
    const start = type.rows ? i * size : 0;
    const logits = data.subarray(start, start + size);
    readRow(logits, type.shape[0], task, predictor, out.subarray(i * width, (i + 1) * width));
  }
}

/**
 * Predicts rows in float64, in chunks.
 *
 * @param rows  row indices of `columns`; absent: every row, in order.
 * @param pause awaited between chunks with the number of rows that are done, so that a worker can answer in between.
 */
export async function predict(
  predictor: Predictor,
  columns: Columns,
  options: { readonly rows?: ArrayLike<number>; readonly pause?: (nDone: number) => Promise<void> } = {},
): Promise<Predictions> {
  const { task, classes } = columns.schema.target;
  const rows = options.rows ?? Uint32Array.from({ length: columns.nRows }, (_, row) => row);
  const width = task === "regression" ? 1 : classes.length;
  const values = new Float64Array(rows.length * width);
  const { program, parameters } = predictor;
  const pruned = pruneProgram(program.nodes, parameters, program.outputs.prediction);
  const atOnce = rowsAtOnce(pruned.nodes);
  for (let start = 0; start < rows.length; start += atOnce) {
    const chunk = Array.from({ length: Math.min(atOnce, rows.length - start) }, (_, i) => rows[start + i]);
    const out = values.subarray(start * width, (start + chunk.length) * width);
    predictChunk({ predictor, pruned, columns, rows: chunk, out });
    await options.pause?.(start + chunk.length);
  }
  return { task, nRows: rows.length, nClasses: task === "regression" ? 0 : classes.length, values };
}
