import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StudioError } from "../program/error.ts";
import { applyRules } from "./apply-rules.ts";
import { assignRoles, SET_BY_YOU } from "./assign-roles.ts";
import { hasData, readDataFile } from "./fixtures-on-disk.ts";
import { inferRules } from "./infer-rules.ts";
import { inferTarget } from "./infer-target.ts";
import { overrideRule } from "./override-rule.ts";
import { parseDate } from "./parse-date.ts";
import { parseNumber } from "./parse-number.ts";
import { profileColumn } from "./profile.ts";
import { readCsv } from "./read-csv.ts";
import { stackTables, tableFromRows } from "./stack.ts";
import type { ColumnRule, RawTable } from "./types.ts";

/** A table of named columns of equal length. */
function tableOf(columns: Readonly<Record<string, readonly string[]>>): RawTable {
  const names = Object.keys(columns);
  const nRows = columns[names[0]].length;
  return tableFromRows(
    "made.csv",
    names,
    Array.from({ length: nRows }, (_, row) => names.map((name) => columns[name][row])),
  );
}

function ruleOf(rules: readonly ColumnRule[], name: string): ColumnRule {
  const rule = rules.find((candidate) => candidate.name === name);
  if (rule === undefined) throw new Error(`no rule for ${name}`);
  return rule;
}

function inferOne(texts: readonly string[], name = "x"): ColumnRule {
  return inferRules(tableOf({ [name]: texts }))[0];
}

function repeat(texts: readonly string[], times: number): string[] {
  return Array.from({ length: times }, () => texts).flat();
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof StudioError) return error.details.code;
    throw error;
  }
  return "nothing was thrown";
}

describe("numbers as people write them", () => {
  test.each([
    ["1,234.5", ".", 1234.5],
    ["1,234", ".", 1234],
    ["1.234,5", ",", 1234.5],
    ["1.234", ",", 1234],
    ["1,5", ",", 1.5],
    ["1 234 567", ".", 1234567],
    ["1\u202f234,5", ",", 1234.5],
    ["1'234.50", ".", 1234.5],
    ["$1,234.50", ".", 1234.5],
    ["12,50 €", ",", 12.5],
    ["-£3", ".", -3],
    ["$-3", ".", -3],
    ["12.5%", ".", 12.5],
    ["(1,200)", ".", -1200],
    ["−7", ".", -7],
    ["+.5", ".", 0.5],
    ["1e3", ".", 1000],
  ] as const)("%s with mark %s is %d", (text, mark, value) => {
    expect(parseNumber(text, mark)).toBe(value);
  });

  test.each([
    "",
    "abc",
    "1,23",
    "1,2345",
    "12 oz",
    "1.2.3",
    "1-2",
    "--1",
    "$",
    "%",
    "1e400",
    "12:30",
    "NaN",
    "0x10",
    "1,234,56",
  ])("%j is none", (text) => expect(parseNumber(text, ".")).toBeNaN());

  test("any finite float32 range number is read back", () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseNumber(String(value), ".") + 0).toBe(value + 0);
        expect(parseNumber(String(value).replace(".", ","), ",") + 0).toBe(value + 0);
      }),
    );
  });
});

