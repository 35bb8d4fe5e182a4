import { type StudioError, studioError } from "../base/error.ts";
import type { OpAttributes, OpName } from "./ops.ts";
import { sizeOf, type ValueType } from "./types.ts";

type ShapeRule<Name extends OpName> = (inputs: readonly ValueType[], attributes: OpAttributes[Name]) => ValueType;

function describe(type: ValueType): string {
  return `${type.dtype} ${type.rows ? "rows " : ""}[${type.shape.join(", ")}]`;
}

function shapeError(op: string, expected: string, inputs: readonly ValueType[]): StudioError {
  return studioError("E_SHAPE_OP", { op, expected, inputs: inputs.map(describe) });
}

function requireCount(op: string, inputs: readonly ValueType[], count: number): void {
  if (inputs.length !== count) throw shapeError(op, `${count} inputs`, inputs);
}

function requireFloats(op: string, inputs: readonly ValueType[]): void {
  if (inputs.some((type) => type.dtype !== "float32")) throw shapeError(op, "float32 values", inputs);
}

/** @throws E_SHAPE_OP where an input has no last axis. */
function requireVectors(op: string, inputs: readonly ValueType[]): void {
  if (inputs.some((type) => type.shape.length < 1)) throw shapeError(op, "at least one axis", inputs);
}

function float(rows: boolean, shape: readonly number[]): ValueType {
  return { rows, shape, dtype: "float32" };
}

/** @throws E_SHAPE_OP when an aligned pair of axes differs and neither is 1. */
export function broadcastShapes(op: string, a: ValueType, b: ValueType): readonly number[] {
  const rank = Math.max(a.shape.length, b.shape.length);
  return Array.from({ length: rank }, (_, axis) => {
    const sizeA = a.shape[axis - rank + a.shape.length] ?? 1;
    const sizeB = b.shape[axis - rank + b.shape.length] ?? 1;
    if (sizeA !== sizeB && sizeA !== 1 && sizeB !== 1) throw shapeError(op, "shapes that broadcast", [a, b]);
    return sizeA === 1 ? sizeB : sizeA;
  });
}

function unary<Name extends OpName>(op: Name): ShapeRule<Name> {
  return (inputs) => {
    requireCount(op, inputs, 1);
    requireFloats(op, inputs);
    return inputs[0];
  };
}

function binary<Name extends OpName>(op: Name): ShapeRule<Name> {
  return (inputs) => {
    requireCount(op, inputs, 2);
    const [a, b] = inputs;
    requireFloats(op, inputs);
    return float(a.rows || b.rows, broadcastShapes(op, a, b));
  };
}

