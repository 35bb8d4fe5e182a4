/** Each op of the table as tfjs tensors. Row-bound values have the batch axis first; gradients are tfjs's own unless noted. */
import * as tf from "@tensorflow/tfjs";
import type { OpAttributes, OpName } from "../../program/ops.ts";
import type { ValueType } from "../../program/types.ts";
import { scatterColumns, takeColumns } from "./column-ops.ts";
import type { ConstantPool } from "./constant-pool.ts";
import { withGradient } from "./custom-gradient.ts";
import { embedding, lookup, scatterEmbedding, scatterLookup } from "./lookup-ops.ts";
import { memberMatMul, memberOuterSum } from "./member-ops.ts";
import { piecewiseLinear } from "./piecewise-linear.ts";

export interface LoweringContext {
  readonly type: ValueType;
  readonly inputTypes: readonly ValueType[];
  /** Rows of the batch. */
  readonly batch: number;
  readonly pool: ConstantPool;
}

type Lowering<Name extends OpName> = (
  inputs: readonly tf.Tensor[],
  attributes: OpAttributes[Name],
  context: LoweringContext,
) => tf.Tensor;

function tensorShape(type: ValueType, batch: number): number[] {
  return type.rows ? [batch, ...type.shape] : [...type.shape];
}

/** Shapes align at the right per row, so a row-bound value of lower rank gets its 1s after the batch axis. */
function alignTo(x: tf.Tensor, type: ValueType, rank: number): tf.Tensor {
  const missing = rank - type.shape.length;
  if (!type.rows || missing <= 0) return x;
  return tf.reshape(x, [x.shape[0], ...new Array<number>(missing).fill(1), ...type.shape]);
}

function unary(f: (x: tf.Tensor) => tf.Tensor): (inputs: readonly tf.Tensor[]) => tf.Tensor {
  return ([x]) => f(x);
}

type ElementwiseLowering = (inputs: readonly tf.Tensor[], attributes: object, context: LoweringContext) => tf.Tensor;

function binary(f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): ElementwiseLowering {
  return ([a, b], _, { type, inputTypes }) => {
    const rank = type.shape.length;
    return f(alignTo(a, inputTypes[0], rank), alignTo(b, inputTypes[1], rank));
  };
}

/** Sums a gradient over what broadcasting had repeated. */
function sumTo(x: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const extra = x.rank - shape.length;
  const axes = x.shape.flatMap((size, axis) =>
    axis < extra || (shape[axis - extra] === 1 && size !== 1) ? [axis] : [],
  );
  return axes.length === 0 ? x : tf.reshape(tf.sum(x, axes), [...shape]);
}

/** DIFF from tfjs: its own gradient of maximum and minimum does not broadcast. Ties go to b, as in vjp.ts. */
function extreme(f: typeof tf.maximum, sign: 1 | -1): ElementwiseLowering {
  return binary((a, b) =>
    withGradient({
      inputs: [a, b],
      saved: [a, b],
      value: () => f(a, b),
      gradient: (dy, [savedA, savedB]) => {
        const forA = tf.mul(dy, tf.step(sign === 1 ? tf.sub(savedA, savedB) : tf.sub(savedB, savedA)));
        return [sumTo(forA, savedA.shape), sumTo(tf.sub(dy, forA), savedB.shape)];
      },
    }),
  );
}

/** [..., k] → [Σ, k]. */
function flatten(x: tf.Tensor, width: number): tf.Tensor2D {
  return tf.reshape(x, [x.size / Math.max(width, 1), width]);
}

function lastOf(type: ValueType): number {
  return type.shape[type.shape.length - 1];
}

/** log Σ exp with the softmax as its gradient: fewer kernels than tfjs's, and none through a max. */
function logSumExp(x: tf.Tensor): tf.Tensor {
  return withGradient({
    inputs: [x],
    saved: [x],
    value: () => tf.logSumExp(x, -1),
    gradient: (dy, [savedX]) => [tf.mul(tf.expandDims(dy, -1), tf.softmax(savedX, -1))],
  });
}

const INVERSE_ROOT_2 = Math.SQRT1_2;

