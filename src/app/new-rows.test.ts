/** New rows that are written otherwise: what each column then holds is compared with what the file of training holds. */
import { beforeAll, describe, expect, test } from "vitest";
import { applyRules } from "../table/apply-rules.ts";
import { columnStatistics } from "../table/new-rows/column-statistics.ts";
import { recogniseRows } from "../table/new-rows/recognise-rows.ts";
import { doubtWords, recognisedWords } from "../table/new-rows/rows-words.ts";
import type { RowsReading } from "../table/new-rows/types.ts";
import { stackTables } from "../table/stack.ts";
import { hasData, NO_DATA, readBytes } from "../table/testing/data-on-disk.ts";
import { read } from "../table/testing/read-text.ts";
import type { Columns, RawTable } from "../table/types.ts";
import { describeTable } from "./describe-table.ts";

const CASES = "table-cases/pred-";
const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf16 = (text: string) => {
  const units = Uint16Array.from(`\ufeff${text}`, (letter) => letter.charCodeAt(0));
  return new Uint8Array(units.buffer);
};

type Row = Record<string, string>;
const NAMES = ["Age", "income", "region", "joined", "kind", "label"];

/** Rows as text, a change made to each. */
function written(rows: readonly Row[], change: (row: Row) => Row, delimiter = ","): string {
  const changed = rows.map(change);
  const cell = (text: string) => (text.includes(delimiter) || text.includes('"') ? `"${text}"` : text);
  const lines = [Object.keys(changed[0]), ...changed.map((row) => Object.values(row))];
  return lines.map((cells) => cells.map(cell).join(delimiter)).join("\n");
}

const grouped = (digits: string, mark: string) => digits.replace(/\B(?=(\d{3})+$)/g, mark);
const day = (text: string, order: string, mark: string) => {
  const [year, month, date] = text.split("-");
  return [...order].map((part) => ({ y: year, m: month, d: date })[part]).join(mark);
};
const MONTHS = "January February March April May June July August September October November December".split(" ");

