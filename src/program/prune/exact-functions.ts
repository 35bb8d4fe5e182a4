/**
 * Exponentials and their kin by arithmetic alone, which is rounded in one way everywhere; those of JavaScript are what the host
 * makes of them. Compiled predictions have the same functions (Φ excepted), so that their bits are the same on every host: see
 * `engine/wasm/predict/math.ts` for sources and errors.
 */
import { evaluateOp, type Tensor } from "../evaluate-ops.ts";
import type { OpName } from "../ops.ts";
import { normalCdf } from "../special-functions.ts";

const number = new Float64Array(1);
/** The lower and the upper half of its bits. */
const halves = new Uint32Array(number.buffer);

/** (c₀·x + c₁)·x + … */
function polynomial(x: number, coefficients: readonly number[]): number {
  let sum = coefficients[0];
  for (let i = 1; i < coefficients.length; i++) sum = sum * x + coefficients[i];
  return sum;
}

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
/** 1.5 · 2⁵²: what is added to it and taken away again is rounded to an integer. */
const INTEGER = 6755399441055744;

/** 2^n for −1022 … 1023. */
function powerOf2(n: number): number {
  halves[0] = 0;
  halves[1] = (n + 1023) << 20;
  return number[0];
}

function exp(given: number): number {
  const x = Math.min(Math.max(given, -746), 710);
  const n = x * Math.LOG2E + INTEGER - INTEGER;
  if (Number.isNaN(n)) return n;
  const high = x - n * LN2_HIGH;
  const low = n * LN2_LOW;
  const r = high - low;
  const square = r * r;
  const c =
    r -
    square *
      polynomial(
        square,
        [
          4.1381367970572385e-8, -1.6533902205465252e-6, 6.613756321437934e-5, -0.0027777777777015593,
          0.16666666666666602,
        ],
      );
  const half = Math.floor(n * 0.5);
  return (1 - (low - (r * c) / (2 - c) - high)) * powerOf2(half) * powerOf2(n - half);
}

/** The upper half of the bits of √½, and of 1. */
const ROOT_HALF = 0x3fe6a09e;
const ONE = 0x3ff00000;

/** ln (x + correction · x) of a normal positive x. */
function logOfNormal(x: number, correction = 0): number {
  number[0] = x;
  const biased = (halves[1] + (ONE - ROOT_HALF)) >>> 20;
  halves[1] = halves[1] - (biased << 20) + ONE;
  const f = number[0] - 1;
  const k = biased - 1023;
  const s = f / (f + 2);
  const z = s * s;
  const z2 = z * z;
  const half = f * (f * 0.5);
  const odd = polynomial(z2, [0.14798198605116586, 0.1818357216161805, 0.2857142874366239, 0.6666666666666735]) * z;
  const even = polynomial(z2, [0.15313837699209373, 0.22222198432149784, 0.3999999999940942]) * z2;
  const rest = half - (s * (half + (odd + even)) + (k * LN2_LOW + correction));
  return k * LN2_HIGH - (rest - f);
}

function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  return x < 2 ** -1022 ? logOfNormal(x * 2 ** 54) - 54 * Math.LN2 : logOfNormal(x);
}

/** ln (1 + x) for x from 0 to 1. */
function log1p(x: number): number {
  const u = 1 + x;
  return Number.isNaN(u) ? u : logOfNormal(u, (x - (u - 1)) / u);
}

function tanh(x: number): number {
  const a = Math.abs(x);
  if (!(a >= 0.625)) {
    const z = x * x;
    const above = polynomial(z, [-0.9643991794250523, -99.28772310019185, -1614.6876844170845]);
    const below = polynomial(z, [1, 112.81167849163293, 2235.4883906010045, 4844.063053251255]);
    return x === 0 ? x : x + (above / below) * z * x;
  }
  const size = 1 - 2 / (exp(a + a) + 1);
  return x < 0 ? -size : size;
}

function sigmoid(x: number): number {
  const e = exp(-Math.abs(x));
  return (x >= 0 ? 1 : e) / (1 + e);
}

export const exactFunctions = {
  exp,
  log,
  tanh,
  sigmoid,
  normalCdf: (x: number) => normalCdf(x, exp),
  softplus: (x: number) => Math.max(x, 0) + log1p(exp(-Math.abs(x))),
} as const;

/** Calls `visit(start, end, index)` for every vector along the last axis. */
function forEachVector({ type, data }: Tensor, visit: (start: number, end: number, index: number) => void): void {
  const length = type.shape[type.shape.length - 1];
  for (let start = 0, index = 0; start < data.length; start += length, index++) visit(start, start + length, index);
}

/** Largest of a vector, and Σ e^(x − largest); each power goes to `out` where it is given. */
function powersOf(data: Float64Array, [start, end]: readonly [number, number], out?: Float64Array) {
  let peak = Number.NEGATIVE_INFINITY;
  for (let i = start; i < end; i++) peak = Math.max(peak, data[i]);
  let total = 0;
  for (let i = start; i < end; i++) {
    const power = exp(data[i] - peak);
    total += power;
    if (out) out[i] = power;
  }
  return { peak, total };
}

/** As the float64 evaluator's rule of the op, with the functions of this file. */
export const evaluateExactly: typeof evaluateOp = (op, inputs, attributes, target) => {
  const [x] = inputs;
  if (isExact(op)) return x.data.map((value) => exactFunctions[op](value));
  if (op === "softmax") {
    const out = new Float64Array(x.data.length);
    forEachVector(x, (start, end) => {
      const { total } = powersOf(x.data, [start, end], out);
      for (let i = start; i < end; i++) out[i] /= total;
    });
    return out;
  }
  if (op === "logSumExp") {
    const out: number[] = [];
    forEachVector(x, (start, end) => {
      const { peak, total } = powersOf(x.data, [start, end]);
      out.push(peak + log(total));
    });
    return Float64Array.from(out);
  }
  return evaluateOp(op, inputs, attributes, target);
};

function isExact(op: OpName): op is keyof typeof exactFunctions {
  return Object.hasOwn(exactFunctions, op);
}
