/** Predictions beside the rows that they were made of. */
import { studioError } from "../base/error.ts";
import { CANONICAL, cellText, numberText } from "../table/raw-column.ts";
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
export function predictionHeader(
  { columns }: { readonly columns: readonly { readonly name: string }[] },
  target: TargetRule,
): string[] {
  const inputs = columns.map(({ name }) => name);
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
  yield csvLine(predictionHeader(raw, target));
  yield* predictionLines(raw, predictions, target);
}

/**
 * The same without a header, of some of the rows of a larger table.
 *
 * @throws E_PREDICTIONS_ROWS when the predictions are not those of all rows.
 */
export function* predictionLines(raw: RawTable, predictions: Predictions, target: TargetRule): Generator<string> {
  assertFit(raw, predictions, target);
  const classes = target.task === "regression" ? [] : target.classes.map(({ label }) => quoted(label));
  const width = Math.max(classes.length, 1);
  const columns = raw.columns.map(({ numbers, codes, dictionary }) => {
    return { numbers, codes, texts: dictionary.map(quoted) };
  });
  for (let first = 0; first < raw.nRows; first += CHUNK_ROWS) {
    const end = Math.min(first + CHUNK_ROWS, raw.nRows);
    const values = predictions.values.subarray(first * width, end * width);
    const winners = classes.length > 0 ? predictedClasses(values, width) : undefined;
    let text = "";
    for (let row = first; row < end; row++) {
      for (const { numbers, codes, texts } of columns) {
        const code = codes[row];
        text += code === CANONICAL ? numbers[row] : code < 0 ? numberText(numbers[row], code) : texts[code];
        text += ",";
      }
      if (winners) text += `${classes[winners[row - first]]},`;
      const at = (row - first) * width;
      for (let value = 0; value < width; value++) text += value === 0 ? values[at] : `,${values[at + value]}`;
      text += "\n";
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
