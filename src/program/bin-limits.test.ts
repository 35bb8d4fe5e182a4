import fc from "fast-check";
import { expect, test } from "vitest";
import { ProgramBuilder } from "./builder.ts";
import { evaluate } from "./evaluate.ts";
import { gradient } from "./gradient.ts";

/** Values [bins] and the slope of Σ y · weights, at x. */
function encode(low: readonly number[], perWidth: readonly number[], x: number, weights: readonly number[] = low) {
  const builder = new ProgramBuilder();
  const input = builder.input("x", { rows: false, shape: [], dtype: "float32" });
  const nBins = low.length;
  const y = builder.piecewiseLinear(input, builder.constant([nBins], low), builder.constant([nBins], perWidth));
  const objective = builder.sum(builder.mul(y, builder.constant([nBins], weights)), 0);
  const feeds = { nRows: 1, inputs: { x: [x] }, parameters: {} };
  const [values, slope] = evaluate(builder.nodes, feeds, [y, gradient(builder, objective, [input])[0]!]);
  return { values: Array.from(values.data), slope: slope.data[0] };
}

test.each([
  { title: "below all bins", x: -2, low: [0, 1, 3], perWidth: [1, 0.5, 0.25], values: [-2, 0, 0] },
  { title: "in the first bin", x: 0.5, low: [0, 1, 3], perWidth: [1, 0.5, 0.25], values: [0.5, 0, 0] },
  { title: "in the second bin", x: 2, low: [0, 1, 3], perWidth: [1, 0.5, 0.25], values: [1, 0.5, 0] },
  { title: "on an edge", x: 3, low: [0, 1, 3], perWidth: [1, 0.5, 0.25], values: [1, 1, 0] },
  { title: "above all bins", x: 11, low: [0, 1, 3], perWidth: [1, 0.5, 0.25], values: [1, 1, 2] },
  { title: "beside a dead bin", x: 4, low: [0, 9, 1], perWidth: [1, 0, 1], values: [1, 0, 3] },
  { title: "in a constant column", x: 7, low: [2, 2], perWidth: [0, 0], values: [0, 0] },
  { title: "in a single bin", x: -5, low: [1], perWidth: [0.5], values: [-3] },
])("the encoding of a number $title", ({ x, low, perWidth, values }) => {
  expect(encode(low, perWidth, x).values).toEqual(values);
});

test("bins without gaps add up to x, with a slope of 1 everywhere, on edges too", () => {
  const width = fc.float({ min: Math.fround(0.01), max: 10, noNaN: true });
  fc.assert(
    fc.property(
      fc.float({ min: -5, max: 5, noNaN: true }),
      fc.array(width, { minLength: 1, maxLength: 6 }),
      fc.nat(),
      fc.float({ min: -20, max: 60, noNaN: true }),
      (start, widths, pick, between) => {
        const edges = [start];
        for (const next of widths) edges.push(Math.fround(edges[edges.length - 1] + next));
        const exact = widths.map((_, bin) => edges[bin + 1] - edges[bin]);
        const perWidth = exact.map((one) => Math.fround(1 / one));
        for (const x of [between, edges[pick % edges.length]]) {
          const { values, slope } = encode(edges.slice(0, -1), perWidth, x, exact);
          const sum = values.reduce((total, value, bin) => total + value * exact[bin], 0);
          expect(Math.abs(sum - (x - start))).toBeLessThan(1e-4);
          expect(Math.abs(slope - 1)).toBeLessThan(1e-6);
        }
      },
    ),
  );
});
