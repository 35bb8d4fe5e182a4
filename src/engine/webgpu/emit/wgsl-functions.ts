/** Functions of numbers in WGSL, for one number (f32) and for the same element of four rows (vec4f). */
import type { PointFunction } from "../../loops/statements.ts";

/** True of all numbers, false of a NaN: built-in functions may make a number of it. */
const IS_NUMBER = "(x <= T(0.0)) | (x > T(0.0))";

/** Bodies over T, "f32" or "vec4f". They keep a NaN that comes in, which the built-in max, min, exp and log need not. */
const FUNCTIONS: Readonly<Partial<Record<PointFunction, string>>> = {
  exp: `fn exp_T(x: T) -> T { return select(x, exp(x), ${IS_NUMBER}); }`,
  // Outside their domain WGSL leaves these two free to give any number.
  log: "fn log_T(x: T) -> T { return select(select(select(x, log(x), x > T(0.0)), T(special(1)), x == T(0.0)), T(special(0)), x < T(0.0)); }",
  sqrt: "fn sqrt_T(x: T) -> T { return select(sqrt(x), T(special(0)), x < T(0.0)); }",
  relu: "fn relu_T(x: T) -> T { return select(x, T(0.0), x < T(0.0)); }",
  step: "fn step_T(x: T) -> T { return select(T(0.0), T(1.0), x > T(0.0)); }",
  equal: "fn equal_T(a: I, b: I) -> T { return select(T(0.0), T(1.0), a == b); }",
  maximum: `fn maximum_T(a: T, b: T) -> T { return select(select(a + b, b, b >= a), a, a > b); }`,
  minimum: `fn minimum_T(a: T, b: T) -> T { return select(select(a + b, b, b <= a), a, a < b); }`,
  sigmoid: `fn sigmoid_T(x: T) -> T {
  let e = exp(-abs(x));
  return select(x, select(T(1.0), e, x < T(0.0)) / (T(1.0) + e), ${IS_NUMBER});
}`,
  // The built-in tanh loses small numbers on some devices and overflows on others.
  tanh: `fn tanh_T(x: T) -> T {
  let e = exp(-2.0 * abs(x));
  let s = x * x;
  let near = x * (T(1.0) + s * (T(-0.33333333) + s * (T(0.13333333) + s * T(-0.053968254))));
  return select(select(x, sign(x) * (T(1.0) - e) / (T(1.0) + e), ${IS_NUMBER}), near, abs(x) < T(0.15));
}`,
  softplus: `fn softplus_T(x: T) -> T {
  let e = exp(-abs(x));
  let near = e * (T(1.0) + e * (T(-0.5) + e * (T(0.33333333) + e * (T(-0.25) + e * T(0.2)))));
  return select(x, T(0.0), x < T(0.0)) + select(log(T(1.0) + e), near, e < T(0.04));
}`,
  /** @source Hastings, "Approximations for Digital Computers" (1955), 7.1.26 of Abramowitz and Stegun: 1.5e-7. */
  normalCdf: `fn normalCdf_T(x: T) -> T {
  let z = abs(x) * 0.70710678;
  let t = T(1.0) / (T(1.0) + 0.3275911 * z);
  let p = t * (T(0.254829592) + t * (T(-0.284496736) + t * (T(1.421413741) + t * (T(-1.453152027) + t * T(1.061405429)))));
  let tail = 0.5 * p * exp(-z * z);
  return select(tail, T(1.0) - tail, x > T(0.0));
}`,
};

const SPECIAL = "fn special(index: u32) -> f32 { return bitcast<f32>(constants[index]); }";

/** Built-in functions that need no help. */
const BUILT_IN: Readonly<Partial<Record<PointFunction, (given: readonly string[]) => string>>> = {
  neg: ([x]) => `-(${x})`,
  square: ([x]) => `${x} * ${x}`,
  abs: ([x]) => `abs(${x})`,
  add: ([a, b]) => `${a} + ${b}`,
  sub: ([a, b]) => `${a} - ${b}`,
  mul: ([a, b]) => `${a} * ${b}`,
  div: ([a, b]) => `${a} / ${b}`,
};

/** Functions that a kernel calls, collected while it is emitted. */
export class UsedFunctions {
  private readonly used = new Map<string, string>();

  /** A call, for numbers or for vectors of four rows; `isInt`: of integers. */
  call(name: PointFunction, given: readonly string[], options: { isVec4: boolean; isInt: boolean }): string {
    const builtIn = BUILT_IN[name];
    if (builtIn) return builtIn(given);
    const type = options.isVec4 ? "vec4f" : "f32";
    const integer = options.isInt ? (options.isVec4 ? "vec4i" : "i32") : type;
    const called = `${name}_${type}${options.isInt ? "_i" : ""}`;
    const body = FUNCTIONS[name] ?? "";
    if (body.includes("special(")) this.used.set("special", SPECIAL);
    this.used.set(
      called,
      body.replaceAll(`${name}_T`, called).replaceAll(/\bT\b/g, type).replaceAll(/\bI\b/g, integer),
    );
    return `${called}(${given.join(", ")})`;
  }

  get text(): string {
    return [...this.used.values()].join("\n");
  }
}
