import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STREAMS } from "../../base/random.ts";
import { BatchOrder } from "./batches.ts";

const options = fc.record({
  nRows: fc.integer({ min: 1, max: 70 }),
  batchSize: fc.integer({ min: 1, max: 80 }),
  seed: fc.integer({ min: 0, max: 1e6 }),
  stream: fc.constant(STREAMS.batches),
});

describe("BatchOrder", () => {
  it("gives batches of one size without a row twice, and every row in an epoch", () => {
    fc.assert(
      fc.property(options, (given) => {
        const order = new BatchOrder(given);
        const size = Math.min(given.batchSize, given.nRows);
        const seen = new Set<number>();
        for (let step = 0; step < Math.ceil(given.nRows / size); step++) {
          const positions = order.positions(step);
          expect(new Set(positions).size).toBe(size);
          for (const position of positions) seen.add(position);
        }
        expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: given.nRows }, (_, i) => i));
      }),
    );
  });

  it("gives a step the same rows whatever was asked before", () => {
    fc.assert(
      fc.property(options, fc.array(fc.nat(40), { maxLength: 6 }), (given, before) => {
        const used = new BatchOrder(given);
        for (const step of before) used.positions(step);
        expect(used.positions(17)).toEqual(new BatchOrder(given).positions(17));
      }),
    );
  });
});
