import { expect, test } from "vitest";
import type { Slice } from "../../../training/diagnostics/slices-schema.ts";
import { orderedSlices, slicedColumns, sliceName } from "./ordered-slices.ts";

const slice = (column: string, change: Partial<Slice>): Slice => ({
  ...{ column, kind: "level", label: "x", nRows: 20, loss: 1, standardError: 0.1 },
  ...{ difference: 0, differenceError: 0.1, conclusion: "cannot tell" },
  ...change,
});

test("what is surely worse comes first, then what chance may explain by its errors, then what is better", () => {
  const slices = [
    slice("better", { difference: -3, conclusion: "better" }),
    slice("small part", { difference: 2, differenceError: 2 }),
    slice("large part", { difference: 1, differenceError: 0.6 }),
    slice("worse", { difference: 0.5, conclusion: "worse" }),
    slice("much worse", { difference: 0.9, conclusion: "worse" }),
  ];
  expect(orderedSlices({ slices }).map(({ column }) => column)).toEqual([
    ...["much worse", "worse"],
    ...["large part", "small part"],
    "better",
  ]);
});

test("parts of one column keep their own order, and columns theirs", () => {
  const slices = [
    slice("age", { kind: "range", low: 1, high: 2, difference: -1 }),
    slice("", { kind: "source", label: "a.csv" }),
    slice("age", { kind: "range", low: 2, high: 3, difference: 4, conclusion: "worse" }),
  ];
  expect(orderedSlices({ slices }, "age").map(({ low }) => low)).toEqual([1, 2]);
  expect(slicedColumns({ slices })).toEqual(["age", ""]);
  expect(slices.map(sliceName)).toEqual(["age: 1 to 2", "File a.csv", "age: 2 to 3"]);
  expect(sliceName(slice("age", { kind: "missing" }))).toBe("age: missing");
});
