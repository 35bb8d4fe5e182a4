import { expect, test } from "vitest";
import { splitSettingsSchema } from "../pipeline/document.ts";
import { applyRules } from "../table/apply-rules.ts";
import type { RowFilter } from "../table/filter/row-filter.ts";
import { stackTables, tableFromRows } from "../table/stack.ts";
import { trainingTable } from "./training-table.ts";

const split = splitSettingsSchema.parse({ seed: 1 });
const wishes = { overrides: [], target: { name: "kind" } };

function table(name: string, nRows: number, extra = "size") {
  const rows = Array.from({ length: nRows }, (_, i) => [
    String((i * 7) % 23),
    i === 4 ? "" : ["a", "b", "c"][(i * 5) % 3],
  ]);
  return tableFromRows(name, [extra, "kind"], rows);
}

const ofRows = (nRows: number) => ({ open: stackTables([table("a.csv", nRows)]), wishes, split });

test("labelled rows are in exactly one split, others in none, and rules are those of the columns", () => {
  const given = ofRows(50);
  const { dataset, rules, target } = trainingTable(given);
  const { train, validation, test: tested } = dataset.split;
  const rows = [...train, ...validation, ...tested].sort((a, b) => a - b);
  expect(rows).toEqual(Array.from({ length: 50 }, (_, i) => i).filter((row) => row !== 4));
  expect(target.task).toBe("multiclass");
  expect(applyRules(given.open.table, rules, target).columns.numbers).toEqual(dataset.numbers);
});

test("letters say the split; a row without label is in none whatever its letter", () => {
  const letters = "TTTTT VVV\nEE";
  const { dataset, notes } = trainingTable({ ...ofRows(10), split: { letters } });
  expect([...dataset.split.train]).toEqual([0, 1, 2, 3]);
  expect([...dataset.split.validation]).toEqual([5, 6, 7]);
  expect([...dataset.split.test]).toEqual([8, 9]);
  expect(notes.join(" ")).toContain("without a target");
  expect(() => trainingTable({ ...ofRows(11), split: { letters } })).toThrow("E_SPLIT_LETTERS");
});

test("several files are sources of one table, and what does not match is listed", () => {
  const open = stackTables([table("a.csv", 20), table("b.csv", 30, "weight")]);
  const { dataset } = trainingTable({ open, wishes, split });
  expect(dataset.nRows).toBe(50);
  expect(dataset.schema.sources).toEqual(["a.csv", "b.csv"]);
  expect([...dataset.source.subarray(18, 22)]).toEqual([0, 0, 1, 1]);
  expect(open.unmatched.map(({ column }) => column)).toEqual(["size", "weight"]);
});

test("given rules and target are used as they are", () => {
  const { target, ...first } = trainingTable(ofRows(50));
  const rules = first.rules.map((rule) => (rule.name === "size" ? { ...rule, role: "aside" as const } : rule));
  const follow = { rules, target, overrides: [] };
  const again = trainingTable({ ...ofRows(50), wishes: { ...wishes, follow } });
  expect(again.rules).toEqual(rules);
  expect(again.dataset.schema.numbers).toEqual([]);
});

test("without a target that can be predicted there is no dataset", () => {
  expect(() => trainingTable({ ...ofRows(10), wishes: { overrides: [] } })).toThrow("E_TABLE_TARGET");
  const regression = { overrides: [], target: { name: "kind", task: "regression" as const } };
  expect(() => trainingTable({ ...ofRows(10), wishes: regression })).toThrow("E_TARGET_TASK");
});