describe("dates", () => {
  test.each([
    ["2024-02-29", "iso", Date.UTC(2024, 1, 29)],
    ["2024-02-29T23:30:00Z", "iso", Date.UTC(2024, 1, 29, 23, 30)],
    ["2024-03-01 00:30+02:00", "iso", Date.UTC(2024, 1, 29, 22, 30)],
    ["2024/3/1", "ymd", Date.UTC(2024, 2, 1)],
    ["20240301", "ymd", Date.UTC(2024, 2, 1)],
    ["1.3.2024", "dmy", Date.UTC(2024, 2, 1)],
    ["01-Mar-24", "dmy", Date.UTC(2024, 2, 1)],
    ["3/1/2024 1:05 PM", "mdy", Date.UTC(2024, 2, 1, 13, 5)],
    ["March 1, 2024", "mdy", Date.UTC(2024, 2, 1)],
    ["Fri, 1 Mar 2024 12:00:00 GMT", "dmy", Date.UTC(2024, 2, 1, 12)],
    ["1709251200", "epoch-s", Date.UTC(2024, 2, 1)],
    ["1709251200000", "epoch-ms", Date.UTC(2024, 2, 1)],
  ] as const)("%s as %s", (text, format, milliseconds) => {
    const moment = parseDate(text, format);
    expect(moment?.days).toBeCloseTo(milliseconds / 86_400_000, 9);
  });

  test.each([
    ["2023-02-29", "iso"],
    ["2024-13-01", "iso"],
    ["31/04/2024", "dmy"],
    ["13/13/2024", "mdy"],
    ["1.2", "dmy"],
    ["soon", "mdy"],
  ] as const)("%s is no date as %s", (text, format) => expect(parseDate(text, format)).toBeUndefined());

  test("agrees with the platform on every day", () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 40_000 }), (day) => {
        const date = new Date(day * 86_400_000);
        const moment = parseDate(date.toISOString().slice(0, 10), "iso");
        const weekday = date.getUTCDay() === 0 ? 7 : date.getUTCDay();
        expect(moment).toEqual({ days: day, month: date.getUTCMonth() + 1, weekday, hour: 0 });
      }),
    );
  });

  test("day first or month first is decided by evidence, and doubt is said", () => {
    expect(inferOne(["01/02/2024", "25/12/2024", "03/04/2024"]).dateFormat).toBe("dmy");
    expect(inferOne(["01/02/2024", "12/25/2024", "03/04/2024"]).dateFormat).toBe("mdy");
    expect(inferOne(["01/02/2024", "05/06/2024", "07/03/2024"]).typeReason).toContain("no cell rules out");
    const daily = Array.from({ length: 12 }, (_, day) => `${day + 1}/1/2024`);
    expect(inferOne(daily).dateFormat).toBe("dmy");
    const table = tableOf({
      a: ["01/02/2024", "25/12/2024", "04/04/2024"],
      b: ["07/02/2024", "05/06/2024", "07/11/2024"],
    });
    expect(inferRules(table).map(({ dateFormat }) => dateFormat)).toEqual(["dmy", "dmy"]);
  });

  test("only the parts that vary are made", () => {
    expect(inferOne(["2024-01-01", "2024-01-08"]).dateParts).toEqual(["days"]);
    expect(inferOne(["2024-01-01", "2024-03-09"]).dateParts).toEqual(["days", "month", "weekday"]);
    expect(inferOne(["2024-01-01 08:00", "2024-01-01 09:30"]).dateParts).toEqual(["days", "hour"]);
    expect(inferOne(["1700000000", "1700086400"], "timestamp").dateFormat).toBe("epoch-s");
    expect(inferOne(["1700000000", "1700086400"], "price").type).toBe("number");
  });
});

