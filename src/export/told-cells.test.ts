import { expect, test } from "vitest";
import { columnStatistics } from "../table/new-rows/column-statistics.ts";
import { tableFromRows } from "../table/stack.ts";
import { tellingWords } from "./model-card.ts";
import { tinyPipeline, tinyTable } from "./testing/tiny-pipeline.ts";
import { toldCells } from "./told-cells.ts";

const trained = tinyPipeline("binary");
const { rules } = trained.document;
const withColumns = (rows: readonly (readonly string[])[]) => {
  const header = tinyTable().columns.map(({ name }) => name);
  return { ...trained, columns: columnStatistics(tableFromRows("t.csv", header, rows), rules, "isLarge") };
};
const row = (at: number, size = String(at), colour = "red") => [size, `${at},5`, "2024-01-01", colour, "a", "yes", "1"];

test("levels of one row, cells that lie alone, and columns of few cells are told", () => {
  const many = Array.from({ length: 80 }, (_, at) => row(at));
  expect(toldCells(withColumns(many))).toEqual({ single: [], alone: [], few: [] });
  const odd = [...many, row(80, "9000", "blue")];
  expect(toldCells(withColumns(odd))).toMatchObject({ single: [{ column: "colour", nTexts: 1 }], alone: ["size"] });
  expect(tellingWords(withColumns(odd))).toContain('"colour" (1)');
  expect(toldCells(withColumns(many.slice(0, 20))).few).toEqual(expect.arrayContaining(["size", "weight"]));
});

test("texts in the pool of rare levels are not in the file", () => {
  const pooled = rules.map((rule) =>
    rule.name === "colour"
      ? { ...rule, otherLabel: "(other)", levels: [...rule.levels, { label: "(other)", spellings: [] }] }
      : rule,
  );
  const rows = Array.from({ length: 80 }, (_, at) => row(at, String(at), at === 3 ? "violet" : "red"));
  const { columns } = withColumns(rows);
  expect(toldCells({ ...trained, columns, document: { ...trained.document, rules: pooled } }).single).toEqual([]);
});

test("a file that does not say what columns held tells nothing", () => {
  expect(tellingWords({ ...trained, columns: undefined })).toBeUndefined();
});
