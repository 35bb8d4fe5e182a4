import { expect, test } from "vitest";
import { inferRules } from "../infer/infer-rules.ts";
import { inferTarget } from "../infer/infer-target.ts";
import { cellText } from "../raw-column.ts";
import { stackTables } from "../stack.ts";
import { tableOf } from "../testing/made-tables.ts";
import type { RawColumn, RawTable } from "../types.ts";
import { plantDirt } from "./plant-dirt.ts";
import { DIRT_KINDS, type DirtRecipe, dirtRecipeSchema } from "./recipe.ts";

const N_ROWS = 300;
const made = (text: (row: number) => string) => Array.from({ length: N_ROWS }, (_, row) => text(row));
/** A number from 0 to 1 that looks like chance. */
const noise = (row: number, salt: number) => Math.abs(Math.sin(12.9898 * row + 78.233 * salt) * 43758.5453) % 1;
const clean = tableOf({
  degrees: made((row) => (20 * noise(row, 1)).toFixed(1)),
  age: made((row) => String(20 + Math.floor(50 * noise(row, 2)))),
  colour: made((row) => ["red", "green", "blue"][Math.floor(3 * noise(row, 3))]),
  kind: made((row) => (noise(row, 4) < 0.5 ? "yes" : "no")),
});

/** Every fifth row tests. */
const learned = Uint32Array.from({ length: N_ROWS }, (_, row) => row).filter((row) => row % 5 !== 0);

function plant(
  recipe: Partial<Omit<DirtRecipe, "amounts">> & { amounts: Partial<DirtRecipe["amounts"]> },
  table = clean,
) {
  const { rules, target } = inferTarget(table, inferRules(table), "kind", undefined);
  const whole = dirtRecipeSchema.parse({ seed: 7, ...recipe });
  return plantDirt({ table, rules, target, recipe: whole, learned });
}

const ALL = { labels: 0.1, source: 0.2, units: 0.1, outliers: 0.1, missing: 0.1, junk: 6 };

/** Cells that say something else, found by comparing all of them. */
function differences(before: RawTable, after: RawTable): string[] {
  const laterOf = new Map(after.columns.map((column) => [column.name, column]));
  return before.columns.flatMap((column) =>
    Array.from({ length: before.nRows }, (_, row) => row)
      .filter((row) => cellText(column, row) !== cellText(laterOf.get(column.name) ?? column, row))
      .map((row) => `${column.name} ${row}`),
  );
}

test("the list names every cell that changed and no other, once each, and the table that was given stays as it is", () => {
  const texts = clean.columns.map((column) => made((row) => cellText(column, row)).join());
  const planted = plant({ amounts: ALL });
  const listed = planted.changes.flatMap(({ column, rows }) => Array.from(rows, (row) => `${column} ${row}`));
  expect(listed.length).toBeGreaterThan(100);
  expect([...listed].sort()).toEqual(differences(clean, planted.table).sort());
  expect(planted.changes.flatMap(({ kind }) => kind)).toEqual(expect.arrayContaining(DIRT_KINDS.slice(0, 5)));
  expect(clean.columns.map((column) => made((row) => cellText(column, row)).join())).toEqual(texts);
  expect(plant({ amounts: ALL })).toEqual(planted);
  expect(differences(planted.table, plant({ amounts: ALL, seed: 8 }).table).length).toBeGreaterThan(100);
});

test("test rows are not touched; where cells of theirs are, their labels are not", () => {
  const isTest = (change: { rows: Uint32Array }) => change.rows.some((row) => row % 5 === 0);
  expect(plant({ amounts: ALL }).changes.some(isTest)).toBe(false);
  const reaching = plant({ amounts: ALL, reachesTestRows: true }).changes.filter(isTest);
  expect([...new Set(reaching.map(({ kind }) => kind))].sort()).toEqual(["missing", "outliers", "units"]);
  expect(reaching.map(({ column }) => column)).not.toContain("kind");
});

test("more of a kind is what was there before, and more", () => {
  const cellsOf = (missing: number) => {
    return new Set(
      plant({ amounts: { missing } }).changes.flatMap(({ column, rows }) =>
        Array.from(rows, (row) => `${column} ${row}`),
      ),
    );
  };
  const [few, many] = [cellsOf(0.1), cellsOf(0.4)];
  expect([...few].every((cell) => many.has(cell))).toBe(true);
  // 3 columns of 240 rows: 72 and 288 cells, give or take three standard deviations.
  expect(Math.abs(few.size - 72)).toBeLessThan(25);
  expect(Math.abs(many.size - 288)).toBeLessThan(40);
});

