import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { makeSamples } from "./make-samples.mjs";

interface Change {
  row: number;
  column: string;
  kind: string;
  original: string;
}

const folder = new URL("../public/samples/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), "utf8").replaceAll("\r\n", "\n");
const parse = (name: string) =>
  Papa.parse<Record<string, string>>(read(name), { header: true, skipEmptyLines: true }).data;

describe("public/samples", () => {
  test("is what the script writes", () => {
    for (const [name, text] of makeSamples()) expect(read(name), name).toBe(text);
  });

  test("lists files, targets and row numbers that are there", () => {
    for (const sample of JSON.parse(read("samples.json"))) {
      const rows = sample.files.flatMap(parse);
      expect(rows, sample.id).toHaveLength(sample.rows);
      expect(Object.keys(rows[0]), sample.id).toContain(sample.target);
      for (const file of sample.files) {
        const listed = file.replace(/-[abc]\.csv$/, "-*.csv").replace(/^heart-.*$/, "heart-*.csv");
        expect(read("LICENSES.md")).toContain(`\`${listed}\``);
      }
    }
  });
});

describe("messy-penguins", () => {
  const clean = parse("penguins.csv");
  const messy = parse("messy-penguins.csv");
  const notes = JSON.parse(read("messy-penguins.damage.json"));
  const damage: Change[] = notes.damage;
  const junk: string[] = notes.junkColumns.map((column: { name: string }) => column.name);
  const measurements = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"];

  test("is the clean table again once the damage is undone and the junk dropped", () => {
    const mended = messy.map((row) => ({ ...row }));
    for (const { row, column, original } of damage) mended[row - 1]![column] = original;
    for (const row of mended) for (const name of junk) delete row[name];
    expect(mended).toEqual(clean);
  });

  test("has 15 % of the filled cells emptied and 3 % of the measurements made outliers", () => {
    const columns = Object.keys(messy[0]!).filter((name) => name !== "species");
    const emptied = damage.filter((change) => change.kind === "emptied");
    const filled = messy.flatMap((row) => columns.filter((name) => row[name] !== "")).length + emptied.length;
    expect(emptied.length).toBe(Math.round(0.15 * filled));
    const outliers = damage.filter((change) => change.kind !== "emptied");
    const measured = clean.flatMap((row) => measurements.filter((name) => row[name] !== "")).length;
    expect(outliers.length).toBe(Math.round(0.03 * measured));
  });

  test("changes every listed cell as its kind says, each once, never the target", () => {
    const divisors: Record<string, number> = {
      "times-ten": 0.1,
      tenth: 10,
      "sign-flip": -1,
      inches: 25.4,
      kilograms: 1000,
    };
    expect(new Set(damage.map(({ row, column }) => `${row} ${column}`)).size).toBe(damage.length);
    for (const { row, column, kind, original } of damage) {
      const cell = messy[row - 1]![column]!;
      expect(column).not.toBe("species");
      if (kind === "emptied") expect(cell).toBe("");
      else expect(Math.abs(Number(cell) - Number(original) / divisors[kind]!)).toBeLessThanOrEqual(0.005 + 1e-9);
    }
  });

  test("has eight junk columns, three of them shuffled copies", () => {
    expect(junk).toHaveLength(8);
    for (const name of junk.filter((column) => column.startsWith("shuffled_"))) {
      const emptied = damage.filter((change) => change.column === name).map((change) => change.original);
      const cells = [...messy.map((row) => row[name]!), ...emptied];
      const filled = (texts: string[]) => texts.filter((text) => text !== "").sort();
      expect(filled(cells)).toEqual(filled(clean.map((row) => row[name.replace("shuffled_", "")]!)));
    }
  });
});

describe("penguin notebooks", () => {
  const notes = JSON.parse(read("penguins-notebooks.damage.json"));
  const files = ["a", "b", "c"].map((letter) => `penguins-notebook-${letter}.csv`);

  test("hold the clean rows, once half of the species in notebook C are put right", () => {
    const tables = files.map(parse);
    const damaged = tables[files.indexOf(notes.file)]!;
    for (const { row, column, original } of notes.damage as Change[]) {
      expect(damaged[row - 1]![column]).not.toBe(original);
      damaged[row - 1]![column] = original;
    }
    expect(notes.damage).toHaveLength(Math.round(damaged.length / 2));
    const asLines = (rows: Record<string, string>[]) => rows.map((row) => Object.values(row).join(",")).sort();
    expect(asLines(tables.flat())).toEqual(asLines(parse("penguins.csv")));
  });
});
