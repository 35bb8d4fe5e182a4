/** One recipe an op: how a random program applies it to a value that it has. */
import type { ProgramBuilder } from "../../../program/builder.ts";
import { sizeOf, type ValueId, type ValueType } from "../../../program/types.ts";

/** What recipes ask of the program that is being written. */
export interface Chooser {
  readonly builder: ProgramBuilder;
  /** int32 rows [3]. */
  readonly codes: ValueId;
  typeOf(id: ValueId): ValueType;
  /** A parameter of this shape, made once for each of two kinds. */
  parameter(shape: readonly number[], which: number): ValueId;
  find(which: number, fits: (id: ValueId) => boolean): { readonly id: ValueId; readonly bound: number } | undefined;
  kink(...ids: readonly ValueId[]): void;
}

interface Given {
  readonly x: ValueId;
  readonly bound: number;
  readonly b: number;
  readonly n: number;
}

type RecipeOf = (chooser: Chooser, given: Given) => { readonly id: ValueId; readonly bound: number } | undefined;

const SIZES = [1, 2, 3, 4, 5, 8, 9, 13];
/** Rows of every table that codes name. */
export const DEPTH = 4;

/** Well above 0 wherever numbers are as small as here. */
function isPositive(chooser: Chooser, id: ValueId): boolean {
  const node = chooser.builder.nodes[id];
  return node.kind === "op" && ["exp", "sigmoid", "softplus", "sqrt"].includes(node.op);
}

function sizeFrom(n: number): number {
  return SIZES[n % SIZES.length];
}

function unary(
  name: "neg" | "sigmoid" | "tanh" | "softplus" | "normalCdf" | "square",
  boundOf: (bound: number) => number,
): RecipeOf {
  return ({ builder }, { x, bound }) => ({ id: builder[name](x), bound: boundOf(bound) });
}

function kinked(name: "abs" | "relu" | "step", boundOf: (bound: number) => number): RecipeOf {
  return (chooser, { x, bound }) => {
    const { builder } = chooser;
    chooser.kink(x);
    return { id: builder[name](x), bound: boundOf(bound) };
  };
}

/** A value that broadcasts with x: of the pool, or a parameter of which some axes have size 1 or are left out. */
function partner(chooser: Chooser, { x, b, n }: Given) {
  const { shape } = chooser.typeOf(x);
  if (b % 3 > 0) {
    const own = chooser.find(n, (id) => {
      const other = chooser.typeOf(id).shape;
      const rank = Math.min(other.length, shape.length);
      return Array.from({ length: rank }, (_, i) => [other[other.length - 1 - i], shape[shape.length - 1 - i]]).every(
        ([one, two]) => one === two || one === 1 || two === 1,
      );
    });
    if (own) return own;
  }
  const narrowed = shape.map((size, axis) => ((n >> axis) % 3 === 0 ? 1 : size)).slice((n >> 5) % (shape.length + 1));
  return { id: chooser.parameter(narrowed, n >> 8), bound: 1 };
}

function binary(name: "add" | "sub" | "mul" | "div" | "maximum" | "minimum"): RecipeOf {
  return (chooser, given) => {
    const { builder } = chooser;
    const other = partner(chooser, given);
    const isSwapped = given.b % 2 === 1;
    let [left, right] = isSwapped ? [other.id, given.x] : [given.x, other.id];
    let bound = name === "mul" ? given.bound * other.bound : given.bound + other.bound;
    if (name === "div") {
      right = builder.add(builder.square(right), builder.scalar(0.5));
      bound = 2 * (isSwapped ? other.bound : given.bound);
    }
    if (name === "maximum" || name === "minimum") {
      if (left === right) left = builder.neg(left);
      chooser.kink(builder.sub(left, right));
    }
    return { id: builder[name](left, right), bound };
  };
}

/** A row-free value of this shape: of the pool, computed from a parameter, or a parameter. */
function rowFree(chooser: Chooser, shape: readonly number[], { b, n }: Given): ValueId {
  const own = chooser.find(n, (id) => {
    const type = chooser.typeOf(id);
    return !type.rows && type.shape.join() === shape.join();
  });
  if (own && b % 3 === 0) return own.id;
  const parameter = chooser.parameter(shape, n >> 8);
  return b % 3 === 1 ? chooser.builder.tanh(parameter) : parameter;
}

function lastOf({ shape }: ValueType): number {
  return shape[shape.length - 1];
}

