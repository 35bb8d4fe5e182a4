import { studioError } from "../../base/error.ts";
import { placeText } from "../../base/texts/reading.ts";
import { ColumnBuilder } from "../column-builder.ts";
import { RowDraw } from "../drawn-rows.ts";
import { ingestIssue } from "../ingest-issue.ts";
import type { IngestIssue, RawColumn, RowSample } from "../types.ts";
import { columnNames } from "./csv-header.ts";
import type { Records } from "./csv-records.ts";
import { type PlainLines, PlainRows } from "./plain-row.ts";
import { type NoRecord, RowSieve } from "./row-sieve.ts";
import { Tally } from "./tally.ts";
import { unitIn } from "./units-row.ts";

export interface TableLayout {
  readonly file: string;
  readonly hasHeader: boolean;
  /** Records before the header. */
  readonly preamble: number;
  /** Blank lines are rows with a missing cell in a file of one column, and nothing in any other. */
  readonly isSingleColumn: boolean;
  /** Cells of a data row, judged from the first rows. */
  readonly width: number;
  /** Rows have one more cell than the header, as R writes row names. */
  readonly hasRowNames: boolean;
  /** Quotes were said to be what they are taken for. */
  readonly isQuoteGiven: boolean;
  /** Nothing is set aside, whatever it looks like. */
  readonly keepsAll: boolean;
  /** Names of columns, where the header is two lines. */
  readonly joined: readonly string[] | undefined;
  /** Tells rows that are no records. */
  readonly sieve: RowSieve;
  /** Absent: all rows are read. */
  readonly rowSample?: RowSample | undefined;
}

/** Decides columns from the first records (without the preamble). */
export function layoutOf(
  rows: readonly (readonly string[])[],
  given: Pick<TableLayout, "file" | "hasHeader" | "preamble" | "isQuoteGiven" | "keepsAll" | "joined" | "rowSample">,
): TableLayout {
  const filled = rows.filter((row) => row.length > 1 || row[0] !== "");
  const headWidth = given.hasHeader && filled.length > 0 ? filled[0].length : 0;
  const body = filled.slice(given.joined ? 2 : given.hasHeader ? 1 : 0);
  // Cells after trailing delimiters are no columns.
  const widths = body.map((row) => Math.max(headWidth, lastFilled(row)));
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  const common = [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [headWidth, 0]);
  const isWider = given.hasHeader && common[0] > headWidth && common[1] >= widths.length * 0.5;
  const rowNames = body.map((row) => row[0]);
  const hasRowNames =
    isWider &&
    common[0] === headWidth + 1 &&
    common[1] === widths.length &&
    widths.length >= 3 &&
    new Set(rowNames).size === rowNames.length;
  const widest = Math.max(1, ...body.slice(0, 1000).map((row) => row.length));
  const headless = common[1] >= widths.length * 0.9 ? Math.max(1, common[0]) : widest;
  const width = given.hasHeader ? (isWider ? common[0] : headWidth) : headless;
  const header = given.hasHeader ? (given.joined ?? filled[0]) : undefined;
  const sieve = new RowSieve({ header, width, sample: body.slice(0, 1000) });
  return { ...given, width, hasRowNames, sieve, isSingleColumn: Math.max(width, headWidth) <= 1 };
}

function lastFilled(row: readonly string[]): number {
  let length = row.length;
  while (length > 0 && row[length - 1] === "") length--;
  return length;
}

/** A text of a column. */
export interface WatchedText {
  readonly column: number;
  readonly text: string;
}

/** So many cells may be empty nearly everywhere. */
const MOST_SPARSE_CELLS = 10_000_000;

