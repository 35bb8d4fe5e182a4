/** Predictions in float64, in the words of the task. The studio, the command line and the self-test of a file all use this. */

import { inPieces } from "../base/in-pieces.ts";
import type { TensorMap } from "../engine/engine.ts";
import { ForwardProgram, type TableStreams } from "../engine/wasm/predict/forward-program.ts";
import type { PipelineStatistics } from "../pipeline/compile.ts";
import type { Decision } from "../pipeline/decision.ts";
import { tableFeeds } from "../pipeline/fit.ts";
import { evaluate, rowsAtOnce } from "../program/evaluate.ts";
import { TABLE_INPUTS } from "../program/inputs.ts";
import { parameterNodes } from "../program/parameters.ts";
import { predictionProgram } from "../program/prediction-program.ts";
import { evaluateExactly } from "../program/prune/exact-functions.ts";
import { type PrunedProgram, pruneInPieces } from "../program/prune/prune-program.ts";
import { type Node, type Program, sizeOf } from "../program/types.ts";
import type { Columns, Task } from "../table/types.ts";
import { predictedValues } from "./predicted-values.ts";
import type { Predictor } from "./types.ts";

/** By parameters, which are those of one program: what was compiled to judge a candidate scores it, too. */
const predictors = new WeakMap<TensorMap, Predictor>();

/** What predicts of a trained program: without inputs that only training has, and the parameters that are left. */
export function predictorOf(program: Program, parameters: TensorMap, statistics: PipelineStatistics): Predictor {
  const known = predictors.get(parameters);
  if (known) return known;
  const predictor = newPredictor(program, parameters, statistics);
  predictors.set(parameters, predictor);
  return predictor;
}

function newPredictor(program: Program, parameters: TensorMap, statistics: PipelineStatistics): Predictor {
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
  /** Which class is said; absent: the likeliest. */
  readonly decision?: Decision | undefined;
}

/** What gives the values of rows of a table, so many at a time. */
interface RowPredictor {
  readonly atOnce: number;
  /** float64 [rows, width]; the next call may overwrite it. */
  readonly values: (columns: Columns, rows: ArrayLike<number>) => Float64Array;
}

function streamsOf({ numbers, missing, categories }: Columns): TableStreams {
  return { [TABLE_INPUTS.numbers]: numbers, [TABLE_INPUTS.missing]: missing, [TABLE_INPUTS.categories]: categories };
}

async function rowPredictorOf(
  predictor: Predictor,
  columns: Columns,
  pause: () => Promise<void>,
): Promise<RowPredictor> {
  const { nodes, value } = predictedValues(predictor, columns.schema.target.task);
  const pruned = await inPieces(pruneInPieces(nodes, predictor.parameters, value), pause);
  const forward = await ForwardProgram.create(pruned, streamsOf(columns));
  if (!forward) return interpreterOf(pruned, {});
  return {
    atOnce: forward.chunkRows,
    values: (table, rows) => forward.run(streamsOf(table), table.nRows, rows),
  };
}

/** Where WebAssembly is refused, or compiling takes longer; with the functions of compiled predictions, whose bits are the same on every host. */
function interpreterOf({ nodes, value }: PrunedProgram, parameters: TensorMap): RowPredictor {
  return {
    atOnce: rowsAtOnce(nodes),
    values(columns, rows) {
      const feeds = { nRows: rows.length, inputs: tableFeeds(columns, rows), parameters };
      const [{ type, data }] = evaluate(nodes, feeds, [value], evaluateExactly);
      if (type.rows) return data;
      // What no column has a part in is the same for all rows.
      return Float64Array.from({ length: rows.length * data.length }, (_, i) => data[i % data.length]);
    },
  };
}

/** Multiplications that the interpreter does in the time in which a predictor is pruned and compiled, about. */
const PRODUCTS_OF_COMPILING = 1e7;

/** Of a row, roughly. */
function productsOf(nodes: readonly Node[]): number {
  return nodes.reduce((sum, node) => {
    if (node.kind !== "op" || !node.type.rows) return sum;
    const isProduct = node.op === "matMul" || node.op === "memberMatMul";
    const { shape } = nodes[node.inputs[0]].type;
    return sum + sizeOf(node.type.shape) * (isProduct ? (shape.at(-1) ?? 1) : 1);
  }, 0);
}

/**
 * Predicts rows to judge a predictor by, of which most are asked for little else: of few rows it is not worth compiling.
 *
 * @returns as `predict`, to the rounding of float64; the same bits whatever was asked before.
 */
export async function predictToJudge(
  predictor: Predictor,
  columns: Columns,
  options: PredictOptions,
): Promise<Predictions> {
  const { nodes, value } = predictedValues(predictor, columns.schema.target.task);
  const nRows = options.rows?.length ?? columns.nRows;
  if (nRows * productsOf(nodes) > PRODUCTS_OF_COMPILING) return predict(predictor, columns, options);
  return predictWith(interpreterOf({ nodes, value }, predictor.parameters), columns, options);
}

interface PredictOptions {
  readonly rows?: ArrayLike<number>;
  readonly pause?: (nDone: number) => Promise<void>;
}

/** A predictor is compiled once, however many tables it predicts. */
const compiled = new WeakMap<Predictor, Promise<RowPredictor>>();

/**
 * Predicts rows in float64, in chunks.
 *
 * @param rows  row indices of `columns`; absent: every row, in order.
 * @param pause awaited between chunks with the number of rows that are done, and while the predictor is compiled, so that a worker can
 *   answer in between.
 */
export async function predict(
  predictor: Predictor,
  columns: Columns,
  options: PredictOptions = {},
): Promise<Predictions> {
  const pause = async () => options.pause?.(0);
  const known = compiled.get(predictor) ?? rowPredictorOf(predictor, columns, pause);
  compiled.set(predictor, known);
  return predictWith(await known, columns, options);
}

async function predictWith(
  { atOnce, values: valuesOf }: RowPredictor,
  columns: Columns,
  options: PredictOptions,
): Promise<Predictions> {
  const { task, classes } = columns.schema.target;
  const rows = options.rows ? Uint32Array.from(options.rows) : new Uint32Array(columns.nRows).map((_, row) => row);
  const width = task === "regression" ? 1 : classes.length;
  const values = new Float64Array(rows.length * width);
  for (let start = 0; start < rows.length; start += atOnce) {
    const chunk = rows.subarray(start, start + atOnce);
    values.set(valuesOf(columns, chunk), start * width);
    await options.pause?.(start + chunk.length);
  }
  return { task, nRows: rows.length, nClasses: task === "regression" ? 0 : classes.length, values };
}
