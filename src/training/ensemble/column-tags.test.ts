/** What columns are said to be worth, of a model that is known. */
import { describe, expect, test } from "vitest";
import { randomNormals, STREAMS } from "../../base/random.ts";
import { ProgramBuilder } from "../../program/builder.ts";
import { missingInput, numbersInput } from "../../program/inputs.ts";
import type { Dataset } from "../../table/types.ts";
import type { Predictor } from "../types.ts";
import { columnTags } from "./column-tags.ts";
import type { TrainedCandidate } from "./members.ts";

const nRows = 600;
const rows = Uint32Array.from({ length: nRows }, (_, row) => row);
/** x decides, y says nothing, z is not looked at; the column "date" is two numbers. */
const x = Array.from(rows, (row) => ((row * 37) % 61) / 10 - 3);
const noise = (step: number) => randomNormals({ seed: 5, stream: STREAMS.sample, step }, nRows);
const y = noise(1);
const chance = noise(2);
const number = (name: string, original = name) => ({ name, original, offset: 0 });
const classes = ["no", "yes"].map((label) => ({ label, spellings: [label] }));
const dataset: Dataset = {
  schema: {
    numbers: [number("x"), number("y"), number("z"), number("date (days)", "date"), number("date (hour)", "date")],
    categories: [],
    sources: ["t"],
    target: { name: "t", task: "binary", taskReason: "", classes },
  },
  nRows,
  numbers: Float32Array.from([...rows].flatMap((row) => [x[row], y[row], row % 9, x[row], -x[row]])),
  missing: new Uint8Array(5 * nRows),
  categories: new Int32Array(0),
  source: new Int32Array(nRows),
  labels: Float64Array.from(x, (value, row) => Number(value + chance[row] > 0)),
  split: { train: rows.slice(300), validation: rows.slice(0, 300), test: rows.slice(0, 0) },
};

/** Logit: the weighted sum of the columns. */
function linear(weights: readonly number[]): Predictor {
  const builder = new ProgramBuilder();
  const values = builder.add(numbersInput(builder, 5), missingInput(builder, 5));
  const logit = builder.sum(builder.mul(values, builder.constant([5], weights)), 0);
  const prediction = builder.reshape(logit, [1, 1]);
  return {
    program: { nodes: builder.nodes, outputs: { prediction }, probes: [] },
    parameters: {},
    labelOffset: 0,
    labelScale: 1,
  };
}

function saying(weights: readonly number[], held: Uint32Array) {
  const values = Float64Array.from(
    [...held].flatMap((row) => {
      const cells = dataset.numbers.subarray(5 * row, 5 * row + 5);
      const z = cells.reduce((sum, cell, index) => sum + cell * weights[index], 0);
      return [1 / (1 + Math.exp(z)), 1 / (1 + Math.exp(-z))];
    }),
  );
  return { predictor: linear(weights), rows: held, values };
}

const tagsOf = (weights: readonly number[], more = {}) =>
  columnTags({
    dataset,
    candidate: {
      candidate: { id: "own", document: { training: {} } },
      models: [rows.slice(0, 300), rows.slice(300)].map((held) => saying(weights, held)),
    } as unknown as TrainedCandidate,
    ...{ seed: 1, clock: () => 0, pause: async () => {}, isOver: () => false },
    ...more,
  });

describe("columns that are shuffled", () => {
  test("cost what a model makes of them, and nothing where it makes nothing of them", async () => {
    const tags = await tagsOf([2, 0.25, 0, 0, 0]);
    expect(tags.map(({ subject }) => subject)).toEqual(["x", "y", "z", "date"]);
    const [ofX, ofY, ofZ, ofDate] = tags;
    expect(ofX).toMatchObject({ kind: "column", alternative: "without", method: "forced", isCorrected: true });
    expect(ofX.conclusion).toBe("better");
    expect(ofX.delta).toBeLessThan(-1);
    // What says nothing of the label is as good in any order.
    expect(ofY.conclusion).toBe("cannot tell");
    for (const { delta } of [ofZ, ofDate]) expect(delta).toBeCloseTo(0, 12);
  });

  test("are moved with all that was made of them: what two numbers of one column say together stays", async () => {
    // The two halves of the date cancel each other in whatever order, as long as it is one.
    const [, , , date] = await tagsOf([0, 0, 0, 1, 1]);
    expect(date.delta).toBeCloseTo(0, 12);
  });

  test("are as many as there is time for", async () => {
    let nAsked = 0;
    const tags = await tagsOf([2, 0, 0, 0, 0], { isOver: () => ++nAsked > 2 });
    expect(tags.map(({ subject }) => subject)).toEqual(["x", "y"]);
  });
});
