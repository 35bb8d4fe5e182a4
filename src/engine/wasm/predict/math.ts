/**
 * Functions of two float64 at once. WebAssembly rounds every operation in one way, so that they give the same bits on every
 * engine and host, which exponentials of JavaScript do not. Without branches: both sides are computed and one is taken.
 */
import type { UnaryFunction } from "../../loops/statements.ts";
import type { FunctionWriter } from "../emit/assembler.ts";

type Write = (w: FunctionWriter, x: number) => void;

/** Writes a function where it is used, [v128] → [v128]. */
type Inlined = (w: FunctionWriter) => FunctionWriter;

function unary(write: Write): Inlined {
  return (w) => {
    const x = w.local("v128");
    w.set(x);
    write(w, x);
    return w;
  };
}

/** A new local with what is on the stack. */
function keep(w: FunctionWriter): number {
  const local = w.local("v128");
  w.set(local);
  return local;
}

/** ((c₀·x + c₁)·x + …), left on the stack. */
function polynomial(w: FunctionWriter, x: number, [first, ...others]: readonly number[]): void {
  w.f64x2(first);
  for (const coefficient of others) w.get(x).do("f64x2.mul").f64x2(coefficient).do("f64x2.add");
}

/** ln 2 in two parts; n times the first is exact for the n that occur. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** 1.5 · 2⁵²: what is added to it is rounded to an integer, which its lowest bits are. */
export const INTEGER = 6755399441055744;

/** [v128 of integers] → [2 to the power of each], for −1022 … 1023. */
const powerOf2: Inlined = (w) =>
  w
    .f64x2(INTEGER + 1023)
    .do("f64x2.add")
    .i32(52)
    .do("i64x2.shl");

/**
 * e^x, below 1 unit in the last place; 0 and ∞ beyond the range of float64.
 *
 * x = n·ln 2 + r, a rational function of r, and a product with 2^n in two steps, so that numbers below the normal ones are rounded once.
 *
 * @source fdlibm e_exp.c (Sun Microsystems 1993).
 */
const writeExp: Write = (w, x) => {
  w.get(x).f64x2(-746).do("f64x2.pmax").f64x2(710).do("f64x2.pmin").set(x);
  w.get(x).f64x2(Math.LOG2E).do("f64x2.mul", "f64x2.nearest");
  const n = keep(w);
  w.get(x).get(n).f64x2(LN2_HIGH).do("f64x2.mul", "f64x2.sub");
  const high = keep(w);
  w.get(n).f64x2(LN2_LOW).do("f64x2.mul");
  const low = keep(w);
  w.get(high).get(low).do("f64x2.sub");
  const r = keep(w);
  w.get(r).get(r).do("f64x2.mul");
  const square = keep(w);
  w.get(r).get(square);
  polynomial(
    w,
    square,
    [4.1381367970572385e-8, -1.6533902205465252e-6, 6.613756321437934e-5, -0.0027777777777015593, 0.16666666666666602],
  );
  w.do("f64x2.mul", "f64x2.sub");
  const c = keep(w);
  // 1 − ((low − r·c / (2 − c)) − high)
  w.f64x2(1).get(low).get(r).get(c).do("f64x2.mul").f64x2(2).get(c).do("f64x2.sub", "f64x2.div", "f64x2.sub");
  w.get(high).do("f64x2.sub", "f64x2.sub");
  w.get(n).f64x2(0.5).do("f64x2.mul", "f64x2.floor");
  const half = keep(w);
  w.get(half).with(powerOf2).do("f64x2.mul").get(n).get(half).do("f64x2.sub").with(powerOf2).do("f64x2.mul");
};
const exp = unary(writeExp);

/** The upper half of the bits of √½: numbers are taken apart as m · 2^k with m in [√½, √2). */
const ROOT_HALF = 0x3fe6a09e;
const ONE = 0x3ff00000;

/**
 * ln (x + c·x) of a normal positive x and a c that is tiny, below 1 unit in the last place.
 *
 * @param correction pushes c.
 * @source fdlibm e_log.c (Sun Microsystems 1993), as musl takes numbers apart.
 */
