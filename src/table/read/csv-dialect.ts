import { parseNumber } from "../cells/parse-number.ts";
import type { Dialect } from "../types.ts";
import { kindOf } from "./cell-kind.ts";
import { parseRecords } from "./csv-records.ts";
import { columnsAt, findColumns } from "./find-columns.ts";
import { FIXED_MARK, type FixedColumns, startsOf } from "./fixed-columns.ts";
import { fixedByEvidence } from "./fixed-evidence.ts";
import { barForm, isAligned, WHITE_SPACE } from "./line-form.ts";
import type { RecordSyntax } from "./record-syntax.ts";

export const COMMON_DELIMITERS = [",", ";", "\t", "|"];
const UNUSUAL = ["^", "~", ":", "`", "\u001f", "\u0001", " "];

/** Characters of a sample whose readings are kept while it is judged. */
const MOST_REMEMBERED = 1 << 18;

export interface SampledSyntax extends RecordSyntax {
  /** Records before the table starts: comments, a title, "sep=;". */
  readonly preamble: number;
}

/** Detects how a file is written from its first lines; what is given is believed. */
export function detectSyntax(
  sample: string,
  isComplete: boolean,
  given: Pick<Partial<Dialect>, "delimiter" | "quote" | "skipRows">,
): SampledSyntax {
  const newline = detectNewline(sample);
  const hint = /^sep=(.)\r?\n/i.exec(sample);
  const quote = given.quote ?? detectQuote(sample, given.delimiter ?? hint?.[1]);
  const known = new Map<string, string[][]>();
  // The same reading is asked about from several sides; those of a sample that is a few long lines would fill the memory.
  const readAs = (syntax: RecordSyntax): string[][] => {
    const key = JSON.stringify(syntax);
    const before = known.get(key);
    if (before) return before;
    const whole = parseRecords(sample, syntax, isComplete);
    const rows = whole.length === 0 ? parseRecords(sample, syntax, true) : whole;
    if (sample.length <= MOST_REMEMBERED) known.set(key, rows);
    return rows;
  };
  const finish = (syntax: RecordSyntax): SampledSyntax => {
    const preamble = given.skipRows ?? (hint ? 1 : countPreamble(readAs(syntax)));
    return { ...syntax, preamble };
  };
  const lines = wholeLines(sample, newline, isComplete);
  const framed = given.delimiter === undefined || given.delimiter === "|" ? barForm(lines) : undefined;
  if (framed) return finish({ delimiter: "|", quote, newline, form: framed });
  const spoken = given.delimiter ?? hint?.[1];
  const delimiter = spoken ?? detectDelimiter((each) => readAs({ delimiter: each, quote, newline }));
  const hasPadding = (): boolean => isPadded(readAs({ delimiter, quote, newline }), delimiter);
  const fixed = fixedOf(spoken, lines, hasPadding);
  if (fixed) return finish({ delimiter: FIXED_MARK, quote, newline, form: "fixed", fixed });
  const isUneven = (): boolean => {
    const { width, share } = shapeOf(readAs({ delimiter, quote, newline }));
    return width < 2 || share < 1;
  };
  // A delimiter in every line may part but one cell from all others, which spaces part: a tab before a name.
  const hasRuns = spoken === undefined && (isUneven() || hasPadding()) && isAligned(lines, isPlainNumber);
  if (spoken === WHITE_SPACE || hasRuns) {
    return finish({ delimiter: " ", quote, newline, form: "runs" });
  }
  const doubled: RecordSyntax = { delimiter, quote, newline };
  const escaped: RecordSyntax = { ...doubled, escape: "\\" };
  const hasBackslashes = quote !== "" && sample.includes(`\\${quote}`);
  // A backslash before a quote may also end a cell, such as a folder's name: the shape of rows tells which.
  const isEscaped = hasBackslashes && shapeOf(readAs(escaped)).share > shapeOf(readAs(doubled)).share;
  const beginsSpaced = (cell: string): boolean =>
    quote !== "" && /^[ \t]/.test(cell) && cell.trimStart().startsWith(quote);
  const plain = lines.some((line) => line.includes(`${delimiter} ${quote}`)) ? readAs(doubled) : [];
  const isSpaced = plain.filter((row) => row.some(beginsSpaced)).length * 2 > plain.length;
  const syntax: RecordSyntax = { ...(isEscaped ? escaped : doubled), ...(isSpaced && { form: "spaced" }) };
  return finish(syntax);
}

/**
 * Columns at fixed places: where somebody says them, where somebody says that there are some, and by evidence.
 *
 * @param isPadded whether the delimiter that was found leaves something to be explained.
 */
function fixedOf(
  spoken: string | undefined,
  lines: readonly string[],
  isPadded: () => boolean,
): FixedColumns | undefined {
  if (spoken === undefined) return isPadded() ? fixedByEvidence(lines) : undefined;
  const starts = startsOf(spoken);
  if (starts === undefined) return undefined;
  if (starts.length > 0) return columnsAt(starts, lines);
  const { columns, isLoose } = findColumns(lines);
  return columns.length > 0 ? { columns, isLoose } : columnsAt([0], lines);
}

