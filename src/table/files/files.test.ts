import { describe, expect, test } from "vitest";
import { readDateCells, readNumberCells } from "../cells/read-cells.ts";
import { inferRules } from "../infer/infer-rules.ts";
import { cellText } from "../raw-column.ts";
import { stackTables, tableFromRows } from "../stack.ts";
import { hasData, NO_DATA, readBytes, readDataFile } from "../testing/data-on-disk.ts";
import { ruleOf } from "../testing/made-tables.ts";
import { filesProposalWords } from "./match-words.ts";
import { proposeMatches } from "./propose-matches.ts";

const words = ["red", "green", "blue"];
const rowsOf = (nRows: number, row: (at: number) => readonly string[]) =>
  Array.from({ length: nRows }, (_, at) => row(at));
const proposalsOf = (...given: Parameters<typeof stackTables>) => {
  const stacked = stackTables(...given);
  return proposeMatches(stacked, inferRules(stacked.table));
};

describe("names of several files", () => {
  const one = tableFromRows("one.csv", ["Monthly Income", "Größe", "label"], [["1", "2", "a"]]);
  const two = tableFromRows("two.csv", ["monthly_income ", "gro\u0308ße".toUpperCase(), "LABEL"], [["3", "4", "b"]]);

  test("that differ in case, spaces, signs or Unicode form alone are one, and it is said", () => {
    const { table, unmatched, matched } = stackTables([one, two]);
    expect(table.columns.map(({ name }) => name)).toEqual(["Monthly Income", "Größe", "label"]);
    expect(table.columns.map((column) => [cellText(column, 0), cellText(column, 1)])).toEqual([
      ["1", "3"],
      ["2", "4"],
      ["a", "b"],
    ]);
    expect(unmatched).toEqual([]);
    expect(matched.map(({ file, as, by }) => [file, as, by])).toEqual(
      ["Monthly Income", "Größe", "label"].map((as) => ["two.csv", as, "looks"]),
    );
    expect(table.issues).toMatchObject([{ code: "W_FILES_NAMES", where: "two.csv", count: 3 }]);
  });

  test("stay apart where a person says so, or one file has both", () => {
    const decided = [undefined, { names: [{ name: "LABEL", as: "LABEL" }] }];
    expect(stackTables([one, two], decided).unmatched.map(({ column }) => column)).toEqual(["label", "LABEL"]);
    const both = tableFromRows("both.csv", ["Label", "LABEL"], [["x", "y"]]);
    const { table, matched } = stackTables([tableFromRows("a.csv", ["label"], [["a"]]), both]);
    expect([table.columns.map(({ name }) => name), matched]).toEqual([["label", "Label", "LABEL"], []]);
  });

  test("are one where a person says so, also when a file is alone", () => {
    const other = tableFromRows("b.csv", ["salary"], [["5"]]);
    const decided = { names: [{ name: "salary", as: "income" }] };
    const { table, matched } = stackTables([tableFromRows("a.csv", ["income"], [["1"]]), other], [undefined, decided]);
    expect([table.columns.map(({ name }) => name), matched.map(({ by }) => by)]).toEqual([["income"], ["decision"]]);
    expect(stackTables([other], [decided]).table.columns[0].name).toBe("income");
  });
});

test.skipIf(!hasData)(`the files of two countries read alike, ${hasData ? "" : NO_DATA}`, async () => {
  const paths = ["table-cases/multi-a-us.csv", "table-cases/multi-b-eu.csv"];
  const { table, unmatched } = stackTables(await Promise.all(paths.map((path) => readDataFile(path))));
  const rules = inferRules(table);
  // By hand: fields between the delimiters of each file, commas for points, days by the platform's own calendar.
  const records = paths.flatMap((path, file) =>
    new TextDecoder()
      .decode(readBytes(path))
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split([",", ";"][file])),
  );
  const dayOf = (text: string) => Date.parse(text.replace(/^(\d\d)\.(\d\d)\.(\d{4})$/, "$3-$2-$1")) / 86_400_000;
  const column = (name: string) => table.columns.find((each) => each.name === name)!;
  const ages = readNumberCells(column("Age"), ruleOf(rules, "Age")).values;
  const days = readDateCells(column("joined"), ruleOf(rules, "joined")).parts.days;
  expect([...ages]).toEqual(records.map(([age]) => Number(age.replace(",", "."))));
  expect([...days]).toEqual(records.map(([, , , joined]) => dayOf(joined)));
  expect(unmatched).toEqual([]);
});

