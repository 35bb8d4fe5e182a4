import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256 } from "./sha256.ts";

const oracle = (content: Uint8Array | string) => createHash("sha256").update(content).digest("hex");

test("is what Node says, for every length around a block", () => {
  const bytes = Uint8Array.from({ length: 200 }, (_, i) => (i * 151) % 256);
  for (let length = 0; length <= bytes.length; length++) {
    expect(sha256(bytes.subarray(0, length))).toBe(oracle(bytes.subarray(0, length)));
  }
});

test("is what Node says of texts, which count as UTF-8", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => sha256(text) === oracle(text)));
});

test("reads a part of a larger buffer", () => {
  const buffer = new Uint8Array(300).map((_, i) => i);
  expect(sha256(buffer.subarray(7, 213))).toBe(oracle(buffer.subarray(7, 213)));
});
