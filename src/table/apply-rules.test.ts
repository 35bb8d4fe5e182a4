import fc from "fast-check";
import { expect, test } from "vitest";
import { applyRules } from "./apply-rules.ts";
import { inferRules } from "./infer/infer-rules.ts";
import { inferTarget } from "./infer/infer-target.ts";
import { profileColumn } from "./profile.ts";
import { readCsv } from "./read/read-csv.ts";
import { stackTables } from "./stack.ts";
import { tableOf } from "./testing/made-tables.ts";

test("applied rules say what they did not foresee", () => {
  const train = tableOf({
    size: ["1", "2", "3", "4", "5"],
    colour: ["red", "blue", "red", "blue", "red"],
    when: ["2024-01-01", "2024-02-02", "2024-03-05", "2024-04-05", "2024-05-09"],
    y: ["1.5", "2.5", "3.5", "4.5", "9"],
  });
  const { target, rules } = inferTarget(train, inferRules(train), "y");
  const later = tableOf({
    colour: ["RED ", "green", "", "green"],
    size: ["7", "big", "", "8"],
    extra: ["1", "2", "3", "4"],
  });
  const { columns, report } = applyRules(later, rules, target);
  expect(report).toMatchObject({
    missingColumns: ["when"],
    extraColumns: ["extra"],
    unknownLevels: [{ column: "colour", count: 2, examples: [{ text: "green", count: 2 }] }],
    unreadableCells: [{ column: "size", count: 1, examples: [{ row: 2, text: "big" }] }],
    nUnlabelled: 4,
  });
  const { columns: trained } = applyRules(train, rules, target);
  expect({ ...columns.schema, sources: [] }).toEqual({ ...trained.schema, sources: [] });
  expect(columns.schema.numbers.map(({ name }) => name)).toEqual([
    "size",
    "when (days)",
    "when (month)",
    "when (weekday)",
  ]);
  expect(Array.from(columns.categories)).toEqual([2, 1, 0, 1]);
  expect(Array.from(columns.missing)).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1]);
  expect(Array.from(columns.numbers).every(Number.isFinite)).toBe(true);
  expect(trained.numbers[1]).toBe(0);
});

test("a profile counts what the rule sees", () => {
  const table = tableOf({ n: ["1", "2", "3", "4", "NA", "x1"], c: ["a", "A", "b", "", "b", "b"] });
  const [n, c] = inferRules(table);
  const number = profileColumn(table.columns[0], { ...n, type: "number" });
  expect(number).toMatchObject({
    nRows: 6,
    nMissing: 2,
    nUnique: 4,
    numbers: { min: 1, max: 4, mean: 2.5, median: 2.5 },
  });
  expect(number.numbers?.std).toBeCloseTo(Math.sqrt(5 / 3), 12);
  expect(number.numbers?.histogram).toEqual({ edges: [0.5, 1.5, 2.5, 3.5, 4.5], counts: [1, 1, 1, 1] });
  const category = profileColumn(table.columns[1], c);
  expect(category).toMatchObject({
    nMissing: 1,
    nUnique: 2,
    levels: [
      { label: "b", count: 3 },
      { label: "a", count: 2 },
    ],
  });
});

test("every histogram counts every value once", () => {
  fc.assert(
    fc.property(fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (values) => {
      const table = tableOf({ x: values.map(String) });
      const rule = { ...inferRules(table)[0], type: "number" as const };
      const histogram = profileColumn(table.columns[0], rule).numbers?.histogram;
      expect(histogram?.counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
      expect(histogram?.counts.length).toBeLessThanOrEqual(24);
      expect(histogram?.edges.length).toBe((histogram?.counts.length ?? 0) + 1);
    }),
  );
});

test("stacked tables match columns by name", async () => {
  const read = (name: string, bytes: string) => readCsv({ name, sizeBytes: bytes.length, bytes });
  const tables = await Promise.all([read("one.csv", "a,b\n1,x\n2,y\n"), read("two.csv", "b,c,a\ny,9,3\n")]);
  const { table, unmatched } = stackTables(tables);
  expect(table.columns.map(({ name }) => name)).toEqual(["a", "b", "c"]);
  expect(unmatched).toEqual([{ column: "c", presentIn: ["two.csv"], absentFrom: ["one.csv"] }]);
  const { columns } = applyRules(
    table,
    inferRules(table).map((rule) => ({ ...rule, role: "used" as const })),
    undefined,
  );
  expect(Array.from(columns.source)).toEqual([0, 0, 1]);
  expect(columns.schema.sources).toEqual(["one.csv", "two.csv"]);
  expect(Array.from(columns.numbers)).toEqual([1, 0, 2, 0, 3, 9]);
  expect(Array.from(columns.missing)).toEqual([0, 1, 0, 1, 0, 0]);
});