function writeLogOfNormal(w: FunctionWriter, x: number, correction?: () => void): void {
  // The exponent of x/m, with 1023 added: never below 0.
  w.get(x)
    .i64x2(ONE - ROOT_HALF, 0)
    .do("i64x2.add")
    .i32(52)
    .do("i64x2.shr_u");
  const biased = keep(w);
  w.get(x).get(biased).i32(52).do("i64x2.shl", "i64x2.sub").i64x2(ONE, 0).do("i64x2.add").f64x2(1).do("f64x2.sub");
  const f = keep(w);
  // As a float64: 2⁵² has room for it in its lowest bits.
  w.get(biased)
    .i64x2(0x43300000, 0)
    .do("v128.or")
    .f64x2(2 ** 52 + 1023)
    .do("f64x2.sub");
  const k = keep(w);
  w.get(f).get(f).f64x2(2).do("f64x2.add", "f64x2.div");
  const s = keep(w);
  w.get(s).get(s).do("f64x2.mul");
  const z = keep(w);
  w.get(z).get(z).do("f64x2.mul");
  const z2 = keep(w);
  w.get(f).get(f).f64x2(0.5).do("f64x2.mul", "f64x2.mul");
  const half = keep(w);
  // half − (s·(half + R) + (k·low + c))
  w.get(half).get(s).get(half);
  polynomial(w, z2, [0.14798198605116586, 0.1818357216161805, 0.2857142874366239, 0.6666666666666735]);
  w.get(z).do("f64x2.mul");
  polynomial(w, z2, [0.15313837699209373, 0.22222198432149784, 0.3999999999940942]);
  w.get(z2).do("f64x2.mul", "f64x2.add", "f64x2.add", "f64x2.mul");
  w.get(k).f64x2(LN2_LOW).do("f64x2.mul");
  if (correction) {
    correction();
    w.do("f64x2.add");
  }
  w.do("f64x2.add", "f64x2.sub");
  const rest = keep(w);
  w.get(k).f64x2(LN2_HIGH).do("f64x2.mul").get(rest).get(f).do("f64x2.sub", "f64x2.sub");
}

/** ln x, below 1 unit in the last place; −∞ at 0, NaN below. */
const log = unary((w, x) => {
  w.get(x)
    .f64x2(2 ** -1022)
    .do("f64x2.lt");
  const isTiny = keep(w);
  w.get(x)
    .f64x2(2 ** 54)
    .do("f64x2.mul")
    .get(x)
    .get(isTiny)
    .do("v128.bitselect");
  const normal = keep(w);
  writeLogOfNormal(w, normal);
  // 54 · ln 2 where x was made larger.
  w.f64x2(54 * Math.LN2)
    .get(isTiny)
    .do("v128.and", "f64x2.sub");
  const ordinary = keep(w);
  w.get(x).f64x2(0).do("f64x2.gt");
  const isPositive = keep(w);
  w.get(x).f64x2(Number.NaN).get(isPositive).do("v128.bitselect");
  const positiveOrNaN = keep(w);
  w.f64x2(Number.NEGATIVE_INFINITY).get(positiveOrNaN).get(x).f64x2(0).do("f64x2.eq", "v128.bitselect");
  const special = keep(w);
  w.get(ordinary).get(special).get(isPositive);
  w.get(x).f64x2(Number.POSITIVE_INFINITY).do("f64x2.lt", "v128.and", "v128.bitselect");
});

/** ln (1 + x) for x from 0 to 1, and NaN: u = 1 + x, and what that rounding lost as a correction. */
const log1p = unary((w, x) => {
  w.f64x2(1).get(x).do("f64x2.add");
  const u = keep(w);
  writeLogOfNormal(w, u, () => {
    w.get(x).get(u).f64x2(1).do("f64x2.sub", "f64x2.sub").get(u).do("f64x2.div");
  });
});

/**
 * Tails of Φ and its middle.
 *
 * @source Cody, "Rational Chebyshev approximations for the error function" (1969), as in his ANORM (Algorithm 715, TOMS 1993).
 */
const MIDDLE = {
  above: [0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356],
  below: [1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673],
};
const SIDE = {
  above: [
    1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002,
    2494.5375852903726, 6848.190450536283, 11602.65143764735, 9842.714838383978,
  ],
  below: [
    1, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097,
    34900.95272114598, 38912.00328609327, 19685.429676859992,
  ],
};
const FAR = {
  above: [
    0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934,
    2.9112874951168793e-5,
  ],
  below: [1, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5],
};
const PER_ROOT_2PI = 0.3989422804014327;
const MIDDLE_UP_TO = 0.67448975;
const SIDE_UP_TO = Math.sqrt(32);

function quotient(w: FunctionWriter, x: number, { above, below }: typeof MIDDLE): void {
  polynomial(w, x, above);
  polynomial(w, x, below);
  w.do("f64x2.div");
}

