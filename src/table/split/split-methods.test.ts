/** Splits by a column, on tables of cell texts. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyRules } from "../apply-rules.ts";
import { inferRules } from "../infer/infer-rules.ts";
import { inferTarget } from "../infer/infer-target.ts";
import { stackTables, tableFromRows } from "../stack.ts";
import { codeOf, tableOf } from "../testing/made-tables.ts";
import type { RawTable, Split } from "../types.ts";
import { readSplitColumn } from "./read-split-column.ts";
import { SPLITS } from "./shares.ts";
import type { SplitMethod } from "./split-method.ts";
import { setSplitColumnAside } from "./split-roles.ts";
import { splitRows } from "./split-rows.ts";

/** Splits a table whose target is "y". */
function splitOf(table: RawTable, method: SplitMethod, seed = 1) {
  const { rules, target } = inferTarget(table, inferRules(table), "y", undefined);
  const { columns } = applyRules(table, setSplitColumnAside(rules, method), target);
  return { ...splitRows(columns, { seed, basis: readSplitColumn({ table, rules, method }) }), columns };
}

/** The split of each row, "none" for a row that is in none. */
function sidesOf(split: Readonly<Record<Split, Uint32Array>>, nRows: number): string[] {
  const sides = new Array<string>(nRows).fill("none");
  for (const name of SPLITS) for (const row of split[name]) sides[row] = name;
  return sides;
}

const numbers = (nRows: number, of: (row: number) => number) =>
  Array.from({ length: nRows }, (_, row) => String(of(row)));
const x = (nRows: number) => numbers(nRows, (row) => row / 7);
/** 0.1, 0.6, 1.1, … : a regression. */
const y = (nRows: number) => numbers(nRows, (row) => ((row * 5) % 11) / 2 + 0.1);

describe("by group", () => {
  const group: SplitMethod = { by: "group", column: "patient" };

  test("all rows of a value are on one side, whatever the case and the space around it; rows without one are free", () => {
    const cell = fc.tuple(fc.nat({ max: 11 }), fc.constantFrom("p", "P", " p", "p "));
    const cells = fc.array(fc.option(cell, { freq: 8 }), { minLength: 60, maxLength: 120 });
    fc.assert(
      fc.property(cells, fc.nat(), (made, seed) => {
        const texts = made.map((each) =>
          each ? `${each[1]}${each[0]}`.replace("p ", "p").concat(each[1].slice(1)) : "",
        );
        const keys = texts.map((text, row) => (text === "" ? `row ${row}` : text.trim().toLowerCase()));
        fc.pre(new Set(keys).size >= 3);
        const table = tableOf({ patient: texts, x: x(made.length), y: y(made.length) });
        const { split, groups } = splitOf(table, group, seed);
        const sides = sidesOf(split, made.length);
        expect(sides).not.toContain("none");
        expect(new Set(sides).size).toBe(3);
        const sideOf = new Map(keys.map((key, row) => [key, sides[row]]));
        expect(keys.map((key) => sideOf.get(key))).toEqual(sides);
        const ofGroups = new Map(keys.map((key, row) => [key, groups[row]]));
        expect(keys.map((key) => ofGroups.get(key))).toEqual([...groups]);
        expect(new Set(ofGroups.values()).size).toBe(ofGroups.size);
      }),
      { numRuns: 40 },
    );
  });

  test("numbers are values, too; the note says how many groups there are", () => {
    const table = tableOf({ patient: numbers(60, (row) => 100 + (row % 12)), x: x(60), y: y(60) });
    const { split, notes } = splitOf(table, group);
    expect(notes).toContain('Rows of one "patient" stay together: 12 groups, the largest of 5 rows.');
    expect(sidesOf(split, 60).every((side, row, all) => side === all[row % 12])).toBe(true);
  });

  test("rows that repeat in two groups are told of", () => {
    const table = tableOf({
      patient: numbers(60, (row) => row),
      x: numbers(60, (row) => row % 30),
      y: numbers(60, (row) => (((row % 30) * 7) % 11) / 2 + 0.1),
    });
    const { notes } = splitOf(table, group);
    expect(notes.join("\n")).toMatch(/\d+ rows of validation and test repeat a training row exactly/);
  });

  test("classes that lean to some groups are in every split; one of two groups only is trained on and named", () => {
    // 40 patients of 5 visits; class c in patients 0 and 1 only, b in every fourth.
    const patients = numbers(200, (row) => Math.floor(row / 5));
    const labels = patients.map((patient, row) => {
      if (Number(patient) < 2 && row % 5 === 0) return "c";
      return Number(patient) % 4 === 3 && row % 5 < 3 ? "b" : "a";
    });
    for (let seed = 0; seed < 20; seed++) {
      const table = tableOf({ patient: patients, x: x(200), y: labels });
      const { split, notes } = splitOf(table, group, seed);
      for (const name of SPLITS) expect(new Set([...split[name]].map((row) => labels[row]))).toContain("b");
      expect([...split.train]).toEqual(expect.arrayContaining([0, 1, 2, 5, 6, 7]));
      expect(notes).toContain(
        'Class "c" is in 2 groups of "patient" only, too few to split: all their rows go to training.',
      );
    }
  });

  test("four hospitals, each with both classes, are two, one and one", () => {
    const hospitals = numbers(80, (row) => row % 4);
    const labels = hospitals.map((hospital, row) => (row % (Number(hospital) + 2) === 0 ? "sick" : "well"));
    const { split } = splitOf(tableOf({ patient: hospitals, x: x(80), y: labels }), group);
    expect(SPLITS.map((name) => split[name].length)).toEqual([40, 20, 20]);
  });

  test("two groups cannot be split, nor can what is predicted or what is not there split rows", () => {
    const two = tableOf({ patient: numbers(40, (row) => row % 2), x: x(40), y: y(40) });
    expect(codeOf(() => splitOf(two, group))).toBe("E_SPLIT_GROUPS");
    expect(codeOf(() => splitOf(two, { by: "group", column: "y" }))).toBe("E_SPLIT_COLUMN");
    expect(codeOf(() => splitOf(two, { by: "time", column: "when" }))).toBe("E_SPLIT_COLUMN");
  });
});

