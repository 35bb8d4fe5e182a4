import { expect, test } from "vitest";
import { ownCopy } from "./own-copy.ts";

test("buffers are given away with the copy, and what was copied stays as it is", () => {
  const shared = new Float32Array([1, 2, 3]);
  const message = {
    done: [{ best: { weights: shared, slots: shared.subarray(1) }, ended: new Map([["a", new Uint8Array([7])]]) }],
    note: "two views of one buffer, none, and one of a map",
  };
  const { copy, buffers } = ownCopy(message);
  expect(buffers.map(({ byteLength }) => byteLength)).toEqual([12, 1]);
  const received = structuredClone(copy, { transfer: buffers });
  expect(received).toEqual(message);
  expect(copy.done[0].best.weights.length, "given away").toBe(0);
  expect([...shared]).toEqual([1, 2, 3]);
});