describe("types", () => {
  test("leading zeros stay text", () => {
    const rule = inferOne(["00123", "00456", "01000", "12345", "00123"]);
    expect(rule.type).toBe("category");
    expect(rule.levels.map(({ label }) => label)).toContain("00123");
    expect(inferOne(["0", "1", "0.5", "00.25"]).type).toBe("number");
    expect(inferOne(["12345678901234567", "12345678901234568"]).type).toBe("category");
  });

  test("the decimal comma is found, and helps columns that could be either", () => {
    const rules = inferRules(
      tableOf({ a: ["1,5", "2,25", "1.000,5"], b: ["1,234", "2,500", "3,125"], c: ["1", "2", "4"] }),
    );
    expect(rules.map(({ type, decimalMark }) => [type, decimalMark])).toEqual([
      ["number", ","],
      ["number", ","],
      ["number", "."],
    ]);
    expect(inferOne(["1,234", "2,500"]).decimalMark).toBe(".");
    expect(inferOne(["1,5", "1.500", "2,5"]).decimalMark).toBe(",");
  });

  test("words among numbers become markers, and mean missing in the other columns too", () => {
    const numbers = [
      ...Array.from({ length: 40 }, (_, index) => String(index * 1.5)),
      "ERROR",
      "UNKNOWN",
      "NA",
      "",
      "?",
    ];
    const colours = repeat(["red", "blue", "ERROR", "unknown", "green"], 9);
    const rules = inferRules(tableOf({ n: numbers, colour: colours }));
    expect(rules[0].type).toBe("number");
    expect(new Set(rules[0].missingMarkers)).toEqual(new Set(["ERROR", "UNKNOWN", "NA", "?"]));
    expect(rules[1].levels.map(({ label }) => label).sort()).toEqual(["blue", "green", "red"]);
    expect(rules[1].missingMarkers).toEqual(expect.arrayContaining(["ERROR", "unknown"]));
  });

  test("an answer of none is a level where it is common, missing where it is rare", () => {
    const common = inferOne(repeat(["none", "none", "yes"], 10));
    expect(common.levels.map(({ label }) => label)).toEqual(["none", "yes"]);
    expect(inferOne([...repeat(["a", "b"], 20), "None"]).missingMarkers).toEqual(["None"]);
  });

  test("plus and minus are two levels, a lone dash is missing", () => {
    expect(inferOne(repeat(["+", "-"], 10)).levels.length).toBe(2);
    expect(inferOne(repeat(["a", "b", "-"], 10)).missingMarkers).toEqual(["-"]);
  });

  test("a sentinel is named, not converted", () => {
    const rule = inferOne([...Array.from({ length: 50 }, (_, index) => String(index % 20)), "-999", "-999", "-999"]);
    expect(rule.typeReason).toContain("-999");
    expect(rule.missingMarkers).toEqual([]);
  });

  test("50 levels are kept, case variants are one, the rest is pooled", () => {
    const texts = Array.from({ length: 80 }, (_, level) => repeat([`level ${level}`], 100 - level)).flat();
    const rule = inferOne([...texts, "LEVEL 0", " level 1 "]);
    expect(rule.levels.length).toBe(51);
    expect(rule.levels[0]).toEqual({ label: "level 0", spellings: ["level 0", "LEVEL 0"] });
    expect(rule.otherLabel).toBe("(other)");
    expect(rule.levels[50]).toEqual({ label: "(other)", spellings: [] });
  });

  test("large numbers close together get an offset, others do not", () => {
    const rule = inferOne(["100000000.5", "100000001.5", "100000002.5"]);
    const { columns } = applyRules(tableOf({ x: ["100000000.5", "100000001.5", "100000002.5"] }), [rule], undefined);
    expect(Array.from(columns.numbers)).toEqual([0.5, 1.5, 2.5]);
    expect(inferOne(["1", "2", "1000000"]).offset).toBe(0);
  });
});

