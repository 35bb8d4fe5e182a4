/** Functions of two float64 at once against mpmath at 60 digits, and their bits, which are the same everywhere. */
import { beforeAll, expect, it } from "vitest";
import { exactFunctions } from "../../../program/prune/exact-functions.ts";
import { ModuleWriter } from "../emit/assembler.ts";
import fixture from "./fixtures/float64-functions.json" with { type: "json" };
import { math } from "./math.ts";

type Name = keyof typeof fixture;
const NAMES = Object.keys(fixture) as Name[];

/** Units in the last place; of Φ also where it is 1e-300. */
const MOST_UNITS: Readonly<Record<Name, number>> = {
  exp: 1,
  log: 1,
  tanh: 2,
  sigmoid: 2.5,
  softplus: 1.5,
  normalCdf: 4,
};

const N = 1 << 12;
const memory = new WebAssembly.Memory({ initial: 1 });
const numbers = new Float64Array(memory.buffer, 0, N);
const functions = new Map<string, () => void>();

beforeAll(async () => {
  const module = new ModuleWriter();
  for (const [name, write] of Object.entries(math)) {
    module.function(
      [],
      [],
      (w) => {
        const at = w.local("i32");
        w.count(at, 8 * N, 16, () => w.get(at).get(at).memory("v128.load").with(write).memory("v128.store"));
      },
      name,
    );
  }
  const { instance } = await WebAssembly.instantiate(module.encode(1), { host: { memory } });
  for (const [name, run] of Object.entries(instance.exports)) functions.set(name, run as () => void);
});

/** @param given at most N numbers. */
function apply(name: string, given: readonly number[]): readonly number[] {
  numbers.set(given);
  functions.get(name)!();
  return Array.from(numbers.subarray(0, given.length));
}

/** The distance between a float64 and the next. */
function unitOf(x: number): number {
  const bits = new BigInt64Array(Float64Array.of(Math.abs(x)).buffer);
  return new Float64Array(BigInt64Array.of(bits[0] + 1n).buffer)[0] - Math.abs(x);
}

it.each(NAMES)("%s is as near to the true value as it says", (name) => {
  const points = fixture[name] as [number, number][];
  const got = apply(
    name,
    points.map(([x]) => x),
  );
  const units = points.map(([, wanted], i) => Math.abs(got[i] - wanted) / unitOf(wanted));
  const worst = units.indexOf(Math.max(...units));
  expect({ x: points[worst][0], units: units[worst] }).toSatisfy(({ units: most }) => most <= MOST_UNITS[name]);
});

it("limits are those of the float64 evaluator", () => {
  const [infinity, nan] = [Number.POSITIVE_INFINITY, Number.NaN];
  const wanted: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
    exp: [
      [nan, nan],
      [infinity, infinity],
      [-infinity, 0],
      [0, 1],
      [1e30, infinity],
      [-1e30, 0],
      [5e-324, 1],
    ],
    log: [
      [nan, nan],
      [infinity, infinity],
      [-infinity, nan],
      [-1, nan],
      [0, -infinity],
      [-0, -infinity],
      [1, 0],
    ],
    tanh: [
      [nan, nan],
      [infinity, 1],
      [-infinity, -1],
      [0, 0],
      [-0, -0],
      [1e30, 1],
      [-1e30, -1],
    ],
    sigmoid: [
      [nan, nan],
      [infinity, 1],
      [-infinity, 0],
      [0, 0.5],
      [1e30, 1],
      [-1e30, 0],
    ],
    softplus: [
      [nan, nan],
      [infinity, infinity],
      [-infinity, 0],
      [1e30, 1e30],
      [-1e30, 0],
    ],
    normalCdf: [
      [nan, nan],
      [infinity, 1],
      [-infinity, 0],
      [0, 0.5],
      [1e30, 1],
      [-1e30, 0],
      [-40, 0],
    ],
    sqrt: [
      [nan, nan],
      [-1, nan],
      [0, 0],
      [4, 2],
      [infinity, infinity],
    ],
    square: [
      [-3, 9],
      [nan, nan],
    ],
    abs: [
      [-3, 3],
      [-infinity, infinity],
    ],
    neg: [
      [-3, 3],
      [0, -0],
    ],
    relu: [
      [nan, nan],
      [-3, 0],
      [3, 3],
    ],
    step: [
      [nan, 0],
      [-3, 0],
      [0, 0],
      [5e-324, 1],
    ],
  };
  for (const [name, pairs] of Object.entries(wanted)) {
    const got = apply(
      name,
      pairs.map(([x]) => x),
    );
    expect({ name, got }).toEqual({ name, got: pairs.map(([, y]) => y) });
  }
  expect(Object.keys(wanted).sort()).toEqual(Object.keys(math).sort());
});

it.each(Object.entries(exactFunctions).filter(([name]) => name !== "normalCdf"))(
  "%s has the bits of the function that values without rows are computed with",
  (name, exact) => {
    const grid = Array.from({ length: N / 2 }, (_, i) => (i - N / 4) / 64);
    const magnitudes = Array.from({ length: N / 8 }, (_, i) => 2 ** ((i - N / 16) * 3));
    const special = [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      0,
      -0,
      5e-324,
      1e-310,
      709.78,
      -745.1,
    ];
    const given = [...grid, ...magnitudes, ...magnitudes.slice(1).map((x) => -x), ...special];
    expect(apply(name, given)).toEqual(given.map((x) => exact(x)));
  },
);

/** FNV-1a over the bytes. */
function hashOf(values: Float64Array): number {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

it("bits are the same on every engine and host", () => {
  // Whole numbers over powers of two: the same on every host, too.
  const given = Array.from({ length: N }, (_, i) => (i - N / 2) / 64);
  const hashes = Object.fromEntries(
    NAMES.map((name) => {
      apply(name, given);
      // Which NaN it is may differ.
      return [name, hashOf(Float64Array.from(numbers, (value) => (Number.isNaN(value) ? 1e300 : value)))];
    }),
  );
  expect(hashes).toMatchInlineSnapshot(`
    {
      "exp": 1928933681,
      "log": 1875639585,
      "normalCdf": 3072078653,
      "sigmoid": 4201457087,
      "softplus": 2473208717,
      "tanh": 4283885140,
    }
  `);
});
