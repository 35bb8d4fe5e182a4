/** Whether lines whose cells are parted by spaces have them at fixed places, rather than one after the other. */
import { kindOf } from "./cell-kind.ts";
import { type FoundColumns, findColumns } from "./find-columns.ts";
import { cutLine, type FixedColumns, isDrawnLine, isNumberWord, tokensOf } from "./fixed-columns.ts";
import { isAligned } from "./line-form.ts";

/** Longer lines are no lines of a form. */
const LONGEST_LINE = 10_000;
const ENOUGH_LINES = 4;
const MANY_LINES = 10;
/** Lines that are all alike have blanks in common by accident. */
const ENOUGH_SHAPES = 4;

/** Columns at fixed places, where reading by runs of spaces would shift or split cells, and all speaks for places. */
export function fixedByEvidence(lines: readonly string[]): FixedColumns | undefined {
  if (lines.some(({ length }) => length > LONGEST_LINE)) return undefined;
  for (const isTolerant of [false, true]) {
    const found = findColumns(lines, isTolerant);
    const { columns, isLoose, core } = found;
    if (columns.length >= 2 && core.length > 0 && isFixed(found, lines)) return { columns, isLoose };
  }
  return undefined;
}

function isFixed(found: FoundColumns, all: readonly string[]): boolean {
  const isWhole = (line: string): boolean => {
    const { isCrossed, cells } = cutLine(line, found);
    return !isCrossed && cells.length === found.columns.length;
  };
  const core = found.core.filter((line) => !isDrawnLine(line));
  const whole = core.filter(isWhole);
  if (whole.length < core.length * 0.95) return false;
  const lines = [...whole, ...found.edges.filter(isWhole)];
  const rows = lines.map((line) => cutLine(line, found));
  const columns = found.columns.map((_, at) => rows.map(({ cells }) => cells[at] ?? ""));
  if (columns.some((cells) => haveNumbersApart(cells) || areApart(cells))) return false;
  const counts = new Set(lines.map((line) => wordsOf(line).length));
  const isEven = counts.size === 1;
  if (found.isDrawn) return !isEven || !counts.has(found.columns.length);
  if (new Set(lines.map((line) => line.replace(/\S/g, "x"))).size < ENOUGH_SHAPES) return false;
  if (
    lines.length < ENOUGH_LINES ||
    !columns.every((cells, at) => at === 0 || areAligned({ cells, lines, found, at }))
  ) {
    return false;
  }
  const hasValues = columns.some((cells) => shareOf(cells, (cell) => kindOf(cell) === "value") >= 0.8);
  if (!hasValues && lines.length < MANY_LINES) return false;
  if (!isEven) return true;
  const isPadded = lines.filter((line) => / {2,}\S/.test(line.trim())).length * 2 >= lines.length;
  return isPadded && (counts.has(found.columns.length) ? !isAligned(all, isNumberWord) : haveNamesApart(columns));
}

/** What runs of spaces part, quotes considered. */
const wordsOf = (line: string): string[] => line.match(/"[^"]*"|[^ \t\u00a0]+/g) ?? [];

function shareOf(cells: readonly string[], test: (cell: string) => boolean): number {
  const filled = cells.filter((cell) => cell !== "");
  return filled.length === 0 ? 0 : filled.filter(test).length / filled.length;
}

/** Cells of several numbers are several cells. */
const haveNumbersApart = (cells: readonly string[]): boolean =>
  shareOf(cells, (cell) => /\s/.test(cell) && cell.split(/\s+/).every(isNumberWord)) > 0.05;

/** Cells with many spaces inside are several cells. */
const areApart = (cells: readonly string[]): boolean => shareOf(cells, (cell) => / {2,}/.test(cell)) > 0.2;

/** All cells begin at one place, or end at one, or are numbers, whose points may be what is aligned. */
function areAligned(of: {
  readonly cells: readonly string[];
  readonly lines: readonly string[];
  readonly found: FixedColumns;
  readonly at: number;
}): boolean {
  const { cells, lines, found, at } = of;
  if (shareOf(cells, isNumberWord) >= 0.8) return true;
  const { from, to } = found.columns[at];
  const own = lines
    .map((line) => tokensOf(line).filter((token) => token.from < to && token.to > from))
    .filter(({ length }) => length > 0);
  const nLeft = own.filter((tokens) => tokens[0].from === from).length;
  const nRight = own.filter((tokens) => tokens[tokens.length - 1].to === to).length;
  return Math.max(nLeft, nRight) >= own.length * 0.8;
}

/** As many words in every line, of which some are one name: they move about inside a column. */
function haveNamesApart(columns: readonly (readonly string[])[]): boolean {
  const isName = (cell: string): boolean => /^\p{L}[\p{L}.'-]+(?: \p{L}[\p{L}.'-]*)+$/u.test(cell);
  const joined = columns.filter((cells) => cells.some((cell) => /\s/.test(cell)));
  return joined.length > 0 && joined.every((cells) => shareOf(cells, isName) >= 0.8);
}