/** The type of each op's output. */
export const shapeRules: { readonly [Name in OpName]: ShapeRule<Name> } = {
  neg: unary("neg"),
  exp: unary("exp"),
  log: unary("log"),
  sqrt: unary("sqrt"),
  square: unary("square"),
  abs: unary("abs"),
  relu: unary("relu"),
  sigmoid: unary("sigmoid"),
  tanh: unary("tanh"),
  softplus: unary("softplus"),
  normalCdf: unary("normalCdf"),
  step: unary("step"),
  clip: unary("clip"),
  add: binary("add"),
  sub: binary("sub"),
  mul: binary("mul"),
  div: binary("div"),
  maximum: binary("maximum"),
  minimum: binary("minimum"),
  matMul(inputs, { transposeA, transposeB }) {
    requireCount("matMul", inputs, 2);
    requireFloats("matMul", inputs);
    const [a, b] = inputs;
    if (b.rows || b.shape.length !== 2) throw shapeError("matMul", "a row-free matrix on the right", inputs);
    if (transposeA && (a.rows || a.shape.length !== 2)) {
      throw shapeError("matMul", "a row-free matrix on the left of transposeA", inputs);
    }
    const left = transposeA ? [...a.shape].reverse() : a.shape;
    const [inner, outer] = transposeB ? [b.shape[1], b.shape[0]] : b.shape;
    if (left.length < 1 || left[left.length - 1] !== inner) throw shapeError("matMul", "equal inner sizes", inputs);
    return float(a.rows, [...left.slice(0, -1), outer]);
  },
  memberMatMul(inputs, { transposeB }) {
    requireCount("memberMatMul", inputs, 2);
    requireFloats("memberMatMul", inputs);
    const [a, b] = inputs;
    if (a.shape.length !== 2) throw shapeError("memberMatMul", "[members, k] on the left", inputs);
    if (b.rows || b.shape.length !== 3) throw shapeError("memberMatMul", "row-free matrices on the right", inputs);
    const [inner, outer] = transposeB ? [b.shape[2], b.shape[1]] : [b.shape[1], b.shape[2]];
    if (a.shape[0] !== b.shape[0] || a.shape[1] !== inner) {
      throw shapeError("memberMatMul", "as many members, and equal inner sizes", inputs);
    }
    return float(a.rows, [a.shape[0], outer]);
  },
  sum(inputs, { axis, keepDims }) {
    requireCount("sum", inputs, 1);
    requireFloats("sum", inputs);
    const { shape, rows } = inputs[0];
    if (!Number.isInteger(axis) || axis < 0 || axis >= shape.length) throw shapeError("sum", `an axis ${axis}`, inputs);
    return float(
      rows,
      shape.flatMap((size, index) => (index === axis ? (keepDims ? [1] : []) : [size])),
    );
  },
  softmax(inputs) {
    requireCount("softmax", inputs, 1);
    requireFloats("softmax", inputs);
    requireVectors("softmax", inputs);
    return inputs[0];
  },
  logSumExp(inputs) {
    requireCount("logSumExp", inputs, 1);
    requireFloats("logSumExp", inputs);
    requireVectors("logSumExp", inputs);
    return float(inputs[0].rows, inputs[0].shape.slice(0, -1));
  },
  broadcast(inputs, { shape }) {
    requireCount("broadcast", inputs, 1);
    requireFloats("broadcast", inputs);
    const result = broadcastShapes("broadcast", inputs[0], float(false, shape));
    if (result.join() !== shape.join()) throw shapeError("broadcast", `a shape that widens to [${shape}]`, inputs);
    return float(inputs[0].rows, shape);
  },
  reshape(inputs, { shape }) {
    requireCount("reshape", inputs, 1);
    if (sizeOf(shape) !== sizeOf(inputs[0].shape)) throw shapeError("reshape", `${sizeOf(shape)} elements`, inputs);
    return { ...inputs[0], shape };
  },
  concat(inputs) {
    if (inputs.length < 1) throw shapeError("concat", "at least one input", inputs);
    requireFloats("concat", inputs);
    requireVectors("concat", inputs);
    const [first] = inputs;
    const lead = first.shape.slice(0, -1);
    if (inputs.some((type) => type.rows !== first.rows || type.shape.slice(0, -1).join() !== lead.join())) {
      throw shapeError("concat", "inputs that differ in the last axis alone", inputs);
    }
    return float(first.rows, [...lead, inputs.reduce((total, type) => total + type.shape[type.shape.length - 1], 0)]);
  },
  takeColumns(inputs, { indices }) {
    requireCount("takeColumns", inputs, 1);
    requireVectors("takeColumns", inputs);
    const { shape } = inputs[0];
    const size = shape[shape.length - 1];
    if (indices.some((index) => index < 0 || index >= size))
      throw shapeError("takeColumns", "indices in range", inputs);
    return { ...inputs[0], shape: [...shape.slice(0, -1), indices.length] };
  },
  scatterColumns(inputs, { indices, size }) {
    requireCount("scatterColumns", inputs, 1);
    requireFloats("scatterColumns", inputs);
    const { shape, rows } = inputs[0];
    if (indices.some((index) => index < 0 || index >= size))
      throw shapeError("scatterColumns", "indices in range", inputs);
    if (shape[shape.length - 1] !== indices.length) throw shapeError("scatterColumns", "one column an index", inputs);
    return float(rows, [...shape.slice(0, -1), size]);
  },
  oneHot(inputs, { depths }) {
    requireCount("oneHot", inputs, 1);
    const [codes] = inputs;
    if (codes.dtype !== "int32" || codes.shape.length !== 1 || codes.shape[0] !== depths.length) {
      throw shapeError("oneHot", `int32 [${depths.length}]`, inputs);
    }
    return float(codes.rows, [depths.reduce((total, depth) => total + depth, 0)]);
  },
  lookup(inputs) {
    requireCount("lookup", inputs, 2);
    const [table, codes] = inputs;
    requireFloats("lookup", [table]);
    if (table.rows || table.shape.length !== 1) throw shapeError("lookup", "a row-free table [n]", inputs);
    if (codes.dtype !== "int32" || !codes.rows) throw shapeError("lookup", "int32 row-bound codes", inputs);
    return float(true, codes.shape);
  },
  embedding(inputs) {
    requireCount("embedding", inputs, 2);
    const [table, codes] = inputs;
    requireFloats("embedding", [table]);
    if (table.rows || table.shape.length !== 2) throw shapeError("embedding", "a row-free table [n, d]", inputs);
    if (codes.dtype !== "int32" || !codes.rows) throw shapeError("embedding", "int32 row-bound codes", inputs);
    return float(true, [...codes.shape, table.shape[1]]);
  },
  piecewiseLinear(inputs) {
    requireCount("piecewiseLinear", inputs, 3);
    requireFloats("piecewiseLinear", inputs);
    const [x, low, perWidth] = inputs;
    requireVectors("piecewiseLinear", [low, perWidth]);
    if (low.rows || perWidth.rows || low.shape.join() !== perWidth.shape.join()) {
      throw shapeError("piecewiseLinear", "row-free low and perWidth of one shape", inputs);
    }
    if (x.shape.join() !== low.shape.slice(0, -1).join()) {
      throw shapeError("piecewiseLinear", "bins for each number of x", inputs);
    }
    return float(x.rows, low.shape);
  },
  meanRows(inputs) {
    requireCount("meanRows", inputs, 1);
    requireFloats("meanRows", inputs);
    if (!inputs[0].rows) throw shapeError("meanRows", "a row-bound value", inputs);
    return float(false, inputs[0].shape);
  },
  sumRows(inputs) {
    requireCount("sumRows", inputs, 1);
    requireFloats("sumRows", inputs);
    if (!inputs[0].rows) throw shapeError("sumRows", "a row-bound value", inputs);
    return float(false, inputs[0].shape);
  },
  spreadRows(inputs) {
    requireCount("spreadRows", inputs, 1);
    requireFloats("spreadRows", inputs);
    if (inputs[0].rows) throw shapeError("spreadRows", "a row-free value", inputs);
    return float(true, inputs[0].shape);
  },
  outerSum(inputs) {
    requireCount("outerSum", inputs, 2);
    requireFloats("outerSum", inputs);
    requireVectors("outerSum", inputs);
    const [a, b] = inputs;
    if (!a.rows || !b.rows || a.shape.slice(0, -1).join() !== b.shape.slice(0, -1).join()) {
      throw shapeError("outerSum", "two row-bound values with equal leading axes", inputs);
    }
    return float(false, [a.shape[a.shape.length - 1], b.shape[b.shape.length - 1]]);
  },
  memberOuterSum(inputs) {
    requireCount("memberOuterSum", inputs, 2);
    requireFloats("memberOuterSum", inputs);
    const [a, b] = inputs;
    if (!a.rows || !b.rows || a.shape.length !== 2 || b.shape.length !== 2 || a.shape[0] !== b.shape[0]) {
      throw shapeError("memberOuterSum", "two row-bound values [members, …] with as many members", inputs);
    }
    return float(false, [a.shape[0], a.shape[1], b.shape[1]]);
  },
  scatterLookup(inputs, { size }) {
    requireCount("scatterLookup", inputs, 2);
    const [values, codes] = inputs;
    requireFloats("scatterLookup", [values]);
    if (codes.dtype !== "int32" || !values.rows || !codes.rows || values.shape.join() !== codes.shape.join()) {
      throw shapeError("scatterLookup", "row-bound values and int32 codes of one shape", inputs);
    }
    return float(false, [size]);
  },
  scatterEmbedding(inputs, { size }) {
    requireCount("scatterEmbedding", inputs, 2);
    const [values, codes] = inputs;
    requireFloats("scatterEmbedding", [values]);
    requireVectors("scatterEmbedding", [values]);
    const lead = values.shape.slice(0, -1);
    if (codes.dtype !== "int32" || !values.rows || !codes.rows || lead.join() !== codes.shape.join()) {
      throw shapeError("scatterEmbedding", "row-bound values, and an int32 code for each vector of them", inputs);
    }
    return float(false, [size, values.shape[lead.length]]);
  },
};

/** Applies the shape rule of `op`; the one place where the table's key and the attributes meet untyped. */
export function shapeOf<Name extends OpName>(
  op: Name,
  inputs: readonly ValueType[],
  attributes: OpAttributes[Name],
): ValueType {
  return shapeRules[op](inputs, attributes);
}