/** Turns records into columns and accounts for every record that is not a plain row. */
export class TableBuilder {
  /** Of the file: what is told of rows counts all of them. */
  nRows = 0;
  private readonly draw: RowDraw;
  private header: readonly string[] | undefined;
  private recordsSeen = 0;
  private hasGroups = false;
  private blankLines = 0;
  private readonly preamble: string[] = [];
  private readonly plain: PlainRows;
  private builders: ColumnBuilder[];
  private readonly short = new Tally();
  /** Of rows that are pushed cell by cell: filled cells, and all. */
  private nFilled = 0;
  private nPushed = 0;
  private readonly long = new Tally();
  private readonly trailing = new Tally();
  private readonly badQuotes = new Tally();
  private readonly strayQuotes = new Tally();
  private readonly empty = new Tally();
  private readonly crossed = new Tally();
  private readonly held: { readonly row: readonly string[]; readonly line: number }[] = [];
  private readonly aside = new Map<NoRecord, Tally>();
  /** By column, where a row says them. */
  private units: readonly (string | undefined)[] = [];
  private unclosed: { row: number; line: number; nLines: number } | undefined;
  /** Of rows that were taken: how many, which columns have a cell, and which of the watched texts stand there. */
  private nTaken = 0;
  private readonly isFilled: boolean[];
  private readonly known = new Set<WatchedText>();

  /** @param watched texts of which it has to be known at the end whether a record has them, where rows are taken before. */
  constructor(
    private readonly layout: TableLayout,
    private readonly watched: readonly WatchedText[] = [],
  ) {
    this.draw = new RowDraw(layout.rowSample);
    this.builders = this.freshBuilders();
    this.isFilled = this.builders.map(() => false);
    this.plain = new PlainRows(layout.width);
  }

  private freshBuilders(): ColumnBuilder[] {
    return Array.from({ length: this.layout.width }, () => new ColumnBuilder());
  }

  /** Pushes lines one by one; of those that are surely records no row is made. @returns how many. */
  pushLines(lines: PlainLines): number {
    const { layout, plain } = this;
    const { text, end, delimiter, firstLine } = lines;
    let line = firstLine;
    for (let start = 0; start < end; line++) {
      plain.read(lines, start);
      const isInTable = this.recordsSeen >= layout.preamble;
      const isBelow = this.nRows > 0 && isInTable;
      if (plain.end === start && isInTable && !layout.isSingleColumn) {
        this.recordsSeen++;
        this.blankLines++;
      } else if (isBelow && plain.nNumbers > 0 && layout.sieve.isSureRecord(plain.nNumbers, plain.firstText(text))) {
        this.release();
        this.recordsSeen++;
        this.nRows++;
        if (this.draw.next()) plain.nRows++;
        if (plain.isFull) this.pushPlain(text);
      } else {
        this.pushPlain(text);
        this.pushRecord(text.slice(start, plain.end).split(delimiter), line);
      }
      start = plain.next;
    }
    this.pushPlain(text);
    return line - firstLine;
  }

  /** Pushes the rows that `plain` keeps, column by column: each is as wide as the table and not empty. */
  private pushPlain(text: string): void {
    const { builders, plain } = this;
    if (plain.nRows === 0) return;
    for (let column = 0; column < builders.length; column++) builders[column].pushCells(text, plain, column);
    plain.nRows = 0;
  }

  /** Bytes that its cells take. */
  get heldBytes(): number {
    return this.builders.reduce((sum, builder) => sum + builder.heldBytes, 0);
  }

  /** Those of the rows that the table has. */
  get nRead(): number {
    return this.draw.nRead;
  }

  /** Makes place for so many rows of the file. */
  reserve(nRows: number): void {
    const { rowSample } = this.layout;
    for (const builder of this.builders) builder.reserve(rowSample ? Math.ceil(nRows / rowSample.oneIn) : nRows);
  }

  push({ rows, lines, badQuotes, strayQuotes, crossed, unclosedRow }: Records): void {
    for (const line of crossed) this.crossed.add(0, line);
    const bad = new Set(badQuotes);
    const stray = new Set(strayQuotes);
    for (const [index, row] of rows.entries()) {
      const before = this.nRows;
      const line = lines[index];
      this.pushRecord(row, line);
      const place = this.nRows > before ? this.nRows : 0;
      if (bad.has(index)) this.badQuotes.add(place, line);
      if (stray.has(index)) this.strayQuotes.add(place, line);
      if (index === unclosedRow) {
        this.unclosed = { row: place, line, nLines: row[row.length - 1].split(/\r?\n|\r/).length - 1 };
      }
    }
  }

