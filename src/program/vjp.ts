/** Vector-Jacobian products, symbolic: each rule writes ops of the same table, so every engine that runs ops runs gradients. */
import { binLimits } from "./bin-limits.ts";
import type { ProgramBuilder } from "./builder.ts";
import type { OpAttributes, OpName } from "./ops.ts";
import type { ValueId, ValueType } from "./types.ts";
import { sizeOf } from "./types.ts";

interface VjpContext<Name extends OpName> {
  readonly builder: ProgramBuilder;
  readonly inputs: readonly ValueId[];
  readonly output: ValueId;
  readonly attributes: OpAttributes[Name];
  /** ∂objective/∂output, of the output's type. */
  readonly cotangent: ValueId;
}

/** One cotangent an input; undefined where none flows. `null` marks an adjoint op: first-order gradients alone. */
type VjpRule<Name extends OpName> = ((context: VjpContext<Name>) => readonly (ValueId | undefined)[]) | null;

/** Sums a cotangent over what broadcasting had repeated: rows, leading axes, axes of size 1. */
export function unbroadcast(builder: ProgramBuilder, cotangent: ValueId, type: ValueType): ValueId {
  let value = cotangent;
  if (builder.typeOf(value).rows && !type.rows) value = builder.sumRows(value);
  while (builder.typeOf(value).shape.length > type.shape.length) value = builder.sum(value, 0);
  type.shape.forEach((size, axis) => {
    if (size === 1 && builder.typeOf(value).shape[axis] !== 1) value = builder.sum(value, axis, { keepDims: true });
  });
  return value;
}

function unary<Name extends OpName>(
  derivative: (context: VjpContext<Name> & { readonly x: ValueId; readonly y: ValueId }) => ValueId,
): VjpRule<Name> {
  return (context) => [derivative({ ...context, x: context.inputs[0], y: context.output })];
}

function binary<Name extends OpName>(
  rule: (context: VjpContext<Name> & { readonly a: ValueId; readonly b: ValueId }) => readonly [ValueId, ValueId],
): VjpRule<Name> {
  return (context) => {
    const [a, b] = context.inputs;
    const { builder } = context;
    const [forA, forB] = rule({ ...context, a, b });
    return [unbroadcast(builder, forA, builder.typeOf(a)), unbroadcast(builder, forB, builder.typeOf(b))];
  };
}

/** Where a wins a maximum: 1 if a > b, so ties go to b. */
function winner(builder: ProgramBuilder, a: ValueId, b: ValueId): ValueId {
  return builder.step(builder.sub(a, b));
}

/** Splits by a 0/1 mask: [cotangent · mask, cotangent · (1 − mask)]. */
function route(builder: ProgramBuilder, cotangent: ValueId, mask: ValueId): readonly [ValueId, ValueId] {
  const kept = builder.mul(cotangent, mask);
  return [kept, builder.sub(cotangent, kept)];
}