test("numbers in another unit are converted, and written as the column writes them", () => {
  const { changes, table } = plant({ amounts: { units: 0.3 }, unit: "fahrenheit", unitColumn: "degrees" });
  expect(changes.map(({ column }) => column)).toEqual(["degrees"]);
  for (const row of changes[0].rows) {
    const [celsius, fahrenheit] = [clean, table].map(({ columns }) => Number(cellText(columns[0], row)));
    expect(fahrenheit).toBeCloseTo((celsius * 9) / 5 + 32, 3);
  }
});

test("outliers lie beyond the outer fences, whole where the column is; wrong labels are another class", () => {
  const { changes, table } = plant({ amounts: { outliers: 0.1, labels: 0.2 } });
  for (const { kind, column, rows } of changes) {
    const place = table.columns.findIndex(({ name }) => name === column);
    for (const row of rows) {
      const text = cellText(table.columns[place], row);
      if (kind === "labels")
        expect(["yes", "no"].filter((label) => label !== cellText(clean.columns[3], row))).toEqual([text]);
      // Quartiles of both columns are half of their range apart, about.
      else expect(Number(text)).toBeGreaterThan(column === "age" ? 57 + 4 * 25 : 15 + 4 * 10);
      if (column === "age") expect(Number.isInteger(Number(text))).toBe(true);
    }
  }
});

test("one file is told into two, of which the last one has labels of chance; of several files one has", () => {
  const one = plant({ amounts: { source: 0.25 } });
  expect(one.table.sources.map(({ name, nRows }) => [name, nRows])).toEqual([
    ["made.csv", 225],
    ["made.csv (last rows)", 75],
  ]);
  expect([...one.table.sourceOfRow.subarray(224, 226)]).toEqual([0, 1]);
  expect(one.badSource).toBe("made.csv (last rows)");
  expect(one.changes.every(({ rows }) => rows.every((row) => row >= 225))).toBe(true);
  const half = (name: string, from: number) => {
    const columns = clean.columns.map(({ name: title, ...column }) => [
      title,
      Array.from({ length: 150 }, (_, row) => cellText({ name: title, ...column }, from + row)),
    ]);
    const table = tableOf(Object.fromEntries(columns));
    return { ...table, sources: table.sources.map((source) => ({ ...source, name })) };
  };
  const { table: two } = stackTables([half("a.csv", 0), half("b.csv", 150)]);
  const bad = plant({ amounts: { source: 1 }, badFile: "a.csv" }, two);
  expect(bad.badSource).toBe("a.csv");
  expect(bad.table.sources).toEqual(two.sources);
  expect(bad.changes.every(({ rows }) => rows.every((row) => row < 150))).toBe(true);
});

test("junk columns have names of their own, and the values of a copy are those of the column in another order", () => {
  const { table, junk, changes } = plant({ amounts: { junk: 7 } });
  expect(new Set(junk)).toHaveLength(7);
  expect(junk.every((name) => clean.columns.every((column) => column.name !== name))).toBe(true);
  const names = table.columns.map(({ name }) => name);
  expect(names.filter((name) => !junk.includes(name))).toEqual(clean.columns.map(({ name }) => name));
  // Among the others, not behind them.
  expect(names.slice(-7)).not.toEqual(junk);
  expect(changes).toEqual([]);
  const textsOf = (column: RawColumn) => made((row) => cellText(column, row));
  const own = textsOf(clean.columns[0]);
  const copies = table.columns.filter(({ name }) => junk.includes(name)).map(textsOf);
  const copy = copies.find((texts) => [...texts].sort().join() === [...own].sort().join());
  expect(copy).toBeDefined();
  expect(copy).not.toEqual(own);
});

test("a column that gets many new texts keeps all of its cells", () => {
  const codes = tableOf({
    code: made((row) => `c${row % 100}`),
    size: made((row) => String(row)),
    kind: made((row) => ["a", "b"][row % 2]),
  });
  const { table, changes } = plant({ amounts: { missing: 0.3 } }, codes);
  expect(differences(codes, table)).toHaveLength(changes.reduce((sum, { rows }) => sum + rows.length, 0));
  expect(table.columns[0].codes.BYTES_PER_ELEMENT).toBe(1);
});
