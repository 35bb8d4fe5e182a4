/** Test support: for every op, random inputs that fit, inputs that do not, and an independent element-by-element definition. */
import fc from "fast-check";
import type { OpName } from "../ops.ts";
import { LOOKUP_CASES } from "./lookup-cases.ts";
import { MEMBER_CASES } from "./member-cases.ts";
import { codes, floats, last, none, type OpCase, places, size, total, upTo } from "./op-case.ts";

const anyShape = fc.array(size, { minLength: 0, maxLength: 3 });
const someShape = fc.array(size, { minLength: 1, maxLength: 3 });

const oneInput = fc.tuple(fc.boolean(), anyShape).map(([rows, shape]) => ({
  inputs: [{ type: floats(rows, ...shape) }],
  attributes: none,
}));
const oneVector = fc.tuple(fc.boolean(), someShape).map(([rows, shape]) => ({
  inputs: [{ type: floats(rows, ...shape) }],
  attributes: none,
}));

/** Two shapes that broadcast: leading axes cut off and axes set to 1 at random, on either side, with rows or without. */
const twoInputs = fc
  .tuple(
    anyShape,
    fc.array(fc.constantFrom("both", "first", "second"), { minLength: 3, maxLength: 3 }),
    fc.nat(3),
    fc.nat(7),
  )
  .map(([shape, narrow, cut, flags]) => {
    const first = shape.map((length, axis) => (narrow[axis] === "first" ? 1 : length));
    const second = shape.map((length, axis) => (narrow[axis] === "second" ? 1 : length));
    const shorter = (flags & 4) === 0 ? first : second;
    shorter.splice(0, Math.min(cut, shorter.length));
    return {
      inputs: [{ type: floats((flags & 1) === 1, ...first) }, { type: floats((flags & 2) === 2, ...second) }],
      attributes: none,
    };
  });

const codesType = codes(2);
const badUnary = [
  { inputs: [], attributes: none },
  { inputs: [floats(true, 2), floats(true, 2)], attributes: none },
  { inputs: [codesType], attributes: none },
];
const badBinary = [
  { inputs: [floats(true, 2)], attributes: none },
  { inputs: [floats(true, 2), floats(true, 3)], attributes: none },
  { inputs: [floats(true, 2), codesType], attributes: none },
];

type Unary =
  | "neg"
  | "exp"
  | "log"
  | "sqrt"
  | "square"
  | "abs"
  | "relu"
  | "sigmoid"
  | "tanh"
  | "softplus"
  | "normalCdf"
  | "step";
type Binary = "add" | "sub" | "mul" | "div" | "maximum" | "minimum";

type CaseOptions = Partial<Pick<OpCase<Unary>, "range" | "hasKinks">>;

function unary<Name extends Unary>(f: (x: number) => number, options: CaseOptions = {}): OpCase<Name> {
  return { samples: oneInput, reference: (read, { row, index }) => f(read(0, row, index)), bad: badUnary, ...options };
}
function binary<Name extends Binary>(f: (a: number, b: number) => number, options: CaseOptions = {}): OpCase<Name> {
  return {
    samples: twoInputs,
    reference: (read, { row, index }) => f(read(0, row, index), read(1, row, index)),
    bad: badBinary,
    ...options,
  };
}

/** Φ by Simpson's rule from 0. */
function normalCdfByIntegration(x: number): number {
  const n = 400;
  const density = (t: number) => Math.exp(-0.5 * t * t) / Math.sqrt(2 * Math.PI);
  const weight = (k: number) => (k === 0 || k === n ? 1 : k % 2 === 1 ? 4 : 2);
  return 0.5 + (x / n / 3) * total(upTo(n + 1).map((k) => weight(k) * density((x * k) / n)));
}