  private pushRecord(row: readonly string[], line: number): void {
    const { layout } = this;
    if (this.recordsSeen++ < layout.preamble) {
      this.preamble.push(row.join(" ").trim());
      return;
    }
    const isBlank = row.length === 1 && row[0].trim() === "";
    const needsHeader = layout.hasHeader && this.header === undefined;
    if (isBlank && (!layout.isSingleColumn || needsHeader)) this.blankLines++;
    else if (needsHeader && layout.joined && !this.hasGroups) this.hasGroups = true;
    else if (needsHeader) this.header = layout.joined ?? row;
    else this.siftRow(row, line);
  }

  /** Sets aside what is no record, and holds what is one only if another follows. */
  private siftRow(row: readonly string[], line: number): void {
    const { sieve, keepsAll, hasHeader } = this.layout;
    const isFirst = hasHeader && this.nRows === 0 && this.held.length === 0;
    const kind = keepsAll ? undefined : sieve.kindOf(row, isFirst);
    if (kind) {
      if (kind === "units") this.units = row.map(unitIn);
      this.setAside(kind, row, line);
    } else if (!keepsAll && sieve.isDoubtful(row)) {
      this.held.push({ row, line });
    } else {
      this.release();
      this.pushRow(row, line);
    }
  }

  /** What was held is as it is, since a record follows. */
  private release(): void {
    if (this.held.length === 0) return;
    for (const { row, line } of this.held.splice(0)) this.pushRow(row, line);
  }

  private setAside(kind: NoRecord, row: readonly string[], line: number): void {
    const tally = this.aside.get(kind) ?? new Tally();
    tally.add(
      0,
      line,
      row
        .filter((cell) => cell.trim() !== "")
        .join(" ")
        .trim(),
    );
    this.aside.set(kind, tally);
  }

  private isKnown(text: string, column: number): boolean {
    const isTaken = [...this.known].some((each) => each.text === text && each.column === column);
    return isTaken || this.builders[column]?.has(text) === true;
  }

  /** From the last row upwards: the first that is a record makes those above it records, too. */
  private siftEnd(): void {
    const isKnown = (text: string, column: number): boolean => this.isKnown(text, column);
    const ends: { kind: NoRecord; row: readonly string[]; line: number }[] = [];
    while (this.nRows > 0 && this.held.length > 0) {
      const last = this.held[this.held.length - 1];
      const kind = this.layout.sieve.kindAtEnd(last.row, isKnown);
      if (kind === undefined) break;
      ends.push({ kind, ...last });
      this.held.pop();
    }
    this.release();
    for (const { kind, row, line } of ends.reverse()) this.setAside(kind, row, line);
  }

  private pushRow(row: readonly string[], line: number): void {
    const { width } = this.layout;
    this.nRows++;
    const isRead = this.draw.next();
    let isEmpty = true;
    for (let index = 0; index < width; index++) {
      const text = index < row.length ? row[index] : "";
      if (text !== "") {
        isEmpty = false;
        if (isRead) this.nFilled++;
      }
      if (isRead) this.builders[index].push(text);
    }
    if (isRead) this.nPushed += width;
    if (this.nPushed > MOST_SPARSE_CELLS && this.nFilled * 100 < this.nPushed) {
      throw studioError("E_TABLE_SPARSE", { file: this.layout.file, width, nRows: this.nRows });
    }
    if (isEmpty) this.empty.add(this.nRows, line);
    if (row.length < width) this.short.add(this.nRows, line);
    if (row.length > width) {
      const extra = row.slice(width).filter((cell) => cell !== "");
      if (extra.length === 0) this.trailing.add(this.nRows, line);
      else this.long.add(this.nRows, line, extra.join(", "));
    }
  }

  /** Cells of rows that were pushed and not taken. */
  get nWaiting(): number {
    return (this.nRows - this.nTaken) * this.layout.width;
  }

  /** The first texts of rows that are records only if another follows, as they are held now. */
  get heldTexts(): readonly WatchedText[] {
    return this.held.flatMap(({ row }) => {
      const column = row.findIndex((cell) => cell.trim() !== "");
      return column < 0 ? [] : [{ column, text: row[column] }];
    });
  }