describe("by time", () => {
  const time: SplitMethod = { by: "time", column: "when" };
  const day = (n: number) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);

  test("training ends before validation begins, and validation before test; rows of one day stay together", () => {
    const days = fc.array(fc.nat({ max: 40 }), { minLength: 30, maxLength: 120 });
    fc.assert(
      fc.property(days, (made) => {
        fc.pre(new Set(made).size >= 5);
        const table = tableOf({ when: made.map(day), x: x(made.length), y: y(made.length) });
        const { split } = splitOf(table, time);
        const spans = SPLITS.map((name) => [...split[name]].map((row) => made[row]));
        expect(spans.map(({ length }) => length > 0)).toEqual([true, true, true]);
        expect(Math.max(...spans[0])).toBeLessThan(Math.min(...spans[1]));
        expect(Math.max(...spans[1])).toBeLessThan(Math.min(...spans[2]));
        // No other border between two days is nearer to 60 and to 80 per cent.
        const sorted = [...made].sort((a, b) => a - b);
        const borders = sorted.flatMap((each, place) => (place > 0 && each !== sorted[place - 1] ? [place] : []));
        const distance = (wanted: number, found: number) => Math.abs(found - wanted * made.length);
        const nTrain = spans[0].length;
        const best = Math.min(...borders.slice(0, -1).map((border) => distance(0.6, border)));
        expect(distance(0.6, nTrain)).toBeCloseTo(best, 9);
        const later = borders.filter((border) => border > nTrain);
        expect(distance(0.8, nTrain + spans[1].length)).toBeCloseTo(
          Math.min(...later.map((border) => distance(0.8, border))),
          9,
        );
      }),
      { numRuns: 60 },
    );
  });

  test("the seed changes nothing, rows without a date are in no split, and the note names the days", () => {
    const when = Array.from({ length: 50 }, (_, row) => (row === 7 ? "" : day(row)));
    const table = tableOf({ when, x: x(50), y: y(50) });
    const { split, notes } = splitOf(table, time, 1);
    expect(splitOf(table, time, 2).split).toEqual(split);
    expect(sidesOf(split, 50)[7]).toBe("none");
    expect(notes).toEqual([
      `By "when": rows before ${day(30)} are trained on, rows from ${day(40)} on test.`,
      '1 row without "when": in no split, still predicted.',
    ]);
  });

  test("numbers are times, too; two times are too few, and texts are none", () => {
    const years = tableOf({ when: numbers(60, (row) => 2010 + (row % 6)), x: x(60), y: y(60) });
    const { split, notes } = splitOf(years, time);
    expect(SPLITS.map((name) => split[name].length)).toEqual([40, 10, 10]);
    expect(notes).toEqual(['By "when": rows before 2014 are trained on, rows from 2015 on test.']);
    const two = tableOf({ when: numbers(60, (row) => 2010 + (row % 2)), x: x(60), y: y(60) });
    expect(codeOf(() => splitOf(two, time))).toBe("E_SPLIT_TIMES");
    const words = tableOf({ when: numbers(60, (row) => row % 5).map((text) => `w${text}`), x: x(60), y: y(60) });
    expect(codeOf(() => splitOf(words, time))).toBe("E_SPLIT_TIMES");
  });

  test("a class that only later rows have is named", () => {
    const labels = Array.from({ length: 50 }, (_, row) => (row > 45 ? "new" : row % 2 ? "a" : "b"));
    const table = tableOf({ when: Array.from({ length: 50 }, (_, row) => day(row)), x: x(50), y: labels });
    expect(splitOf(table, time).notes).toContain('No training row is of class "new", so that it cannot be learned.');
  });
});

