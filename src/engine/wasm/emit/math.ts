/** Functions of four float32 at once, as WebAssembly SIMD has only the basic operations. */
import type { UnaryFunction } from "../../loops/statements.ts";
import type { FunctionWriter } from "./assembler.ts";

type Write = (writer: FunctionWriter, x: number) => void;

/** Writes a function where it is used, [v128] → [v128]: a call would put every value of the loop aside and back. */
type Inlined = (writer: FunctionWriter) => FunctionWriter;

/** The sign bit alone: one machine instruction, where `f32x4.abs` and `f32x4.neg` are three in some engines. */
const writeAbs: Inlined = (w) => w.i32x4(0x7fffffff).do("v128.and");
const writeNeg: Inlined = (w) => w.i32x4(-0x80000000).do("v128.xor");

/** ((c₀·x + c₁)·x + …), left on the stack. */
function polynomial(writer: FunctionWriter, x: number, coefficients: readonly number[]): void {
  const [first, ...others] = coefficients;
  writer.f32x4(first);
  for (const coefficient of others) writer.get(x).do("f32x4.mul").f32x4(coefficient).do("f32x4.add");
}

/** 1.5 · 2²³ + 127: what is added to it is rounded to an integer, and its lowest bits are those of the exponent of 2^it. */
const POWER_0 = 0xc0007f;
const POWER_127 = POWER_0 + 127;

/**
 * e^x, relative error below 1e-7, and 5e-6 above 88; infinite above 88.7, and about 1e-38 below −87.
 *
 * x = n·ln 2 + r, a polynomial in r (minimax, |r| ≤ ½ ln 2), and n added to the exponent.
 *
 * @source The two parts of ln 2: Cephes expf (Moshier).
 */
const writeExp: Write = (w, x) => {
  const power = w.local("v128");
  const n = w.local("v128");
  const r = w.local("v128");
  w.get(x).f32x4(-87.33).do("f32x4.pmax").set(x);
  w.get(x).f32x4(Math.LOG2E).do("f32x4.mul").f32x4(POWER_0).do("f32x4.add");
  w.f32x4(POWER_127).do("f32x4.pmin").set(power);
  w.get(power).f32x4(POWER_0).do("f32x4.sub").set(n);
  w.get(x).get(n).f32x4(0.693359375).do("f32x4.mul", "f32x4.sub");
  w.get(n).f32x4(-2.1219444e-4).do("f32x4.mul", "f32x4.sub").set(r);
  polynomial(w, r, [1.3814611e-3, 8.36871e-3, 4.16683874e-2, 1.666652069e-1, 4.999999345e-1]);
  w.get(r).get(r).do("f32x4.mul", "f32x4.mul").get(r).do("f32x4.add").f32x4(1).do("f32x4.add");
  w.get(power).i32(23).do("i32x4.shl", "f32x4.mul");
};

/** ln a of a normal number, relative error below 2e-7 away from 1 and absolute below 1e-7; finite for any bits. */
const writeLogOfNormal: Write = (w, a) => {
  const e = w.local("v128");
  const m = w.local("v128");
  // a = (1 + m) · 2^e with 1 + m in [√½, √2).
  w.get(a).i32x4(0x3f3504f3).do("i32x4.sub").i32(23).do("i32x4.shr_s").set(e);
  w.get(a).get(e).i32(23).do("i32x4.shl", "i32x4.sub").f32x4(1).do("f32x4.sub").set(m);
  // ln (1 + m) = m + m² · a minimax polynomial.
  polynomial(
    w,
    m,
    [
      8.73475061e-2, -1.43074831e-1, 1.49179888e-1, -1.65705141e-1, 1.99620713e-1, -2.5001755e-1, 3.33339502e-1,
      -4.99999916e-1,
    ],
  );
  w.get(m).get(m).do("f32x4.mul", "f32x4.mul").get(m).do("f32x4.add");
  w.get(e).do("f32x4.convert_i32x4_s").f32x4(Math.LN2).do("f32x4.mul", "f32x4.add");
};

