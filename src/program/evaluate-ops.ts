/** float64 rules of the op table, written for clearness: they are the oracle of every engine, and the predictor. */
import { binLimits } from "./bin-limits.ts";
import type { OpAttributes, OpName } from "./ops.ts";
import { normalCdf } from "./special-functions.ts";
import { sizeOf, type ValueType } from "./types.ts";

/** A value with its numbers: row-major [nRows, ...shape]; nRows is 1 for row-free values. */
export interface Tensor {
  readonly type: ValueType;
  readonly nRows: number;
  readonly data: Float64Array;
}

interface Target {
  readonly type: ValueType;
  /** Rows of the output: the batch, or 1. */
  readonly nRows: number;
  /** Rows of the batch, also where the output is row-free. */
  readonly batch: number;
}

type EvaluateRule<Name extends OpName> = (
  inputs: readonly Tensor[],
  attributes: OpAttributes[Name],
  target: Target,
) => Float64Array;

function unary(f: (x: number) => number): (inputs: readonly Tensor[]) => Float64Array {
  return ([x]) => {
    const out = new Float64Array(x.data.length);
    for (let i = 0; i < out.length; i++) out[i] = f(x.data[i]);
    return out;
  };
}

/** For each element of `shape`, the element of `from` (aligned at the right) that it reads. */
export function broadcastMap(from: readonly number[], shape: readonly number[]): Int32Array {
  const strides = new Array<number>(shape.length).fill(0);
  let stride = 1;
  for (let axis = from.length - 1; axis >= 0; axis--) {
    if (from[axis] !== 1) strides[axis + shape.length - from.length] = stride;
    stride *= from[axis];
  }
  const map = new Int32Array(sizeOf(shape));
  for (let element = 0; element < map.length; element++) {
    let rest = element;
    let offset = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      offset += (rest % shape[axis]) * strides[axis];
      rest = Math.floor(rest / shape[axis]);
    }
    map[element] = offset;
  }
  return map;
}

/** Numbers that are read in steps: element i of a row stands at `row · stride + i`. */
interface Operand {
  readonly data: Float64Array;
  /** Numbers in a row of the output, or 0 where every row reads the same ones. */
  readonly stride: number;
}

/** `x` in the shape of the output: its own numbers where they stand in that order, else a copy. */
function operandOf(x: Tensor, shape: readonly number[]): Operand {
  const size = sizeOf(shape);
  const from = sizeOf(x.type.shape);
  const stride = x.type.rows ? size : 0;
  if (from === size) return { data: x.data, stride };
  const nRows = x.type.rows ? x.nRows : 1;
  const data = new Float64Array(nRows * size);
  const last = shape[shape.length - 1];
  if (from * last === size && x.type.shape[x.type.shape.length - 1] === 1) {
    for (let i = 0, at = 0; i < x.data.length; i++) for (const end = at + last; at < end; at++) data[at] = x.data[i];
    return { data, stride };
  }
  const map = broadcastMap(x.type.shape, shape);
  for (let row = 0, at = 0; row < nRows; row++) {
    for (let i = 0; i < size; i++) data[at++] = x.data[row * from + map[i]];
  }
  return { data, stride };
}

/** `length` numbers from `at` on: of the first operand from `atA` on, of the second from `atB` on. */
interface Stretch {
  readonly length: number;
  readonly at: number;
  readonly atA: number;
  readonly atB: number;
}

type Loop = (out: Float64Array, a: Float64Array, b: Float64Array, stretch: Stretch) => void;

/** Every op writes out its own loop: a function called for each pair of numbers would take several times as long. */
function binary(loop: Loop): (inputs: readonly Tensor[], _: object, target: Target) => Float64Array {
  return (inputs, _, { type: { shape }, nRows }) => {
    const size = sizeOf(shape);
    const [a, b] = inputs.map((x) => operandOf(x, shape));
    const out = new Float64Array(nRows * size);
    if (a.stride === b.stride) loop(out, a.data, b.data, { length: out.length, at: 0, atA: 0, atB: 0 });
    else
      for (let row = 0; row < nRows; row++)
        loop(out, a.data, b.data, { length: size, at: row * size, atA: row * a.stride, atB: row * b.stride });
    return out;
  };
}

