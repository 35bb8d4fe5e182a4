import { describe, expect, test } from "vitest";
import { readNumberCells } from "../cells/read-cells.ts";
import { inferRules } from "../infer/infer-rules.ts";
import { tableOf } from "../testing/made-tables.ts";
import { read } from "../testing/read-text.ts";
import type { RawTable } from "../types.ts";
import { columnStatistics } from "./column-statistics.ts";
import { recogniseRows } from "./recognise-rows.ts";
import { doubtWords, recognisedWords } from "./rows-words.ts";

/** One column of new rows, read by what one of training was. */
function readAfter(training: RawTable, rows: RawTable) {
  const rules = inferRules(training);
  const usual = columnStatistics(training, rules, undefined);
  const { table, rules: adapted, ...fit } = recogniseRows({ table: rows, rules, target: "", usual, readings: [] });
  const [column] = table.columns;
  return {
    values: [...readNumberCells(column, adapted[0]).values],
    levels: adapted[0].levels,
    said: fit.recognised.map(recognisedWords),
    asked: fit.doubts.map(doubtWords),
    far: fit.far,
  };
}

const many = (write: (at: number) => string, n = 40) => Array.from({ length: n }, (_, at) => write(at));
const grams = tableOf({ weight: many((at) => `${500 + 7 * at} g`) });

describe("units", () => {
  test("that can be brought to those of training are, and it is said", () => {
    const { values, said, asked } = readAfter(grams, tableOf({ weight: many((at) => `${(500 + 7 * at) / 1000} kg`) }));
    for (const [at, value] of values.entries()) expect(value).toBeCloseTo(500 + 7 * at, 9);
    expect(said).toEqual(["weight: kg here, g in training; numbers are multiplied by 1,000."]);
    expect(asked).toEqual([]);
  });

  test("below the header count, too", async () => {
    const lines = (unit: string, factor: number) =>
      ["weight,size", `[${unit}],[cm]`, ...many((at) => `${(500 + 7 * at) * factor},${at + 0.5}`)].join("\n");
    const rows = readAfter(await read(lines("g", 1)), await read(lines("kg", 0.001)));
    for (const [at, value] of rows.values.entries()) expect(value).toBeCloseTo(500 + 7 * at, 9);
    expect(rows.said).toEqual(["weight: kg here, g in training; numbers are multiplied by 1,000."]);
    expect(rows.asked).toEqual([]);
  });

  test("that nobody can bring to those of training are asked about", () => {
    const dollars = tableOf({ price: many((at) => `$${5 + at}.50`) });
    expect(readAfter(dollars, tableOf({ price: many((at) => `€${5 + at}.50`) })).asked).toEqual([
      expect.stringMatching(/^price: € here, \$ in training; nothing says how/),
    ]);
  });

  test("that are missing are no news where numbers lie as in training, and asked about where they do not", () => {
    expect(readAfter(grams, tableOf({ weight: many((at) => String(500 + 7 * at)) })).asked).toEqual([]);
    expect(readAfter(grams, tableOf({ weight: many((at) => String((500 + 7 * at) / 1000)) })).asked).toEqual([
      expect.stringMatching(/^weight: .* about 1,000 times smaller\.$/),
    ]);
  });

  test("per cent beside shares is divided by a hundred", () => {
    const shares = tableOf({ share: many((at) => String((at + 1) / 50)) });
    const { values, said } = readAfter(shares, tableOf({ share: many((at) => `${2 * (at + 1)} %`) }));
    for (const [at, value] of values.entries()) expect(value).toBeCloseTo((at + 1) / 50, 12);
    expect(said).toEqual(["share: % here, no unit in training; numbers are multiplied by 0.01."]);
  });
});

describe("levels", () => {
  const answers = tableOf({ ripe: many((at) => (at % 3 ? "yes" : "no")) });

  test.each([
    ["1", "0"],
    ["True", "FALSE"],
    ["ja", "nein"],
    ["1.0", "0.0"],
  ])("%s and %s are yes and no", (yes, no) => {
    const { said, asked, levels } = readAfter(answers, tableOf({ ripe: [yes, no, yes, yes, no, no] }));
    expect(levels.find(({ label }) => label === "yes")?.spellings).toContain(yes);
    expect(levels.find(({ label }) => label === "no")?.spellings).toContain(no);
    expect(said).toHaveLength(1);
    expect(asked).toEqual([]);
  });

  test("that training did not have are asked about where they are nearly all, and not for a few rows", () => {
    const other = many((at) => ["ripe", "raw"][at % 2], 12);
    expect(readAfter(answers, tableOf({ ripe: other })).asked).toEqual([
      'ripe: 100 % of the filled cells were never seen in training, such as "ripe", "raw"; training had "yes", "no".',
    ]);
    expect(readAfter(answers, tableOf({ ripe: other.slice(0, 4) })).asked).toEqual([]);
    expect(readAfter(answers, tableOf({ ripe: ["yes", "no", ...other.slice(0, 9)] })).asked).toEqual([]);
  });

  test("of which nearly each is new are what is expected where each stood once", () => {
    const names = tableOf({ name: many((at) => `n${at}`, 45) });
    expect(readAfter(names, tableOf({ name: many((at) => `m${at}`, 30) })).asked).toEqual([]);
  });
});

test("a few values far outside are told and asked about only where they are most", () => {
  const ages = tableOf({ age: many((at) => String(20 + ((7 * at) % 40))) });
  const some = readAfter(ages, tableOf({ age: ["-999", ...many((at) => String(20 + at), 20), "-999"] }));
  expect([some.asked, some.far]).toEqual([[], [{ column: "age", count: 2, examples: ["-999"] }]]);
  expect(readAfter(ages, tableOf({ age: ["-999"] })).asked).toEqual(["age: −999 here, 21.95 to 57.05 in training."]);
  expect(readAfter(ages, tableOf({ age: ["61"] })).asked).toEqual([]);
});

test("a column that another one would push aside keeps its cells", () => {
  const training = tableOf({ a: many(String), b: many((at) => String(at * 2)) });
  const rules = inferRules(training);
  const rows = tableOf({ b: many((at) => String(at * 2)), c: many(String) });
  const readings = [{ column: "a", from: "c" }];
  const { table, recognised } = recogniseRows({ table: rows, rules, target: "", usual: [], readings });
  expect(table.columns.map(({ name }) => name)).toEqual(["b", "a"]);
  expect(recognised).toEqual([{ kind: "name", column: "a", found: "c" }]);
});