export const vjpRules: { readonly [Name in OpName]: VjpRule<Name> } = {
  neg: unary(({ builder, cotangent }) => builder.neg(cotangent)),
  exp: unary(({ builder, cotangent, y }) => builder.mul(cotangent, y)),
  log: unary(({ builder, cotangent, x }) => builder.div(cotangent, x)),
  sqrt: unary(({ builder, cotangent, y }) => builder.div(builder.mul(cotangent, builder.scalar(0.5)), y)),
  square: unary(({ builder, cotangent, x }) => builder.mul(cotangent, builder.mul(builder.scalar(2), x))),
  abs: unary(({ builder, cotangent, x }) =>
    builder.mul(cotangent, builder.sub(builder.mul(builder.scalar(2), builder.step(x)), builder.scalar(1))),
  ),
  relu: unary(({ builder, cotangent, x }) => builder.mul(cotangent, builder.step(x))),
  sigmoid: unary(({ builder, cotangent, y }) =>
    builder.mul(cotangent, builder.mul(y, builder.sub(builder.scalar(1), y))),
  ),
  tanh: unary(({ builder, cotangent, y }) => builder.mul(cotangent, builder.sub(builder.scalar(1), builder.square(y)))),
  softplus: unary(({ builder, cotangent, x }) => builder.mul(cotangent, builder.sigmoid(x))),
  normalCdf: unary(({ builder, cotangent, x }) => {
    const density = builder.exp(builder.mul(builder.scalar(-0.5), builder.square(x)));
    return builder.mul(cotangent, builder.mul(builder.scalar(1 / Math.sqrt(2 * Math.PI)), density));
  }),
  step: () => [undefined],
  clip: unary(({ builder, cotangent, x, attributes }) => {
    const above = builder.step(builder.sub(x, builder.scalar(attributes.low)));
    const below = builder.step(builder.sub(builder.scalar(attributes.high), x));
    return builder.mul(cotangent, builder.mul(above, below));
  }),
  add: binary(({ cotangent }) => [cotangent, cotangent]),
  sub: binary(({ builder, cotangent }) => [cotangent, builder.neg(cotangent)]),
  mul: binary(({ builder, cotangent, a, b }) => [builder.mul(cotangent, b), builder.mul(cotangent, a)]),
  div: binary(({ builder, cotangent, b, output }) => {
    const forA = builder.div(cotangent, b);
    return [forA, builder.neg(builder.mul(forA, output))];
  }),
  maximum: binary(({ builder, cotangent, a, b }) => route(builder, cotangent, winner(builder, a, b))),
  minimum: binary(({ builder, cotangent, a, b }) => route(builder, cotangent, winner(builder, b, a))),
  matMul({ builder, inputs: [a, b], attributes: { transposeA, transposeB }, cotangent }) {
    const rowBound = builder.typeOf(a).rows;
    const forA = transposeA
      ? builder.matMul(b, cotangent, { transposeA: transposeB, transposeB: true })
      : builder.matMul(cotangent, b, { transposeB: !transposeB });
    if (rowBound) return [forA, transposeB ? builder.outerSum(cotangent, a) : builder.outerSum(a, cotangent)];
    const flat = (value: ValueId) => {
      const { shape } = builder.typeOf(value);
      const width = shape[shape.length - 1];
      return builder.reshape(value, [sizeOf(shape) / Math.max(width, 1), width]);
    };
    const [left, right] = [flat(a), flat(cotangent)];
    const forB = transposeB
      ? builder.matMul(right, left, { transposeA: true, transposeB: transposeA })
      : builder.matMul(left, right, { transposeA: !transposeA });
    return [forA, forB];
  },
  memberMatMul({ builder, inputs: [a, b], attributes: { transposeB }, cotangent }) {
    const forA = builder.memberMatMul(cotangent, b, { transposeB: !transposeB });
    const [left, right] = transposeB ? [cotangent, a] : [a, cotangent];
    if (builder.typeOf(a).rows) return [forA, builder.memberOuterSum(left, right)];
    const [nMembers, nLeft] = builder.typeOf(left).shape;
    const column = builder.reshape(left, [nMembers, nLeft, 1]);
    const line = builder.reshape(right, [nMembers, 1, builder.typeOf(right).shape[1]]);
    return [forA, builder.mul(column, line)];
  },
  sum({ builder, inputs: [x], attributes: { axis, keepDims }, cotangent }) {
    const { shape } = builder.typeOf(x);
    const withAxis = shape.map((size, index) => (index === axis ? 1 : size));
    return [builder.broadcast(keepDims ? cotangent : builder.reshape(cotangent, withAxis), shape)];
  },
  softmax({ builder, output, cotangent }) {
    const last = builder.typeOf(output).shape.length - 1;
    const weighted = builder.mul(cotangent, output);
    const total = builder.sum(weighted, last, { keepDims: true });
    return [builder.sub(weighted, builder.mul(output, total))];
  },
  logSumExp({ builder, inputs: [x], cotangent }) {
    const { shape } = builder.typeOf(x);
    const column = builder.reshape(cotangent, [...shape.slice(0, -1), 1]);
    return [builder.mul(builder.softmax(x), column)];
  },
  broadcast: ({ builder, inputs: [x], cotangent }) => [unbroadcast(builder, cotangent, builder.typeOf(x))],
  reshape: ({ builder, inputs: [x], cotangent }) => [builder.reshape(cotangent, builder.typeOf(x).shape)],
  concat({ builder, inputs, cotangent }) {
    let offset = 0;
    return inputs.map((input) => {
      const { shape } = builder.typeOf(input);
      const width = shape[shape.length - 1];
      const indices = Array.from({ length: width }, (_, index) => offset + index);
      offset += width;
      return builder.takeColumns(cotangent, indices);
    });
  },
  takeColumns({ builder, inputs: [x], attributes: { indices }, cotangent }) {
    const { shape } = builder.typeOf(x);
    return [builder.scatterColumns(cotangent, indices, shape[shape.length - 1])];
  },
  scatterColumns: ({ builder, attributes: { indices }, cotangent }) => [builder.takeColumns(cotangent, indices)],
  oneHot: () => [undefined],
  lookup({ builder, inputs: [table, codes], cotangent }) {
    return [builder.scatterLookup(cotangent, codes, builder.typeOf(table).shape[0]), undefined];
  },
  embedding({ builder, inputs: [table, codes], cotangent }) {
    return [builder.scatterEmbedding(cotangent, codes, builder.typeOf(table).shape[0]), undefined];
  },
  piecewiseLinear({ builder, inputs: [x, low, perWidth], cotangent }) {
    const { shape } = builder.typeOf(low);
    const last = shape.length - 1;
    const { lowest, slopeUpTo } = binLimits(shape[last]);
    const column = builder.reshape(x, [...shape.slice(0, last), 1]);
    const t = builder.mul(builder.sub(column, low), perWidth);
    const above = builder.step(builder.sub(t, builder.constant([shape[last]], lowest)));
    const beyond = builder.step(builder.sub(t, builder.constant([shape[last]], slopeUpTo)));
    const slope = builder.mul(perWidth, builder.sub(above, beyond));
    return [builder.sum(builder.mul(cotangent, slope), last), undefined, undefined];
  },
  meanRows: ({ builder, cotangent }) => [builder.spreadRows(cotangent)],
  sumRows: null,
  spreadRows: null,
  outerSum: null,
  memberOuterSum: null,
  scatterLookup: null,
  scatterEmbedding: null,
};
