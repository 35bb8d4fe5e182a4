/** Numbers with zeros at their end are held as numbers: everything is as if they were texts, as they are in `asWritten`. */
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyRules } from "./apply-rules.ts";
import { asWritten, columnFromTexts } from "./column-builder.ts";
import { inferRules } from "./infer/infer-rules.ts";
import { inferTarget } from "./infer/infer-target.ts";
import { overrideRule } from "./infer/override-rule.ts";
import { columnStatistics } from "./new-rows/column-statistics.ts";
import { profileColumn } from "./profile.ts";
import { cellText } from "./raw-column.ts";
import { groupByCells } from "./split/read-split-column.ts";
import { stackTables, tableFromRows } from "./stack.ts";
import { hasData, readDataFile } from "./testing/data-on-disk.ts";
import type { RawTable } from "./types.ts";

const written = (table: RawTable): RawTable => ({ ...table, columns: table.columns.map(asWritten) });

/** What is made of a table, without what counts cells of one number apart by how they are written. */
function madeOf(table: RawTable) {
  const rules = inferRules(table);
  const { columns, report } = applyRules(table, rules, undefined);
  const profiles = table.columns.map((column, index) => profileColumn(column, rules[index]));
  return {
    rules,
    numbers: columns.numbers,
    categories: columns.categories,
    missing: columns.missing,
    report,
    profiles,
  };
}

const decimals = (nDecimals: number, scale: number) =>
  fc.double({ min: -scale, max: scale, noNaN: true }).map((value) => value.toFixed(nDecimals));
const cells = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(0, 1, 2, 3).chain((n) => fc.constantFrom(1, 100, 5000).chain((s) => decimals(n, s))),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom("", "NA", "1.0", "1.10", "1.1", "0.50", "-0.0", "-999.0", "1,234.50", "12,5", "2.500"),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("1.230", "12.340", "9.990", "1.5 kg", "x", "2020.10", "12.10", "07.20", "1e3", "$2.50"),
  },
);
const kinds = fc.constantFrom("1", "3", "mixed", "price", "comma").chain((kind) => {
  const cell =
    kind === "1" ? decimals(1, 50) : kind === "3" ? decimals(3, 20) : kind === "price" ? decimals(2, 1e4) : cells;
  const comma = cell.map((text) => (kind === "comma" && text.includes(".") ? text.replace(".", ",") : text));
  return fc.array(fc.oneof({ weight: 12, arbitrary: comma }, { weight: 1, arbitrary: fc.constantFrom("", "n/a") }), {
    minLength: 30,
    maxLength: 60,
  });
});
const names = fc.constantFrom("x", "version", "date", "zip code", "price", "y");

test("a column is described and read as if zeros at the end of its numbers were looked at", () => {
  fc.assert(
    fc.property(names, kinds, (name, texts) => {
      const table = tableFromRows(
        "t",
        [name],
        texts.map((text) => [text]),
      );
      expect(texts.map((_, row) => cellText(table.columns[0], row))).toEqual(texts);
      expect(madeOf(table)).toEqual(madeOf(written(table)));
    }),
    { numRuns: 400 },
  );
});

test("what a person decides of a column is done as if they were texts", () => {
  const changes = fc.constantFrom(
    { type: "category" as const },
    { type: "date" as const },
    { decimalMark: "," as const },
    { missingMarkers: ["1.0", "-999.0"] },
    { missingMarkers: ["0.5", "n/a"], type: "number" as const },
  );
  fc.assert(
    fc.property(kinds, changes, (texts, change) => {
      const read = (table: RawTable) => {
        const rule = overrideRule(table, inferRules(table)[0], change);
        const { columns } = applyRules(table, [rule], undefined);
        const { ofRow } = groupByCells(table.columns[0], rule);
        return { rule, numbers: columns.numbers, missing: columns.missing, categories: columns.categories, ofRow };
      };
      const table = tableFromRows(
        "t",
        ["x"],
        texts.map((text) => [text]),
      );
      expect(read(table)).toEqual(read(written(table)));
    }),
    { numRuns: 300 },
  );
});

test("1.0 and 1 are one class of a target, and 1.10 another level than 1.1", () => {
  const cellsOf = (...texts: string[]) => Array.from({ length: 40 }, (_, row) => texts[row % texts.length]);
  const [labels, versions] = [cellsOf("1.0", "0.0", "1", "0.5"), cellsOf("1.1", "1.10", "1.20", "1.9")];
  const table = tableFromRows(
    "t",
    ["label", "version"],
    labels.map((text, row) => [text, versions[row]]),
  );
  const { target, rules } = inferTarget(table, inferRules(table), "label", "multiclass");
  expect(target.classes.map(({ spellings }) => spellings)).toEqual([["0", "0.0"], ["0.5"], ["1", "1.0"]]);
  expect(rules[1].type).toBe("category");
  expect(rules[1].levels.map(({ label }) => label).sort()).toEqual(["1.1", "1.10", "1.20", "1.9"]);
});

test("stacked files keep every cell, and the same column is kept for those who look at its texts", () => {
  const [a, b] = [columnFromTexts("x", ["1.50", "2", "a"]), columnFromTexts("x", ["1.5", "2.00", "b"])];
  const tableOf = (column: typeof a) => ({
    ...tableFromRows("t", [], []),
    nRows: 3,
    columns: [column],
    sourceOfRow: new Uint16Array(3),
  });
  const { table } = stackTables([tableOf(a), tableOf(b)]);
  const texts = ["1.50", "2", "a", "1.5", "2.00", "b"];
  expect(texts.map((_, row) => cellText(table.columns[0], row))).toEqual(texts);
  expect(asWritten(a)).toBe(asWritten(a));
  expect(asWritten(b).dictionary).toEqual(["2.00", "b"]);
});

test
  .skipIf(!hasData)
  .each(["dirty/rein_bike/clean.csv", "diffprep/page-blocks/data.csv", "csv-torture/csvkit/iris.csv"])(
  "%s is described as if they were texts",
  async (path) => {
    const table = await readDataFile(path);
    const other = written(table);
    expect(other.columns.some((column, index) => column !== table.columns[index])).toBe(true);
    expect(isDeepStrictEqual(madeOf(table), madeOf(other))).toBe(true);
    const rules = inferRules(table);
    expect(columnStatistics(table, rules, undefined)).toEqual(columnStatistics(other, rules, undefined));
  },
);