test("a column that groups rows is not learned from, unless a person wants it; one that tells the time is", () => {
  const rows = Array.from({ length: 60 }, (_, i) => [
    `p${i % 12}`,
    String(2000 + i),
    String((i * 7) % 23),
    ["a", "b"][i % 2],
  ]);
  const open = stackTables([tableFromRows("a.csv", ["patient", "year", "size", "kind"], rows)]);
  const grouped = { ...split, split: { by: "group", column: "patient" } as const };
  const { dataset, rules } = trainingTable({ open, wishes, split: grouped });
  expect(dataset.schema.categories).toEqual([]);
  expect(rules[0]).toMatchObject({ name: "patient", role: "aside" });
  expect(rules[0].roleReason).toContain("one side of the split");
  const patients = (part: Uint32Array) => new Set(Array.from(part, (row) => row % 12));
  expect([...patients(dataset.split.test)].filter((each) => patients(dataset.split.train).has(each))).toEqual([]);
  expect(new Set(Array.from(dataset.groups ?? [])).size).toBe(12);
  const used = { ...wishes, overrides: [{ name: "patient", role: "used" as const }] };
  expect(trainingTable({ open, wishes: used, split: grouped }).dataset.schema.categories).toHaveLength(1);
  const timed = trainingTable({ open, wishes, split: { ...split, split: { by: "time", column: "year" } } });
  expect(timed.dataset.schema.numbers.map(({ name }) => name)).toContain("year");
  expect([...timed.dataset.split.test]).toEqual(Array.from({ length: 12 }, (_, i) => 48 + i));
});

test("rules that were made for another split are not followed where its column matters", () => {
  const rows = Array.from({ length: 60 }, (_, i) => [`p${i % 12}`, String((i * 7) % 23), ["a", "b"][i % 2]]);
  const open = stackTables([tableFromRows("a.csv", ["patient", "size", "kind"], rows)]);
  const grouped = { ...split, split: { by: "group", column: "patient" } as const };
  const { rules, target } = trainingTable({ open, wishes, split: grouped });
  const follow = { rules, target, overrides: [], split: grouped.split };
  const again = (own: typeof split) => trainingTable({ open, wishes: { ...wishes, follow }, split: own });
  expect(again(grouped).rules).toBe(rules);
  expect(again(split).dataset.schema.categories).toHaveLength(1);
});

test("a target that looks like an identifier is said to mean nothing, where the figures are", () => {
  const rows = Array.from({ length: 100 }, (_, i) => [String((i * 7) % 23), String(1000 + ((i * 7) % 997))]);
  const open = stackTables([tableFromRows("a.csv", ["size", "id"], rows)]);
  const ofTarget = (name: string) => trainingTable({ open, wishes: { overrides: [], target: { name } }, split });
  expect(ofTarget("id").target.task).toBe("regression");
  expect(ofTarget("id").notes[0]).toMatch(
    /^What is predicted, "id", looks like an identifier \(100 different whole numbers in 100 cells and its name says so\)/,
  );
  expect(ofTarget("size").notes.join()).not.toContain("identifier");
});

test("a row filter keeps rows out of every split, and classes that it leaves no row of are none", () => {
  const given = ofRows(60);
  const only = (rows: RowFilter) => trainingTable({ ...given, wishes: { ...wishes, rows } });
  const sizes = { by: "range", column: "size", low: 5, high: 15 } as const;
  const { dataset, notes } = only([sizes]);
  const { train, validation, test: tested } = dataset.split;
  const rows = [...train, ...validation, ...tested].sort((a, b) => a - b);
  const isIn = (row: number) => (row * 7) % 23 >= 5 && (row * 7) % 23 <= 15 && row !== 4;
  expect(rows).toEqual(Array.from({ length: 60 }, (_, row) => row).filter(isIn));
  expect(notes.join(" ")).toContain("left out by the row filter");
  // Predictions and labels are of all rows.
  expect(dataset.nRows).toBe(60);
  const two = only([{ by: "level", column: "kind", level: "b", isNot: true }]);
  expect(two.target).toMatchObject({ task: "binary", classes: [{ label: "a" }, { label: "c" }] });
  expect(only([{ by: "missing", column: "gone", isNot: true }]).notes.join(" ")).toContain("gone");
});

test("what is told of a split and trained on is one table, until something else is wished", () => {
  const given = ofRows(50);
  const made = trainingTable(given);
  const again = splitSettingsSchema.parse({ ...split, maxSteps: 3 });
  expect(trainingTable({ ...given, split: again })).toBe(made);
  const other = trainingTable({ ...given, split: splitSettingsSchema.parse({ seed: 2 }) });
  expect(other.dataset.split.train).not.toEqual(made.dataset.split.train);
  expect(trainingTable({ ...given, wishes: { ...wishes, overrides: [{ name: "size", role: "aside" }] } })).not.toBe(
    other,
  );
});