const matMul: RecipeOf = (chooser, given) => {
  const { x, bound, b, n } = given;
  const type = chooser.typeOf(x);
  if (type.shape.length < 1) return undefined;
  const [transposeA, transposeB] = [!type.rows && type.shape.length === 2 && b % 2 === 1, (n >> 3) % 2 === 1];
  const inner = transposeA ? type.shape[0] : lastOf(type);
  const outer = sizeFrom(n);
  const matrix = rowFree(chooser, transposeB ? [outer, inner] : [inner, outer], given);
  return { id: chooser.builder.matMul(x, matrix, { transposeA, transposeB }), bound: inner * bound };
};

const memberMatMul: RecipeOf = (chooser, given) => {
  const { x, bound, n } = given;
  const { shape } = chooser.typeOf(x);
  if (shape.length !== 2) return undefined;
  const [members, inner] = shape;
  const [transposeB, outer] = [(n >> 3) % 2 === 1, sizeFrom(n)];
  const matrices = rowFree(chooser, transposeB ? [members, outer, inner] : [members, inner, outer], given);
  return { id: chooser.builder.memberMatMul(x, matrices, { transposeB }), bound: inner * bound };
};

const sum: RecipeOf = ({ builder }, { x, bound, b, n }) => {
  const { shape } = builder.typeOf(x);
  if (shape.length < 1) return undefined;
  const axis = n % shape.length;
  return { id: builder.sum(x, axis, { keepDims: b % 2 === 1 }), bound: bound * shape[axis] };
};

const broadcast: RecipeOf = ({ builder }, { x, bound, n }) => {
  const { shape } = builder.typeOf(x);
  const wide = shape.map((size, axis) => (size === 1 ? sizeFrom(n >> axis) : size));
  return { id: builder.broadcast(x, n % 3 === 0 ? [sizeFrom(n >> 4), ...wide] : wide), bound };
};

const reshape: RecipeOf = ({ builder }, { x, bound, n }) => {
  const { shape } = builder.typeOf(x);
  const shapes = [
    [...shape].reverse(),
    [sizeOf(shape)],
    [...shape, 1],
    [1, ...shape],
    shape.filter((size) => size > 1),
  ];
  return { id: builder.reshape(x, shapes[n % shapes.length]), bound };
};

const concat: RecipeOf = (chooser, { x, bound, b, n }) => {
  const type = chooser.typeOf(x);
  if (type.shape.length < 1) return undefined;
  const leading = type.shape.slice(0, -1).join();
  const others = [n, b].map((which) =>
    chooser.find(which, (id) => {
      const other = chooser.typeOf(id);
      return other.rows === type.rows && other.shape.length > 0 && other.shape.slice(0, -1).join() === leading;
    }),
  );
  const parts = [{ id: x, bound }, ...others.flatMap((other) => other ?? [])];
  return {
    id: chooser.builder.concat(parts.map(({ id }) => id)),
    bound: Math.max(...parts.map((part) => part.bound)),
  };
};

function indicesFrom(n: number, length: number, size: number): number[] {
  const stride = 1 + ((n >> 6) % 3);
  return Array.from({ length }, (_, i) => ((n >> 3) + stride * i + (i % 3 === 2 ? n % 5 : 0)) % size);
}

const takeColumns: RecipeOf = ({ builder }, { x, bound, n }) => {
  const type = builder.typeOf(x);
  if (type.shape.length < 1) return undefined;
  return { id: builder.takeColumns(x, indicesFrom(n, sizeFrom(n), lastOf(type))), bound };
};

const scatterColumns: RecipeOf = ({ builder }, { x, bound, n }) => {
  const type = builder.typeOf(x);
  if (type.shape.length < 1) return undefined;
  const [width, size] = [lastOf(type), sizeFrom(n)];
  return { id: builder.scatterColumns(x, indicesFrom(n, width, size), size), bound: bound * Math.max(1, width / 2) };
};

const oneHot: RecipeOf = ({ builder, codes }, { n }) => ({
  id: builder.oneHot(builder.takeColumns(codes, [n % 3, (n >> 2) % 3]), [1 + (n % 5), 1 + ((n >> 4) % 4)]),
  bound: 1,
});

const lookup: RecipeOf = (chooser, given) => {
  const { builder, codes } = chooser;
  const which = given.n % 2 === 0 ? codes : builder.takeColumns(codes, [given.n % 3]);
  return { id: builder.lookup(rowFree(chooser, [DEPTH], given), which), bound: 4 };
};

