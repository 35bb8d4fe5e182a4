import { describe, expect, test } from "vitest";
import { tinyPipeline, tinyTable } from "../export/testing/tiny-pipeline.ts";
import { stackTables, tableFromRows } from "../table/stack.ts";
import { computeMetrics } from "../training/metrics.ts";
import { describeTable } from "./describe-table.ts";
import { textFile } from "./open-table.ts";
import {
  evaluate,
  firstPredictions,
  metricsOf,
  openRows,
  pipelineRows,
  predict,
  writtenPredictions,
} from "./predict.ts";

const trained = tinyPipeline("multiclass");
const table = tinyTable();
const rows = pipelineRows(trained, stackTables([table]));

describe("rows of a table", () => {
  test("are predicted in their order, and the text begins with what is shown of them", async () => {
    const predictions = await predict(rows);
    expect(predictions.nRows).toBe(table.nRows);
    const lines = [...writtenPredictions(rows, predictions)].join("").trimEnd().split("\n");
    expect(lines).toHaveLength(1 + table.nRows);
    const shown = firstPredictions(rows, predictions, 2);
    expect(shown[0][0]).toBe("prediction");
    const nPredicted = shown[0].length - table.columns.length;
    const first = (cells: readonly string[]) => cells.slice(0, nPredicted);
    expect(shown.map(first)).toEqual(lines.slice(0, 3).map((line) => line.split(",").slice(-nPredicted)));
    expect(shown[0].slice(nPredicted)).toEqual(table.columns.map(({ name }) => name));
    expect(firstPredictions(rows, predictions, 1000)).toHaveLength(1 + table.nRows);
  });

  test("whose target is known are measured alike, whether others are predicted or not", async () => {
    const columns = ["size", "weight", "day", "colour", "kind"];
    const cells = Array.from({ length: 30 }, (_, row) => [
      String(row),
      "1,5",
      "2024-01-11",
      "red",
      row % 4 === 0 ? "" : ["a", "b", "c"][row % 3],
    ]);
    const some = pipelineRows(trained, stackTables([tableFromRows("some.csv", columns, cells)]));
    const known = cells.flatMap(([, , , , kind], row) => (kind === "" ? [] : [row]));
    expect([...some.labelled]).toEqual(known);
    const predictions = await predict(some);
    const oracle = computeMetrics({
      task: "multiclass",
      nClasses: 3,
      labels: Float64Array.from(known, (row) => row % 3),
      predictions: Float64Array.from(known.flatMap((row) => [...predictions.values.subarray(3 * row, 3 * row + 3)])),
    });
    expect(await evaluate(some)).toEqual(oracle);
    expect(metricsOf(some, predictions)).toEqual(oracle);
    const none = tableFromRows("none.csv", ["size"], [["1"]]);
    const unlabelled = pipelineRows(trained, stackTables([none]));
    expect(metricsOf(unlabelled, await predict(unlabelled))).toBeUndefined();
    expect(unlabelled.report.missingColumns).toContain("weight");
  });
});

test("predicting tells how far it is, lets others have their turn, and ends when it is aborted", async () => {
  const seen: number[] = [];
  let nPauses = 0;
  const pause = async () => void nPauses++;
  await predict(rows, { pause, onProgress: (fraction) => seen.push(fraction) });
  expect(seen.at(-1)).toBe(1);
  expect(nPauses).toBe(seen.length);
  const abort = new AbortController();
  abort.abort(new Error("other rows"));
  await expect(predict(rows, { signal: abort.signal })).rejects.toThrow("other rows");
  await expect(evaluate(rows, { signal: abort.signal })).rejects.toThrow("other rows");
});

test("a first row that fits as a row is one, where no name of the file is known", async () => {
  const towns = ["Rome", "Oslo", "Bern"];
  const cells = Array.from({ length: 30 }, (_, row) => [towns[row % 3], ["red", "blue"][row % 2], ["a", "b"][row % 2]]);
  const open = stackTables([tableFromRows("towns.csv", ["town", "colour", "kind"], cells)]);
  const { rules, target } = describeTable(open, { overrides: [], target: { name: "kind" } });
  if (!target) throw new Error("no target");
  const document = { ...trained.document, rules, target };
  const ofTowns = { ...trained, document, schema: { ...trained.schema, target } };
  const text = (lines: readonly (readonly string[])[]) => lines.map((line) => line.join(",")).join("\n");
  const headless = await openRows(ofTowns, [textFile("rows.csv", text(cells))]);
  expect([headless.table.nRows, headless.fit.doubts]).toEqual([30, []]);
  expect(headless.fit.recognised).toEqual([{ kind: "place", columns: ["town", "colour", "kind"] }]);
  const known = await openRows(ofTowns, [textFile("rows.csv", text([["town", "colour", "kind"], ...cells]))]);
  expect(headless.columns.categories).toEqual(known.columns.categories);
  const other = await openRows(ofTowns, [
    textFile("rows.csv", text([["x", "y", "z"], ...cells.map(() => ["p", "q", "r"])])),
  ]);
  expect(other.fit.doubts.map(({ kind, column }) => `${kind} ${column}`)).toEqual(["absent town", "absent colour"]);
});
