/** One or several small cases of every op; the table's type demands a case for a new op. */
import type { ProgramBuilder } from "../../program/builder.ts";
import type { OpName } from "../../program/ops.ts";
import type { DType, ValueId, ValueType } from "../../program/types.ts";

interface CaseInput {
  readonly name: string;
  readonly type: ValueType;
  /** Drawn around this value; rows · size numbers are drawn. */
  readonly around?: number;
  readonly codes?: number;
}

export interface OpCase {
  readonly title: string;
  readonly inputs: readonly CaseInput[];
  readonly write: (builder: ProgramBuilder, inputs: readonly ValueId[]) => ValueId;
}

const float = (rows: boolean, ...shape: number[]): ValueType => ({ rows, shape, dtype: "float32" satisfies DType });
const x = (rows: boolean, ...shape: number[]): CaseInput => ({ name: "x", type: float(rows, ...shape) });
const y = (rows: boolean, ...shape: number[]): CaseInput => ({ name: "y", type: float(rows, ...shape) });
const positive = (rows: boolean, ...shape: number[]): CaseInput => ({ ...y(rows, ...shape), around: 4 });
const codes = (depth: number, ...shape: number[]): CaseInput => ({
  name: "codes",
  type: { rows: true, shape, dtype: "int32" },
  codes: depth,
});

type Unary = (builder: ProgramBuilder, x: ValueId) => ValueId;
type Binary = (builder: ProgramBuilder, a: ValueId, b: ValueId) => ValueId;

const elementwise = (write: Unary, around?: number): OpCase[] => [
  { title: "rows [3, 2]", inputs: [{ ...x(true, 3, 2), around }], write: (builder, [a]) => write(builder, a) },
  { title: "row-free []", inputs: [{ ...x(false), around }], write: (builder, [a]) => write(builder, a) },
];

const pair = (write: Binary, second: (rows: boolean, ...shape: number[]) => CaseInput = y): OpCase[] =>
  (
    [
      ["equal rows", x(true, 3), second(true, 3)],
      ["rows of lower rank", x(true, 4, 3), second(true, 3)],
      ["rows [] with rows [2, 3]", x(true), second(true, 2, 3)],
      ["rows with row-free", x(true, 3), second(false, 3)],
      ["row-free of higher rank", x(true, 3), second(false, 2, 3)],
      ["axes of 1", x(true, 2, 1), second(false, 1, 3)],
      ["scalar", x(true, 2, 2), second(false)],
      ["row-free pair", x(false, 3, 1), second(false, 2)],
    ] as const
  ).map(([title, a, b]) => ({ title, inputs: [a, b], write: (builder, [left, right]) => write(builder, left, right) }));

const columns = (indices: readonly number[], size: number) => ({ indices, size });
const COLUMN_MAPS: readonly (readonly [string, { indices: readonly number[]; size: number }])[] = [
  ["contiguous", columns([1, 2], 4)],
  ["all", columns([0, 1, 2], 3)],
  ["permuted, some unused", columns([3, 0], 5)],
  ["repeated", columns([1, 0, 1, 2, 1], 4)],
  ["one column gets most", columns([...new Array<number>(30).fill(2), 0], 6)],
];

