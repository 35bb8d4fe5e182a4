import { expect, test } from "vitest";
import { philox } from "../../base/random.ts";
import { ProgramBuilder } from "../../program/builder.ts";
import { missingInput, numbersInput } from "../../program/inputs.ts";
import type { Columns } from "../../table/types.ts";
import type { Predictor } from "../types.ts";
import { rankCells } from "./rank-cells.ts";
import { type RowLoss, USUAL_LOSS } from "./row-loss.ts";

const N_ROWS = 600;
const uniform = (index: number) => (philox([index, 0, 0, 0], [7, 8])[0] + 0.5) / 0x100000000;
const normal = (index: number) =>
  Math.sqrt(-2 * Math.log(uniform(2 * index))) * Math.cos(2 * Math.PI * uniform(2 * index + 1));

/** y = 3a + noise, as the predictor knows; "unused" goes along with a, and nothing comes of it. */
function tableOf(): Columns {
  const numbers = new Float32Array(2 * N_ROWS);
  const labels = new Float64Array(N_ROWS);
  for (let row = 0; row < N_ROWS; row++) {
    const a = normal(3 * row);
    numbers.set([a, a + 0.3 * normal(3 * row + 1)], 2 * row);
    labels[row] = 3 * a + normal(3 * row + 2);
  }
  return {
    schema: {
      numbers: ["a", "unused"].map((name) => ({ name, original: name, offset: name === "a" ? 10 : 0 })),
      categories: [],
      sources: ["t"],
      target: { name: "y", task: "regression", taskReason: "", classes: [] },
    },
    ...{ nRows: N_ROWS, numbers, missing: new Uint8Array(2 * N_ROWS), categories: new Int32Array(0) },
    ...{ source: new Int32Array(N_ROWS), labels },
  };
}

/** 3a, of however many numbers; a missing cell counts as 0. */
function predictorOf(width = 2): Predictor {
  const builder = new ProgramBuilder();
  const filled = builder.sub(builder.scalar(1), missingInput(builder, width));
  const numbers = builder.mul(numbersInput(builder, width), filled);
  const factors = builder.constant(
    [width],
    Array.from({ length: width }, (_, at) => (at < 2 ? [3, 0][at] : 1 / at)),
  );
  const prediction = builder.reshape(builder.sum(builder.mul(numbers, factors), 0), [1, 1]);
  const program = { nodes: builder.nodes, outputs: { prediction }, probes: [] };
  return { program, parameters: {}, labelOffset: 0, labelScale: 1 };
}

const [WIDTH, WIDE_ROWS] = [8, 3000];
/** Every second row of a table, so that a row and its place are different things. */
const wideRows = Uint32Array.from({ length: WIDE_ROWS }, (_, at) => 2 * at);

/** What counts, with noise; every fiftieth cell says nothing, every fiftieth something in another unit. */
function wideTable(): Columns {
  const nRows = 2 * WIDE_ROWS;
  const numbers = new Float32Array(WIDTH * nRows);
  const missing = new Uint8Array(WIDTH * nRows);
  const labels = new Float64Array(nRows);
  for (let row = 0; row < nRows; row++) {
    labels[row] = normal(9 * row + 8);
    for (let at = 0; at < WIDTH; at++) {
      const value = normal(9 * row + at);
      labels[row] += value * (at < 2 ? [3, 0][at] : 1 / at);
      const kind = uniform(1_000_000 + WIDTH * row + at);
      numbers[WIDTH * row + at] = kind < 0.02 ? 0 : kind < 0.04 ? 10 * value : value;
      missing[WIDTH * row + at] = Number(kind < 0.02);
    }
  }
  const names = Array.from({ length: WIDTH }, (_, at) => `n${at}`);
  return {
    schema: { ...tableOf().schema, numbers: names.map((name) => ({ name, original: name, offset: 0 })) },
    ...{ nRows, numbers, missing, categories: new Int32Array(0), source: new Int32Array(nRows), labels },
  };
}

const all = Uint32Array.from({ length: N_ROWS }, (_, row) => row);
const options = { seed: 1, most: 20, pause: async () => {} };

