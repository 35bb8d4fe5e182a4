/** Predictions beside the rows that they were made of. */
import { studioError } from "../base/error.ts";
import { predictedClasses } from "../pipeline/decision.ts";
import { defused } from "../table/cells/formula-cell.ts";
import { CANONICAL, cellText, numberText } from "../table/raw-column.ts";
import type { RawTable, TargetRule } from "../table/types.ts";
import { boundsOf } from "../training/interval-bounds.ts";
import type { Predictions } from "../training/predict.ts";
import type { PredictionInterval } from "../training/types.ts";

/** Rows that are put into words at once. */
export const WRITTEN_AT_ONCE = 4096;

/** The name itself, or with the first suffix "_2", "_3", … that is free. */
function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let suffix = 2; taken.has(free); suffix++) free = `${name}_${suffix}`;
  taken.add(free);
  return free;
}

/** What stands beside the cells of a row. */
interface Added {
  readonly target: TargetRule;
  /** Where the target lies, round a predicted number. */
  readonly interval?: PredictionInterval | undefined;
}

/**
 * The columns of the result: the input's, then `prediction`, then `p_<class>` of each class, or the ends of the interval; a name that
 * is taken gets a suffix.
 */
export function predictionHeader(
  { columns }: { readonly columns: readonly { readonly name: string }[] },
  { target, interval }: Added,
): string[] {
  const inputs = columns.map(({ name }) => name);
  const taken = new Set(inputs);
  const added = [
    "prediction",
    ...(interval ? ["prediction_low", "prediction_high"] : []),
    ...(target.task === "regression" ? [] : target.classes.map(({ label }) => `p_${label}`)),
  ];
  return [...inputs, ...added.map((name) => freeName(name, taken))];
}

function assertFit(raw: RawTable, predictions: Predictions, target: TargetRule): void {
  const width = target.task === "regression" ? 1 : target.classes.length;
  if (predictions.nRows === raw.nRows && predictions.values.length === raw.nRows * width) return;
  const got = { nRows: predictions.nRows, nValues: predictions.values.length };
  throw studioError("E_PREDICTIONS_ROWS", { nRows: raw.nRows, width, got });
}

/**
 * The rows of the result as cell texts, input cells letter for letter and in their order.
 *
 * @throws E_PREDICTIONS_ROWS when the predictions are not those of all rows.
 */
export function predictionRows(
  raw: RawTable,
  predictions: Predictions,
  { target, interval }: Added,
  range: { readonly first: number; readonly end: number } = { first: 0, end: raw.nRows },
): string[][] {
  assertFit(raw, predictions, target);
  const nClasses = target.task === "regression" ? 0 : target.classes.length;
  const width = Math.max(nClasses, 1);
  const values = predictions.values.subarray(range.first * width, range.end * width);
  const codes = nClasses > 0 ? predictedClasses(values, nClasses, predictions.decision) : undefined;
  return Array.from({ length: range.end - range.first }, (_, index) => {
    const said = values.subarray(index * width, (index + 1) * width);
    const row = [...said, ...(interval ? boundsOf(said[0], interval) : [])].map(String);
    const cells = raw.columns.map((column) => cellText(column, range.first + index));
    return codes ? [...cells, target.classes[codes[index]].label, ...row] : [...cells, ...row];
  });
}

/** How a row is put into a line. */
interface LineForm {
  /** A text cell or a class as it stands there. */
  readonly text: (text: string) => string;
  /** On both sides of a cell that is a number. */
  readonly quote: string;
  /** What stands before each column, those of predictions among them. */
  readonly before: readonly string[];
  readonly end: string;
  /** What stands for numbers that are none. */
  readonly number: (value: number) => number | string;
}

/** In which form predictions are written, and whether a spreadsheet may compute none of their cells. */
export interface PredictionForm {
  readonly format: PredictionFormat;
  /** Text cells that begin like a formula get an apostrophe before them (`defused`); of CSV. */
  readonly isDefused?: boolean;
}

