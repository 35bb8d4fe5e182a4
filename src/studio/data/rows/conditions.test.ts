import { expect, test } from "vitest";
import { columnRule } from "../../../table/testing/column-rule.ts";
import type { ColumnType } from "../../../table/types.ts";
import { conditionOf, kindsOf, typedFor } from "./conditions.ts";

const column = (type: ColumnType) => ({
  rule: columnRule("x", { type }),
  profile: { name: "x", nRows: 3, nMissing: 0, nUnique: 3, numbers: undefined, levels: [], examples: [] },
});
const typed = (change: Partial<Record<"value" | "low" | "high", string>>) => ({
  value: "",
  low: "",
  high: "",
  ...change,
});

test("ends of numbers and of dates are read, one of them may be open, and neither is no condition", () => {
  const between = (type: ColumnType, low: string, high: string) =>
    conditionOf(column(type), "between", typed({ low, high }));
  expect(between("number", "2", "3.5")).toEqual({ by: "range", column: "x", low: 2, high: 3.5 });
  expect(between("number", " ", "7")).toEqual({ by: "range", column: "x", high: 7 });
  expect(between("date", "1970-01-03", "")).toEqual({ by: "range", column: "x", low: 2 });
  expect(between("number", "", "")).toBeUndefined();
  expect(between("number", "two", "")).toBeUndefined();
});

test("what was typed of a number is nothing of a date, nor of another column", () => {
  const kept = { ...typedFor(column("number"), undefined), low: "3" };
  expect(typedFor(column("number"), kept).low).toBe("3");
  expect(typedFor(column("date"), kept).low).toBe("");
  expect(typedFor({ rule: columnRule("y", { type: "number" }) }, kept).low).toBe("");
});

test("levels have to be named, gaps not", () => {
  expect(conditionOf(column("category"), "isNot", typed({ value: "red" }))).toMatchObject({
    level: "red",
    isNot: true,
  });
  expect(conditionOf(column("category"), "is", typed({}))).toBeUndefined();
  expect(conditionOf(column("text"), "filled", typed({}))).toEqual({ by: "missing", column: "x", isNot: true });
  expect(kindsOf(column("date"))).toEqual(["between", "missing", "filled"]);
});
