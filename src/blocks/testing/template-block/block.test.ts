import { expect, test } from "vitest";
import { numberPort, runBlock } from "../run-block.ts";
import { explain } from "./explain.ts";
import { fit } from "./fit.ts";
import { program } from "./program.ts";
import { spec } from "./spec.ts";

// What every block must do is tested by the contract suite; here stands what only this one does.
const parts = { spec, fit, program, explain };
const table = { numbers: { length: [1, Number.NaN, 3], width: [0, 5, 4] } };

test("the mean counts only what is there", () => {
  expect(runBlock(parts, table).statistics).toEqual({ columns: ["length", "width"], mean: [2, 3] });
});

test("half of the mean is subtracted at first, and a gap stays 0", () => {
  const run = runBlock(parts, table);
  const expected = [1 - 1, 0 - 1.5, 0, 5 - 1.5, 3 - 1, 4 - 1.5];
  run.read(numberPort(run).value).forEach((value, cell) => {
    expect(value).toBeCloseTo(expected[cell], 12);
  });
});

test("columns that are not bound pass through", () => {
  const run = runBlock(parts, table, { settings: { columns: { mode: "only", names: ["width"] } } });
  expect(run.read(numberPort(run).value)).toEqual([1, -1.5, 0, 3.5, 3, 2.5]);
});

test("the explanation begins with the column that was shifted furthest", () => {
  const { summary, details } = runBlock(parts, table).explain({ "block/strength": Float32Array.of(-2, 2) });
  expect(summary).toBe("Shifts 2 columns.");
  expect(details).toEqual(["width: shifted by 88 % of its mean.", "length: shifted by 12 % of its mean."]);
});