describe.skipIf(!hasData)(`rows of pred-train.csv, ${hasData ? "" : NO_DATA}`, () => {
  let rows: Row[];
  let right: Columns;
  let train: ReturnType<typeof trained>;

  function trained(table: RawTable) {
    const { rules, target } = describeTable(stackTables([table]), { overrides: [], target: { name: "label" } });
    if (!target) throw new Error("no target");
    return { rules, target, usual: columnStatistics(table, rules, "label") };
  }

  /** What new rows are read as, and what is said of them. */
  async function readAs(bytes: string | Uint8Array, readings: readonly RowsReading[] = [], { usual } = train) {
    const table = await read(bytes);
    const { rules, target } = train;
    const { table: known, rules: adapted, ...fit } = recogniseRows({ table, rules, target: "label", usual, readings });
    const { columns } = applyRules(known, adapted, target);
    return { columns, said: fit.recognised.map(recognisedWords), asked: fit.doubts.map(doubtWords), fit };
  }

  /** The first rows of the right columns. */
  function expectRight({ numbers, categories, nRows }: Columns): void {
    expect([...numbers]).toEqual([...right.numbers.subarray(0, nRows * right.schema.numbers.length)]);
    expect([...categories]).toEqual([...right.categories.subarray(0, nRows * right.schema.categories.length)]);
  }

  beforeAll(async () => {
    const text = new TextDecoder().decode(readBytes(`${CASES}train.csv`));
    const lines = text.trim().split(/\r?\n/);
    rows = lines.slice(1).map((line) => Object.fromEntries(line.split(",").map((cell, at) => [NAMES[at], cell])));
    const table = await read(text);
    train = trained(table);
    right = applyRules(table, train.rules, train.target).columns;
  });

  test.each([
    ["train", /^$/],
    ["P01-semicolon-decimal-comma", /^Age: decimal commas here, points in training\.$/],
    ["P02-date-dmy", /^joined: 27\.10\.2020 here \(day, month, year\), year-month-day in training\.$/],
    ["P03-names-case-space", /^Column "AGE" is read as Age\..*Column "Region" is read as region\.$/s],
    ["P06-no-header", /columns are read in the order of training: Age, income/],
    ["P18-three-decimals-comma", /^Age: decimal commas here, points in training\.$/],
  ])("%s is read as it is meant, and that is said", async (name, words) => {
    const { columns, said, asked } = await readAs(readBytes(`${CASES}${name}.csv`));
    expectRight(columns);
    expect(asked).toEqual([]);
    expect(said.join("\n")).toMatch(words);
  });

  test("a pipeline that was saved without statistics asks where three decimals could be thousands", async () => {
    const bytes = readBytes(`${CASES}P18-three-decimals-comma.csv`);
    const older = await readAs(bytes, [], { ...train, usual: [] });
    expect(older.asked).toEqual([expect.stringMatching(/^Age: 51,400 may be 51,400 or 51\.4;/)]);
    const [choice] = older.fit.doubts[0].choices.filter(({ decimalMark }) => decimalMark === ",");
    const decided = await readAs(bytes, [choice], { ...train, usual: [] });
    expectRight(decided.columns);
    expect(decided.asked).toEqual([]);
  });

  const same = (row: Row) => row;
  const income = (write: (text: string) => string) => (row: Row) => ({ ...row, income: write(row.income) });
  const age = (write: (text: string) => string) => (row: Row) => ({ ...row, Age: write(row.Age) });
  const joined = (write: (text: string) => string) => (row: Row) => ({ ...row, joined: write(row.joined) });
  const region = (write: (text: string) => string) => (row: Row) => ({ ...row, region: write(row.region) });
  const kind = (write: (text: string) => string) => (row: Row) => ({ ...row, kind: write(row.kind) });
  const named = (write: (name: string) => string) => (row: Row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [write(name), cell]));

  const CLEAR: readonly [what: string, change: (row: Row) => Row, said: RegExp, delimiter?: string][] = [
    ["columns in another order", (row) => Object.fromEntries(Object.entries(row).reverse()), /^$/],
    ["one more column", (row) => ({ note: "x", ...row }), /^$/],
    ["no target", ({ label: _, ...row }) => row, /^$/],
    ["thousands grouped by commas", income((text) => grouped(text, ",")), /^$/],
    ["thousands grouped by spaces", income((text) => grouped(text, " ")), /^$/],
    [
      "thousands grouped by points in a European file",
      (row) => ({ ...row, Age: row.Age.replace(".", ","), income: grouped(row.income, ".") }),
      /Age: decimal commas.*income: decimal commas/s,
      ";",
    ],
    ["a currency before", income((text) => `$${grouped(text, ",")}`), /^$/],
    ["a currency behind", income((text) => `${text} EUR`), /^$/],
    ["a unit", age((text) => `${text} years`), /^Age: years here, no unit in training/],
    ["negative numbers in brackets", age((text) => text.replace(/^-(.*)$/, "($1)")), /^$/],
    ["minus signs behind", age((text) => text.replace(/^-(.*)$/, "$1-")), /^Age: numbers are written/],
    ["typographic minus signs", age((text) => text.replace("-", "−")), /^$/],
    ["dates month first", joined((text) => day(text, "mdy", "/")), /^joined: 10\/27\/2020 here \(month, day, year\)/],
    ["dates day first", joined((text) => day(text, "dmy", "/")), /^joined: 27\/10\/2020 here \(day, month, year\)/],
    ["dates without marks", joined((text) => day(text, "ymd", "")), /^joined: 20201027 here/],
    ["dates with a time", joined((text) => `${text}T00:00:00Z`), /^$/],
    [
      "months by name",
      joined((text) => `${Number(text.slice(8))} ${MONTHS[Number(text.slice(5, 7)) - 1]} ${text.slice(0, 4)}`),
      /^joined: 27 October 2020 here/,
    ],
    ["levels in capitals", region((text) => text.toUpperCase()), /^$/],
    [
      "levels with letters that cannot be seen",
      region((text) => `${text}\u200b`),
      /^region: "east\u200b" is read as "east"/,
    ],
    ["levels with a dot behind", region((text) => `${text}.`), /^region: "east\." is read as "east"/],
    ["names in capitals", named((name) => name.toUpperCase()), /^Column "AGE" is read as Age\./],
    ["another missing marker", kind((text) => text.replace("x", "NULL")), /^kind: "NULL" stands for missing here\.$/],
    [
      "a missing marker of letters and dots",
      kind((text) => text.replace("x", "n.d.")),
      /^kind: "n\.d\." stands for missing here\.$/,
    ],
    ["numbers with decimals that say nothing", kind((text) => (text ? `${text}.0` : "")), /^$/],
  ];

  test.each(CLEAR)("%s: read as meant, and said", async (_, change, words, delimiter) => {
    for (const some of [rows, rows.slice(0, 20)]) {
      const { columns, said, asked } = await readAs(written(some, change, delimiter));
      expectRight(columns);
      expect(asked).toEqual([]);
      if (some === rows) expect(said.join("\n")).toMatch(words);
    }
  });

  test.each([
    ["a byte order mark and line ends of Windows", (text: string) => `\ufeff${text.replaceAll("\n", "\r\n")}`],
    ["UTF-16", utf16],
    ["tabs", (text: string) => text.replaceAll(",", "\t")],
  ])("%s change nothing", async (_, write) => {
    const { columns, said, asked } = await readAs(write(written(rows, same)));
    expectRight(columns);
    expect([...said, ...asked]).toEqual([]);
  });

  const UNCLEAR: readonly [what: string, change: (row: Row, at: number) => Row, asked: RegExp][] = [
    ["a column is not there", ({ income: _, ...row }) => row, /^income: no such column here/],
    [
      "a number is 1,000 times larger",
      age((text) => String(Number(text) * 1000)),
      /^Age: .*about 1,000 times as large/,
    ],
    ["a number is in thousands", income((text) => String(Number(text) / 1000)), /^income: .*about 1,000 times smaller/],
    [
      "a percentage is a share",
      age((text) => String(Number((Number(text) / 100).toFixed(4)))),
      /^Age: .*about 100 times smaller/,
    ],
    ["amounts are owed", income((text) => `-${text}`), /^income: −92,.* the sign is another one/],
    [
      "two columns have each other's cells",
      (row) => ({ ...row, Age: row.income, income: row.Age }),
      /^Age: .* in training/,
    ],
    [
      "names of months stand for numbers",
      income(() => "May"),
      /^income: 100 % of the filled cells are no numbers, such as "May"/,
    ],
    [
      "dates are numbers of days",
      joined((text) => String(Date.parse(text) / 86_400_000 + 25_569)),
      /^joined: 100 % of the filled cells are no dates, such as "44131"/,
    ],
    ["dates are of another age", joined((text) => `1${text.slice(1)}`), /^joined: .* here, 2019-02-.* in training/],
    [
      "levels are in another language",
      region((text) => ({ east: "Osten", south: "Süden", north: "Norden", west: "Westen" })[text] ?? text),
      /^region: 100 % of the filled cells were never seen/,
    ],
    ["a column is empty", income(() => ""), /^income: nothing but missing cells here/],
  ];

  test.each(UNCLEAR)("it is asked where %s", async (_, change, words) => {
    for (const some of [rows, rows.slice(0, 20)]) {
      const { asked } = await readAs(written(some, (row) => change(row, 0)));
      expect(asked.join("\n")).toMatch(words);
    }
  });

  test("a factor that is accepted gives the numbers of training", async () => {
    const text = written(
      rows,
      age((cell) => String(Number((Number(cell) * 1000).toFixed(0)))),
    );
    const { fit } = await readAs(text);
    const decided = await readAs(text, fit.doubts[0].choices);
    expect(decided.asked).toEqual([]);
    expect(decided.said).toEqual(["Age: multiplied by 0.001, as you decided."]);
    for (const [at, value] of decided.columns.numbers.entries()) expect(value).toBeCloseTo(right.numbers[at], 4);
  });

  test("a factor goes with the decimal mark of the rows", async () => {
    const write = (cell: string) => (Number(cell) / 1000).toFixed(5).replace(".", ",");
    const text = written(rows, age(write), ";");
    const decided = await readAs(text, [{ column: "Age", factor: 1000 }]);
    expect([decided.asked, decided.said]).toEqual([
      [],
      ["Age: decimal commas here, points in training.", "Age: multiplied by 1000, as you decided."],
    ]);
    for (const [at, value] of decided.columns.numbers.entries()) expect(value).toBeCloseTo(right.numbers[at], 4);
  });

  test("a column that is chosen for a missing one is read as that", async () => {
    const text = written(rows, ({ income: cell, ...row }) => ({ ...row, salary: cell }));
    const { fit, asked } = await readAs(text);
    expect(asked).toHaveLength(1);
    const { columns, said } = await readAs(text, fit.doubts[0].choices);
    expectRight(columns);
    expect(said).toEqual(['Column "salary" is read as income.']);
  });

  test("where no date tells day from month, it is asked, and the answer counts", async () => {
    const some = rows.filter(({ joined: text }) => Number(text.slice(8)) <= 12);
    const text = written(
      some,
      joined((cell) => day(cell, "dmy", "/")),
    );
    const { asked, fit } = await readAs(text);
    expect(asked).toEqual([expect.stringMatching(/^joined: dates such as .* may have the day or the month first/)]);
    const { columns } = await readAs(
      text,
      fit.doubts[0].choices.filter(({ dateFormat }) => dateFormat === "dmy"),
    );
    const meant = await readAs(written(some, same));
    expect(columns.numbers).toEqual(meant.columns.numbers);
  });

  test("a single row is read as rows are", async () => {
    for (const [change, delimiter] of [
      [age((text) => text.replace(".", ",")), ";"],
      [joined((text) => day(text, "dmy", ".")), ","],
      [same, ","],
    ] as const) {
      const { columns, asked } = await readAs(written(rows.slice(0, 1), change, delimiter));
      expectRight(columns);
      expect(asked).toEqual([]);
    }
  });

  test("letters of another encoding are the same levels", async () => {
    const south = region((text) => (text === "south" ? "süd" : text));
    const table = await read(written(rows, south));
    const { rules, target } = describeTable(stackTables([table]), { overrides: [], target: { name: "label" } });
    const wanted = applyRules(table, rules, target).columns.categories;
    const nfd = written(
      rows,
      region((text) => (text === "south" ? "su\u0308d" : text)),
    );
    for (const bytes of [latin(written(rows, south)), utf16(written(rows, south)), nfd]) {
      const rowsRead = recogniseRows({ table: await read(bytes), rules, target: "label", usual: [], readings: [] });
      expect(applyRules(rowsRead.table, rowsRead.rules, target).columns.categories).toEqual(wanted);
      expect(rowsRead.doubts).toEqual([]);
    }
  });
});