/** Rows have no width in common, or most have cells with runs of spaces inside, which says little where all have several cells. */
function isPadded(rows: readonly (readonly string[])[], delimiter: string): boolean {
  const { width, share, nRows } = shapeOf(rows);
  const nLoose = rows.filter((row) => row.some((cell) => / {2,}\S/.test(cell.trim()))).length;
  const isEven = width > 2 && share === 1 && delimiter !== " ";
  return width < 2 || share < (delimiter === " " ? 1 : 0.9) || (nLoose * 2 >= nRows && !isEven);
}

const isPlainNumber = (cell: string): boolean => !Number.isNaN(parseNumber(cell, "."));

function wholeLines(sample: string, newline: string, isComplete: boolean): string[] {
  const lines = sample.split(newline, 1000).map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  return isComplete || lines.length < 2 ? lines : lines.slice(0, -1);
}

/**
 * Line ends are counted outside quotes: cells may hold any of them. Returns before a line feed, one or two, belong to it; a few
 * line feeds among lone returns may be meant for something else.
 */
function detectNewline(sample: string): "\n" | "\r" {
  const bare = sample.replace(/"[^"]*"/g, "");
  const text = /[\r\n]/.test(bare) ? bare : sample;
  const lineFeeds = text.match(/\n/g)?.length ?? 0;
  const loneReturns = text.match(/\r(?!\r?\n)/g)?.length ?? 0;
  return loneReturns > lineFeeds * 2 ? "\r" : "\n";
}

/** Double quotes, unless apostrophes alone wrap whole cells and appear nowhere else. */
function detectQuote(sample: string, delimiter: string | undefined): string {
  if (sample.includes('"') || !sample.includes("'")) return '"';
  const edge = delimiter === undefined ? "[,;\\t|\\r\\n]" : `[\\r\\n${delimiter.replace(/[\\\]^-]/g, "\\$&")}]`;
  const cell = new RegExp(`(?<=^|${edge})'(?:[^'\\r\\n]|'')*'(?=$|${edge})`, "g");
  return sample.replace(cell, "").includes("'") ? '"' : "'";
}

function isBlank(row: readonly string[]): boolean {
  return row.length === 1 && row[0].trim() === "";
}

interface Shape {
  readonly width: number;
  /** Share of the rows that have this width. */
  readonly share: number;
  readonly nRows: number;
}

function shapeOf(rows: readonly (readonly string[])[]): Shape {
  const counts = new Map<number, number>();
  const filled = rows.filter((row) => !isBlank(row));
  for (const row of filled) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let width = 0;
  for (const [candidate, count] of counts) {
    const best = counts.get(width) ?? 0;
    if (count > best || (count === best && candidate > width)) width = candidate;
  }
  return { width, share: filled.length === 0 ? 0 : (counts.get(width) ?? 0) / filled.length, nRows: filled.length };
}

/** Whether a cell looks like one value rather than several that another delimiter would separate. */
function isCleanCell(cell: string, delimiter: string): boolean {
  if (cell.length > 200 || cell.includes(delimiter)) return true;
  const text = cell.trim();
  if (/[;\t|]/.test(text)) return false;
  return !/,\S/.test(text) || !Number.isNaN(parseNumber(text, ",")) || !Number.isNaN(parseNumber(text, "."));
}

/** Prefers rows of one width, cells that are single values, and more columns, in that order of weight. */
function scoreOf(rows: readonly (readonly string[])[], delimiter: string): number {
  const { width, share } = shapeOf(rows);
  if (width < 2) return 0;
  let cells = 0;
  let clean = 0;
  for (const row of rows.slice(0, 100)) {
    for (const cell of row.slice(0, 200)) {
      cells++;
      if (isCleanCell(cell, delimiter)) clean++;
    }
  }
  return share * share * (clean / cells) ** 2 * (1 - 1 / (width + 1));
}

function detectDelimiter(read: (delimiter: string) => string[][]): string {
  let best = ",";
  let bestScore = 0;
  for (const delimiter of COMMON_DELIMITERS) {
    const score = scoreOf(read(delimiter), delimiter);
    if (score > bestScore + 1e-9) {
      best = delimiter;
      bestScore = score;
    }
  }
  if (bestScore > 0.3) return best;
  for (const delimiter of UNUSUAL) {
    const rows = read(delimiter);
    const { width, share, nRows } = shapeOf(rows);
    const isClear = share === 1 && width >= 2 && nRows >= (delimiter === " " || delimiter === ":" ? 3 : 2);
    if (isClear && scoreOf(rows, delimiter) > bestScore && isTabular(rows, delimiter)) return delimiter;
  }
  return best;
}

/** A space or a colon separates cells only where nearly all of them are numbers: prose and times have both. */
function isTabular(rows: readonly (readonly string[])[], delimiter: string): boolean {
  if (delimiter !== " " && delimiter !== ":") return true;
  const body = rows.slice(1).filter((row) => !isBlank(row));
  const cells = body.flat();
  if (delimiter === ":" && cells.every((cell) => /^\d{1,2}$/.test(cell))) return false;
  return cells.length > 0 && cells.filter((cell) => !Number.isNaN(parseNumber(cell, "."))).length >= cells.length * 0.6;
}

