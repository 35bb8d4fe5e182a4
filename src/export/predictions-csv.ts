/** Predictions beside the rows that they were made of. */
import Papa from "papaparse";
import { studioError } from "../base/error.ts";
import { cellText } from "../table/raw-column.ts";
import type { RawTable, TargetRule } from "../table/types.ts";
import { predictedClasses } from "../training/metric-evaluators.ts";
import type { Predictions } from "../training/predict.ts";

/** Rows that are put into words at once. */
const CHUNK_ROWS = 4096;

/** The name itself, or with the first suffix "_2", "_3", … that is free. */
function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let suffix = 2; taken.has(free); suffix++) free = `${name}_${suffix}`;
  taken.add(free);
  return free;
}

/** The columns of the result: the input's, then `prediction`, then `p_<class>` of each class; a name that is taken gets a suffix. */
export function predictionHeader(raw: RawTable, target: TargetRule): string[] {
  const inputs = raw.columns.map((column) => column.name);
  const taken = new Set(inputs);
  const added = [
    "prediction",
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
  target: TargetRule,
  range: { readonly first: number; readonly end: number } = { first: 0, end: raw.nRows },
): string[][] {
  assertFit(raw, predictions, target);
  const nClasses = target.task === "regression" ? 0 : target.classes.length;
  const width = Math.max(nClasses, 1);
  const values = predictions.values.subarray(range.first * width, range.end * width);
  const codes = nClasses > 0 ? predictedClasses(values, nClasses) : undefined;
  return Array.from({ length: range.end - range.first }, (_, index) => {
    const row = Array.from(values.subarray(index * width, (index + 1) * width), String);
    const cells = raw.columns.map((column) => cellText(column, range.first + index));
    return codes ? [...cells, target.classes[codes[index]].label, ...row] : [...cells, ...row];
  });
}

/**
 * The result as CSV, piece by piece: UTF-8 without byte order mark, commas, "\n", a header, every input row in its order.
 *
 * Numbers are written so that reading them gives the very same float64. Cells are never altered: a cell that begins with
 * "=", "+", "-" or "@" stays as it was in the input, so a spreadsheet may take it for a formula, as it would in the input.
 *
 * @throws E_PREDICTIONS_ROWS when the predictions are not those of all rows.
 */
export function* predictionsCsvChunks(raw: RawTable, predictions: Predictions, target: TargetRule): Generator<string> {
  assertFit(raw, predictions, target);
  const write = (rows: readonly (readonly string[])[]) =>
    `${Papa.unparse(
      rows.map((row) => [...row]),
      { newline: "\n" },
    )}\n`;
  yield write([predictionHeader(raw, target)]);
  for (let first = 0; first < raw.nRows; first += CHUNK_ROWS) {
    const end = Math.min(first + CHUNK_ROWS, raw.nRows);
    yield write(predictionRows(raw, predictions, target, { first, end }));
  }
}