describe("by a column that tells the split", () => {
  const parts = [
    { value: "Train", split: "train" },
    { value: "valid", split: "validation" },
    { value: "test", split: "test" },
  ] as const;
  const column: SplitMethod = { by: "column", column: "set", parts };

  test("rows are where it says, in any case; other cells are in no split", () => {
    const set = numbers(40, (row) => row % 8).map(
      (n) => ["train", "TRAIN ", "train", "train", "valid", "test", "?", ""][Number(n)],
    );
    const { split, notes } = splitOf(tableOf({ set, x: x(40), y: y(40) }), column);
    const sides = sidesOf(split, 40);
    expect(sides.slice(0, 8)).toEqual(["train", "train", "train", "train", "validation", "test", "none", "none"]);
    expect(notes).toContain('10 rows with another "set": in no split, still predicted.');
  });

  test("validation rows that it does not name are drawn from its training rows, test rows stay as they are", () => {
    const set = numbers(100, (row) => row % 5).map((n) => (n === "4" ? "test" : "train"));
    const table = tableOf({ set, x: x(100), y: y(100) });
    const { split, notes } = splitOf(table, column);
    expect([...split.test]).toEqual(set.flatMap((text, row) => (text === "test" ? [row] : [])));
    expect([split.train.length, split.validation.length]).toEqual([60, 20]);
    expect(notes).toContain('"set" names no validation rows: they are drawn from its training rows.');
    expect(splitOf(table, column, 2).split.validation).not.toEqual(split.validation);
  });

  test("a column without training rows, or with nothing else, is refused", () => {
    const only = (value: string) =>
      tableOf({ set: numbers(40, () => 0).map((_, row) => (row % 2 ? value : "")), x: x(40), y: y(40) });
    for (const value of ["train", "test"]) expect(codeOf(() => splitOf(only(value), column))).toBe("E_SPLIT_PARTS");
  });
});

describe("by file", () => {
  const file = (name: string, first: number) =>
    tableFromRows(
      name,
      ["x", "y"],
      Array.from({ length: 40 }, (_, row) => [String((first + row) / 7), String((((first + row) * 5) % 11) / 2 + 0.1)]),
    );
  const { table } = stackTables([file("a.csv", 0), file("b.csv", 40), file("c.csv", 80)]);

  test("one that is left out tests, the others train, and validation rows are drawn from these", () => {
    const { split, notes } = splitOf(table, { by: "files", parts: [{ value: "b.csv", split: "test" }] });
    expect([...split.test]).toEqual(Array.from({ length: 40 }, (_, row) => 40 + row));
    expect([split.train.length, split.validation.length]).toEqual([60, 20]);
    expect(notes.slice(0, 2)).toEqual([
      "Rows are split by file.",
      "No file is for validation: its rows are drawn from the training rows.",
    ]);
  });

  test("without a file to judge by it is refused", () => {
    const gone: SplitMethod = { by: "files", parts: [{ value: "d.csv", split: "test" }] };
    expect(codeOf(() => splitOf(table, gone))).toBe("E_SPLIT_PARTS");
  });
});