/** [nRows, nColumns] → [nColumns, nRows]. */
function transposed(x: Float64Array, nRows: number, nColumns: number): Float64Array {
  const out = new Float64Array(x.length);
  for (let row = 0; row < nRows; row++)
    for (let column = 0; column < nColumns; column++) out[column * nRows + row] = x[row * nColumns + column];
  return out;
}

/** Calls `visit(start, length)` for every vector along the last axis. */
function forEachVector(x: Tensor, visit: (start: number, length: number, index: number) => void): void {
  const length = x.type.shape[x.type.shape.length - 1];
  for (let start = 0, index = 0; start < x.data.length; start += length, index++) visit(start, length, index);
}

export const evaluateRules: { readonly [Name in OpName]: EvaluateRule<Name> } = {
  neg: unary((x) => -x),
  exp: unary(Math.exp),
  log: unary(Math.log),
  sqrt: unary(Math.sqrt),
  square: unary((x) => x * x),
  abs: unary(Math.abs),
  relu: unary((x) => Math.max(x, 0)),
  sigmoid: unary((x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)))),
  tanh: unary(Math.tanh),
  softplus: unary((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  normalCdf: unary((x) => normalCdf(x)),
  step: unary((x) => (x > 0 ? 1 : 0)),
  clip: ([x], { low, high }) => x.data.map((value) => Math.min(Math.max(value, low), high)),
  add: binary((out, a, b, { length, at, atA, atB }) => {
    for (let i = 0; i < length; i++) out[at + i] = a[atA + i] + b[atB + i];
  }),
  sub: binary((out, a, b, { length, at, atA, atB }) => {
    for (let i = 0; i < length; i++) out[at + i] = a[atA + i] - b[atB + i];
  }),
  mul: binary((out, a, b, { length, at, atA, atB }) => {
    for (let i = 0; i < length; i++) out[at + i] = a[atA + i] * b[atB + i];
  }),
  div: binary((out, a, b, { length, at, atA, atB }) => {
    for (let i = 0; i < length; i++) out[at + i] = a[atA + i] / b[atB + i];
  }),
  maximum: binary((out, a, b, { length, at, atA, atB }) => {
    for (let i = 0; i < length; i++) out[at + i] = Math.max(a[atA + i], b[atB + i]);
  }),
  minimum: binary((out, a, b, { length, at, atA, atB }) => {
    for (let i = 0; i < length; i++) out[at + i] = Math.min(a[atA + i], b[atB + i]);
  }),
  matMul([a, b], { transposeA, transposeB }, { type, nRows }) {
    const nColumns = type.shape[type.shape.length - 1];
    const inner = transposeA ? a.type.shape[0] : a.type.shape[a.type.shape.length - 1];
    const nVectors = (nRows * sizeOf(type.shape)) / Math.max(nColumns, 1);
    const right = transposeB ? transposed(b.data, nColumns, inner) : b.data;
    const out = new Float64Array(nVectors * nColumns);
    for (let vector = 0; vector < nVectors; vector++) {
      const at = vector * nColumns;
      for (let k = 0; k < inner; k++) {
        const left = transposeA ? a.data[k * nVectors + vector] : a.data[vector * inner + k];
        if (left === 0) continue;
        const from = k * nColumns;
        for (let column = 0; column < nColumns; column++) out[at + column] += left * right[from + column];
      }
    }
    return out;
  },
  memberMatMul([a, b], { transposeB }, { type: { shape }, nRows }) {
    const [nMembers, outer] = shape;
    const inner = a.type.shape[1];
    const out = new Float64Array(nRows * nMembers * outer);
    for (let member = 0; member < nMembers; member++) {
      const own = b.data.subarray(member * inner * outer, (member + 1) * inner * outer);
      const right = transposeB ? transposed(own, outer, inner) : own;
      for (let row = 0; row < nRows; row++) {
        const vector = row * nMembers + member;
        const at = vector * outer;
        for (let k = 0; k < inner; k++) {
          const left = a.data[vector * inner + k];
          if (left === 0) continue;
          const from = k * outer;
          for (let column = 0; column < outer; column++) out[at + column] += left * right[from + column];
        }
      }
    }
    return out;
  },
  sum([x], { axis }, { type, nRows }) {
    const { shape } = x.type;
    const before = sizeOf(shape.slice(0, axis)) * nRows;
    const along = shape[axis];
    const after = sizeOf(shape.slice(axis + 1));
    const out = new Float64Array(nRows * sizeOf(type.shape));
    for (let b = 0; b < before; b++) {
      for (let i = 0; i < along; i++) {
        const from = (b * along + i) * after;
        for (let a = 0; a < after; a++) out[b * after + a] += x.data[from + a];
      }
    }
    return out;
  },
  softmax([x]) {
    const out = new Float64Array(x.data.length);
    forEachVector(x, (start, length) => {
      let peak = Number.NEGATIVE_INFINITY;
      for (let i = start; i < start + length; i++) peak = Math.max(peak, x.data[i]);
      let total = 0;
      for (let i = start; i < start + length; i++) total += out[i] = Math.exp(x.data[i] - peak);
      for (let i = start; i < start + length; i++) out[i] /= total;
    });
    return out;
  },
  logSumExp([x], _, { type, nRows }) {
    const out = new Float64Array(nRows * sizeOf(type.shape));
    forEachVector(x, (start, length, index) => {
      let peak = Number.NEGATIVE_INFINITY;
      for (let i = start; i < start + length; i++) peak = Math.max(peak, x.data[i]);
      let total = 0;
      for (let i = start; i < start + length; i++) total += Math.exp(x.data[i] - peak);
      out[index] = peak + Math.log(total);
    });
    return out;
  },
  broadcast([x], { shape }, { nRows }) {
    const size = sizeOf(shape);
    const from = sizeOf(x.type.shape);
    const map = broadcastMap(x.type.shape, shape);
    const out = new Float64Array(nRows * size);
    for (let row = 0; row < nRows; row++)
      for (let i = 0; i < size; i++) out[row * size + i] = x.data[row * from + map[i]];
    return out;
  },
  reshape: ([x]) => x.data,
  concat(inputs, _, { type, nRows }) {
    const width = type.shape[type.shape.length - 1];
    const nVectors = nRows * sizeOf(type.shape.slice(0, -1));
    const out = new Float64Array(nVectors * width);
    let offset = 0;
    for (const x of inputs) {
      const length = x.type.shape[x.type.shape.length - 1];
      for (let vector = 0; vector < nVectors; vector++) {
        out.set(x.data.subarray(vector * length, (vector + 1) * length), vector * width + offset);
      }
      offset += length;
    }
    return out;
  },
  takeColumns([x], { indices }, { type, nRows }) {
    const out = new Float64Array(nRows * sizeOf(type.shape));
    const width = indices.length;
    const from = x.type.shape[x.type.shape.length - 1];
    for (let vector = 0; vector * width < out.length; vector++) {
      for (let j = 0; j < width; j++) out[vector * width + j] = x.data[vector * from + indices[j]];
    }
    return out;
  },
  scatterColumns([x], { indices, size }, { type, nRows }) {
    const out = new Float64Array(nRows * sizeOf(type.shape));
    forEachVector(x, (start, length, vector) => {
      for (let j = 0; j < length; j++) out[vector * size + indices[j]] += x.data[start + j];
    });
    return out;
  },
  oneHot([codes], { depths }, { type, nRows }) {
    const size = sizeOf(type.shape);
    const out = new Float64Array(nRows * size);
    for (let row = 0; row < nRows; row++) {
      let offset = row * size;
      depths.forEach((depth, column) => {
        const code = codes.data[row * depths.length + column];
        if (code >= 0 && code < depth) out[offset + code] = 1;
        offset += depth;
      });
    }
    return out;
  },
  lookup: ([table, codes]) => Float64Array.from(codes.data, (code) => table.data[code] ?? 0),
  embedding([table, codes]) {
    const [size, width] = table.type.shape;
    const out = new Float64Array(codes.data.length * width);
    codes.data.forEach((code, i) => {
      if (code >= 0 && code < size) out.set(table.data.subarray(code * width, (code + 1) * width), i * width);
    });
    return out;
  },
  piecewiseLinear([x, low, perWidth]) {
    const nCells = sizeOf(x.type.shape);
    const nBins = low.type.shape[low.type.shape.length - 1];
    const { lowest, highest } = binLimits(nBins);
    const out = new Float64Array(x.data.length * nBins);
    for (let i = 0; i < x.data.length; i++) {
      const from = (i % nCells) * nBins;
      for (let bin = 0; bin < nBins; bin++) {
        const t = (x.data[i] - low.data[from + bin]) * perWidth.data[from + bin];
        out[i * nBins + bin] = Math.min(Math.max(t, lowest[bin]), highest[bin]);
      }
    }
    return out;
  },
  meanRows([x], _, { type }) {
    const size = sizeOf(type.shape);
    const out = new Float64Array(size);
    for (let i = 0; i < x.data.length; i++) out[i % size] += x.data[i];
    return out.map((total) => total / x.nRows);
  },
  sumRows([x], _, { type }) {
    const size = sizeOf(type.shape);
    const out = new Float64Array(size);
    for (let i = 0; i < x.data.length; i++) out[i % size] += x.data[i];
    return out;
  },
  spreadRows([x], _, { nRows }) {
    const out = new Float64Array(nRows * x.data.length);
    for (let i = 0; i < out.length; i++) out[i] = x.data[i % x.data.length] / nRows;
    return out;
  },
  outerSum([a, b], _, { type }) {
    const [nA, nB] = type.shape;
    const out = new Float64Array(nA * nB);
    for (let vector = 0; vector * nA < a.data.length; vector++) {
      for (let i = 0; i < nA; i++) {
        const left = a.data[vector * nA + i];
        if (left === 0) continue;
        for (let j = 0; j < nB; j++) out[i * nB + j] += left * b.data[vector * nB + j];
      }
    }
    return out;
  },
  memberOuterSum([a, b], _, { type: { shape } }) {
    const [nMembers, nA, nB] = shape;
    const out = new Float64Array(nMembers * nA * nB);
    for (let vector = 0; vector * nA < a.data.length; vector++) {
      const at = (vector % nMembers) * nA * nB;
      for (let i = 0; i < nA; i++) {
        const left = a.data[vector * nA + i];
        if (left === 0) continue;
        for (let j = 0; j < nB; j++) out[at + i * nB + j] += left * b.data[vector * nB + j];
      }
    }
    return out;
  },
  scatterLookup([values, codes], { size }) {
    const out = new Float64Array(size);
    for (let i = 0; i < codes.data.length; i++) {
      const code = codes.data[i];
      if (code >= 0 && code < size) out[code] += values.data[i];
    }
    return out;
  },
  scatterEmbedding([values, codes], { size }, { type }) {
    const width = type.shape[1];
    const out = new Float64Array(size * width);
    codes.data.forEach((code, i) => {
      if (code < 0 || code >= size) return;
      for (let j = 0; j < width; j++) out[code * width + j] += values.data[i * width + j];
    });
    return out;
  },
};

/** Applies the float64 rule of `op`; the one place where the table's key and the attributes meet untyped. */
export function evaluateOp<Name extends OpName>(
  op: Name,
  inputs: readonly Tensor[],
  attributes: OpAttributes[Name],
  target: Target,
): Float64Array {
  return evaluateRules[op](inputs, attributes, target);
}
