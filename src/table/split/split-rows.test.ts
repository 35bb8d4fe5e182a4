import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StudioError } from "../../base/error.ts";
import type { Task } from "../types.ts";
import { rowsOfSplits } from "./shares.ts";
import { splitFingerprint } from "./split-fingerprint.ts";
import { splitOfLetters } from "./split-letters.ts";
import { splitRows } from "./split-rows.ts";
import { columnsOf as madeColumns } from "./testing/made-columns.ts";

function columnsOf(values: readonly number[], labels: readonly number[], task: Task) {
  return madeColumns({ values, labels, task });
}

function splitFromLetters(text: string, nRows: number) {
  return rowsOfSplits(nRows, splitOfLetters(text, nRows));
}

const label = fc.oneof({ weight: 8, arbitrary: fc.nat({ max: 3 }) }, { weight: 1, arbitrary: fc.constant(Number.NaN) });
const rows = fc.array(fc.record({ value: fc.nat({ max: 60 }), label }), { minLength: 1, maxLength: 150 });
const tasks = fc.constantFrom<Task>("multiclass", "regression");

describe("splitRows", () => {
  test("every labelled row is in exactly one split, unlabelled ones in none, twins together, same seed same split", () => {
    fc.assert(
      fc.property(rows, tasks, fc.nat(), (made, task, seed) => {
        const columns = columnsOf(
          made.map((row) => row.value),
          made.map((row) => row.label),
          task,
        );
        const { split, groups, notes } = splitRows(columns, { seed });
        const all = [...split.train, ...split.validation, ...split.test].sort((a, b) => a - b);
        const labelled = made.flatMap((row, index) => (Number.isNaN(row.label) ? [] : [index]));
        expect(all).toEqual(labelled);
        for (const part of Object.values(split)) expect(part).toEqual(Uint32Array.from(part).sort());
        // Fewer different rows than splits, counted in classes that have some for each: twins are no copies then.
        const different = [...new Set(labelled.map((row) => `${made[row].value} ${made[row].label}`))];
        const labels = different.map((key) => (task === "regression" ? "" : key.split(" ")[1]));
        const nShared = labels.filter((one) => labels.filter((other) => other === one).length >= 3).length;
        const areTorn = (task === "regression" ? different.length : nShared) < 3 && labelled.length >= 3;
        expect(notes.some((note) => note.includes("both sides"))).toBe(areTorn && different.length < labelled.length);
        if (areTorn) return;
        const sideOf = new Map<string, string>();
        for (const [side, part] of Object.entries(split)) {
          for (const row of part) {
            const key = `${made[row].value} ${made[row].label}`;
            expect(sideOf.get(key) ?? side).toBe(side);
            sideOf.set(key, side);
          }
        }
        expect(notes.some((note) => note.includes("without a target"))).toBe(labelled.length < made.length);
        expect(splitRows(columns, { seed })).toEqual({ split, groups, notes });
        // Rows have the same group where they are twins, and nowhere else.
        const keys = made.map(({ value, label }, row) => (Number.isNaN(label) ? `none ${row}` : `${value} ${label}`));
        const nTwinGroups = new Set(labelled.map((row) => keys[row])).size;
        expect(new Set(labelled.map((row) => `${keys[row]} ${groups[row]}`)).size).toBe(nTwinGroups);
        expect(new Set(labelled.map((row) => groups[row])).size).toBe(nTwinGroups);
      }),
    );
  });

  test("ten rows are enough, however little they differ in, and it is said that the figures mean little", () => {
    const twoByTwo = columnsOf([0, 1, 0, 1, 0, 1, 0, 1, 0, 1], [0, 0, 0, 0, 0, 1, 1, 1, 1, 1], "binary");
    const alike = columnsOf(new Array(10).fill(7), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], "regression");
    const allClasses = columnsOf([1, 2, 3, 4, 5, 6], [0, 1, 2, 3, 4, 5], "multiclass");
    const twoEach = columnsOf([1, 2, 3, 4], [0, 1, 0, 1], "binary");
    for (const columns of [twoByTwo, alike, allClasses, twoEach]) {
      for (const seed of [0, 1, 2, 3, 4]) {
        const { split, notes } = splitRows(columns, { seed });
        const sizes = Object.values(split).map(({ length }) => length);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(columns.nRows);
        expect(Math.min(...sizes)).toBeGreaterThan(0);
        expect(notes.at(-1)).toContain("mean little");
      }
    }
    expect(splitRows(twoByTwo, { seed: 1 }).notes[0]).toContain("4 different rows");
    expect(splitRows(allClasses, { seed: 1 }).notes[0]).toContain("cannot be learned");
  });

  test("each class is shared out within one row of its share", () => {
    const counts = [500, 40, 7];
    const labels = counts.flatMap((count, code) => Array.from({ length: count }, () => code));
    const columns = columnsOf(
      labels.map((_, row) => row),
      labels,
      "multiclass",
    );
    const { split, notes } = splitRows(columns, { seed: 3 });
    expect(notes).toEqual([]);
    for (const [code, count] of counts.entries()) {
      const inPart = (part: Uint32Array): number => part.filter((row) => labels[row] === code).length;
      expect(Math.abs(inPart(split.train) - 0.6 * count)).toBeLessThanOrEqual(1);
      expect(Math.abs(inPart(split.validation) - 0.2 * count)).toBeLessThanOrEqual(1);
      expect(Math.abs(inPart(split.test) - 0.2 * count)).toBeLessThanOrEqual(1);
    }
  });

  test("another seed gives another split", () => {
    const columns = columnsOf(
      Array.from({ length: 100 }, (_, row) => row),
      new Array(100).fill(0),
      "regression",
    );
    expect(splitRows(columns, { seed: 1 }).split.test).not.toEqual(splitRows(columns, { seed: 2 }).split.test);
  });

  test("a class that is too rare is named and trained on", () => {
    const labels = [...new Array<number>(20).fill(0), ...new Array<number>(20).fill(1), 2, 2];
    const { split, notes } = splitRows(
      columnsOf(
        labels.map((_, row) => row),
        labels,
        "multiclass",
      ),
      { seed: 1 },
    );
    expect(notes).toEqual([expect.stringContaining('"class 2"'), expect.stringContaining("mean little")]);
    expect([...split.train]).toEqual(expect.arrayContaining([40, 41]));
  });

  test("a class of three rows reaches every split", () => {
    const labels = [0, 0, 0, 1, 1, 1];
    const { split } = splitRows(columnsOf([1, 2, 3, 4, 5, 6], labels, "binary"), { seed: 9 });
    for (const part of Object.values(split)) expect([...part].map((row) => labels[row]).sort()).toEqual([0, 1]);
  });

  test("shares must sum to 1", () => {
    const columns = columnsOf([1, 2], [0, 1], "binary");
    expect(() => splitRows(columns, { seed: 1, fractions: { train: 0.5, validation: 0.5, test: 0.5 } })).toThrow(
      StudioError,
    );
  });
});

