/** Predictions that somebody else's model made of the test rows, as a file has them. */
import { studioError } from "../base/error.ts";
import { compareText } from "../base/texts/compare.ts";
import { cellText } from "../table/raw-column.ts";
import type { RawColumn, RawTable, TargetRule } from "../table/types.ts";

/** The column that says which row a prediction is of, counted from 1 over all files of the training. */
export const ROW = "row";
const PREDICTION = "prediction";
const probabilityOf = (label: string) => `p_${label}`;
/** Probabilities that were written with few digits sum to 1 within this. */
const ROUNDING = 0.02;
/** Sums nearer to 1 than this are as good as exact. */
const EXACT = 1e-6;

export interface OwnPredictions {
  /** [test rows, nClasses] probabilities that sum to 1, or [test rows] in the unit of the target. */
  readonly values: Float64Array;
  /** Classes alone: no loss of probabilities can be told. */
  readonly areClasses: boolean;
  readonly notes: readonly string[];
}

/**
 * @param table    a column "row", and "prediction" or "p_<class>" of each class; other columns are not read.
 * @param testRows from 0, ascending.
 * @throws E_COMPARE_COLUMN, E_COMPARE_CELL, E_COMPARE_ROWS.
 */
export function readOwnPredictions(table: RawTable, testRows: Uint32Array, target: TargetRule): OwnPredictions {
  const cells = new Cells(table);
  const { lines, notes } = linesOf(cells, testRows);
  const read = (own: Omit<OwnPredictions, "notes">, said: readonly string[] = []): OwnPredictions => ({
    ...own,
    notes: [...notes, ...said],
  });
  if (target.task === "regression") {
    const column = cells.needed(PREDICTION);
    return read({ areClasses: false, values: Float64Array.from(lines, (line) => cells.number(column, line)) });
  }
  const labels = target.classes.map(({ label }) => label);
  if (labels.some((label) => cells.find(probabilityOf(label)))) {
    const { values, nRescaled } = probabilitiesOf(cells, lines, labels);
    return read({ areClasses: false, values }, nRescaled > 0 ? [compareText("rescaled", { nRows: nRescaled })] : []);
  }
  if (!cells.find(PREDICTION)) cells.needed(probabilityOf(labels[0]));
  return read({ areClasses: true, values: classesOf(cells, lines, labels) }, [compareText("classesAlone")]);
}

/** Cells of a file; what is wrong with one is told with its place. */
class Cells {
  constructor(readonly table: RawTable) {}

  get file(): string {
    return this.table.sources[0]?.name ?? "";
  }

  find(name: string): RawColumn | undefined {
    return this.table.columns.find((column) => column.name === name);
  }

  /** @throws E_COMPARE_COLUMN */
  needed(name: string): RawColumn {
    const column = this.find(name);
    if (column) return column;
    const names = this.table.columns.map((each) => each.name);
    throw studioError("E_COMPARE_COLUMN", { file: this.file, expected: name, names });
  }

  text(column: RawColumn, line: number): string {
    return cellText(column, line).trim();
  }

  /** @throws E_COMPARE_CELL where it is none, or not from `low` to `high`. */
  number(column: RawColumn, line: number, [low, high]: readonly [number, number] = [-Infinity, Infinity]): number {
    const text = this.text(column, line);
    const value = text === "" ? Number.NaN : Number(text);
    if (Number.isFinite(value) && value >= low && value <= high) return value;
    const expected = Number.isFinite(low) ? compareText("probability", { low, high }) : compareText("number");
    return this.wrong(column, line, expected);
  }

  wrong(column: RawColumn, line: number, expected: string): never {
    const got = this.text(column, line);
    throw studioError("E_COMPARE_CELL", { file: this.file, row: line + 1, column: column.name, expected, got });
  }
}

/** Where in the file the prediction of each test row stands. */
function linesOf(cells: Cells, testRows: Uint32Array): { readonly lines: readonly number[]; readonly notes: string[] } {
  const column = cells.needed(ROW);
  const lineOf = new Map<number, number>();
  for (let line = 0; line < cells.table.nRows; line++) {
    const row = cells.number(column, line) - 1;
    if (!Number.isInteger(row) || row < 0) cells.wrong(column, line, compareText("rowNumber"));
    if (lineOf.has(row)) cells.wrong(column, line, compareText("rowOnce"));
    lineOf.set(row, line);
  }
  const missing = testRows.filter((row) => !lineOf.has(row));
  if (missing.length > 0) {
    throw studioError("E_COMPARE_ROWS", { file: cells.file, nMissing: missing.length, first: missing[0] + 1 });
  }
  const nIgnored = lineOf.size - testRows.length;
  return {
    lines: Array.from(testRows, (row) => lineOf.get(row) ?? 0),
    notes: nIgnored > 0 ? [compareText("ignored", { nRows: nIgnored })] : [],
  };
}

function probabilitiesOf(cells: Cells, lines: readonly number[], labels: readonly string[]) {
  const columns = labels.map((label) => cells.needed(probabilityOf(label)));
  const values = new Float64Array(lines.length * labels.length);
  let nRescaled = 0;
  for (const [index, line] of lines.entries()) {
    const own = columns.map((column) => cells.number(column, line, [0, 1]));
    const sum = own.reduce((total, value) => total + value, 0);
    const isOff = Math.abs(sum - 1);
    if (isOff > ROUNDING) cells.wrong(columns[0], line, compareText("sumToOne", { sum }));
    if (isOff > EXACT) nRescaled++;
    values.set(
      own.map((value) => value / sum),
      index * labels.length,
    );
  }
  return { values, nRescaled };
}

/** 1 for the class that was predicted, 0 for the others. */
function classesOf(cells: Cells, lines: readonly number[], labels: readonly string[]): Float64Array {
  const column = cells.needed(PREDICTION);
  const values = new Float64Array(lines.length * labels.length);
  for (const [index, line] of lines.entries()) {
    const code = labels.indexOf(cells.text(column, line));
    if (code < 0) cells.wrong(column, line, compareText("oneOf", { labels }));
    values[index * labels.length + code] = 1;
  }
  return values;
}
