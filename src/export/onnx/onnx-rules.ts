/** How each op of a prediction is written in ONNX, with core operators alone. Numbers are float32, codes int64. */
import { binLimits } from "../../program/bin-limits.ts";
import type { PredictionOp } from "../../program/op-traits.ts";
import type { OpAttributes } from "../../program/ops.ts";
import type { ValueType } from "../../program/types.ts";
import { type OnnxGraph, TYPES } from "./onnx-graph.ts";

/** A value of the program in the graph. */
export interface OnnxOperand {
  readonly name: string;
  readonly type: ValueType;
}

/** Writes nodes. @returns the name of the value. */
type OnnxRule<Name extends PredictionOp> = (
  graph: OnnxGraph,
  inputs: readonly OnnxOperand[],
  attributes: OpAttributes[Name],
  type: ValueType,
) => string;

const rankOf = ({ rows, shape }: ValueType) => shape.length + (rows ? 1 : 0);
const axesFrom = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);

/** With axes of size 1 behind that of the rows, so that what follows is aligned at the right. */
function aligned(graph: OnnxGraph, { name, type }: OnnxOperand, rank: number): string {
  const lacking = rank - rankOf(type);
  return type.rows && lacking > 0 ? graph.node("Unsqueeze", [name, graph.ints(axesFrom(1, lacking))]) : name;
}

const unary =
  (op: string): OnnxRule<PredictionOp> =>
  (graph, [x]) =>
    graph.node(op, [x.name]);

const binary =
  (op: string): OnnxRule<PredictionOp> =>
  (graph, inputs, _, type) =>
    graph.node(
      op,
      inputs.map((input) => aligned(graph, input, rankOf(type))),
    );

const scalar = (graph: OnnxGraph, value: number) => graph.constant("float", [], [value]);
const asFloat = (graph: OnnxGraph, value: string) => graph.node("Cast", [value], { attributes: { to: TYPES.float } });

const transposed = (graph: OnnxGraph, value: string, perm: readonly number[]) =>
  graph.node("Transpose", [value], { attributes: { perm } });

/** The first and the last but one axis are exchanged. */
const SWAP_3D = [1, 0, 2];

/** What a table says of each code; 0 for a code that it does not have, which is sent to a row of zeros at its end. */
const rowsOfTable: OnnxRule<"lookup" | "embedding"> = (graph, [table, codes]) => {
  const [size, ...rest] = table.type.shape;
  const zeros = graph.constant("float", [1, ...rest], new Array(rest.reduce((all, one) => all * one, 1)).fill(0));
  const longer = graph.node("Concat", [table.name, zeros], { attributes: { axis: 0 } });
  const [low, high] = [0, size].map((limit) => graph.constant("int64", [], [limit]));
  const isKnown = graph.node("And", [
    graph.node("GreaterOrEqual", [codes.name, low]),
    graph.node("Less", [codes.name, high]),
  ]);
  const place = graph.node("Where", [isKnown, codes.name, high]);
  return graph.node("Gather", [longer, place], { attributes: { axis: 0 } });
};

