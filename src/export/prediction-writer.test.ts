import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { canonicalNumber, cellText } from "../table/raw-column.ts";
import { readCsv } from "../table/read/read-csv.ts";
import { tableFromRows } from "../table/stack.ts";
import type { RawTable, TargetRule } from "../table/types.ts";
import type { Predictions } from "../training/predict.ts";
import { type PredictionForm, predictionHeader, predictionRows, predictionWriter } from "./prediction-writer.ts";

function* predictionsCsvChunks(raw: RawTable, predictions: Predictions, target: TargetRule, form?: PredictionForm) {
  const writer = predictionWriter(raw.columns, { target }, form ?? { format: "csv" });
  yield writer.head;
  yield* writer.lines(raw, predictions);
}

const predictionsCsv = (...given: Parameters<typeof predictionsCsvChunks>) =>
  [...predictionsCsvChunks(...given)].join("");

function classTarget(labels: readonly string[]): TargetRule {
  const classes = labels.map((label) => ({ label, spellings: [label] }));
  return { name: "y", task: labels.length === 2 ? "binary" : "multiclass", taskReason: "", classes };
}

const regression: TargetRule = { name: "y", task: "regression", taskReason: "", classes: [] };

function predictionsOf(target: TargetRule, nRows: number, values: readonly number[]): Predictions {
  return { task: target.task, nRows, nClasses: target.classes.length, values: Float64Array.from(values) };
}