  /** The rows since it was last called, in all columns of the layout; what is told of all rows at the end goes on. */
  takeRows(): RawColumn[] {
    for (const each of this.watched) if (this.isKnown(each.text, each.column)) this.known.add(each);
    const { names } = columnNames(this.namesInFile, this.layout.width, this.layout.file);
    const columns = this.builders.map((builder, index) => builder.build(names[index], this.units[index]));
    for (const [index, builder] of this.builders.entries()) this.isFilled[index] ||= !builder.isBlank;
    this.builders = this.freshBuilders();
    // The next batch is about as large.
    this.reserve(this.nRows - this.nTaken);
    this.nTaken = this.nRows;
    return columns;
  }

  private get namesInFile(): readonly string[] | undefined {
    return this.header && this.layout.hasRowNames ? ["", ...this.header] : this.header;
  }

  /** To be called behind the last record. */
  finish(): void {
    this.siftEnd();
  }

  /** Whether a header row was read. */
  get hasNames(): boolean {
    return this.header !== undefined;
  }

  build(): { columns: RawColumn[]; issues: IngestIssue[] } {
    const { file, width } = this.layout;
    const header = this.namesInFile;
    const shown = this.shownWidth(header);
    const { names, issues } = columnNames(header, shown, file);
    const columns = this.builders
      .slice(0, shown)
      .map((builder, index) => builder.build(names[index], this.units[index]));
    const nBlank = width - shown;
    const blank =
      nBlank > 0 ? [ingestIssue("W_CSV_BLANK_COLUMNS", { where: file, count: nBlank }, { nColumns: nBlank })] : [];
    return { columns, issues: [...issues, ...blank, ...this.issues()] };
  }

  /** Columns up to the last one that has a name or a cell. */
  private shownWidth(header: readonly string[] | undefined): number {
    const { width, keepsAll } = this.layout;
    let shown = width;
    const isBlank = (column: number) =>
      (header?.[column] ?? "").trim() === "" && !this.isFilled[column] && this.builders[column].isBlank;
    while (!keepsAll && header && shown > 1 && isBlank(shown - 1)) shown--;
    return shown;
  }

  private issues(): IngestIssue[] {
    const { file, width, hasRowNames, joined = [] } = this.layout;
    const at = (tally: Tally) => ({ where: tally.where(file), count: tally.count, lines: tally.lines });
    const lines = this.preamble.filter((text) => text !== "");
    const extras = this.long.examples.map((text, index) =>
      placeText("inRow", { row: this.long.firstRows[index], text }),
    );
    const issues = [
      ingestIssue("W_CSV_PREAMBLE", { where: file, count: this.preamble.length }, { lines }),
      ingestIssue("W_CSV_JOINED_NAMES", { where: file, count: joined.length }, { names: joined }),
      ingestIssue("W_CSV_ROW_NAMES", { where: file, count: hasRowNames ? 1 : 0 }),
      ingestIssue("W_CSV_BLANK_LINES", { where: file, count: this.blankLines }),
      ingestIssue("W_CSV_EMPTY_ROWS", at(this.empty)),
      ingestIssue("W_CSV_SHORT_ROWS", at(this.short), { width }),
      ingestIssue("W_CSV_LONG_ROWS", at(this.long), { width, extras }),
      ingestIssue("W_CSV_TRAILING_DELIMITERS", at(this.trailing)),
      ingestIssue("W_CSV_BAD_QUOTES", at(this.badQuotes)),
      ingestIssue("W_CSV_STRAY_QUOTE", at(this.strayQuotes)),
      ingestIssue("W_CSV_CROSSED", { where: file, count: this.crossed.count, lines: this.crossed.lines }),
      ...[...this.aside].map(([kind, { count, lines, examples: rows }]) =>
        ingestIssue("W_CSV_SET_ASIDE", { where: file, count, lines }, { kind, rows }),
      ),
    ].filter(({ count }) => count > 0);
    if (this.unclosed !== undefined) {
      const { row, line, nLines } = this.unclosed;
      // Where somebody chose the quote character, the cell is as it was wanted.
      const isBlocking = nLines > 0 && !this.layout.isQuoteGiven;
      const found = { where: placeText("row", { file, row }), count: Math.max(1, nLines), lines: [line], isBlocking };
      issues.push(ingestIssue("W_CSV_UNCLOSED_QUOTE", found, { nLines }));
    }
    return issues;
  }
}