describe("what is proposed", () => {
  const a = tableFromRows(
    "a.csv",
    ["size", "label"],
    rowsOf(30, (at) => [String(at), at % 2 ? "yes" : "no"]),
  );

  test("one target under two names, since both hold the same levels", () => {
    const b = tableFromRows(
      "b.csv",
      ["size", "class"],
      rowsOf(30, (at) => [String(at), at % 3 ? "yes" : "no"]),
    );
    const proposals = proposalsOf([a, b]);
    expect(proposals).toMatchObject([
      { kind: "columns", files: ["b.csv"], name: "class", as: "label", reason: { values: "same levels" } },
    ]);
    expect(filesProposalWords(proposals[0])).toBe('"class" in b.csv may be "label" in a.csv: both hold "no", "yes".');
    const { table } = stackTables([a, b], [undefined, { names: [{ name: "class", as: "label" }] }]);
    expect(table.columns.map(({ name }) => name)).toEqual(["size", "label"]);
  });

  test("names that are alike, where numbers lie alike, and not where they do not", () => {
    const far = (factor: number) =>
      tableFromRows(
        "b.csv",
        ["sizes", "label"],
        rowsOf(30, (at) => [String(at * factor + 1), "no"]),
      );
    expect(proposalsOf([a, far(1)])).toMatchObject([
      { name: "sizes", as: "size", reason: { values: "numbers alike" } },
    ]);
    expect(proposalsOf([a, far(1000)])).toEqual([]);
  });

  test("nothing where several columns could be meant, or nothing but chance speaks for it", () => {
    const b = tableFromRows(
      "b.csv",
      ["size", "p", "q"],
      rowsOf(30, (at) => [String(at), at % 2 ? "yes" : "no", at % 3 ? "yes" : "no"]),
    );
    const c = tableFromRows(
      "c.csv",
      ["size", "colour"],
      rowsOf(30, (at) => [String(at), words[at % 3]]),
    );
    expect(proposalsOf([a, b])).toEqual([]);
    expect(proposalsOf([a, c])).toEqual([]);
  });

  test("1 and 0 beside yes and no, which are then read as those", () => {
    const b = tableFromRows(
      "b.csv",
      ["size", "label"],
      rowsOf(40, (at) => [String(at), at % 4 ? "0" : "1"]),
    );
    const pairs = [
      { text: "1", as: "yes" },
      { text: "0", as: "no" },
    ];
    expect(proposalsOf([a, b])).toEqual([{ kind: "words", file: "b.csv", otherFile: "a.csv", column: "label", pairs }]);
    const values = pairs.map((pair) => ({ column: "label", ...pair }));
    const { table } = stackTables([a, b], [undefined, { values }]);
    expect(ruleOf(inferRules(table), "label").levels.map(({ label }) => label)).toEqual(["no", "yes"]);
    expect(proposalsOf([a, b], [undefined, { values }])).toEqual([]);
  });

  test("1 and 0 beside 1.0 and 0.0 are the same numbers, and nothing to decide", () => {
    const whole = tableFromRows(
      "whole.csv",
      ["size", "label"],
      rowsOf(40, (at) => [String(at), at % 4 ? "0" : "1"]),
    );
    const points = tableFromRows(
      "points.csv",
      ["size", "label"],
      rowsOf(40, (at) => [String(at), at % 3 ? "0.0" : "1.0"]),
    );
    expect(proposalsOf([whole, points])).toEqual([]);
  });
});

test("numbers that could be read in two ways are read with the decimal mark of their file", () => {
  const us = tableFromRows("us.csv", ["price"], [["1234.5"], ["1,234"], ["0.5"], ["1.234"]]);
  const eu = tableFromRows("eu.csv", ["price"], [["1234,5"], ["1.234"], ["0,5"], ["1,234"], ["12"]]);
  const { table, exact } = stackTables([us, eu]);
  const { values } = readNumberCells(table.columns[0], ruleOf(inferRules(table), "price"));
  expect([...values]).toEqual([1234.5, 1234, 0.5, 1.234, 1234.5, 1234, 0.5, 1.234, 12]);
  expect(exact?.columns[0].dictionary).toContain("1,234");
  expect(table.issues.map(({ code, where }) => `${code} ${where}`)).toEqual([
    "W_FILES_MARKS us.csv",
    "W_FILES_MARKS eu.csv",
  ]);
  expect(stackTables([us, us]).exact).toBeUndefined();
});

test.each([
  ["/", "2021", ""],
  [".", "21", " 10:30"],
])("dates with %j and the year %s are read in the order of their file", (mark, year, clock) => {
  const two = (value: number) => String(value).padStart(2, "0");
  const days = Array.from({ length: 56 }, (_, at) => ({ day: 1 + (at % 28), month: 1 + ((at >> 2) % 12) }));
  const write = (parts: readonly number[]) => [`${parts.map(two).join(mark)}${mark}${year}${clock}`];
  const eu = tableFromRows(
    "eu.csv",
    ["visit"],
    days.map(({ day, month }) => write([day, month])),
  );
  const us = tableFromRows(
    "us.csv",
    ["visit"],
    days.map(({ day, month }) => write([month, day])),
  );
  const { table, exact } = stackTables([eu, us]);
  const right = days.map(({ day, month }) => Math.floor(Date.UTC(2021, month - 1, day) / 86_400_000));
  const { parts } = readDateCells(table.columns[0], ruleOf(inferRules(table), "visit"));
  expect(Array.from(parts.days, Math.floor)).toEqual([...right, ...right]);
  expect(exact?.columns[0].dictionary).toContain(write([1, 1])[0]);
  expect(table.issues.map(({ code, where }) => `${code} ${where}`)).toEqual([
    "W_FILES_DATES eu.csv",
    "W_FILES_DATES us.csv",
  ]);
  expect(stackTables([eu, eu]).exact).toBeUndefined();
});

test("where no cell of a file shows its mark, the numbers of other files tell it, or the file's own habit", () => {
  const us = tableFromRows(
    "us.csv",
    ["size"],
    rowsOf(20, (at) => [`${at % 7}.5`]),
  );
  const eu = (texts: readonly string[]) =>
    tableFromRows(
      "eu.csv",
      ["size"],
      texts.map((text) => [text]),
    );
  const read = (texts: readonly string[]) => {
    const { table } = stackTables([us, eu(texts)]);
    return [...readNumberCells(table.columns[0], ruleOf(inferRules(table), "size")).values].slice(20);
  };
  expect(read(["1,234", "5,125", "3,250", "4,750", "2,125"])).toEqual([1.234, 5.125, 3.25, 4.75, 2.125]);
});
