/** Functions of four numbers at once against float64, over all of their range. */
import { beforeAll, expect, it } from "vitest";
import { normalCdf } from "../../../program/special-functions.ts";
import { type FunctionWriter, ModuleWriter } from "./assembler.ts";
import { math, withoutTiny } from "./math.ts";

interface Accuracy {
  readonly exact: (x: number) => number;
  readonly from: number;
  readonly to: number;
  readonly absolute: number;
  /** On top of `absolute`. */
  readonly relative: number;
}

const ACCURACIES = {
  exp: { exact: Math.exp, from: -87, to: 88, absolute: 0, relative: 1e-7 },
  log: { exact: Math.log, from: 2e-38, to: 4, absolute: 1e-7, relative: 2e-7 },
  tanh: { exact: Math.tanh, from: -12, to: 12, absolute: 0, relative: 4e-7 },
  sigmoid: { exact: (x) => 1 / (1 + Math.exp(-x)), from: -87, to: 87, absolute: 0, relative: 2e-7 },
  softplus: { exact: (x) => Math.log1p(Math.exp(x)), from: -20, to: 20, absolute: 1e-7, relative: 1e-7 },
  normalCdf: { exact: normalCdf, from: -12, to: 12, absolute: 1.2e-7, relative: 0 },
} as const satisfies Readonly<Record<string, Accuracy>>;
type Name = keyof typeof ACCURACIES;
const NAMES = Object.keys(ACCURACIES) as Name[];

const N = 1 << 14;
const memory = new WebAssembly.Memory({ initial: 1 });
const numbers = new Float32Array(memory.buffer);
const functions = new Map<string, () => void>();

beforeAll(async () => {
  const module = new ModuleWriter();
  const overAll = (name: string, write: (writer: FunctionWriter) => void) =>
    module.function(
      [],
      [],
      (w) => {
        const at = w.local("i32");
        w.count(at, 4 * N, 16, () => w.get(at).get(at).memory("v128.load").with(write).memory("v128.store"));
      },
      name,
    );
  for (const name of NAMES) overAll(name, math[name]);
  overAll("withoutTiny", withoutTiny);
  const { instance } = await WebAssembly.instantiate(module.encode(1), { host: { memory } });
  for (const [name, run] of Object.entries(instance.exports)) functions.set(name, run as () => void);
});

/** @param given at most N numbers. */
function apply(name: string, given: readonly number[]): readonly number[] {
  numbers.set(given);
  functions.get(name)!();
  return Array.from(numbers.subarray(0, given.length));
}

it.each(NAMES)("%s is as near to float64 as it says", (name) => {
  const { exact, from, to, absolute, relative }: Accuracy = ACCURACIES[name];
  const given = Array.from({ length: N }, (_, i) => Math.fround(from + ((to - from) * i) / (N - 1)));
  const wrong = apply(name, given).flatMap((got, i) => {
    const wanted = exact(given[i]);
    return Math.abs(got - wanted) <= absolute + relative * Math.abs(wanted) ? [] : [{ x: given[i], got, wanted }];
  });
  expect(wrong).toEqual([]);
});

it("tails of normalCdf keep five digits", () => {
  const given = Array.from({ length: N }, (_, i) => Math.fround((-12 * i) / N));
  const errors = apply("normalCdf", given).map((got, i) => Math.abs(got / normalCdf(given[i]) - 1));
  expect(Math.max(...errors)).toBeLessThan(1e-5);
});

it("exp is near up to the largest numbers", () => {
  const given = Array.from({ length: N }, (_, i) => Math.fround(88 + (0.7 * i) / N));
  const errors = apply("exp", given).map((got, i) => Math.abs(got / Math.exp(given[i]) - 1));
  expect(Math.max(...errors)).toBeLessThan(5e-6);
});

it.each(["exp", "normalCdf"])("%s is never below the normal numbers", (name) => {
  const given = Array.from({ length: N }, (_, i) => Math.fround((-200 * i) / N));
  expect(Math.min(...apply(name, given))).toBeGreaterThanOrEqual(2 ** -126);
});

it("tanh is never beyond 1", () => {
  const given = Array.from({ length: N }, (_, i) => (20 * i) / N);
  expect(Math.max(...apply("tanh", given))).toBe(1);
});

it("limits are those of float64", () => {
  const given = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, 1e30, -1e30, 1e-42];
  for (const name of NAMES) {
    const { exact } = ACCURACIES[name];
    const got = apply(name, given);
    given.forEach((x, i) => {
      const wanted = Math.fround(exact(x));
      // The logarithm of numbers below the normal ones is as large as that of the smallest normal one, or more.
      if (name === "log" && x === 1e-42) expect(got[i]).toBeLessThan(-87);
      else if (Number.isFinite(wanted)) expect(got[i], `${name} ${x}`).toBeCloseTo(wanted, 6);
      else if (!(name === "softplus" || x === 1e30)) expect(got[i], `${name} ${x}`).toBe(wanted);
    });
  }
});

it("what is tiny becomes 0, and nothing else", () => {
  const given = [1e-42, -1e-37, 1e-34, 3e-34, -3e-34, 1, Number.POSITIVE_INFINITY, Number.NaN, 0];
  const wanted = [0, 0, 0, 3e-34, -3e-34, 1, Number.POSITIVE_INFINITY, Number.NaN, 0].map(Math.fround);
  expect(apply("withoutTiny", given)).toEqual(wanted);
});
