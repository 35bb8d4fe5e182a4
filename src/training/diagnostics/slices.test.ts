import { describe, expect, test } from "vitest";
import type { Columns } from "../../table/types.ts";
import { slicesOf } from "./slices.ts";
import { slicesSchema } from "./slices-schema.ts";

const pause = async () => {};
const isOver = () => false;

/** So many rows with one number (with gaps), one category, and two files. */
function tableOf(nRows: number, of: Partial<Columns> & { readonly isRegression?: boolean } = {}): Columns {
  const { isRegression = false, ...rest } = of;
  return {
    schema: {
      numbers: [{ name: "age", original: "age", offset: 10 }],
      categories: [{ name: "kind", original: "kind", levels: ["p", "q", "never"] }],
      sources: ["a.csv", "b.csv"],
      target: {
        ...{ name: "y", task: isRegression ? "regression" : "binary", taskReason: "" },
        classes: isRegression ? [] : ["no", "yes"].map((label) => ({ label, spellings: [label] })),
      },
    },
    nRows,
    numbers: Float32Array.from({ length: nRows }, (_, row) => row),
    missing: new Uint8Array(nRows),
    categories: Int32Array.from({ length: nRows }, (_, row) => 2 + (row % 2)),
    source: Int32Array.from({ length: nRows }, (_, row) => Number(row >= nRows / 2)),
    labels: new Float64Array(nRows),
    ...rest,
  };
}

const all = (nRows: number) => Uint32Array.from({ length: nRows }, (_, row) => row);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1);

describe("classes", () => {
  // 40 rows of class 0; those of level q are said 0.5, of level p 0.9 or 0.8.
  const columns = tableOf(40);
  const saidOf = (row: number) => (row % 2 === 1 ? 0.5 - (row % 3) / 100 : row % 4 === 0 ? 0.9 : 0.8);
  const predictions = Float64Array.from({ length: 80 }, (_, i) =>
    i % 2 === 0 ? saidOf(i / 2) : 1 - saidOf((i - 1) / 2),
  );
  const losses = Array.from({ length: 40 }, (_, row) => -Math.log(saidOf(row)));

  test("each part has the mean loss of its rows, less that of all others, with Welch's error", async () => {
    const found = await slicesOf({ columns, rows: all(40), predictions, pause, isOver });
    expect(slicesSchema.parse(found)).toEqual(found);
    const q = found!.slices.find(({ label }) => label === "q")!;
    const [own, rest] = [1, 0].map((odd) => losses.filter((_, row) => row % 2 === odd));
    expect(q).toMatchObject({ column: "kind", kind: "level", nRows: 20, conclusion: "worse" });
    expect(q.loss).toBeCloseTo(mean(own), 12);
    expect(q.standardError).toBeCloseTo(Math.sqrt(variance(own) / 20), 12);
    expect(q.difference).toBeCloseTo(mean(own) - mean(rest), 12);
    expect(q.differenceError).toBeCloseTo(Math.sqrt(variance(own) / 20 + variance(rest) / 20), 12);
    // 0.5 is said of both classes, the first of equals counts: rows 3, 9, 15 … alone.
    expect(q.right).toBeCloseTo(own.filter((loss) => loss === -Math.log(0.5)).length / 20, 12);
    expect(found!.slices.find(({ label }) => label === "p")?.conclusion).toBe("better");
    expect(found!.loss).toBeCloseTo(mean(losses), 12);
  });

  test("numbers are cut into quarters in the unit of the file, gaps and files are parts of their own, few rows are none", async () => {
    const missing = Uint8Array.from({ length: 40 }, (_, row) => Number(row >= 30));
    const found = await slicesOf({
      ...{ columns: { ...columns, missing }, rows: all(40), predictions, pause, isOver },
    });
    const ages = found!.slices.filter(({ column }) => column === "age");
    // 30 values 0 … 29 give quarters of 7 or 8 rows, too few to say anything of; the gaps have 10.
    expect(ages.map(({ kind, nRows }) => [kind, nRows])).toEqual([["missing", 10]]);
    const whole = await slicesOf({ columns, rows: all(40), predictions, pause, isOver });
    const quarters = whole!.slices.filter(({ column }) => column === "age");
    // numpy.quantile(range(40), [.25, .5, .75]) = 9.75, 19.5, 29.25, and the offset is 10.
    expect(quarters.map(({ low, high, nRows }) => [low, high, nRows])).toEqual([
      [10, 19.75, 10],
      [19.75, 29.5, 10],
      [29.5, 39.25, 10],
      [39.25, 49, 10],
    ]);
    expect(whole!.slices.filter(({ kind }) => kind === "source").map(({ label, nRows }) => [label, nRows])).toEqual([
      ["a.csv", 20],
      ["b.csv", 20],
    ]);
    expect(whole).toMatchObject({ nColumns: 3, nAllColumns: 3, nTested: 8 });
  });

  test("rows of a group count together", async () => {
    // Each row four times: the error is that of the groups, not half of it.
    const groups = Int32Array.from({ length: 160 }, (_, row) => row % 40);
    const four = tableOf(160, {
      numbers: Float32Array.from({ length: 160 }, (_, row) => row % 40),
      categories: Int32Array.from({ length: 160 }, (_, row) => 2 + ((row % 40) % 2)),
    });
    const said = Float64Array.from({ length: 320 }, (_, i) => predictions[i % 80]);
    const [grouped, alone] = [
      await slicesOf({ columns: four, rows: all(160), groups, predictions: said, pause, isOver }),
      await slicesOf({ columns, rows: all(40), predictions, pause, isOver }),
    ];
    const errorOf = (slices: typeof alone, of: "standardError" | "differenceError") =>
      slices!.slices.find(({ label }) => label === "q")![of];
    expect(errorOf(grouped, "standardError")).toBeCloseTo(errorOf(alone, "standardError"), 12);
    // Both sides have one correction for few groups, of 40 of them, where Welch has one each, of 20.
    const correction = Math.sqrt(40 / 39 / (20 / 19));
    expect(errorOf(grouped, "differenceError")).toBeCloseTo(correction * errorOf(alone, "differenceError"), 12);
  });
});