export const lowerings: { readonly [Name in OpName]: Lowering<Name> } = {
  neg: unary(tf.neg),
  exp: unary(tf.exp),
  log: unary(tf.log),
  sqrt: unary(tf.sqrt),
  square: unary(tf.square),
  abs: unary(tf.abs),
  relu: unary(tf.relu),
  sigmoid: unary(tf.sigmoid),
  tanh: unary(tf.tanh),
  softplus: unary(tf.softplus),
  normalCdf: unary((x) => tf.mul(tf.add(tf.erf(tf.mul(x, INVERSE_ROOT_2)), 1), 0.5)),
  step: unary((x) => tf.step(x)),
  add: binary(tf.add),
  sub: binary(tf.sub),
  mul: binary(tf.mul),
  div: binary(tf.div),
  maximum: extreme(tf.maximum, 1),
  minimum: extreme(tf.minimum, -1),
  // DIFF from tfjs: its own gradient includes the limits, where that of the table does not.
  clip: ([x], { low, high }) =>
    withGradient({
      inputs: [x],
      saved: [x],
      value: () => tf.clipByValue(x, low, high),
      gradient: (dy, [savedX]) => [tf.mul(dy, tf.mul(tf.step(tf.sub(savedX, low)), tf.step(tf.sub(high, savedX))))],
    }),
  matMul([a, b], { transposeA, transposeB }, { type, batch }) {
    const left = transposeA ? (a as tf.Tensor2D) : flatten(a, a.shape[a.rank - 1]);
    return tf.reshape(tf.matMul(left, b as tf.Tensor2D, transposeA, transposeB), tensorShape(type, batch));
  },
  memberMatMul: ([a, b], { transposeB }, { inputTypes }) =>
    memberMatMul(a, b, { rows: inputTypes[0].rows, transposeB }),
  sum: ([x], { axis, keepDims }, { inputTypes }) => tf.sum(x, axis + (inputTypes[0].rows ? 1 : 0), keepDims),
  softmax: unary((x) => tf.softmax(x, -1)),
  logSumExp: unary(logSumExp),
  broadcast: ([x], { shape }, { inputTypes, type, batch }) =>
    tf.broadcastTo(alignTo(x, inputTypes[0], shape.length), tensorShape(type, batch)),
  reshape: ([x], _, { type, batch }) => tf.reshape(x, tensorShape(type, batch)),
  concat: (inputs) => tf.concat([...inputs], inputs[0].rank - 1),
  takeColumns: ([x], attributes, { inputTypes, pool }) =>
    takeColumns(x, { owner: attributes, pool, indices: attributes.indices, size: lastOf(inputTypes[0]) }),
  scatterColumns: ([x], attributes, { pool }) =>
    scatterColumns(x, { owner: attributes, pool, indices: attributes.indices, size: attributes.size }),
  oneHot([codes], attributes, { pool }) {
    const { depths } = attributes;
    const columnOf = pool.get(attributes, "column", () =>
      tf.tensor1d(
        depths.flatMap((depth, column) => new Array<number>(depth).fill(column)),
        "int32",
      ),
    );
    const levels = pool.get(attributes, "level", () =>
      tf.tensor1d(
        depths.flatMap((depth) => Array.from({ length: depth }, (_, level) => level)),
        "int32",
      ),
    );
    // Three kernels for any number of columns. A single column broadcasts without the gather.
    const repeated = depths.length === 1 ? codes : tf.gather(codes, columnOf as tf.Tensor1D, codes.rank - 1);
    return tf.cast(tf.equal(repeated, levels), "float32");
  },
  lookup: ([table, codes]) => lookup(table, codes),
  embedding: ([table, codes]) => embedding(table, codes),
  piecewiseLinear: ([x, low, perWidth], attributes, { pool }) =>
    piecewiseLinear(x, { low, perWidth, owner: attributes, pool }),
  meanRows: ([x]) => tf.mean(x, 0),
  sumRows: ([x]) => tf.sum(x, 0),
  spreadRows: ([x], _, { type, batch }) => tf.div(tf.broadcastTo(x, tensorShape(type, batch)), batch),
  outerSum: ([a, b], _, { inputTypes }) =>
    tf.matMul(flatten(a, lastOf(inputTypes[0])), flatten(b, lastOf(inputTypes[1])), true, false),
  memberOuterSum: ([a, b]) => memberOuterSum(a, b),
  scatterLookup: ([values, codes], { size }) => scatterLookup(values, codes, size),
  scatterEmbedding: ([values, codes], { size }) => scatterEmbedding(values, codes, size),
};

/** Applies the lowering of `op`; the one place where the table's key and the attributes meet untyped. */
export function lowerOp<Name extends OpName>(
  op: Name,
  inputs: readonly tf.Tensor[],
  attributes: OpAttributes[Name],
  context: LoweringContext,
): tf.Tensor {
  return lowerings[op](inputs, attributes, context);
}