const normalCdf = unary((w, x) => {
  w.get(x).do("f64x2.abs").f64x2(40).do("f64x2.pmin");
  const a = keep(w);
  w.get(a).get(a).do("f64x2.mul");
  const square = keep(w);
  w.get(x);
  quotient(w, square, MIDDLE);
  w.do("f64x2.mul").f64x2(0.5).do("f64x2.add");
  const middle = keep(w);
  // e^(−a²/2) with a² in two parts, of which the first is exact.
  w.get(a)
    .f64x2(16)
    .do("f64x2.mul", "f64x2.trunc")
    .f64x2(1 / 16)
    .do("f64x2.mul");
  const cut = keep(w);
  w.get(cut).get(cut).do("f64x2.mul").f64x2(-0.5).do("f64x2.mul").with(exp);
  w.get(a).get(cut).do("f64x2.sub").get(a).get(cut).do("f64x2.add", "f64x2.mul").f64x2(-0.5).do("f64x2.mul").with(exp);
  w.do("f64x2.mul");
  quotient(w, a, SIDE);
  const side = keep(w);
  // 1/√(2π) − R(1/a²)/a², over a.
  w.f64x2(1).get(square).do("f64x2.div");
  const inverse = keep(w);
  w.f64x2(PER_ROOT_2PI);
  quotient(w, inverse, FAR);
  w.get(inverse).do("f64x2.mul", "f64x2.sub").get(a).do("f64x2.div");
  const far = keep(w);
  w.get(side).get(far).get(a).f64x2(SIDE_UP_TO).do("f64x2.lt", "v128.bitselect", "f64x2.mul");
  const tail = keep(w);
  w.get(middle);
  w.f64x2(1).get(tail).do("f64x2.sub").get(tail).get(x).f64x2(0).do("f64x2.gt", "v128.bitselect");
  w.f64x2(MIDDLE_UP_TO).get(a).do("f64x2.ge", "v128.bitselect");
  // What is no number is none.
  w.get(x).get(x).get(x).do("f64x2.eq", "v128.bitselect");
});

/**
 * x + x³·P(x²)/Q(x²) near 0, 1 − 2/(e^2|x| + 1) elsewhere; below 2 units in the last place.
 *
 * @source Cephes tanh.c (Moshier).
 */
const tanh = unary((w, x) => {
  w.get(x).do("f64x2.abs");
  const a = keep(w);
  w.get(x).get(x).do("f64x2.mul");
  const z = keep(w);
  w.get(x);
  polynomial(w, z, [-0.9643991794250523, -99.28772310019185, -1614.6876844170845]);
  polynomial(w, z, [1, 112.81167849163293, 2235.4883906010045, 4844.063053251255]);
  w.do("f64x2.div").get(z).do("f64x2.mul").get(x).do("f64x2.mul", "f64x2.add");
  const near = keep(w);
  w.f64x2(1).f64x2(2).get(a).get(a).do("f64x2.add").with(exp).f64x2(1).do("f64x2.add", "f64x2.div", "f64x2.sub");
  const far = keep(w);
  w.get(far).get(near).get(a).f64x2(0.625).do("f64x2.ge", "v128.bitselect");
  // With the sign of x, of −0 as well.
  w.get(x).f64x2(-0).do("v128.and", "v128.or");
});

/** All unary functions of the loop-level form; the same formulas as in the float64 evaluator. */
export const math: Readonly<Record<UnaryFunction, Inlined>> = {
  exp,
  log,
  tanh,
  normalCdf,
  sigmoid: unary((w, x) => {
    w.get(x).do("f64x2.abs", "f64x2.neg").with(exp);
    const e = keep(w);
    w.f64x2(1).get(e).get(x).f64x2(0).do("f64x2.ge", "v128.bitselect").f64x2(1).get(e).do("f64x2.add", "f64x2.div");
  }),
  softplus: unary((w, x) => {
    w.get(x).f64x2(0).do("f64x2.max").get(x).do("f64x2.abs", "f64x2.neg").with(exp).with(log1p).do("f64x2.add");
  }),
  neg: (w) => w.do("f64x2.neg"),
  sqrt: (w) => w.do("f64x2.sqrt"),
  square: unary((w, x) => w.get(x).get(x).do("f64x2.mul")),
  abs: (w) => w.do("f64x2.abs"),
  relu: (w) => w.f64x2(0).do("f64x2.pmax"),
  step: (w) => w.f64x2(0).do("f64x2.gt").f64x2(1).do("v128.and"),
};