/** ln x as above; −∞ at 0, NaN below. */
const writeLog: Write = (w, x) => {
  const a = w.local("v128");
  w.get(x).with(writeAbs).set(a);
  writeLogOfNormal(w, a);
  // What is twice itself, 0 or ∞, makes the factor infinite; 2 has the bit that 1 lacks.
  w.f32x4(1).get(a).get(a).get(a).do("f32x4.add", "f32x4.eq").f32x4(2).do("v128.and", "v128.or", "f32x4.mul");
  // All bits set are NaN.
  w.get(x).get(a).do("f32x4.ne", "v128.or");
};

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
    w.f32x4(1).f32x4(1).get(x).with(writeNeg).with(exp).do("f32x4.add", "f32x4.div");
  });
  return {
    exp,
    log,
    sigmoid,
    neg: writeNeg,
    sqrt: unary((w, x) => w.get(x).do("f32x4.sqrt")),
    square: unary((w, x) => w.get(x).get(x).do("f32x4.mul")),
    abs: writeAbs,
    relu: unary((w, x) => w.get(x).f32x4(0).do("f32x4.pmax")),
    step: unary((w, x) => w.get(x).f32x4(0).do("f32x4.gt").f32x4(1).do("v128.and")),
    /** x · P(x²) / Q(x²), a minimax fit up to 9, where tanh is 1 in float32; relative error below 4e-7. */
    tanh: unary((w, x) => {
      const z = w.local("v128");
      w.get(x).f32x4(-9).do("f32x4.pmax").f32x4(9).do("f32x4.pmin").set(x);
      w.get(x).get(x).do("f32x4.mul").set(z);
      polynomial(w, z, [1.33546464e-8, 2.06090697e-5, 3.49558728e-3, 1.33810249e-1, 1]);
      w.get(x).do("f32x4.mul");
      polynomial(w, z, [7.77655165e-7, 3.28563349e-4, 2.58769789e-2, 4.67143405e-1, 1]);
      w.do("f32x4.div").f32x4(-1).do("f32x4.pmax").f32x4(1).do("f32x4.pmin");
    }),
    softplus: unary((w, x) => {
      w.get(x).f32x4(0).do("f32x4.pmax");
      w.f32x4(1).get(x).with(writeAbs).with(writeNeg).with(exp).do("f32x4.add").with(unary(writeLogOfNormal));
      w.do("f32x4.add");
    }),
    /**
     * Absolute error below 1.2e-7, relative error of the tails below 1e-5 as far as −12. With a = |x|, the tail is
     * e^(−a²/2) · P(a) / Q(a), a minimax fit up to 13. It falls no more from 12.9 on: the next numbers would be below the normal ones.
     */
    normalCdf: unary((w, x) => {
      const a = w.local("v128");
      const tail = w.local("v128");
      w.get(x).with(writeAbs).f32x4(12.9).do("f32x4.pmin").set(a);
      w.get(a).get(a).do("f32x4.mul").f32x4(-0.5).do("f32x4.mul").with(exp);
      polynomial(w, a, [1.4357960426968176e-2, 1.0819638904048909e-1, 3.4233575626576107e-1, 0.5]);
      polynomial(w, a, [0.0360004827067646, 0.27084424607970736, 0.8993255360155845, 1.4825538680852264, 1]);
      w.do("f32x4.div", "f32x4.mul").set(tail);
      w.get(tail).f32x4(1).get(tail).do("f32x4.sub").get(x).f32x4(0).do("f32x4.lt", "v128.bitselect");
    }),
  };
}

export const math = makeMath();

/**
 * What is below 2⁻¹¹² becomes 0: products of it leave the range of normal numbers, and with such numbers processors take
 * many times as long. Rows that a model is sure of have gradients as small.
 */
export const withoutTiny: Inlined = unary((w, x) => {
  w.get(x).get(x).with(writeAbs).i32x4(0x07800000).do("i32x4.gt_s", "v128.and");
});
