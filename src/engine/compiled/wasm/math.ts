/** Functions of four float32 at once, as WebAssembly SIMD has only the basic operations. */
import type { UnaryFunction } from "../loops/statements.ts";
import type { FunctionWriter } from "./assembler.ts";

type Write = (writer: FunctionWriter, x: number) => void;

/** ((c₀·x + c₁)·x + …), left on the stack. */
function polynomial(writer: FunctionWriter, x: number, coefficients: readonly number[]): void {
  const [first, ...others] = coefficients;
  writer.f32x4(first);
  for (const coefficient of others) writer.get(x).do("f32x4.mul").f32x4(coefficient).do("f32x4.add");
}

/**
 * e^x, relative error below 3e-7; infinite above 88.7, and about 1e-38 below −87.
 *
 * @source Cephes expf (Moshier): x = n·ln 2 + r, a polynomial in r, and n added to the exponent.
 */
const writeExp: Write = (w, x) => {
  const n = w.local("v128");
  const r = w.local("v128");
  w.get(x).f32x4(-87.33).do("f32x4.max").f32x4(88.8).do("f32x4.min").set(x);
  w.get(x).f32x4(Math.LOG2E).do("f32x4.mul", "f32x4.nearest").f32x4(127).do("f32x4.min").set(n);
  w.get(x).get(n).f32x4(0.693359375).do("f32x4.mul", "f32x4.sub");
  w.get(n).f32x4(-2.1219444e-4).do("f32x4.mul", "f32x4.sub").set(r);
  polynomial(
    w,
    r,
    [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1],
  );
  w.get(r).get(r).do("f32x4.mul", "f32x4.mul").get(r).do("f32x4.add").f32x4(1).do("f32x4.add");
  w.get(n).do("i32x4.trunc_sat_f32x4_s").i32x4(127).do("i32x4.add").i32(23).do("i32x4.shl", "f32x4.mul");
};

/**
 * ln x, relative error below 2e-7 away from 1 and absolute below 1e-7; −∞ at 0, NaN below.
 *
 * @source Cephes logf (Moshier).
 */
const writeLog: Write = (w, x) => {
  const e = w.local("v128");
  const m = w.local("v128");
  const isSmall = w.local("v128");
  const z = w.local("v128");
  const y = w.local("v128");
  // x = m · 2^e with m in [½, 1).
  w.get(x).i32(23).do("i32x4.shr_u").i32x4(126).do("i32x4.sub", "f32x4.convert_i32x4_s").set(e);
  w.get(x).i32x4(0x007fffff).do("v128.and").i32x4(0x3f000000).do("v128.or").set(m);
  w.get(m).f32x4(Math.SQRT1_2).do("f32x4.lt").set(isSmall);
  w.get(e).f32x4(1).get(isSmall).do("v128.and", "f32x4.sub").set(e);
  w.get(m).f32x4(1).do("f32x4.sub").get(m).get(isSmall).do("v128.and", "f32x4.add").set(m);
  w.get(m).get(m).do("f32x4.mul").set(z);
  polynomial(
    w,
    m,
    [
      7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
      2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
    ],
  );
  w.get(m).get(z).do("f32x4.mul", "f32x4.mul").get(e).f32x4(-2.1219444e-4).do("f32x4.mul", "f32x4.add");
  w.get(z).f32x4(0.5).do("f32x4.mul", "f32x4.sub").get(m).do("f32x4.add");
  w.get(e).f32x4(0.693359375).do("f32x4.mul", "f32x4.add").set(y);
  // Infinity and NaN stay; 0 and what is below have no logarithm of their own.
  w.get(x).get(y);
  w.get(x).f32x4(3.4028234e38).do("f32x4.gt").get(x).get(x).do("f32x4.eq", "v128.and");
  w.get(x).get(x).do("f32x4.eq").i32x4(-1).do("v128.xor", "v128.or", "v128.bitselect").set(y);
  w.f32x4(Number.NEGATIVE_INFINITY).get(y).get(x).f32x4(0).do("f32x4.eq", "v128.bitselect").set(y);
  w.f32x4(Number.NaN).get(y).get(x).f32x4(0).do("f32x4.lt", "v128.bitselect");
};

/** The sign bit of x given to the magnitude on the stack. */
function withSignOf(w: FunctionWriter, x: number): void {
  w.get(x).i32x4(-0x80000000).do("v128.and", "v128.or");
}

/** Writes a function where it is used, [v128] → [v128]: a call would put every value of the loop aside and back. */
type Inlined = (writer: FunctionWriter) => FunctionWriter;

function unary(write: Write): Inlined {
  return (writer) => {
    const x = writer.local("v128");
    writer.set(x);
    write(writer, x);
    return writer;
  };
}

/** All unary functions of the loop-level form. */
function makeMath(): Readonly<Record<UnaryFunction, Inlined>> {
  const exp = unary(writeExp);
  const log = unary(writeLog);
  const sigmoid = unary((w, x) => {
    w.f32x4(1).f32x4(1).get(x).do("f32x4.neg").with(exp).do("f32x4.add", "f32x4.div");
  });
  return {
    exp,
    log,
    sigmoid,
    neg: unary((w, x) => w.get(x).do("f32x4.neg")),
    sqrt: unary((w, x) => w.get(x).do("f32x4.sqrt")),
    square: unary((w, x) => w.get(x).get(x).do("f32x4.mul")),
    abs: unary((w, x) => w.get(x).do("f32x4.abs")),
    relu: unary((w, x) => w.get(x).f32x4(0).do("f32x4.max")),
    step: unary((w, x) => w.get(x).f32x4(0).do("f32x4.gt").f32x4(1).do("v128.and")),
    /** x + x³·P(x²) near 0, else 1 − 2 / (e^2|x| + 1). @source Cephes tanhf (Moshier). */
    tanh: unary((w, x) => {
      const a = w.local("v128");
      const z = w.local("v128");
      w.get(x).do("f32x4.abs").set(a);
      w.get(x).get(x).do("f32x4.mul").set(z);
      polynomial(w, z, [-5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1]);
      w.get(z).do("f32x4.mul").get(x).do("f32x4.mul").get(x).do("f32x4.add");
      w.f32x4(1).f32x4(2).get(a).get(a).do("f32x4.add").with(exp).f32x4(1).do("f32x4.add", "f32x4.div", "f32x4.sub");
      withSignOf(w, x);
      w.get(a).f32x4(0.625).do("f32x4.lt", "v128.bitselect");
    }),
    softplus: unary((w, x) => {
      w.f32x4(1).get(x).do("f32x4.abs", "f32x4.neg").with(exp).do("f32x4.add").with(log);
      w.get(x).f32x4(0).do("f32x4.max", "f32x4.add");
    }),
    /** Absolute error below 1e-7. @source Abramowitz & Stegun, 26.2.17. */
    normalCdf: unary((w, x) => {
      const t = w.local("v128");
      const tail = w.local("v128");
      w.f32x4(1).f32x4(1).get(x).do("f32x4.abs").f32x4(0.2316419).do("f32x4.mul", "f32x4.add", "f32x4.div").set(t);
      polynomial(w, t, [1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.31938153]);
      w.get(t).do("f32x4.mul").get(x).get(x).do("f32x4.mul").f32x4(-0.5).do("f32x4.mul").with(exp);
      w.f32x4(1 / Math.sqrt(2 * Math.PI))
        .do("f32x4.mul", "f32x4.mul")
        .set(tail);
      w.get(tail).f32x4(1).get(tail).do("f32x4.sub").get(x).f32x4(0).do("f32x4.lt", "v128.bitselect");
    }),
  };
}

export const math = makeMath();