const embedding: RecipeOf = (chooser, given) => {
  const { builder, codes } = chooser;
  const { n } = given;
  const table = rowFree(chooser, [DEPTH, sizeFrom(n)], given);
  const shapes = [codes, builder.reshape(codes, [3, 1]), builder.reshape(builder.takeColumns(codes, [n % 3]), [])];
  return { id: builder.embedding(table, shapes[(n >> 4) % shapes.length]), bound: 4 };
};

const piecewiseLinear: RecipeOf = (chooser, { x, n }) => {
  const { builder } = chooser;
  const { shape } = builder.typeOf(x);
  const nBins = 1 + (n % 4);
  const size = sizeOf(shape) * nBins;
  const whole = [...shape, nBins];
  const low = builder.constant(
    whole,
    Float32Array.from({ length: size }, (_, i) => (i % nBins) / 2 - 0.8),
  );
  const perWidth = builder.constant(
    whole,
    Float32Array.from({ length: size }, (_, i) => (i % 7 === 5 ? 0 : 1 + (i % 3))),
  );
  const t = builder.mul(builder.sub(builder.reshape(x, [...shape, 1]), low), perWidth);
  chooser.kink(t, builder.sub(t, builder.scalar(1)));
  return { id: builder.piecewiseLinear(x, low, perWidth), bound: 8 };
};

const logOfPositive: RecipeOf = (chooser, { n }) => {
  const own = chooser.find(n, (id) => isPositive(chooser, id));
  return own && { id: chooser.builder.log(own.id), bound: 4 };
};

const overPositive: RecipeOf = (chooser, { x, bound, n }) => {
  const { shape } = chooser.typeOf(x);
  const own = chooser.find(n, (id) => isPositive(chooser, id) && chooser.typeOf(id).shape.join() === shape.join());
  return own && { id: chooser.builder.div(x, own.id), bound: 20 * bound };
};

/** As networks have them one after the other: a factor of a product that other ops read, too. */
const layer: RecipeOf = (chooser, given) => {
  const { x, n } = given;
  const { builder } = chooser;
  const type = chooser.typeOf(x);
  if (!type.rows || type.shape.length < 1) return undefined;
  const transposeB = n % 2 === 1;
  const [inner, outer] = [lastOf(type), sizeFrom(n >> 1)];
  const matrix = chooser.parameter(transposeB ? [outer, inner] : [inner, outer], n >> 8);
  return { id: builder.sigmoid(builder.matMul(x, matrix, { transposeB })), bound: 1 };
};

export const RECIPES: readonly RecipeOf[] = [
  unary("neg", (bound) => bound),
  unary("sigmoid", () => 1),
  unary("tanh", () => 1),
  unary("softplus", (bound) => bound + 1),
  unary("normalCdf", () => 1),
  unary("square", (bound) => bound * bound),
  kinked("abs", (bound) => bound),
  kinked("relu", (bound) => bound),
  kinked("step", () => 1),
  ({ builder }, { x, bound }) => ({ id: builder.exp(x), bound: Math.exp(bound) }),
  ({ builder }, { x }) => ({ id: builder.log(builder.add(builder.sigmoid(x), builder.scalar(0.1))), bound: 2.4 }),
  ({ builder }, { x, bound }) => ({
    id: builder.sqrt(builder.add(builder.square(x), builder.scalar(0.2))),
    bound: bound + 1,
  }),
  (chooser, { x }) => {
    const { builder } = chooser;
    chooser.kink(builder.add(x, builder.scalar(0.5)), builder.sub(x, builder.scalar(0.75)));
    return { id: builder.clip(x, -0.5, 0.75), bound: 0.75 };
  },
  ({ builder }, { x }) => (builder.typeOf(x).shape.length > 0 ? { id: builder.softmax(x), bound: 1 } : undefined),
  ({ builder }, { x, bound }) =>
    builder.typeOf(x).shape.length > 0 ? { id: builder.logSumExp(x), bound: bound + 3 } : undefined,
  ...(["add", "sub", "mul", "div", "maximum", "minimum"] as const).map(binary),
  ...[
    matMul,
    matMul,
    matMul,
    memberMatMul,
    memberMatMul,
    sum,
    sum,
    broadcast,
    reshape,
    reshape,
    concat,
    takeColumns,
    scatterColumns,
  ],
  ...[layer, layer, layer, logOfPositive, overPositive, oneHot, lookup, embedding, piecewiseLinear],
];
