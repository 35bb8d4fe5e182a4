/** How the Python file reads cells, against src/table/cells, on texts that people wrote and on others that nobody would. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { randomUniform, STREAMS } from "../../base/random.ts";
import { readDateCells, readLimitCells, readNumberCells } from "../../table/cells/read-cells.ts";
import { columnFromTexts } from "../../table/column-builder.ts";
import { columnRule } from "../../table/testing/column-rule.ts";
import { pythonWith } from "../../table/testing/python.ts";
import { type ColumnRule, DATE_PARTS, type NumberFormat, type RawColumn } from "../../table/types.ts";
import { CELLS_SOURCE } from "./cells-source.ts";
import { COLUMNS_SOURCE } from "./columns-source.ts";
import { DATES_SOURCE } from "./dates-source.ts";

const python = pythonWith("numpy");

const format = (change: Partial<NumberFormat>): NumberFormat => ({
  affixes: [],
  unit: "",
  hasBothMarks: false,
  areLimitsRead: false,
  ...change,
});
const bare = { before: "", after: "", factor: 1 };
const money = [bare, { before: "$", after: "", factor: 1 }, { before: "", after: "€", factor: 1 }];
const scaled = [
  { before: "", after: "", factor: 1000 },
  { before: "", after: "k", factor: 1000 },
  { before: "", after: "cr", factor: -1 },
];
const clock = (short: "hours and minutes" | "minutes and seconds", unitSeconds = 60) =>
  format({ affixes: [bare], duration: { unitSeconds, short } });

const NUMBER_RULES: readonly Partial<ColumnRule>[] = [
  { decimalMark: "." },
  { decimalMark: ",", missingMarkers: ["k.A.", "-999"] },
  { decimalMark: ".", numberFormat: format({ affixes: money, areLimitsRead: true }), hasLimitColumn: true },
  { decimalMark: ",", numberFormat: format({ affixes: money, hasBothMarks: true }) },
  { decimalMark: ",", numberFormat: format({ affixes: money }) },
  { decimalMark: ".", numberFormat: format({ affixes: scaled, areLimitsRead: true }) },
  { decimalMark: ".", numberFormat: clock("hours and minutes", 3600) },
  { decimalMark: ",", numberFormat: clock("minutes and seconds") },
  { decimalMark: ".", numberFormat: format({ duration: { unitSeconds: 1, short: "hours and minutes" } }) },
];
const DATE_FORMATS = [
  ...["iso", "ymd", "dmy", "mdy", "epoch-s", "epoch-ms", "dmy-words", "month-year", "time", "clock-year"],
  ...["mdy:1940", "iso|dmy|time", "dmy-words|month-year"],
];

const WRITTEN = [
  ..."1,234.5|1,234|1.234,5|1.234|1,5|1 234 567|1\u202f234,5|1'234.50|$1,234.50|12,50 €|-£3|$-3|12.5%|(1,200)|−7|+.5|1e3".split(
    "|",
  ),
  ..."140.95-|(140.95)|52,55,086|1,61,079.50|8 721,98|１２|¹²|٣١٫٥|۱٬۲۳۴|'31.10|'-0,5|-5|1e-05|1.5E+03|5.|.5|00123|-0|1e400".split(
    "|",
  ),
  ..."$5|-$5|$(5)|2.5k|3 cr|<0.02|>= 100|~5|ca. 5|3-5|5-3|1133 - 1384|69,3|1,234,567|0,125|- 5|5 - |-(5)|+-5|5e|5 €|€ 5".split(
    "|",
  ),
  ..."1:23:45|01:23:45.5|-0:00:10|36:30:00|3:45|90:15|1:02.75|2 days, 3:04:05|1.02:03:04|90 min|1h 20m|1h20|1,5 h".split(
    "|",
  ),
  ..."2 hours and 30 minutes|3 Tage 4 Std.|250 ms|1 year 6 months|PT1H20M|PT0.5S|P1DT12H|-PT5M|P|PT|5 M|2m 1h|1:60".split(
    "|",
  ),
  ..."2024-02-29|2024-02-29T23:30:00Z|2024-03-01 00:30+02:00|2024/3/1|20240301|1.3.2024|01-Mar-24|3/1/2024 1:05 PM".split(
    "|",
  ),
  ..."March 1, 2024|Fri, 1 Mar 2024 12:00:00 GMT|2024-03-01T00:30:00.500-03:30[America/St_Johns]|20240301T0130".split(
    "|",
  ),
  ..."20240301T013015Z|2024年3月1日|2024년 3월 1일|1709251200|1709251200000|-1.5|2023-02-29|2024-13-01|31/04/2024".split(
    "|",
  ),
  ..."04/Feb/2016:10:00:00 +0100|4 février 2016|12. März 2021|1 de enero de 2020|3.2024|2024-05|Mai '19|May 2019|10:30 pm".split(
    "|",
  ),
  ..."Thu Feb 04 10:00:00 +0000 2016|9999-12-31|0999-01-01|24:00|7|12|  5 |\u00a05|5\u00a0€|NaN|Infinity|inf|1_000|0x10|".split(
    "|",
  ),
];
const PIECES = [
  ..."0|1|2|9|12|30|59|60|123|2024|1999|.|,|-|+|:|/| |'|(|)|e|E|%|$|€|k|h|m|min|s|d|P|T|Z|pm|am|<|~|to|Mar|März|mai|day|°|x".split(
    "|",
  ),
];

/** Texts as they are written, and pieces of such in any order. */
function texts(nRandom: number): readonly string[] {
  const draw = (row: number, step: number) => randomUniform({ seed: 4, stream: STREAMS.sample, step }, row);
  const made = Array.from({ length: nRandom }, (_, row) =>
    Array.from({ length: 1 + Math.floor(draw(row, 0) * 8) }, (_, at) => {
      return PIECES[Math.floor(draw(row, at + 1) * PIECES.length)];
    }).join(""),
  );
  return [...WRITTEN, ...made];
}

