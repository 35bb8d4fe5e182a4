/** What the lines of a file look like one by one: the measure by which a quote is known that swallows lines it should not. */
import { parseNumber } from "../cells/parse-number.ts";
import type { RecordSyntax } from "./record-syntax.ts";

export interface LineShape {
  /** Cells that most lines have. */
  readonly width: number;
  /** By column: nearly all lines have a number there, or nothing. */
  readonly isNumeric: readonly boolean[];
}

const MAX_LINES = 2000;

const isNumber = (cell: string): boolean =>
  !Number.isNaN(parseNumber(cell.trim(), ".")) || !Number.isNaN(parseNumber(cell.trim(), ","));

/**
 * The cells of one line, whatever its quotes are: a cell that is quoted as it should be is read so, in any other a quote is
 * a character like all others.
 */
export function splitLine(line: string, { delimiter, quote, escape: mark }: RecordSyntax): string[] {
  const escaping: string = mark ?? quote;
  const cells: string[] = [];
  for (let start = 0; ; ) {
    const quoted = quote !== "" && line.startsWith(quote, start) ? endOfQuoted(line, start, { quote, escaping }) : -1;
    const isQuoted = quoted >= 0 && (quoted === line.length || line.startsWith(delimiter, quoted));
    const next = isQuoted ? quoted : line.indexOf(delimiter, start);
    const end = next < 0 ? line.length : next;
    const cell = line.slice(start, end);
    cells.push(isQuoted ? cell.slice(1, -1).replaceAll(escaping + quote, quote) : cell);
    if (end >= line.length) return cells;
    start = end + delimiter.length;
  }
}

/** Behind the quote that closes the cell, or −1. */
function endOfQuoted(line: string, start: number, { quote, escaping }: { quote: string; escaping: string }): number {
  for (let at = start + 1; at < line.length; at++) {
    if (escaping !== quote && line[at] === escaping) at++;
    else if (line[at] !== quote) continue;
    else if (escaping === quote && line[at + 1] === quote) at++;
    else return at + 1;
  }
  return -1;
}

/** The commonest of some numbers, and how often it is there. */
export function commonest(values: readonly number[]): readonly [value: number, count: number] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0]);
}

/**
 * @param options.width cells that rows are known to have; else those that most lines have.
 * @returns undefined where the lines of a text have no shape in common.
 */
export function shapeOfLines(
  text: string,
  syntax: RecordSyntax,
  { isComplete, width: known }: { readonly isComplete: boolean; readonly width: number | undefined },
): LineShape | undefined {
  const lines = text.split(syntax.newline, MAX_LINES + 1);
  if (!isComplete || lines.length > MAX_LINES) lines.pop();
  const rows = lines.filter((line) => line.trim() !== "").map((line) => splitLine(withoutReturn(line), syntax));
  const [common, count] = commonest(rows.map(({ length }) => length));
  if (known === undefined && count < rows.length * 0.5) return undefined;
  const width = known ?? common;
  const typical = rows.filter((row) => row.length === width);
  const isNumeric = Array.from({ length: width }, (_, column) => {
    const filled = typical.map((row) => row[column]).filter((cell) => cell.trim() !== "");
    return filled.length >= 3 && filled.filter(isNumber).length >= filled.length * 0.9;
  });
  return { width, isNumeric };
}

const withoutReturn = (line: string): string => (line.endsWith("\r") ? line.slice(0, -1) : line);

function fits(cells: readonly string[], { width, isNumeric }: LineShape): boolean {
  if (cells.length !== width) return false;
  const numeric = cells.filter((_, column) => isNumeric[column]);
  // A word among numbers may be a marker; a line of which no number is left is none of these lines.
  return (
    numeric.length === 0 || numeric.filter((cell) => cell.trim() === "" || isNumber(cell)).length * 2 >= numeric.length
  );
}

/** How many of the lines that a record swallowed are looked at. */
const MAX_SWALLOWED = 50;

export interface RereadOptions {
  readonly shape: LineShape;
  /** Where nothing is wrong with the quotes themselves. */
  readonly mustHaveNumbers: boolean;
  /** A text as the parser reads it by its quotes alone. */
  readonly recordsOf: (text: string) => readonly (readonly string[])[];
}

/**
 * The first line of a record that swallowed others, as a row of its own: where it and the lines after it have the shape that
 * lines of this file have, the quote that holds them together is a character.
 *
 * @param raw the record with its line ends.
 */
export function rereadFirstLine(
  raw: string,
  syntax: RecordSyntax,
  { shape, mustHaveNumbers, recordsOf }: RereadOptions,
): { readonly cells: string[]; readonly length: number } | undefined {
  if (mustHaveNumbers && !shape.isNumeric.includes(true)) return undefined;
  const { newline } = syntax;
  const end = raw.indexOf(newline);
  const length = end < 0 ? raw.length : end + newline.length;
  const cells = splitLine(withoutReturn(raw.slice(0, end < 0 ? raw.length : end)), syntax);
  if (!fits(cells, shape)) return undefined;
  const following = firstLines(raw.slice(length), newline);
  const inLines = following.map((line) => splitLine(line, syntax));
  const least = mustHaveNumbers ? 1 : 0.5;
  const areRows = (rows: readonly (readonly string[])[]): boolean =>
    rows.filter((row) => fits(row, shape)).length >= rows.length * least;
  // Among the lines may be cells of several lines, which only their quotes hold together.
  if (mustHaveNumbers && following.length === 0) return undefined;
  return areRows(inLines) || areRows(recordsOf(following.join(newline))) ? { cells, length } : undefined;
}

/** The first lines of a text that are not blank. */
function firstLines(text: string, newline: string): string[] {
  const lines: string[] = [];
  for (let start = 0; start < text.length && lines.length < MAX_SWALLOWED; ) {
    const stop = text.indexOf(newline, start);
    const line = withoutReturn(text.slice(start, stop < 0 ? text.length : stop));
    start = stop < 0 ? text.length : stop + newline.length;
    if (line.trim() !== "") lines.push(line);
  }
  return lines;
}