export const OP_CASES: { readonly [Name in OpName]: readonly OpCase[] } = {
  neg: elementwise((b, a) => b.neg(a)),
  exp: elementwise((b, a) => b.exp(a)),
  log: elementwise((b, a) => b.log(a), 4),
  sqrt: elementwise((b, a) => b.sqrt(a), 4),
  square: elementwise((b, a) => b.square(a)),
  abs: elementwise((b, a) => b.abs(a)),
  relu: elementwise((b, a) => b.relu(a)),
  sigmoid: elementwise((b, a) => b.sigmoid(a)),
  tanh: elementwise((b, a) => b.tanh(a)),
  softplus: elementwise((b, a) => b.softplus(a)),
  normalCdf: elementwise((b, a) => b.normalCdf(a)),
  step: elementwise((b, a) => b.mul(b.step(a), a)),
  add: pair((b, left, right) => b.add(left, right)),
  sub: pair((b, left, right) => b.sub(left, right)),
  mul: pair((b, left, right) => b.mul(left, right)),
  div: pair((b, left, right) => b.div(left, right), positive),
  maximum: pair((b, left, right) => b.maximum(left, right)),
  minimum: pair((b, left, right) => b.minimum(left, right)),
  clip: elementwise((b, a) => b.clip(a, -0.5, 0.7)),
  matMul: [
    { title: "rows [3]", inputs: [x(true, 3), y(false, 3, 2)], write: (b, [l, r]) => b.matMul(l, r) },
    { title: "rows [2, 3]", inputs: [x(true, 2, 3), y(false, 3, 4)], write: (b, [l, r]) => b.matMul(l, r) },
    { title: "row-free", inputs: [x(false, 2, 3), y(false, 3, 4)], write: (b, [l, r]) => b.matMul(l, r) },
    { title: "row-free vector", inputs: [x(false, 3), y(false, 3, 4)], write: (b, [l, r]) => b.matMul(l, r) },
    {
      title: "transposeB",
      inputs: [x(true, 3), y(false, 2, 3)],
      write: (b, [l, r]) => b.matMul(l, r, { transposeB: true }),
    },
    {
      title: "transposeA",
      inputs: [x(false, 3, 2), y(false, 3, 4)],
      write: (b, [l, r]) => b.matMul(l, r, { transposeA: true }),
    },
    {
      title: "both transposed",
      inputs: [x(false, 3, 2), y(false, 4, 3)],
      write: (b, [l, r]) => b.matMul(l, r, { transposeA: true, transposeB: true }),
    },
  ],
  memberMatMul: [
    { title: "rows", inputs: [x(true, 3, 4), y(false, 3, 4, 2)], write: (b, [l, r]) => b.memberMatMul(l, r) },
    { title: "one member", inputs: [x(true, 1, 3), y(false, 1, 3, 5)], write: (b, [l, r]) => b.memberMatMul(l, r) },
    { title: "row-free", inputs: [x(false, 3, 4), y(false, 3, 4, 2)], write: (b, [l, r]) => b.memberMatMul(l, r) },
    {
      title: "rows, transposeB",
      inputs: [x(true, 3, 4), y(false, 3, 2, 4)],
      write: (b, [l, r]) => b.memberMatMul(l, r, { transposeB: true }),
    },
    {
      title: "row-free, transposeB",
      inputs: [x(false, 3, 4), y(false, 3, 2, 4)],
      write: (b, [l, r]) => b.memberMatMul(l, r, { transposeB: true }),
    },
  ],
  sum: [
    { title: "first axis", inputs: [x(true, 2, 3)], write: (b, [a]) => b.sum(a, 0) },
    { title: "last axis, kept", inputs: [x(true, 2, 3)], write: (b, [a]) => b.sum(a, 1, { keepDims: true }) },
    { title: "row-free", inputs: [x(false, 2, 3)], write: (b, [a]) => b.sum(a, 1) },
  ],
  softmax: [
    { title: "rows", inputs: [x(true, 2, 3)], write: (b, [a]) => b.softmax(a) },
    { title: "row-free", inputs: [x(false, 4)], write: (b, [a]) => b.softmax(a) },
  ],
  logSumExp: [
    { title: "rows", inputs: [x(true, 2, 3)], write: (b, [a]) => b.logSumExp(a) },
    { title: "row-free", inputs: [x(false, 4)], write: (b, [a]) => b.logSumExp(a) },
  ],
  broadcast: [
    { title: "rows", inputs: [x(true, 1)], write: (b, [a]) => b.broadcast(a, [2, 3]) },
    { title: "rows []", inputs: [x(true)], write: (b, [a]) => b.broadcast(a, [3]) },
    { title: "row-free", inputs: [x(false, 2, 1)], write: (b, [a]) => b.broadcast(a, [2, 3]) },
  ],
  reshape: [
    { title: "rows", inputs: [x(true, 2, 3)], write: (b, [a]) => b.reshape(a, [3, 2]) },
    { title: "to rows []", inputs: [x(true, 1)], write: (b, [a]) => b.reshape(a, []) },
  ],
  concat: [
    { title: "rows", inputs: [x(true, 2, 1), y(true, 2, 3)], write: (b, [l, r]) => b.concat([l, r]) },
    {
      title: "twelve",
      inputs: [x(true, 2), y(true, 1)],
      write: (b, [l, r]) =>
        b.concat(Array.from({ length: 12 }, (_, i) => (i % 2 ? b.exp(r) : b.mul(l, b.scalar(i + 1))))),
    },
  ],
  takeColumns: COLUMN_MAPS.flatMap(([title, { indices, size }]) =>
    [true, false].map((rows) => ({
      title: `${title}, ${rows ? "rows" : "row-free"}`,
      inputs: [x(rows, 2, size)],
      write: (b: ProgramBuilder, [a]: readonly ValueId[]) => b.takeColumns(a, indices),
    })),
  ),
  scatterColumns: COLUMN_MAPS.flatMap(([title, { indices, size }]) =>
    [true, false].map((rows) => ({
      title: `${title}, ${rows ? "rows" : "row-free"}`,
      inputs: [x(rows, indices.length)],
      write: (b: ProgramBuilder, [a]: readonly ValueId[]) => b.scatterColumns(a, indices, size),
    })),
  ),
  oneHot: [
    { title: "one column", inputs: [codes(5, 1)], write: (b, [c]) => b.oneHot(c, [4]) },
    { title: "three columns", inputs: [codes(5, 3)], write: (b, [c]) => b.oneHot(c, [4, 2, 5]) },
  ],
  lookup: [
    { title: "in and outside the table", inputs: [x(false, 4), codes(6, 1)], write: (b, [t, c]) => b.lookup(t, c) },
    {
      title: "a table too big for a one-hot product",
      inputs: [x(false, 200_000), codes(200_000, 1)],
      write: (b, [t, c]) => b.lookup(t, c),
    },
  ],
  embedding: [
    {
      title: "in and outside the table",
      inputs: [x(false, 4, 3), codes(6, 2)],
      write: (b, [t, c]) => b.embedding(t, c),
    },
    { title: "one code a row", inputs: [x(false, 3, 2), codes(3)], write: (b, [t, c]) => b.embedding(t, c) },
    { title: "codes of two axes", inputs: [x(false, 3, 1), codes(4, 3, 2)], write: (b, [t, c]) => b.embedding(t, c) },
    {
      title: "a table too big for one product, repeated codes",
      inputs: [x(false, 30_000, 2), codes(3, 60)],
      write: (b, [t, c]) => b.embedding(t, c),
    },
    {
      title: "more codes than one product takes",
      inputs: [x(false, 5, 3), codes(6, 300)],
      write: (b, [t, c]) => b.embedding(t, c),
    },
  ],
  piecewiseLinear: [
    {
      title: "rows; a dead bin, and a column of dead bins",
      inputs: [x(true, 3)],
      write: (b, [a]) =>
        b.piecewiseLinear(
          a,
          b.constant([3, 4], [-1, -0.3, 0.2, 0.9, -0.5, 0, 0, 0.4, 1, 1, 1, 1]),
          b.constant([3, 4], [1 / 0.7, 2, 1 / 0.7, 0.8, 1 / 0.9, 0, 0, 3, 0, 0, 0, 0]),
        ),
    },
    {
      title: "row-free",
      inputs: [x(false, 2)],
      write: (b, [a]) =>
        b.piecewiseLinear(a, b.constant([2, 2], [-0.6, 0.1, -0.2, 0.7]), b.constant([2, 2], [1 / 0.7, 2, 1 / 0.9, 3])),
    },
    {
      title: "rows [] and [2, 1], one bin and three",
      inputs: [x(true), y(true, 2, 1)],
      write: (b, [single, many]) => {
        const one = b.piecewiseLinear(many, b.constant([2, 1, 1], [0.3, -0.4]), b.constant([2, 1, 1], [2, 0.5]));
        const three = b.piecewiseLinear(single, b.constant([3], [-0.4, 0.3, 0.5]), b.constant([3], [1 / 0.7, 5, 2]));
        return b.mul(one, three);
      },
    },
  ],
  meanRows: [{ title: "rows [2, 3]", inputs: [x(true, 2, 3)], write: (b, [a]) => b.meanRows(a) }],
  sumRows: [{ title: "rows [2, 3]", inputs: [x(true, 2, 3)], write: (b, [a]) => b.sumRows(a) }],
  spreadRows: [{ title: "row-free [2]", inputs: [x(false, 2)], write: (b, [a]) => b.spreadRows(a) }],
  outerSum: [
    { title: "rows [2, 3] and [2, 4]", inputs: [x(true, 2, 3), y(true, 2, 4)], write: (b, [l, r]) => b.outerSum(l, r) },
  ],
  memberOuterSum: [
    {
      title: "rows [3, 2] and [3, 4]",
      inputs: [x(true, 3, 2), y(true, 3, 4)],
      write: (b, [l, r]) => b.memberOuterSum(l, r),
    },
  ],
  scatterLookup: [
    { title: "repeated codes", inputs: [x(true, 1), codes(4, 1)], write: (b, [v, c]) => b.scatterLookup(v, c, 3) },
  ],
  scatterEmbedding: [
    {
      title: "repeated codes",
      inputs: [x(true, 4, 2), codes(4, 4)],
      write: (b, [v, c]) => b.scatterEmbedding(v, c, 3),
    },
    { title: "one code a row", inputs: [x(true, 2), codes(4)], write: (b, [v, c]) => b.scatterEmbedding(v, c, 3) },
  ],
};

/** Ops without a second derivative; their values are checked, not their gradients. */
export const ADJOINT_OPS: ReadonlySet<OpName> = new Set([
  "sumRows",
  "spreadRows",
  "outerSum",
  "memberOuterSum",
  "scatterLookup",
  "scatterEmbedding",
]);
