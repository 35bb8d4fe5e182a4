/** Rows as people leave them, and what the float64 evaluator says of them: the oracle of every export. */
import { recognised } from "../../app/predict.ts";
import { randomUniform, STREAMS } from "../../base/random.ts";
import { tableFeeds } from "../../pipeline/fit.ts";
import { evaluate } from "../../program/evaluate.ts";
import { applyRules } from "../../table/apply-rules.ts";
import { numberReader } from "../../table/cells/read-number.ts";
import { cellText } from "../../table/raw-column.ts";
import { tableFromRows } from "../../table/stack.ts";
import type { ColumnRule, Columns, RawTable } from "../../table/types.ts";
import { predictedValues } from "../../training/predicted-values.ts";
import type { TrainedPipeline } from "../../training/types.ts";
import { rulesRead } from "../pruned-predictor.ts";
import { selfTestTable } from "../self-test.ts";

export interface CellRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const ANYWHERE = ["", " ", "NA", "n/a", "?", "-", "#N/A", "null", "soon", "(a text that no file had)", "0000-00-00"];
const NUMBERS = [
  "7",
  "-2.50",
  "1e3",
  "1,5",
  "1.234,5",
  "1,234.5",
  "(12)",
  "$ 3",
  "12 %",
  "<0.5",
  "3-5",
  "+.5",
  "1 234",
  "٣١٫٥",
];
const DATES = [
  "2024-02-29",
  "2023-02-29",
  "29/02/2024",
  "March 1, 2024",
  "2024-03-01 00:30+02:00",
  "1.3.24",
  "20240301",
];

const pick = <Item>(items: readonly Item[], draw: number) => items[Math.floor(draw * items.length)];

function dirtyCell(rule: ColumnRule, usual: string, draw: (step: number) => number): string {
  const kind = draw(0);
  if (kind < 0.55) return usual;
  if (kind < 0.7) return pick(ANYWHERE, draw(1));
  if (rule.type === "number") return pick(NUMBERS, draw(1));
  if (rule.type === "date") return pick(DATES, draw(1));
  const spelling = pick(pick(rule.levels, draw(1))?.spellings ?? [usual], draw(2)) ?? usual;
  return pick([spelling.toUpperCase(), `  ${spelling} `, `${spelling}.`, spelling], draw(3));
}

/** Made of the rules alone: typical cells, extreme ones, and what is no number, no date and no level. */
export function dirtyRows(trained: TrainedPipeline, nRows = 120): CellRows {
  const rules = rulesRead(trained);
  const base = selfTestTable(rules);
  const rows = Array.from({ length: nRows }, (_, row) =>
    rules.map((rule, column) => {
      const usual = base.rows[row % base.rows.length][column];
      const draw = (step: number) =>
        randomUniform({ seed: 11, stream: STREAMS.sample, step }, row * rules.length + column);
      return row < base.rows.length ? usual : dirtyCell(rule, usual, draw);
    }),
  );
  return { columns: base.columns, rows };
}

/** Typed columns of rows, under the rules of training. */
export function readRows({ document, schema }: TrainedPipeline, { columns, rows }: CellRows): Columns {
  return applyRules(tableFromRows("rows.csv", columns, rows), document.rules, schema.target).columns;
}

/** As `readRows`, but new spellings of levels are recognised as predictions do, and limits such as "<5" are read. */
export function recogniseCells(trained: TrainedPipeline, { columns, rows }: CellRows): Columns {
  const table = tableFromRows("rows.csv", columns, rows);
  const adapted = new Map(recognised(trained, table, []).rules.map((rule) => [rule.name, rule]));
  const rules = trained.document.rules.map((rule) =>
    rule.type === "number" || rule.type === "date" ? rule : (adapted.get(rule.name) ?? rule),
  );
  const read = applyRules(table, rules, trained.schema.target).columns;
  for (const rule of rules) readLimits(read, rule, table);
  return read;
}

/** Of cells that mean nothing under their rule. */
function readLimits({ schema, numbers, missing }: Columns, rule: ColumnRule, { columns, nRows }: RawTable): void {
  const column = columns.find(({ name }) => name === rule.name);
  const at = schema.numbers.findIndex(({ original }) => original === rule.name);
  if (rule.type !== "number" || !column || at < 0 || rule.numberFormat?.duration) return;
  const format = { affixes: [], unit: "", hasBothMarks: false, ...rule.numberFormat, areLimitsRead: true };
  const reader = numberReader({ decimalMark: rule.decimalMark, numberFormat: format });
  const markers = new Set(["", ...rule.missingMarkers.map((marker) => marker.trim().toLowerCase())]);
  for (let row = 0; row < nRows; row++) {
    const place = row * schema.numbers.length + at;
    const text = cellText(column, row);
    const value = missing[place] === 0 || markers.has(text.trim().toLowerCase()) ? Number.NaN : reader.ofText(text);
    if (Number.isNaN(value)) continue;
    numbers[place] = value - rule.offset;
    missing[place] = 0;
  }
}

/** What the whole program says, unpruned, in float64: probabilities [rows, classes], or values [rows]. */
export function evaluatorSays({ predictor, schema }: TrainedPipeline, columns: Columns): Float64Array {
  const { nodes, value } = predictedValues(predictor, schema.target.task);
  const rows = Array.from({ length: columns.nRows }, (_, row) => row);
  const feeds = { nRows: rows.length, inputs: tableFeeds(columns, rows), parameters: predictor.parameters };
  return evaluate(nodes, feeds, [value])[0].data;
}

/** The largest |a − b| / (1 + |b|). @returns Infinity where lengths differ or one of two is NaN. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i] - b[i]) / (1 + Math.abs(b[i]));
    largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(largest, difference);
  }
  return largest;
}

/** As a CSV file. */
export function csvText({ columns, rows }: CellRows): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  return [columns, ...rows].map((row) => `${row.map(quoted).join(",")}\n`).join("");
}
