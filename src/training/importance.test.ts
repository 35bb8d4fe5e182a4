import { expect, test } from "vitest";
import { philox } from "../base/random.ts";
import { ProgramBuilder } from "../program/builder.ts";
import { missingInput, numbersInput } from "../program/inputs.ts";
import type { Columns } from "../table/types.ts";
import { columnImportance } from "./importance.ts";
import type { Predictor } from "./types.ts";

const N_ROWS = 120;
const random = (index: number) => philox([index, 0, 0, 0], [3, 4])[0] / 0x100000000;
const x = Float32Array.from({ length: 2 * N_ROWS }, (_, index) => 6 * random(index) - 3);

/** A column that says the class, and one that nothing looks at. */
const columns: Columns = {
  schema: {
    numbers: ["a", "unused"].map((name) => ({ name, original: name, offset: 0 })),
    categories: [],
    sources: ["t"],
    target: {
      ...{ name: "y", task: "binary", taskReason: "" },
      classes: ["no", "yes"].map((label) => ({ label, spellings: [label] })),
    },
  },
  nRows: N_ROWS,
  numbers: x,
  missing: new Uint8Array(2 * N_ROWS),
  categories: new Int32Array(0),
  source: new Int32Array(N_ROWS),
  labels: Float64Array.from({ length: N_ROWS }, (_, row) => Number(x[2 * row] + random(1000 + row) > 0.5)),
};

/** The logit is column a; the other is read and counts nothing. */
function predictorOf(): Predictor {
  const builder = new ProgramBuilder();
  const numbers = builder.add(numbersInput(builder, 2), builder.mul(missingInput(builder, 2), builder.scalar(0)));
  const weights = builder.constant([2], [1, 0]);
  const prediction = builder.reshape(builder.sum(builder.mul(numbers, weights), 0), [1, 1]);
  return {
    program: { nodes: builder.nodes, outputs: { prediction }, probes: [] },
    parameters: {},
    labelOffset: 0,
    labelScale: 1,
  };
}

test("the loss rises as much as if cells and labels had nothing to do with each other; of what is not used, not at all", async () => {
  const fractions: number[] = [];
  const rows = Uint32Array.from({ length: N_ROWS }, (_, row) => row);
  const found = await columnImportance(
    predictorOf(),
    { columns, rows },
    { metric: "logLoss", seed: 1, pause: async () => {}, onProgress: (fraction) => fractions.push(fraction) },
  );
  const loss = (logit: number, label: number) => Math.log1p(Math.exp(label === 1 ? -logit : logit));
  const all = Array.from(rows);
  const asTheyAre = all.reduce((sum, row) => sum + loss(x[2 * row], columns.labels[row]), 0) / N_ROWS;
  // Over all pairs of a cell and a label: what dealing out comes to on average.
  const independent =
    all.reduce((sum, row) => sum + all.reduce((each, other) => each + loss(x[2 * other], columns.labels[row]), 0), 0) /
    N_ROWS ** 2;
  expect(found.loss).toBeCloseTo(asTheyAre, 6);
  const [first, second] = found.columns;
  expect(first.column).toBe("a");
  expect(Math.abs(first.rise - (independent - asTheyAre))).toBeLessThan((4 * first.spread) / Math.sqrt(found.nRepeats));
  expect(second).toEqual({ column: "unused", rise: 0, spread: 0 });
  expect(fractions.at(-1)).toBe(1);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
});

test("of a metric of which more is better, a fall counts as worse", async () => {
  const rows = Uint32Array.from({ length: N_ROWS }, (_, row) => row);
  const quiet = { seed: 1, pause: async () => {}, onProgress: () => {} };
  const found = await columnImportance(predictorOf(), { columns, rows }, { metric: "accuracy", ...quiet });
  const right = Array.from(rows).filter((row) => x[2 * row] > 0 === (columns.labels[row] === 1)).length;
  expect(found.loss).toBeCloseTo(right / N_ROWS, 12);
  expect(found.columns[0].column).toBe("a");
  expect(found.columns[0].rise).toBeGreaterThan(0.1);
});