describe("roles", () => {
  const n = 200;
  const index = Array.from({ length: n }, (_, row) => row);
  const noise = index.map((row) => ((row * 7919) % 1009) / 10);
  const labels = index.map((row) => (((row * 7919) % 1009) + row < 600 ? "yes" : "no"));
  const table = tableOf({
    id: index.map((row) => `U${row}`),
    row: index.map((row) => String(row + 1)),
    customer_id: index.map((row) => String((row * 7919) % 10_007)),
    year: index.map((row) => String(1800 + row)),
    constant: index.map(() => "same"),
    empty: index.map((row) => (row < 5 ? "1" : "")),
    flag: index.map((row) => (row % 3 === 0 ? "yes" : "")),
    remark: index.map((row) => `this is remark ${row} on something else`),
    noise: noise.map(String),
    leak: labels.map((label) => (label === "yes" ? "paid" : "open")),
    leakNumber: labels.map((label, row) => String(label === "yes" ? row / 7 : 100 + row / 9)),
    target: labels,
  });

  test("each column has the role that its cells speak for, with the reason", () => {
    const { rules } = inferTarget(table, inferRules(table), "target");
    const roles = Object.fromEntries(rules.map(({ name, role }) => [name, role]));
    expect(roles).toEqual({
      id: "aside",
      row: "aside",
      customer_id: "aside",
      year: "used",
      constant: "aside",
      empty: "aside",
      flag: "used",
      remark: "aside",
      noise: "used",
      leak: "aside",
      leakNumber: "aside",
      target: "target",
    });
    expect(ruleOf(rules, "leak").roleReason).toContain("AUC 1.000");
    expect(ruleOf(rules, "empty").roleReason).toContain("missing");
    expect(ruleOf(rules, "id").roleReason).toContain("Identifier");
    expect(ruleOf(rules, "remark").roleReason).toContain("Free text");
  });

  test("a regression target is given away by its own ranks only", () => {
    const values = index.map((row) => String(noise[row] * 3 + row / 1000));
    const regression = tableOf({
      copy: index.map((row) => String(Math.exp(Number(values[row]) / 100))),
      near: index.map((row) => String(Number(values[row]) + (row % 17) * 5)),
      y: values,
    });
    const { rules, target } = inferTarget(regression, inferRules(regression), "y");
    expect(target.task).toBe("regression");
    expect(rules.map(({ role }) => role)).toEqual(["aside", "used", "target"]);
  });

  test("a role that was set by hand stays", () => {
    const rules = inferRules(table).map((rule) =>
      rule.name === "leak" ? overrideRule(table, rule, { role: "used" }) : rule,
    );
    const after = inferTarget(table, rules, "target").rules;
    expect(ruleOf(after, "leak")).toMatchObject({ role: "used", roleReason: SET_BY_YOU });
    expect(ruleOf(assignRoles(table, after, undefined), "target").role).toBe("used");
  });
});

describe("targets", () => {
  const texts = (labels: readonly string[]): RawTable =>
    tableOf({ y: repeat(labels, 12), x: repeat(labels, 12).map((_, row) => String(row % 5)) });
  const target = (labels: readonly string[], name = "y") => {
    const table = texts(labels);
    const renamed = {
      ...table,
      columns: table.columns.map((column, index) => (index === 0 ? { ...column, name } : column)),
    };
    return inferTarget(renamed, inferRules(renamed), name).target;
  };

  test("the task follows from the values", () => {
    expect(target(["yes", "no"])).toMatchObject({ task: "binary", classes: [{ label: "no" }, { label: "yes" }] });
    expect(target(["1", "2"])).toMatchObject({ task: "binary" });
    expect(target(["a", "b", "c"])).toMatchObject({ task: "multiclass" });
    expect(target(["0", "1", "2"])).toMatchObject({ task: "multiclass" });
    expect(target(["3", "5", "8"])).toMatchObject({ task: "regression", classes: [] });
    expect(target(["3", "5", "8"], "class")).toMatchObject({ task: "multiclass" });
    expect(target(["1.5", "2", "8"])).toMatchObject({ task: "regression" });
  });

  test("it can be overridden where that makes sense", () => {
    const table = texts(["3", "5", "8"]);
    expect(inferTarget(table, inferRules(table), "y", "multiclass").target).toMatchObject({
      task: "multiclass",
      taskReason: SET_BY_YOU,
    });
    expect(codeOf(() => inferTarget(table, inferRules(table), "y", "binary"))).toBe("E_TARGET_TASK");
    const words = texts(["a", "b"]);
    expect(codeOf(() => inferTarget(words, inferRules(words), "y", "regression"))).toBe("E_TARGET_TASK");
    expect(codeOf(() => inferTarget(words, inferRules(words), "z"))).toBe("E_TARGET_COLUMN");
    const constant = texts(["a"]);
    expect(codeOf(() => inferTarget(constant, inferRules(constant), "y"))).toBe("E_TARGET_CONSTANT");
  });

  test("1 and 1.0 are one class, in new rows too", () => {
    const table = tableOf({ y: ["0", "1", "1.0", "0", ""], x: ["a", "b", "a", "b", "a"] });
    const { target: found, rules } = inferTarget(table, inferRules(table), "y");
    expect(found.classes.length).toBe(2);
    expect(Array.from(applyRules(table, rules, found).columns.labels)).toEqual([0, 1, 1, 0, Number.NaN]);
    const later = tableOf({ y: ["1.00", "7"], x: ["a", "c"] });
    const { columns, report } = applyRules(later, rules, found);
    expect(Array.from(columns.labels)).toEqual([1, Number.NaN]);
    expect(report.unknownLevels.map(({ column }) => column)).toEqual(["x", "y"]);
  });
});