export const onnxRules: { readonly [Name in PredictionOp]: OnnxRule<Name> } = {
  neg: unary("Neg"),
  exp: unary("Exp"),
  log: unary("Log"),
  sqrt: unary("Sqrt"),
  square: (graph, [x]) => graph.node("Mul", [x.name, x.name]),
  abs: unary("Abs"),
  relu: unary("Relu"),
  sigmoid: unary("Sigmoid"),
  tanh: unary("Tanh"),
  softplus: unary("Softplus"),
  normalCdf(graph, [x]) {
    const error = graph.node("Erf", [graph.node("Mul", [x.name, scalar(graph, Math.SQRT1_2)])]);
    return graph.node("Mul", [graph.node("Add", [error, scalar(graph, 1)]), scalar(graph, 0.5)]);
  },
  step: (graph, [x]) => asFloat(graph, graph.node("Greater", [x.name, scalar(graph, 0)])),
  add: binary("Add"),
  sub: binary("Sub"),
  mul: binary("Mul"),
  div: binary("Div"),
  maximum: binary("Max"),
  minimum: binary("Min"),
  clip: (graph, [x], { low, high }) => graph.node("Clip", [x.name, scalar(graph, low), scalar(graph, high)]),
  matMul(graph, [a, b], { transposeA, transposeB }) {
    const left = transposeA ? transposed(graph, a.name, [1, 0]) : a.name;
    return graph.node("MatMul", [left, transposeB ? transposed(graph, b.name, [1, 0]) : b.name]);
  },
  memberMatMul(graph, [a, b], { transposeB }) {
    const right = transposeB ? transposed(graph, b.name, [0, 2, 1]) : b.name;
    if (!a.type.rows) {
      const one = graph.ints([1]);
      return graph.node("Squeeze", [graph.node("MatMul", [graph.node("Unsqueeze", [a.name, one]), right]), one]);
    }
    return transposed(graph, graph.node("MatMul", [transposed(graph, a.name, SWAP_3D), right]), SWAP_3D);
  },
  sum: (graph, [x], { axis, keepDims }) =>
    graph.node("ReduceSum", [x.name, graph.ints([axis + (x.type.rows ? 1 : 0)])], {
      attributes: { keepdims: keepDims ? 1 : 0 },
    }),
  softmax: (graph, [x]) => graph.node("Softmax", [x.name], { attributes: { axis: -1 } }),
  logSumExp: (graph, [x]) => graph.node("ReduceLogSumExp", [x.name], { attributes: { axes: [-1], keepdims: 0 } }),
  broadcast: (graph, [x], _, type) =>
    graph.node("Expand", [aligned(graph, x, rankOf(type)), graph.ints(type.rows ? [1, ...type.shape] : type.shape)]),
  // 0: as many as there were, the rows.
  reshape: (graph, [x], _, type) =>
    graph.node("Reshape", [x.name, graph.ints(type.rows ? [0, ...type.shape] : type.shape)]),
  concat: (graph, inputs) =>
    graph.node(
      "Concat",
      inputs.map(({ name }) => name),
      { attributes: { axis: -1 } },
    ),
  takeColumns: (graph, [x], { indices }) =>
    graph.node("Gather", [x.name, graph.ints(indices)], { attributes: { axis: -1 } }),
  scatterColumns(graph, [x], { indices, size }) {
    const moves = indices.flatMap((index) => Array.from({ length: size }, (_, at) => (at === index ? 1 : 0)));
    return graph.node("MatMul", [x.name, graph.constant("float", [indices.length, size], moves)]);
  },
  oneHot(graph, [codes], { depths }) {
    const columns = depths.map((depth, column) => {
      const own = graph.node("Gather", [codes.name, graph.ints([column])], { attributes: { axis: -1 } });
      return asFloat(graph, graph.node("Equal", [own, graph.ints(axesFrom(0, depth))]));
    });
    return graph.node("Concat", columns, { attributes: { axis: -1 } });
  },
  lookup: rowsOfTable,
  embedding: rowsOfTable,
  piecewiseLinear(graph, [x, low, perWidth]) {
    const nBins = low.type.shape[low.type.shape.length - 1];
    const { lowest, highest } = binLimits(nBins);
    const cell = graph.node("Unsqueeze", [x.name, graph.ints([-1])]);
    const t = graph.node("Mul", [graph.node("Sub", [cell, low.name]), perWidth.name]);
    const atLeast = graph.node("Max", [t, graph.constant("float", [nBins], lowest)]);
    return graph.node("Min", [atLeast, graph.constant("float", [nBins], highest)]);
  },
};

interface OnnxOp<Name extends PredictionOp> {
  readonly op: Name;
  readonly inputs: readonly OnnxOperand[];
  readonly attributes: OpAttributes[Name];
  readonly type: ValueType;
}

/** The one place where the table's key and the attributes meet untyped. */
export function writeOp<Name extends PredictionOp>(
  graph: OnnxGraph,
  { op, inputs, attributes, type }: OnnxOp<Name>,
): string {
  return onnxRules[op](graph, inputs, attributes, type);
}