/** The table is typed over all ops: an op without a case does not compile. */
export const OP_CASES: { readonly [Name in OpName]: OpCase<Name> } = {
  neg: unary((x) => 0 - x),
  exp: unary((x) => Math.E ** x),
  log: unary((x) => Math.log2(x) / Math.log2(Math.E), { range: [0.3, 3] }),
  sqrt: unary((x) => x ** 0.5, { range: [0.3, 3] }),
  square: unary((x) => x ** 2),
  abs: unary((x) => Math.hypot(x), { hasKinks: true }),
  relu: unary((x) => (x + Math.abs(x)) / 2, { hasKinks: true }),
  sigmoid: unary((x) => (1 + Math.tanh(x / 2)) / 2, { range: [-6, 6] }),
  tanh: unary((x) => 1 - 2 / (Math.exp(2 * x) + 1)),
  softplus: unary((x) => Math.log(1 + Math.exp(x)), { range: [-6, 6] }),
  normalCdf: unary(normalCdfByIntegration),
  step: unary((x) => (x > 0 ? 1 : 0), { hasKinks: true }),
  clip: {
    samples: oneInput.map(({ inputs }) => ({ inputs, attributes: { low: -1, high: 0.5 } })),
    hasKinks: true,
    reference: (read, { row, index, attributes }) =>
      [attributes.low, read(0, row, index), attributes.high].sort((a, b) => a - b)[1],
    bad: badUnary.map(({ inputs }) => ({ inputs, attributes: { low: 0, high: 1 } })),
  },
  add: binary((a, b) => a + b),
  sub: binary((a, b) => a - b),
  mul: binary((a, b) => a * b),
  div: binary((a, b) => a / b, { range: [0.3, 3] }),
  maximum: binary((a, b) => (a + b + Math.abs(a - b)) / 2, { hasKinks: true }),
  minimum: binary((a, b) => (a + b - Math.abs(a - b)) / 2, { hasKinks: true }),
  matMul: {
    samples: fc
      .tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.array(size, { maxLength: 2 }), size, size)
      .map(([rows, transposeA, transposeB, lead, inner, outer]) => {
        const right = transposeB ? floats(false, outer, inner) : floats(false, inner, outer);
        const left = transposeA ? floats(false, inner, lead[0] ?? 2) : floats(rows, ...lead, inner);
        return { inputs: [{ type: left }, { type: right }], attributes: { transposeA, transposeB } };
      }),
    reference(read, { row, index, inputs, attributes: { transposeA, transposeB } }) {
      const inner = transposeB ? inputs[1].shape[1] : inputs[1].shape[0];
      const column = last(index);
      const left = (k: number) => (transposeA ? [k, index[0]] : [...index.slice(0, -1), k]);
      const right = (k: number) => (transposeB ? [column, k] : [k, column]);
      return total(upTo(inner).map((k) => read(0, row, left(k)) * read(1, row, right(k))));
    },
    bad: [
      { inputs: [floats(true, 2), floats(true, 2, 3)], attributes: { transposeA: false, transposeB: false } },
      { inputs: [floats(true, 2), floats(false, 2)], attributes: { transposeA: false, transposeB: false } },
      { inputs: [floats(true, 3), floats(false, 2, 3)], attributes: { transposeA: false, transposeB: false } },
      { inputs: [floats(true, 2), floats(false, 2, 3)], attributes: { transposeA: false, transposeB: true } },
      { inputs: [floats(true, 2, 2), floats(false, 2, 3)], attributes: { transposeA: true, transposeB: false } },
      { inputs: [floats(true), floats(false, 2, 3)], attributes: { transposeA: false, transposeB: false } },
      { inputs: [codesType, floats(false, 2, 3)], attributes: { transposeA: false, transposeB: false } },
      { inputs: [floats(true, 2)], attributes: { transposeA: false, transposeB: false } },
    ],
  },
  sum: {
    samples: fc.tuple(fc.boolean(), someShape, fc.nat(2), fc.boolean()).map(([rows, shape, axis, keepDims]) => ({
      inputs: [{ type: floats(rows, ...shape) }],
      attributes: { axis: axis % shape.length, keepDims },
    })),
    reference(read, { row, index, inputs: [{ shape }], attributes: { axis, keepDims } }) {
      const after = index.slice(keepDims ? axis + 1 : axis);
      return total(upTo(shape[axis]).map((k) => read(0, row, [...index.slice(0, axis), k, ...after])));
    },
    bad: [
      { inputs: [floats(true, 2)], attributes: { axis: 1, keepDims: false } },
      { inputs: [floats(true, 2)], attributes: { axis: -1, keepDims: false } },
      { inputs: [floats(true, 2)], attributes: { axis: 0.5, keepDims: false } },
      { inputs: [codesType], attributes: { axis: 0, keepDims: false } },
      { inputs: [], attributes: { axis: 0, keepDims: false } },
    ],
  },
  softmax: {
    samples: oneVector,
    reference(read, { row, index, inputs: [{ shape }] }) {
      const at = (k: number) => Math.exp(read(0, row, [...index.slice(0, -1), k]));
      return at(last(index)) / total(upTo(last(shape)).map(at));
    },
    bad: [...badUnary, { inputs: [floats(true)], attributes: none }],
  },
  logSumExp: {
    samples: oneVector,
    reference: (read, { row, index, inputs: [{ shape }] }) =>
      Math.log(total(upTo(last(shape)).map((k) => Math.exp(read(0, row, [...index, k]))))),
    bad: [...badUnary, { inputs: [floats(true)], attributes: none }],
  },
  broadcast: {
    samples: fc
      .tuple(fc.boolean(), anyShape, fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), fc.nat(3))
      .map(([rows, shape, narrow, cut]) => ({
        inputs: [{ type: floats(rows, ...shape.map((length, axis) => (narrow[axis] ? 1 : length)).slice(cut)) }],
        attributes: { shape },
      })),
    reference: (read, { row, index }) => read(0, row, index),
    bad: [
      { inputs: [floats(true, 2)], attributes: { shape: [3] } },
      { inputs: [floats(true, 2)], attributes: { shape: [1] } },
      { inputs: [floats(true, 2, 2)], attributes: { shape: [2] } },
      { inputs: [codesType], attributes: { shape: [2] } },
    ],
  },
  reshape: {
    samples: fc.tuple(fc.boolean(), size, size, size, fc.nat(3)).map(([rows, a, b, c, kind]) => ({
      inputs: [{ type: floats(rows, a, b, c) }],
      attributes: { shape: [[a * b * c], [a * b, c], [1, a, b * c], [c, b, a]][kind] },
    })),
    reference(read, { row, index, inputs: [{ shape }], attributes }) {
      let flat = index.reduce((sofar, at, axis) => sofar * attributes.shape[axis] + at, 0);
      const original = [...shape].reverse().map((length) => {
        const at = flat % length;
        flat = (flat - at) / length;
        return at;
      });
      return read(0, row, original.reverse());
    },
    bad: [{ inputs: [floats(true, 4)], attributes: { shape: [2, 3] } }],
  },
  concat: {
    samples: fc
      .tuple(fc.boolean(), fc.array(size, { maxLength: 2 }), fc.array(size, { minLength: 1, maxLength: 3 }))
      .map(([rows, lead, widths]) => ({
        inputs: widths.map((width) => ({ type: floats(rows, ...lead, width) })),
        attributes: none,
      })),
    reference(read, { row, index, inputs }) {
      const owner = inputs.flatMap(({ shape }, input) => upTo(last(shape)).map((column) => ({ input, column })));
      const { input, column } = owner[last(index)];
      return read(input, row, [...index.slice(0, -1), column]);
    },
    bad: [
      { inputs: [], attributes: none },
      { inputs: [floats(true, 2), floats(false, 2)], attributes: none },
      { inputs: [floats(true, 2, 2), floats(true, 3, 2)], attributes: none },
      { inputs: [floats(true), floats(true)], attributes: none },
      { inputs: [floats(true, 2), codesType], attributes: none },
    ],
  },
  takeColumns: {
    samples: fc
      .tuple(fc.boolean(), someShape, fc.array(fc.nat(11), { minLength: 1, maxLength: 5 }))
      .map(([rows, shape, picks]) => ({
        inputs: [{ type: floats(rows, ...shape) }],
        attributes: { indices: picks.map((pick) => pick % last(shape)) },
      })),
    reference: (read, { row, index, attributes }) =>
      read(0, row, [...index.slice(0, -1), attributes.indices[last(index)]]),
    bad: [
      { inputs: [floats(true, 2)], attributes: { indices: [2] } },
      { inputs: [floats(true, 2)], attributes: { indices: [-1] } },
      { inputs: [floats(true)], attributes: { indices: [] } },
    ],
  },
  scatterColumns: {
    samples: fc
      .tuple(fc.boolean(), fc.array(size, { maxLength: 1 }), size, fc.array(fc.nat(11), { minLength: 1, maxLength: 5 }))
      .map(([rows, lead, width, picks]) => ({
        inputs: [{ type: floats(rows, ...lead, picks.length) }],
        attributes: { indices: picks.map((pick) => pick % width), size: width },
      })),
    reference: (read, { row, index, attributes: { indices } }) =>
      total(indices.map((target, j) => (target === last(index) ? read(0, row, [...index.slice(0, -1), j]) : 0))),
    bad: [
      { inputs: [floats(true, 2)], attributes: { indices: [0], size: 2 } },
      { inputs: [floats(true, 2)], attributes: { indices: [0, 2], size: 2 } },
      { inputs: [floats(true, 2)], attributes: { indices: [0, -1], size: 2 } },
      { inputs: [codesType], attributes: { indices: [0, 1], size: 2 } },
    ],
  },
  oneHot: {
    samples: fc.array(size, { minLength: 1, maxLength: 3 }).map((depths) => ({
      inputs: [{ type: codes(depths.length), depth: Math.max(...depths) }],
      attributes: { depths },
    })),
    reference(read, { row, index, attributes: { depths } }) {
      const cell = depths.flatMap((depth, column) => upTo(depth).map((code) => ({ column, code })))[index[0]];
      return read(0, row, [cell.column]) === cell.code ? 1 : 0;
    },
    bad: [
      { inputs: [floats(true, 1)], attributes: { depths: [2] } },
      { inputs: [codes(2)], attributes: { depths: [2] } },
      { inputs: [codes()], attributes: { depths: [] } },
    ],
  },
  piecewiseLinear: {
    samples: fc.tuple(fc.boolean(), fc.array(size, { maxLength: 2 }), size).map(([rows, lead, nBins]) => ({
      inputs: [
        { type: floats(rows, ...lead) },
        { type: floats(false, ...lead, nBins) },
        { type: floats(false, ...lead, nBins) },
      ],
      attributes: none,
    })),
    hasKinks: true,
    statistics: [1, 2],
    reference(read, { row, index, inputs: [, low] }) {
      const bin = last(index);
      const t = (read(0, row, index.slice(0, -1)) - read(1, row, index)) * read(2, row, index);
      const [from, to] = [bin === 0 ? -Infinity : 0, bin === last(low.shape) - 1 ? Infinity : 1];
      return [from, t, to].sort((a, b) => a - b)[1];
    },
    bad: [
      { inputs: [floats(true, 2), floats(false, 2, 3)], attributes: none },
      { inputs: [floats(true, 2), floats(false, 2, 3), floats(false, 2, 4)], attributes: none },
      { inputs: [floats(true, 2), floats(false, 2, 3), floats(false, 3)], attributes: none },
      { inputs: [floats(true, 3), floats(false, 2, 3), floats(false, 2, 3)], attributes: none },
      { inputs: [floats(true, 1), floats(false, 2, 3), floats(false, 2, 3)], attributes: none },
      { inputs: [floats(true), floats(false), floats(false)], attributes: none },
      { inputs: [floats(true, 2), floats(true, 2, 3), floats(false, 2, 3)], attributes: none },
      { inputs: [floats(true, 2), floats(false, 2, 3), floats(true, 2, 3)], attributes: none },
      { inputs: [codesType, floats(false, 2, 3), floats(false, 2, 3)], attributes: none },
    ],
  },
  meanRows: {
    samples: anyShape.map((shape) => ({ inputs: [{ type: floats(true, ...shape) }], attributes: none })),
    reference: (read, { index, nRows }) => total(upTo(nRows).map((row) => read(0, row, index))) / nRows,
    bad: [
      { inputs: [floats(false, 2)], attributes: none },
      { inputs: [codesType], attributes: none },
    ],
  },
  sumRows: {
    samples: anyShape.map((shape) => ({ inputs: [{ type: floats(true, ...shape) }], attributes: none })),
    reference: (read, { index, nRows }) => total(upTo(nRows).map((row) => read(0, row, index))),
    bad: [
      { inputs: [floats(false, 2)], attributes: none },
      { inputs: [codesType], attributes: none },
    ],
  },
  spreadRows: {
    samples: anyShape.map((shape) => ({ inputs: [{ type: floats(false, ...shape) }], attributes: none })),
    reference: (read, { row, index, nRows }) => read(0, row, index) / nRows,
    bad: [{ inputs: [floats(true, 2)], attributes: none }],
  },
  outerSum: {
    samples: fc.tuple(fc.array(size, { maxLength: 2 }), size, size).map(([lead, a, b]) => ({
      inputs: [{ type: floats(true, ...lead, a) }, { type: floats(true, ...lead, b) }],
      attributes: none,
    })),
    reference(read, { index: [i, j], nRows, inputs: [a] }) {
      const leads = places(a.shape.slice(0, -1));
      return total(
        upTo(nRows).flatMap((row) => leads.map((lead) => read(0, row, [...lead, i]) * read(1, row, [...lead, j]))),
      );
    },
    bad: [
      { inputs: [floats(false, 2), floats(true, 2)], attributes: none },
      { inputs: [floats(true, 2, 2), floats(true, 3, 2)], attributes: none },
      { inputs: [floats(true), floats(true)], attributes: none },
    ],
  },
  ...LOOKUP_CASES,
  ...MEMBER_CASES,
};