/** RFC 4180, written down once more: an independent reader of what was written. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text[i + 1] === '"') cell += text[++i];
      else isQuoted = false;
    } else if (letter === '"') isQuoted = true;
    else if (letter === ",") {
      row.push(cell);
      cell = "";
    } else if (letter === "\n") {
      rows.push([...row, cell]);
      row = [];
      cell = "";
    } else cell += letter;
  }
  if (cell !== "" || row.length > 0) rows.push([...row, cell]);
  return rows;
}

const cell = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom(
    "",
    " ",
    "00123",
    "1e5",
    "-0",
    "NaN",
    "=1+1",
    'a "quoted" word',
    "two\nlines",
    "a,b",
    "\uFEFFx",
    "1.50",
  ),
  fc.double().map(String),
);

test("every row, column and cell comes back letter for letter, in order, with the predictions to the bit", () => {
  const tables = fc.integer({ min: 1, max: 4 }).chain((width) =>
    fc.record({
      rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
      header: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { minLength: width, maxLength: width }),
    }),
  );
  fc.assert(
    fc.property(tables, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), ({ rows, header }, numbers) => {
      const target = classTarget(["yes", "no", 'a "b", c']);
      const values = Array.from({ length: rows.length * 3 }, () => numbers.next().value ?? 0);
      const raw = tableFromRows("in.csv", header, rows);
      const predictions = predictionsOf(target, rows.length, values);
      const text = predictionsCsv(raw, predictions, target);
      const [first, ...read] = parseCsv(text);
      const cells = [predictionHeader(raw, { target }), ...predictionRows(raw, predictions, { target })];
      expect(text).toBe(`${Papa.unparse(cells, { newline: "\n" })}\n`);
      expect(first.slice(0, header.length)).toEqual(header);
      expect(read.map((row) => row.slice(0, header.length))).toEqual(rows);
      expect(read.flatMap((row) => row.slice(-3).map(Number))).toEqual(values);
      read.forEach((row, i) => {
        const own = values.slice(i * 3, i * 3 + 3);
        const winner = target.classes.findIndex((level) => level.label === row[header.length]);
        expect(own[winner]).toBe(Math.max(...own));
      });
    }),
  );
});

describe("the columns that are added", () => {
  const raw = tableFromRows("in.csv", ["x"], [["1"]]);

  test("prediction and one p_<class> per class; a regression has the prediction alone", () => {
    expect(predictionHeader(raw, { target: classTarget(["a", "b"]) })).toEqual(["x", "prediction", "p_a", "p_b"]);
    expect(predictionHeader(raw, { target: regression })).toEqual(["x", "prediction"]);
    expect(predictionsCsv(raw, predictionsOf(regression, 1, [1234.5]), regression)).toBe("x,prediction\n1,1234.5\n");
  });

  test("names that the input has get a suffix, and input names stay", () => {
    const clash = tableFromRows("in.csv", ["prediction", "p_a", "prediction_2"], [["1", "2", "3"]]);
    const header = ["prediction", "p_a", "prediction_2", "prediction_3", "p_a_2", "p_b"];
    expect(predictionHeader(clash, { target: classTarget(["a", "b"]) })).toEqual(header);
  });
});

test("cells that look like formulas are not altered", () => {
  const raw = tableFromRows("in.csv", ["x"], [["=HYPERLINK(1)"], ["+1"], ["@x"]]);
  const rows = parseCsv(predictionsCsv(raw, predictionsOf(regression, 3, [1, 2, 3]), regression));
  expect(rows.slice(1).map((row) => row[0])).toEqual(["=HYPERLINK(1)", "+1", "@x"]);
});

test.each([
  ["=1+1", "'=1+1"],
  ['=HYPERLINK("http://a.example","x")', '\'=HYPERLINK("http://a.example","x")'],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"],
  ["+A1", "'+A1"],
  ["- see below", "'- see below"],
  ["\t=1", "'\t=1"],
  [" =1", "' =1"],
  ["＝1+1", "'＝1+1"],
  ["-", "'-"],
  ...["-5", "+5", "-1.234,50", "- 3 kg", "-12 %", "+€ 7", "-1e-5", "-5.10", "a=b", "1-2", ""].map((text) => [
    text,
    text,
  ]),
])("made safe for spreadsheets, %j is %j", (given, expected) => {
  const raw = tableFromRows("in.csv", ["x"], [[given]]);
  const form = { format: "csv", isDefused: true } as const;
  const [, [cell]] = parseCsv(predictionsCsv(raw, predictionsOf(regression, 1, [-1.5]), regression, form));
  expect(cell).toBe(expected);
});

test("names and classes are made safe as cells are, and predicted numbers stay", () => {
  const raw = tableFromRows("in.csv", ["=x", "y"], [["1", "2"]]);
  const target = classTarget(["=yes", "no"]);
  const text = predictionsCsv(raw, predictionsOf(target, 1, [0.75, 0.25]), target, { format: "csv", isDefused: true });
  expect(text).toBe("'=x,y,prediction,p_=yes,p_no\n1,2,'=yes,0.75,0.25\n");
});

test("JSON lines hold the same cells as texts, and predictions as numbers", () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 8 }), (rows) => {
      const raw = tableFromRows("in.csv", ["a", 'b"'], rows);
      const target = classTarget(["yes", "no"]);
      const values = rows.flatMap((_, row) => [1 / (row + 2), 1 - 1 / (row + 2)]);
      const text = predictionsCsv(raw, predictionsOf(target, rows.length, values), target, { format: "jsonl" });
      const read = text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
      expect(read).toEqual(
        rows.map(([a, b], row) => {
          const [yes, no] = values.slice(2 * row);
          return { a, 'b"': b, prediction: yes >= no ? "yes" : "no", p_yes: yes, p_no: no };
        }),
      );
    }),
  );
  const raw = tableFromRows("in.csv", ["a"], [["1"]]);
  const text = predictionsCsv(raw, predictionsOf(regression, 1, [Number.NaN]), regression, { format: "jsonl" });
  expect(text).toBe('{"a":"1","prediction":null}\n');
});

test("long tables come in pieces that join to the whole", async () => {
  const nRows = 9000;
  const raw = tableFromRows(
    "in.csv",
    ["n"],
    Array.from({ length: nRows }, (_, i) => [`row ${i}`]),
  );
  const predictions = predictionsOf(
    regression,
    nRows,
    Array.from({ length: nRows }, (_, i) => i / 7),
  );
  const chunks = [...predictionsCsvChunks(raw, predictions, regression)];
  expect(chunks.length).toBeGreaterThan(2);
  const text = chunks.join("");
  const read = await readCsv({ name: "out.csv", sizeBytes: text.length, bytes: text });
  expect(read.nRows).toBe(nRows);
  expect(cellText(read.columns[0], 8999)).toBe("row 8999");
  expect(canonicalNumber(cellText(read.columns[1], 8999))).toBe(8999 / 7);
  const range = { first: 4095, end: 4097 };
  expect(predictionRows(raw, predictions, { target: regression }, range)).toEqual(parseCsv(text).slice(4096, 4098));
});

test("predictions of other rows than the table's are refused", () => {
  const raw = tableFromRows("in.csv", ["x"], [["1"], ["2"]]);
  expect(() => predictionsCsv(raw, predictionsOf(regression, 1, [1]), regression)).toThrow("E_PREDICTIONS_ROWS");
});