export const PREDICTION_FORMATS = ["csv", "jsonl"] as const;
export type PredictionFormat = (typeof PREDICTION_FORMATS)[number];

/** Writes rows with their predictions, a part of a table at a time. */
export interface PredictionWriter {
  /** What stands above the first row. */
  readonly head: string;
  /** @throws E_PREDICTIONS_ROWS when the predictions are not those of all rows. */
  readonly lines: (raw: RawTable, predictions: Predictions) => Generator<string>;
}

/**
 * CSV: UTF-8 without byte order mark, commas, "\n", a header, every input row in its order. Numbers are written so that reading
 * them gives the very same float64. Cells are never altered, unless they are to be defused: a cell that begins with "=", "+", "-" or
 * "@" stays as it was in the input, so a spreadsheet may take it for a formula, as it would in the input.
 *
 * JSON lines: an object a row with the same names; every cell is its text, letter for letter, predictions of numbers and
 * probabilities are numbers, null where they are none.
 *
 * @param columns of the input, by name.
 */
export function predictionWriter(
  columns: readonly { readonly name: string }[],
  added: Added,
  { format, isDefused = false }: PredictionForm,
): PredictionWriter {
  const names = predictionHeader({ columns }, added);
  const written =
    (form: LineForm): PredictionWriter["lines"] =>
    (raw, predictions) =>
      linesOf(raw, predictions, { ...added, form });
  switch (format) {
    case "csv": {
      const text = isDefused ? (cell: string) => quoted(defused(cell)) : quoted;
      const before = names.map((_, at) => (at === 0 ? "" : ","));
      const lines = written({ text, quote: "", before, end: "\n", number: (value) => value });
      return { head: `${names.map(text).join()}\n`, lines };
    }
    case "jsonl": {
      const before = names.map((name, at) => `${at === 0 ? "{" : ","}${JSON.stringify(name)}:`);
      const number = (value: number) => (Number.isFinite(value) ? value : "null");
      return {
        head: "",
        lines: written({ text: (cell) => JSON.stringify(cell), quote: '"', before, end: "}\n", number }),
      };
    }
    default:
      return format satisfies never;
  }
}

function* linesOf(
  raw: RawTable,
  predictions: Predictions,
  { target, interval, form }: Added & { readonly form: LineForm },
): Generator<string> {
  assertFit(raw, predictions, target);
  const classes = target.task === "regression" ? [] : target.classes.map(({ label }) => form.text(label));
  const width = Math.max(classes.length, 1);
  const columns = raw.columns.map(({ numbers, codes, dictionary }) => {
    return { numbers, codes, texts: dictionary.map(form.text) };
  });
  const { before, quote, number } = form;
  const nInputs = columns.length;
  for (let first = 0; first < raw.nRows; first += WRITTEN_AT_ONCE) {
    const end = Math.min(first + WRITTEN_AT_ONCE, raw.nRows);
    const values = predictions.values.subarray(first * width, end * width);
    const winners = classes.length > 0 ? predictedClasses(values, width, predictions.decision) : undefined;
    let text = "";
    for (let row = first; row < end; row++) {
      for (let at = 0; at < nInputs; at++) {
        const { numbers, codes, texts } = columns[at];
        const code = codes[row];
        text += before[at];
        if (code >= 0) text += texts[code];
        else text += quote + (code === CANONICAL ? numbers[row] : numberText(numbers[row], code)) + quote;
      }
      let at = nInputs;
      if (winners) text += before[at++] + classes[winners[row - first]];
      for (let value = (row - first) * width; value < (row - first + 1) * width; value++) {
        text += before[at++];
        text += number(values[value]);
      }
      if (interval) {
        for (const bound of boundsOf(values[row - first], interval)) text += before[at++] + number(bound);
      }
      text += form.end;
    }
    yield text;
  }
}

/** Cells as one line of CSV. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quoted).join()}\n`;
}

/** In quotes where a reader would take the cell for something else without them, or trim it. */
function quoted(text: string): string {
  return /[",\r\n\uFEFF]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