test("damage is found where it costs, with what it took away and what is plausible in its place", async () => {
  const columns = tableOf();
  const truth = columns.numbers.slice();
  // In another unit: in a column that counts, and in one that does not. And a cell that is gone.
  const [inUnit, gone, harmless] = [17, 40, 55];
  columns.numbers[2 * inUnit] = 100 * Math.sign(truth[2 * inUnit]) * (1 + Math.abs(truth[2 * inUnit]));
  columns.numbers[2 * harmless + 1] = 400;
  columns.numbers.set([2.5, 2.5], 2 * gone);
  columns.labels[gone] = 7.5;
  columns.missing[2 * gone] = 1;
  const { cells, nRows, loss } = await rankCells(predictorOf(), { columns, rows: all }, options);
  expect(nRows).toBe(N_ROWS);
  expect(cells[0]).toMatchObject({ row: inUnit, column: "a", kind: "unlikely" });
  expect(cells[0].doubt).toBeGreaterThan(0.99);
  // By hand: half the squared error in units of the mean squared error, nearly all of it from this cell.
  expect(cells[0].gain / (N_ROWS / 2)).toBeGreaterThan(0.95);
  expect(loss).toBeCloseTo(N_ROWS / 2, 6);
  expect(Math.abs(Number(cells[0].expected) - 10 - truth[2 * inUnit]), "in the unit of the file").toBeLessThan(0.8);
  expect(cells.some(({ column }) => column === "unused")).toBe(false);
  expect(cells.slice(0, 3)).toContainEqual(
    expect.objectContaining({ row: gone, column: "a", kind: "missing", doubt: 1 }),
  );
});

test("only rows that are asked about are told of, and no more cells than are wanted", async () => {
  const columns = tableOf();
  for (let row = 0; row < 50; row++) columns.numbers[2 * row] *= 100;
  const { cells } = await rankCells(predictorOf(), { columns, rows: all.subarray(25) }, { ...options, most: 10 });
  expect(cells).toHaveLength(10);
  expect(cells.every(({ row }) => row >= 25 && row < 50)).toBe(true);
  expect(cells.map(({ gain }) => gain)).toEqual(cells.map(({ gain }) => gain).sort((a, b) => b - a));
  const none = await rankCells(predictorOf(), { columns, rows: new Uint32Array(0) }, options);
  expect(none).toEqual({ cells: [], nRows: 0, loss: 0 });
});

test("what a cell costs is told by the loss of the run: that of a quantile is indifferent to what its rows lie far below", async () => {
  const columns = tableOf();
  const [above, below] = [17, 40];
  // The label of the first lies 60 above what is said of it, that of the second 60 below: a tenth as bad, where nine of ten are to lie below.
  columns.numbers[2 * above] = -20;
  columns.labels[above] = 0;
  columns.numbers[2 * below] = 20;
  columns.labels[below] = 0;
  const gainsOf = async (loss: RowLoss) => {
    const { cells } = await rankCells(predictorOf(), { columns, rows: all }, { ...options, lossOfRun: loss });
    return [above, below].map((row) => cells.find((cell) => cell.row === row && cell.column === "a")?.gain ?? 0);
  };
  const squared = await gainsOf(USUAL_LOSS);
  expect(squared[0] / squared[1]).toBeGreaterThan(0.9);
  expect(squared[0] / squared[1]).toBeLessThan(1.1);
  const quantile = { error: { kind: "quantile", quantile: 0.9 }, areClassesAlike: false } as const;
  const [ofAbove, ofBelow] = await gainsOf(quantile);
  // By hand: .9 · 60 and .1 · 60 in units of the mean quantile loss, less what a cell in place of these plausibly leaves.
  const losses = Array.from(all, (row) => 3 * columns.numbers[2 * row] - columns.labels[row]).map((error) =>
    Math.max(0.1 * error, -0.9 * error),
  );
  const unit = losses.reduce((sum, loss) => sum + loss, 0) / N_ROWS;
  expect(Math.abs(ofAbove - 54 / unit)).toBeLessThan(2);
  expect(Math.abs(ofBelow - 6 / unit)).toBeLessThan(2);
  expect(ofAbove / ofBelow).toBeGreaterThan(5);
});

test("cells that are not looked at closely are not among the best: as where all are looked at", async () => {
  const columns = wideTable();
  const ranked = async (most: number) => {
    const { cells } = await rankCells(predictorOf(WIDTH), { columns, rows: wideRows }, { ...options, most });
    return cells.map(({ row, column, gain }) => ({ row, column, gain }));
  };
  // Four cells for each that is wanted: 2,000 of 24,000, or all.
  const [some, all] = [await ranked(40), await ranked(WIDTH * WIDE_ROWS)];
  expect(all.length).toBeGreaterThan(2000);
  expect(some).toEqual(all.slice(0, 40));
});