describe("overrides", () => {
  const table = tableOf({
    x: ["1", "2", "3", "-999", "2"],
    when: ["01/02/2024", "03/04/2024", "", "05/06/2024", "01/02/2024"],
  });
  const [x, when] = inferRules(table);

  test("a new type brings its levels, and its reason is the person", () => {
    const rule = overrideRule(table, x, { type: "category" });
    expect(rule).toMatchObject({ type: "category", typeReason: SET_BY_YOU });
    expect(rule.levels.map(({ label }) => label)).toEqual(["2", "-999", "1", "3"]);
    expect(overrideRule(table, rule, { type: "number" })).toMatchObject({ type: "number", levels: [] });
  });

  test("a number can be called missing", () => {
    const rule = overrideRule(table, x, { missingMarkers: ["-999"] });
    const { columns } = applyRules(table, [rule], undefined);
    expect(Array.from(columns.missing)).toEqual([0, 0, 0, 1, 0]);
  });

  test("the order of a date can be chosen", () => {
    expect(when.dateFormat).toBe("mdy");
    const rule = overrideRule(table, when, { dateFormat: "dmy" });
    expect(rule.offset).toBe(Date.UTC(2024, 1, 1) / 86_400_000);
  });
});

test("applied rules say what they did not foresee", () => {
  const train = tableOf({
    size: ["1", "2", "3", "4", "5"],
    colour: ["red", "blue", "red", "blue", "red"],
    when: ["2024-01-01", "2024-02-02", "2024-03-05", "2024-04-05", "2024-05-09"],
    y: ["1.5", "2.5", "3.5", "4.5", "9"],
  });
  const { target, rules } = inferTarget(train, inferRules(train), "y");
  const later = tableOf({
    colour: ["RED ", "green", "", "green"],
    size: ["7", "big", "", "8"],
    extra: ["1", "2", "3", "4"],
  });
  const { columns, report } = applyRules(later, rules, target);
  expect(report).toMatchObject({
    missingColumns: ["when"],
    extraColumns: ["extra"],
    unknownLevels: [{ column: "colour", count: 2, examples: [{ text: "green", count: 2 }] }],
    unreadableCells: [{ column: "size", count: 1, examples: [{ row: 2, text: "big" }] }],
    nUnlabelled: 4,
  });
  const { columns: trained } = applyRules(train, rules, target);
  expect({ ...columns.schema, sources: [] }).toEqual({ ...trained.schema, sources: [] });
  expect(columns.schema.numbers.map(({ name }) => name)).toEqual([
    "size",
    "when (days)",
    "when (month)",
    "when (weekday)",
  ]);
  expect(Array.from(columns.categories)).toEqual([2, 1, 0, 1]);
  expect(Array.from(columns.missing)).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1]);
  expect(Array.from(columns.numbers).every(Number.isFinite)).toBe(true);
  expect(trained.numbers[1]).toBe(0);
});

test("a profile counts what the rule sees", () => {
  const table = tableOf({ n: ["1", "2", "3", "4", "NA", "x1"], c: ["a", "A", "b", "", "b", "b"] });
  const [n, c] = inferRules(table);
  const number = profileColumn(table.columns[0], { ...n, type: "number" });
  expect(number).toMatchObject({
    nRows: 6,
    nMissing: 2,
    nUnique: 4,
    numbers: { min: 1, max: 4, mean: 2.5, median: 2.5 },
  });
  expect(number.numbers?.std).toBeCloseTo(Math.sqrt(5 / 3), 12);
  expect(number.numbers?.histogram).toEqual({ edges: [0.5, 1.5, 2.5, 3.5, 4.5], counts: [1, 1, 1, 1] });
  const category = profileColumn(table.columns[1], c);
  expect(category).toMatchObject({
    nMissing: 1,
    nUnique: 2,
    levels: [
      { label: "b", count: 3 },
      { label: "a", count: 2 },
    ],
  });
});

