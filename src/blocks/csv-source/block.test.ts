import { expect, test } from "vitest";
import { categoryPort, numberPort, portValue, runBlock } from "../testing/run-block.ts";
import { explain } from "./explain.ts";
import { fit } from "./fit.ts";
import { program } from "./program.ts";
import { spec } from "./spec.ts";

const parts = { spec, fit, program, explain };

test("numbers, masks, codes and rows come out as the table has them", () => {
  const run = runBlock(parts, {
    numbers: { age: [3, Number.NaN], size: [1, 2] },
    categories: { kind: ["", "b"] },
    levels: { kind: ["a", "b"] },
  });
  expect(run.read(numberPort(run).value)).toEqual([3, 1, 0, 2]);
  expect(run.read(numberPort(run).missing)).toEqual([0, 0, 1, 0]);
  const categories = categoryPort(run);
  expect(categories.columns).toEqual([{ name: "kind", original: "kind", levels: ["missing", "unseen", "a", "b"] }]);
  const [{ codes, weights }] = categories.pairs;
  expect(codes.kind === "value" && run.read(codes.value)).toEqual([0, 3]);
  expect(run.read(weights)).toEqual([1]);
  expect(run.read(portValue(run, "rows"))).toEqual([1, 1]);
  expect(run.builder.typeOf(portValue(run, "rows"))).toEqual({ rows: true, shape: [], dtype: "float32" });
});

test("a type that the table lacks gives no port", () => {
  expect(Object.keys(runBlock(parts, { numbers: { x: [1] } }).ports)).toEqual(["numbers", "rows"]);
  expect(Object.keys(runBlock(parts, { categories: { x: ["a"] } }).ports)).toEqual(["categories", "rows"]);
});

test("the explanation counts the columns and claims nothing", () => {
  const { summary, certainty } = runBlock(parts, { numbers: { age: [1], size: [2] } }).explain();
  expect(summary).toBe("Gives 2 number columns and 0 category columns; nothing is learned here.");
  expect(certainty).toBe("none");
});