/** Leading records that are no part of a table that is wider than they are. */
export function countPreamble(rows: readonly (readonly string[])[]): number {
  const { width, share, nRows } = shapeOf(rows);
  if (share < 0.5 || width < 2) return 0;
  const filledOf = (row: readonly string[]): number => row.filter((cell) => cell.trim() !== "").length;
  const fill = rows.map(filledOf).filter((count) => count > 0);
  fill.sort((a, b) => a - b);
  const typicallyFilled = fill[fill.length >> 1];
  let count = 0;
  while (count < rows.length && count < 30) {
    const row = rows[count];
    const filled = filledOf(row);
    const isComment = row[0].startsWith("#") && row.length !== width && filled > 0;
    const isTitle = filled <= 1 && width >= 3 && nRows - count >= 4 && typicallyFilled >= 3;
    const isRule = filled > 0 && row.every((cell) => /^[-=_:+]{2,}$/.test(cell.trim()));
    if (!isBlank(row) && !isComment && !isTitle && !isRule) break;
    count++;
  }
  // Blank lines alone are no preamble; they are skipped and counted as blank lines.
  return rows.slice(0, count).every(isBlank) ? 0 : count;
}

/** Whether the first row names the columns: names differ from each other and from the values below them. */
export function detectHeader(rows: readonly (readonly string[])[]): boolean {
  const [head, ...body] = rows.filter((row) => !isBlank(row)).slice(0, 200);
  if (head === undefined) return true;
  if (body.length === 0) return head.every((cell) => kindOf(cell) !== "value");
  let votes = 0;
  let textVotes = 0;
  const labels: number[] = [];
  const seen = new Set<string>();
  for (const [index, cell] of head.entries()) {
    const below = body.map((row) => row[index] ?? "").filter((other) => kindOf(other) !== "empty");
    const areValues =
      below.length > 0 && below.filter((other) => kindOf(other) === "value").length >= below.length * 0.8;
    const kind = kindOf(cell);
    if (kind === "value") labels.push(Number(cell));
    if (areValues && kind === "text") votes += 3;
    else if (kind === "value") votes += areValues ? -3 : below.some((other) => kindOf(other) === "value") ? 0 : 1;
    else if (cell.trim() === "?") votes -= 2;
    else if (kind === "text" && !areValues && below.includes(cell)) textVotes -= 1;
    if (kind === "text" && seen.has(cell)) textVotes -= 0.5;
    seen.add(cell);
  }
  // A table of names (years, wavelengths, sample numbers) rises from cell to cell, as rows of data seldom do.
  const hasNames = head.some((cell) => kindOf(cell) === "text");
  if (votes < 0 && textVotes > -1 && hasNames && isScale(labels)) return true;
  // Words that return below are a sign only in a table long enough for that to be no accident.
  if (body.length >= 5) votes += textVotes;
  return votes > 0 || (votes === 0 && !head.every((cell) => kindOf(cell) === "value"));
}

/** So many numbers of a row of data seldom rise, or fall, all the way: two times in 720. */
const SELDOM = 6;

/** Whole numbers in one direction: many, in equal steps, or years. Of two or three numbers in a row of data, many rise by accident. */
function isScale(labels: readonly number[]): boolean {
  if (labels.length < 2 || !labels.every(Number.isInteger)) return false;
  const steps = labels.slice(1).map((label, index) => label - labels[index]);
  if (steps[0] === 0 || !steps.every((step) => Math.sign(step) === Math.sign(steps[0]))) return false;
  const areYears = labels.every((label) => label >= 1700 && label <= 2200);
  const isEven = labels.length >= 3 && steps.every((step) => step === steps[0]);
  return areYears || isEven || labels.length >= SELDOM;
}

/**
 * Whether the first row only says to what groups the columns of the second belong, as spreadsheets with two lines of headings
 * have it: names there repeat or are left out, below they do not.
 */
export function isGroupRow(rows: readonly (readonly string[])[]): boolean {
  const [groups, names, ...body] = rows.filter((row) => !isBlank(row)).slice(0, 200);
  if (groups === undefined || names === undefined || body.length < 3 || names.length !== groups.length) return false;
  const filled = (row: readonly string[]) => row.map((cell) => cell.trim()).filter((cell) => cell !== "");
  const [above, below] = [filled(groups), filled(names)];
  const isName = (cell: string): boolean => kindOf(cell) === "text" && /[\p{L}_]{2}/u.test(cell) && !/^[[(]/.test(cell);
  const haveNames = below.length === names.length && new Set(below).size === below.length && below.every(isName);
  const isRepeated = new Set(above).size < groups.length && above.every((cell) => kindOf(cell) !== "value");
  const hasValues = names.some((_, at) => body.every((row) => kindOf(row[at] ?? "") !== "text"));
  return haveNames && isRepeated && above.length > 0 && hasValues;
}
