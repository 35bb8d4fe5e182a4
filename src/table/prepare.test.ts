import { expect, test } from "vitest";
import { applyRules } from "./apply-rules.ts";
import { prepareDataset } from "./prepare.ts";
import { tableFromRows } from "./stack.ts";

const fractions = { train: 0.6, validation: 0.2, test: 0.2 };
const base = { targetName: "kind", seed: 1, fractions };

function table(name: string, nRows: number, extra = "size") {
  const rows = Array.from({ length: nRows }, (_, i) => [
    String((i * 7) % 23),
    i === 4 ? "" : ["a", "b", "c"][(i * 5) % 3],
  ]);
  return tableFromRows(name, [extra, "kind"], rows);
}

test("labelled rows are in exactly one split, others in none, and rules are those of the columns", () => {
  const { dataset, rules, target, table: raw } = prepareDataset({ ...base, tables: [table("a.csv", 50)] });
  const { train, validation, test: tested } = dataset.split;
  const rows = [...train, ...validation, ...tested].sort((a, b) => a - b);
  expect(rows).toEqual(Array.from({ length: 50 }, (_, i) => i).filter((row) => row !== 4));
  expect(target.task).toBe("multiclass");
  expect(applyRules(raw, rules, target).columns.numbers).toEqual(dataset.numbers);
});

test("letters say the split; a row without label is in none whatever its letter", () => {
  const letters = "TTTTT VVV\nEE";
  const { dataset, notes } = prepareDataset({ ...base, tables: [table("a.csv", 10)], letters });
  expect([...dataset.split.train]).toEqual([0, 1, 2, 3]);
  expect([...dataset.split.validation]).toEqual([5, 6, 7]);
  expect([...dataset.split.test]).toEqual([8, 9]);
  expect(notes.join(" ")).toContain("without a target");
  expect(() => prepareDataset({ ...base, tables: [table("a.csv", 11)], letters })).toThrow("E_SPLIT_LETTERS");
});

test("several files are sources of one table, and what does not match is listed", () => {
  const { dataset, unmatched } = prepareDataset({
    ...base,
    tables: [table("a.csv", 20), table("b.csv", 30, "weight")],
  });
  expect(dataset.nRows).toBe(50);
  expect(dataset.schema.sources).toEqual(["a.csv", "b.csv"]);
  expect([...dataset.source.subarray(18, 22)]).toEqual([0, 0, 1, 1]);
  expect(unmatched.map(({ column }) => column)).toEqual(["size", "weight"]);
});

test("given rules and target are used as they are", () => {
  const first = prepareDataset({ ...base, tables: [table("a.csv", 50)] });
  const rules = first.rules.map((rule) => (rule.name === "size" ? { ...rule, role: "aside" as const } : rule));
  const again = prepareDataset({ ...base, tables: [table("a.csv", 50)], rules, target: first.target });
  expect(again.rules).toBe(rules);
  expect(again.dataset.schema.numbers).toEqual([]);
});