const DRIVER = `
import datetime, json, math, re, sys, unicodedata
import numpy as np
${CELLS_SOURCE}
${DATES_SOURCE}
${COLUMNS_SOURCE}
asked = json.load(sys.stdin)
told = []
for rule in asked["rules"]:
    rule["usual"] = {}
    read = _read_numbers if rule["type"] == "number" else _read_dates
    columns = read(rule, asked["cells"], _Doubts())
    told.append([[None if math.isnan(v) else v for v in column.tolist()] for column in columns])
print(json.dumps(told))
`;

function pythonReads(
  rules: readonly ColumnRule[],
  cells: readonly string[],
): readonly (readonly (number | null)[])[][] {
  const { stdout, stderr } = spawnSync(python ?? "", ["-c", DRIVER], {
    input: JSON.stringify({ rules, cells }),
    encoding: "utf8",
    maxBuffer: 1 << 29,
  });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

/** Where no row of training had a limit, predictions read those of new rows all the same. */
function asPredicted(column: RawColumn, rule: ColumnRule): Float64Array {
  const { values } = readNumberCells(column, rule);
  const usual = rule.numberFormat;
  if (usual?.areLimitsRead || usual?.duration) return values;
  const numberFormat = { ...format({}), ...usual, areLimitsRead: true };
  const { values: more } = readNumberCells(column, { ...rule, numberFormat });
  return values.map((value, row) => (Number.isNaN(value) ? more[row] : value));
}

const orNull = (values: Float64Array) => Array.from(values, (value) => (Number.isNaN(value) ? null : value));

test.skipIf(!python)("cells mean the same, to the last bit", () => {
  const cells = texts(4000);
  const numberRules = NUMBER_RULES.map((change) => columnRule("c", change));
  const dateRules = DATE_FORMATS.map((dateFormat) =>
    columnRule("c", { type: "date", dateFormat, dateParts: [...DATE_PARTS] }),
  );
  const column = columnFromTexts("c", cells);
  const told = pythonReads([...numberRules, ...dateRules], cells);
  const differing = (rule: ColumnRule, found: readonly (number | null)[], wanted: readonly (number | null)[]) =>
    wanted.flatMap((value, at) => {
      return Object.is(value, found[at]) || value === found[at]
        ? []
        : [{ rule, cell: cells[at], value, found: found[at] }];
    });
  const wrong: unknown[] = [];
  let nRead = 0;
  numberRules.forEach((rule, at) => {
    const values = orNull(asPredicted(column, rule));
    nRead += values.filter((value) => value !== null).length;
    wrong.push(...differing(rule, told[at][0], values));
    if (rule.hasLimitColumn) wrong.push(...differing(rule, told[at][1], orNull(readLimitCells(column, rule))));
  });
  dateRules.forEach((rule, at) => {
    const { parts } = readDateCells(column, rule);
    nRead += parts.days.filter((value) => !Number.isNaN(value)).length;
    DATE_PARTS.forEach((part, place) => {
      wrong.push(...differing(rule, told[numberRules.length + at][place], orNull(parts[part])));
    });
  });
  expect(wrong.slice(0, 20)).toEqual([]);
  expect(nRead).toBeGreaterThan(2000);
});

test.skipIf(!python)("numbers are written as JavaScript writes them", () => {
  const numbers = [
    0,
    -0,
    1,
    0.1,
    1 / 3,
    1e21,
    1e20,
    123456789012345680000,
    1e-6,
    1e-7,
    1.5e-9,
    -2.5e30,
    5e-324,
    1.7976931348623157e308,
  ];
  const random = Array.from({ length: 500 }, (_, i) => {
    return (randomUniform({ seed: 1, stream: STREAMS.sample, step: 0 }, i) - 0.5) * 10 ** ((i % 60) - 30);
  });
  const script = `import math, re, sys, json, unicodedata\n${CELLS_SOURCE}\nprint(json.dumps([_number_text(v) for v in json.load(sys.stdin)]))`;
  const input = [...numbers, ...random];
  const { stdout, stderr } = spawnSync(python ?? "", ["-c", script], {
    input: JSON.stringify(input),
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual(input.map(String));
});