test("every histogram counts every value once", () => {
  fc.assert(
    fc.property(fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (values) => {
      const table = tableOf({ x: values.map(String) });
      const rule = { ...inferRules(table)[0], type: "number" as const };
      const histogram = profileColumn(table.columns[0], rule).numbers?.histogram;
      expect(histogram?.counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
      expect(histogram?.counts.length).toBeLessThanOrEqual(24);
      expect(histogram?.edges.length).toBe((histogram?.counts.length ?? 0) + 1);
    }),
  );
});

test("stacked tables match columns by name", async () => {
  const read = (name: string, bytes: string) => readCsv({ name, sizeBytes: bytes.length, bytes });
  const tables = await Promise.all([read("one.csv", "a,b\n1,x\n2,y\n"), read("two.csv", "b,c,a\ny,9,3\n")]);
  const { table, unmatched } = stackTables(tables);
  expect(table.columns.map(({ name }) => name)).toEqual(["a", "b", "c"]);
  expect(unmatched).toEqual([{ column: "c", presentIn: ["two.csv"], absentFrom: ["one.csv"] }]);
  const { columns } = applyRules(
    table,
    inferRules(table).map((rule) => ({ ...rule, role: "used" as const })),
    undefined,
  );
  expect(Array.from(columns.source)).toEqual([0, 0, 1]);
  expect(columns.schema.sources).toEqual(["one.csv", "two.csv"]);
  expect(Array.from(columns.numbers)).toEqual([1, 0, 2, 0, 3, 9]);
  expect(Array.from(columns.missing)).toEqual([0, 1, 0, 1, 0, 0]);
});

describe.skipIf(!hasData)("real dirty tables, without a hand", () => {
  const typesOf = (rules: readonly ColumnRule[]) =>
    Object.fromEntries(rules.map(({ name, type, role }) => [name, `${type} ${role}`]));

  test("cafe_sales", async () => {
    const table = await readDataFile("dirty/cafe_sales/data.csv");
    const { rules, target } = inferTarget(table, inferRules(table), "Total Spent");
    expect(typesOf(rules)).toEqual({
      "Transaction ID": "text aside",
      Item: "category used",
      Quantity: "number used",
      "Price Per Unit": "number used",
      "Total Spent": "number target",
      "Payment Method": "category used",
      Location: "category used",
      "Transaction Date": "date used",
    });
    expect(target.task).toBe("regression");
    for (const rule of rules.slice(1)) expect([...rule.missingMarkers].sort()).toEqual(["ERROR", "UNKNOWN"]);
    expect(
      ruleOf(rules, "Item")
        .levels.map(({ label }) => label)
        .sort(),
    ).toEqual(["Cake", "Coffee", "Cookie", "Juice", "Salad", "Sandwich", "Smoothie", "Tea"]);
    expect(table.nRows).toBe(10_001);
  });

  test("cafe_sales with the dates of a spreadsheet", async () => {
    const rules = inferRules(await readDataFile("dirty/cafe_sales/data-excel-dates.csv"));
    expect(ruleOf(rules, "transaction_date")).toMatchObject({
      type: "date",
      dateFormat: "mdy",
      dateParts: ["days", "month", "weekday"],
    });
  });

  test("titanic_kaggle", async () => {
    const table = await readDataFile("dirty/titanic_kaggle/data.csv");
    const { rules, target } = inferTarget(table, inferRules(table), "Survived");
    expect(typesOf(rules)).toEqual({
      PassengerId: "number aside",
      Survived: "number target",
      Pclass: "number used",
      Name: "text aside",
      Sex: "category used",
      Age: "number used",
      SibSp: "number used",
      Parch: "number used",
      Ticket: "text aside",
      Fare: "number used",
      Cabin: "text aside",
      Embarked: "category used",
    });
    expect(target).toMatchObject({ task: "binary", classes: [{ label: "0" }, { label: "1" }] });
    expect(profileColumn(table.columns[5], rules[5])).toMatchObject({ nMissing: 177, numbers: { min: 0.42, max: 80 } });
  });
});
