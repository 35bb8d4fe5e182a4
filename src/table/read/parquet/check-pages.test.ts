import { describe, expect, test } from "vitest";
import { areRunsBounded } from "./check-pages.ts";

const bounded = (bytes: readonly number[], width: number, nValues: number) =>
  areRunsBounded({ bytes: Uint8Array.from(bytes), start: 0, end: bytes.length, width, nValues });

/** Examples by hand, after the format's Encodings.md: header << 1 for repeats, (header of groups of 8) << 1 | 1 for packed ones. */
describe("runs", () => {
  test.each([
    ["100 times 7", [200, 1, 7], 3, 100],
    ["8 packed values of 3 bits, of which 5 count", [3, 136, 198, 250], 3, 5],
    ["504 packed values for a page of one", [127, ...Array(63).fill(0)], 1, 1],
    ["nothing, before something", [0, 7, 200, 1, 7], 3, 100],
    ["too little, which is told elsewhere", [4, 7], 3, 100],
    ["of no bits", [200, 1], 0, 100],
  ])("of %s may be read", (_, bytes, width, nValues) => {
    expect(bounded(bytes, width, nValues)).toBe(true);
  });

  test.each([
    ["2³¹ − 1 times one value", [254, 255, 255, 255, 15, 7], 3, 100],
    ["2³⁴ packed values of no bits, which never end", [255, 255, 255, 255, 15], 0, 100],
    ["a count of more than 32 bits", [255, 255, 255, 255, 255, 255, 1], 0, 100],
    ["more than the page has, behind a run that is right", [100, 7, 128, 128, 32], 3, 100],
  ])("of %s may not", (_, bytes, width, nValues) => {
    expect(bounded(bytes, width, nValues)).toBe(false);
  });
});