test("of numbers, absolute errors and the quantiles of what is actual less predicted", async () => {
  const labels = Float64Array.from({ length: 44 }, (_, row) => row * 2);
  const columns = tableOf(44, { labels, isRegression: true });
  const predictions = labels.map((label, row) => label - (row % 2 === 0 ? row : -1));
  const found = await slicesOf({ columns, rows: all(44), predictions, pause, isOver });
  const p = found!.slices.find(({ label }) => label === "p")!;
  // Residuals of even rows are 0, 2 … 42: their quantiles are those of numpy.arange(0, 44, 2).
  expect(p.loss).toBeCloseTo(21, 12);
  expect(p.residuals).toEqual({ low: 2.1, first: 10.5, middle: 21, third: 31.5, high: expect.closeTo(39.9, 12) });
  expect(p.right).toBeUndefined();
  const q = found!.slices.find(({ label }) => label === "q")!;
  expect(q.residuals).toEqual({ low: -1, first: -1, middle: -1, third: -1, high: -1 });
  expect(found).toMatchObject({ metric: "mae", nRows: 44 });
});

test("of a quantile, parts are told by the loss of that quantile", async () => {
  const base = tableOf(40);
  const columns = {
    ...base,
    schema: { ...base.schema, target: { ...base.schema.target, task: "regression" as const, classes: [] } },
    labels: Float64Array.from({ length: 40 }, (_, row) => (row % 2 === 0 ? 10 : 30)),
  };
  const predictions = new Float64Array(40).fill(20);
  const found = await slicesOf({ columns, rows: all(40), predictions, quantile: 0.9, pause, isOver });
  expect(slicesSchema.parse(found)).toEqual(found);
  expect(found?.metric).toBe("quantileLoss");
  // What was said lies 10 above the labels of one level, 10 below those of the other.
  const lossOf = (level: string) => found?.slices.find(({ label }) => label === level)?.loss;
  expect([lossOf("p"), lossOf("q")]).toEqual([expect.closeTo(1, 12), expect.closeTo(9, 12)]);
});

test("where nothing differs, nothing is told, and of few rows there is nothing at all", async () => {
  const predictions = Float64Array.from({ length: 400 }, (_, i) => {
    const said = 0.5 + 0.4 * Math.sin(7 * Math.floor(i / 2));
    return i % 2 === 0 ? said : 1 - said;
  });
  const found = await slicesOf({ columns: tableOf(200), rows: all(200), predictions, pause, isOver });
  expect(found!.slices.map(({ conclusion }) => conclusion)).toEqual(found!.slices.map(() => "cannot tell"));
  expect(await slicesOf({ columns: tableOf(12), rows: all(12), predictions, pause, isOver })).toBeUndefined();
});