describe("splitFromLetters", () => {
  test("reads one letter per row and ignores white space", () => {
    const split = splitFromLetters("T V\nE T\r\n", 4);
    expect(split).toEqual({ train: Uint32Array.of(0, 3), validation: Uint32Array.of(1), test: Uint32Array.of(2) });
  });

  test.each([
    ["TVE", 4],
    ["TVEX", 4],
    ["", 1],
  ])("%j for %d rows is refused", (text, nRows) => {
    expect(() => splitFromLetters(text, nRows)).toThrow(/E_SPLIT_LETTERS/);
  });
});

test("a split's fingerprint differs wherever a row is in another place", () => {
  const letters = fc.array(fc.constantFrom("T", "V", "E"), { minLength: 1, maxLength: 30 });
  const fingerprint = (list: readonly string[]) => splitFingerprint(splitFromLetters(list.join(""), list.length));
  fc.assert(
    fc.property(letters, fc.nat(), fc.constantFrom("T", "V", "E"), (list, at, letter) => {
      const changed = list.with(at % list.length, letter);
      expect(fingerprint(changed) === fingerprint(list)).toBe(changed.join() === list.join());
    }),
  );
});

test("rows of a source that is only trained on are neither in validation nor in test", () => {
  const made = Array.from({ length: 60 }, (_, row) => row);
  const plain = columnsOf(
    made,
    made.map((row) => row % 3),
    "multiclass",
  );
  const columns = {
    ...plain,
    schema: { ...plain.schema, sources: ["a.csv", "b.csv"] },
    source: Int32Array.from(made, (row) => Number(row >= 30)),
  };
  const { split, notes } = splitRows(columns, { seed: 1, trainingOnlySources: ["b.csv"] });
  const sourcesOf = (rows: Uint32Array) => new Set(Array.from(rows, (row) => columns.source[row]));
  expect([...sourcesOf(split.validation)]).toEqual([0]);
  expect([...sourcesOf(split.test)]).toEqual([0]);
  expect(split.train.length + split.validation.length + split.test.length).toBe(60);
  expect(notes.join(" ")).toContain("b.csv: 30 rows");
  expect(() => splitRows(columns, { seed: 1, trainingOnlySources: ["a.csv", "b.csv"] })).toThrow("E_SPLIT_SOURCES");
});
