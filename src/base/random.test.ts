import fc from "fast-check";
import { expect, test } from "vitest";
import {
  philox,
  randomNormals,
  randomPermutation,
  randomSample,
  randomUint32,
  randomUniform,
  randomWords,
} from "./random.ts";

const hex = (words: readonly number[]) => words.map((word) => word.toString(16).padStart(8, "0"));

/** The same bijection in arbitrary-precision integers, straight from the paper. */
function philoxInBigIntegers(counter: readonly number[], key: readonly number[]): number[] {
  const mask = 0xffffffffn;
  let [x0, x1, x2, x3] = counter.map(BigInt);
  let [k0, k1] = key.map(BigInt);
  for (let round = 0; round < 10; round++) {
    const [left, right] = [0xd2511f53n * x0, 0xcd9e8d57n * x2];
    [x0, x1, x2, x3] = [(right >> 32n) ^ x1 ^ k0, right & mask, (left >> 32n) ^ x3 ^ k1, left & mask];
    k0 = (k0 + 0x9e3779b9n) & mask;
    k1 = (k1 + 0xbb67ae85n) & mask;
  }
  return [x0, x1, x2, x3].map(Number);
}

test("words are those of the blocks from an element on, one after the other", () => {
  const blocks = [5, 6, 7].flatMap((element) => philox([element, 0, 3, 2], [9, 0]));
  for (const length of [0, 1, 4, 9, 12]) {
    expect(Array.from(randomWords({ seed: 9, stream: 2, step: 3 }, length, 5))).toEqual(blocks.slice(0, length));
  }
});

test("Philox4x32-10 gives the known answers of Random123", () => {
  expect(hex(philox([0, 0, 0, 0], [0, 0]))).toEqual(["6627e8d5", "e169c58d", "bc57ac4c", "9b00dbd8"]);
  const ones = 0xffffffff;
  expect(hex(philox([ones, ones, ones, ones], [ones, ones]))).toEqual(["408f276d", "41c83b0e", "a20bc7c6", "6d5451fd"]);
  expect(hex(philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]))).toEqual([
    "d16cfe09",
    "94fdcceb",
    "5001e420",
    "24126ea1",
  ]);
});

test("Philox equals its definition in big integers", () => {
  const word = fc.integer({ min: 0, max: 0xffffffff });
  fc.assert(
    fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
      expect(philox(counter, key)).toEqual(philoxInBigIntegers(counter, key));
    }),
  );
});

test("seed, stream, step and element each change the number", () => {
  const key = { seed: 1, stream: 2, step: 3 };
  const numbers = [
    randomUint32(key, 4),
    randomUint32({ ...key, seed: 2 }, 4),
    randomUint32({ ...key, seed: 1 + 2 ** 32 }, 4),
    randomUint32({ ...key, stream: 3 }, 4),
    randomUint32({ ...key, step: 4 }, 4),
    randomUint32(key, 5),
    randomUint32(key, 4 + 2 ** 32),
  ];
  expect(new Set(numbers).size).toBe(numbers.length);
});

test("uniform numbers fill [0, 1) evenly", () => {
  const counts = new Array<number>(10).fill(0);
  for (let element = 0; element < 20_000; element++) {
    const u = randomUniform({ seed: 5, stream: 6, step: 0 }, element);
    expect(u).toBeGreaterThanOrEqual(0);
    expect(u).toBeLessThan(1);
    counts[Math.floor(u * 10)]++;
  }
  const chiSquare = counts.reduce((total, count) => total + (count - 2000) ** 2 / 2000, 0);
  expect(chiSquare).toBeLessThan(27.9); // 0.1 % point at 9 degrees of freedom
});

test("normal numbers have mean 0, variance 1, and no infinity", () => {
  const numbers = randomNormals({ seed: 1, stream: 1, step: 1 }, 20_000);
  const mean = numbers.reduce((total, value) => total + value, 0) / numbers.length;
  const variance = numbers.reduce((total, value) => total + (value - mean) ** 2, 0) / numbers.length;
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(variance - 1)).toBeLessThan(0.04);
  expect(numbers.every(Number.isFinite)).toBe(true);
});

test("a permutation holds every index once, and differs by seed", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200 }), fc.nat(), (length, seed) => {
      const order = randomPermutation({ seed, stream: 1, step: 0 }, length);
      expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, index) => index));
    }),
  );
  const key = { stream: 1, step: 0 };
  expect(randomPermutation({ seed: 1, ...key }, 50)).not.toEqual(randomPermutation({ seed: 2, ...key }, 50));
});

test("every permutation of three comes equally often", () => {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 6000; seed++) {
    const order = randomPermutation({ seed, stream: 1, step: 0 }, 3).join();
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  const chiSquare = [...counts.values()].reduce((total, count) => total + (count - 1000) ** 2 / 1000, 0);
  expect(chiSquare).toBeLessThan(20.5); // 0.1 % point at 5 degrees of freedom
});

test("a sample holds different numbers of the range, and every pair comes up alike", () => {
  fc.assert(
    fc.property(fc.nat(0xffffffff), fc.integer({ min: 1, max: 60 }), fc.nat(60), (seed, length, wanted) => {
      const count = Math.min(wanted, length);
      const sample = randomSample({ seed, stream: 1, step: 0 }, length, count);
      expect(sample).toHaveLength(count);
      expect(new Set(sample).size).toBe(count);
      expect(sample.every((index) => index < length)).toBe(true);
    }),
  );
  const pairs = new Map<string, number>();
  for (let seed = 0; seed < 1200; seed++) {
    const pair = randomSample({ seed, stream: 1, step: 0 }, 4, 2).join();
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  expect(pairs.size).toBe(12);
  // 100 each, give or take four standard deviations.
  for (const count of pairs.values()) expect(Math.abs(count - 100)).toBeLessThan(4 * Math.sqrt(92));
});
