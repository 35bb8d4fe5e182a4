import Papa from "papaparse";
import { plainText } from "./line-form.ts";
import { commonest, type LineShape, rereadFirstLine, shapeOfLines } from "./line-shape.ts";
import type { PlainLines } from "./plain-row.ts";
import type { RecordSyntax } from "./record-syntax.ts";

export interface Records {
  readonly rows: string[][];
  /** The 1-based line of the file on which each of the rows begins. */
  readonly lines: readonly number[];
  /** Indices into `rows` whose quotes are malformed. */
  readonly badQuotes: readonly number[];
  /** Indices into `rows` whose stray quote was read as a character, since it would have swallowed other rows. */
  readonly strayQuotes: readonly number[];
  /** Lines, 1-based, of which some text lies across two columns at fixed places, or in none. */
  readonly crossed: readonly number[];
  /** Index into `rows` of a record whose quote is never closed, or −1. */
  readonly unclosedRow: number;
}

/** Who takes records as they come, in their order. */
export interface RecordTaker {
  push(records: Records): void;
  /** @returns how many lines these are. */
  pushLines(lines: PlainLines): number;
}

/** What PapaParse's `Parser` hands to a step callback, of which its typings say nothing. */
interface Step {
  /** One record. */
  readonly data: readonly [string[]];
  readonly errors: readonly { readonly code: string }[];
  readonly meta: { readonly cursor: number };
}

interface PapaParser {
  parse(text: string, baseIndex: number, ignoreLastRow: boolean): void;
  abort(): void;
}

/** Records as they are found; the mutable side of `Records`. */
interface Found {
  readonly rows: string[][];
  readonly lines: number[];
  readonly badQuotes: number[];
  readonly strayQuotes: number[];
  readonly crossed: readonly number[];
  unclosedRow: number;
  /** Characters of the text that these records took. */
  consumed: number;
}

const NOTHING = { unclosedRow: -1, consumed: 0 };

/** Delimiters of which no number is made. */
const IN_PLACE = /^[^-.\d]$/;

/** An open cell of so many lines is looked at before its end has come. */
const PATIENCE_LINES = 50;

/** Splits text into records, piece by piece; a quoted cell may span pieces. */
export class RecordParser {
  private pending = "";
  /** The beginning of a line whose end has not come yet; where lines are made plain first. */
  private begun = "";
  private waitFor = 0;
  private nextLine = 1;
  /** The line with which the next text to be made plain begins. */
  private plainNext = 1;
  private readonly crossed: number[] = [];

  /** @param shape what lines of this file look like, by which stray quotes are known; without it quotes are believed. */
  constructor(
    private readonly syntax: RecordSyntax,
    private readonly shape?: LineShape,
  ) {}

  /** Characters of a record whose end has not come yet. */
  get nPending(): number {
    return this.pending.length + this.begun.length;
  }

  /** Hands on the records that this piece completes: as lines where nothing is quoted, else taken apart. */
  pushTo(taker: RecordTaker, text: string, isLast: boolean): void {
    const { form, delimiter, newline, quote } = this.syntax;
    const all = this.pending + text;
    const areLines = form === undefined && newline === "\n" && IN_PLACE.test(delimiter);
    if (!areLines || all.length < this.waitFor || (quote !== "" && all.includes(quote))) {
      taker.push(this.push(text, isLast));
      return;
    }
    const end = isLast ? all.length : all.lastIndexOf(newline) + 1;
    this.nextLine += taker.pushLines({ text: all, end, delimiter, firstLine: this.nextLine });
    this.pending = all.slice(end);
    this.waitFor = this.pending.length * 2;
  }

  /** The records completed by this piece. */
  push(text: string, isLast: boolean): Records {
    const plain = this.syntax.form === undefined ? text : this.plainLines(text, isLast);
    this.pending = this.pending === "" ? plain : this.pending + plain;
    const found: Found = {
      ...NOTHING,
      rows: [],
      lines: [],
      badQuotes: [],
      strayQuotes: [],
      crossed: this.crossed.splice(0),
    };
    // A cell longer than a piece is parsed again only when the text has doubled, so the whole stays linear.
    if (!isLast && this.pending.length < this.waitFor) return found;
    const all = this.pending;
    while (this.parseFrom(all, isLast, found) || this.rereadOpen(all, isLast, found)) {
      // On with what stands behind a line that was read again.
    }
    const { newline } = this.syntax;
    // A final line end closes the last record; it does not open an empty one.
    if (isLast && all.endsWith(newline) && found.rows.at(-1)?.length === 1 && found.rows.at(-1)?.[0] === "") {
      found.rows.pop();
      found.lines.pop();
    }
    this.pending = isLast ? "" : all.slice(found.consumed);
    this.waitFor = this.pending.length * 2;
    return found;
  }

  private plainLines(text: string, isLast: boolean): string {
    const all = this.begun + text;
    const end = isLast ? all.length : all.lastIndexOf(this.syntax.newline) + 1;
    this.begun = all.slice(end);
    const whole = all.slice(0, end);
    const first = this.plainNext;
    this.plainNext += countOf(whole, this.syntax.newline);
    return plainText(whole, this.syntax, (line) => this.crossed.push(first + line));
  }

  /** Parses on from where `found` ends. @returns whether it broke off behind a line that was read again. */
  private parseFrom(all: string, isLast: boolean, found: Found): boolean {
    const { delimiter, quote, newline } = this.syntax;
    const base = found.consumed;
    const text = base === 0 ? all : all.slice(base);
    if (text === "") return false;
    const isPlain = quote === "" || !text.includes(quote);
    let isBroken = false;
    const step = ({ data: [cells], errors, meta }: Step): void => {
      const start = found.consumed;
      const end = base + meta.cursor;
      const raw = isPlain ? "" : all.slice(start, end);
      const again = isPlain ? undefined : this.reread(raw, cells, errors.length > 0);
      if (again) {
        this.pushAgain(again, found);
        isBroken = true;
        parser.abort();
        return;
      }
      for (const error of errors) {
        if (error.code === "MissingQuotes") found.unclosedRow = found.rows.length;
        else if (found.badQuotes.at(-1) !== found.rows.length) found.badQuotes.push(found.rows.length);
      }
      if (newline === "\n") dropCarriageReturn(cells, { text, end: meta.cursor, isPlain, quote });
      found.rows.push(cells);
      found.lines.push(this.nextLine);
      this.nextLine += isPlain ? 1 : Math.max(1, countOf(raw, newline));
      found.consumed = end;
    };
    const config = {
      delimiter,
      quoteChar: quote === "" ? '"' : quote,
      ...(this.syntax.escape && { escapeChar: this.syntax.escape }),
      newline,
      step,
      ...(isPlain && { fastMode: true }),
    };
    // PapaParse's typings describe its high-level entry; its Parser takes and calls back with the shapes above.
    const parser = new Papa.Parser(config as unknown as Papa.ParseConfig) as unknown as PapaParser;
    parser.parse(text, 0, !isLast);
    return isBroken;
  }

  /** The first line of a record whose quotes cannot be meant as they stand. */
  private reread(raw: string, cells: readonly string[], isMalformed: boolean) {
    const { shape, syntax } = this;
    if (shape === undefined) return undefined;
    const end = raw.indexOf(syntax.newline);
    const hasSwallowed = end >= 0 && end < raw.length - syntax.newline.length;
    const isOdd = isMalformed || cells.length !== shape.width;
    if (!hasSwallowed && !(isMalformed && cells.length !== shape.width)) return undefined;
    return rereadFirstLine(raw, syntax, { shape, mustHaveNumbers: !isOdd, recordsOf: this.recordsOf });
  }

  /** A cell that is still open after many lines, each of which looks like a row, is no cell: nobody waits for its end. */
  private rereadOpen(all: string, isLast: boolean, found: Found): boolean {
    const { shape, syntax } = this;
    if (isLast || shape === undefined || syntax.quote === "") return false;
    const open = all.slice(found.consumed);
    let end = 0;
    for (let line = 0; line < PATIENCE_LINES; line++) {
      end = open.indexOf(syntax.newline, end) + syntax.newline.length;
      if (end < syntax.newline.length) return false;
    }
    const again = rereadFirstLine(open.slice(0, end), syntax, {
      shape,
      mustHaveNumbers: false,
      recordsOf: this.recordsOf,
    });
    if (again) this.pushAgain(again, found);
    return again !== undefined;
  }

  private readonly recordsOf = (text: string) => new RecordParser(this.syntax).push(text, true).rows;

  private pushAgain({ cells, length }: { cells: string[]; length: number }, found: Found): void {
    found.strayQuotes.push(found.rows.length);
    found.rows.push(cells);
    found.lines.push(this.nextLine++);
    found.consumed += length;
  }
}

export function countOf(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
  return count;
}

/** Records end in LF or CRLF, or CR CRLF, as programs write it that translate twice; CRs are cut unless they stand inside quotes. */
function dropCarriageReturn(
  cells: string[],
  record: { text: string; end: number; isPlain: boolean; quote: string },
): void {
  const last = cells[cells.length - 1];
  if (last.charCodeAt(last.length - 1) !== 13) return;
  if (!record.isPlain) {
    let end = record.end;
    if (record.text[end - 1] === "\n") end--;
    while (record.text[end - 1] === "\r") end--;
    if (record.text.slice(end - 2, end) === `\r${record.quote}`) return;
  }
  cells[cells.length - 1] = last.replace(/\r+$/, "");
}

/** Rows whose quotes are as they should be tell how wide rows are, where there are so many of them; else lines tell. */
const ENOUGH_ROWS = 5;

/** What lines of a text look like; undefined where they have no shape, or where nothing is quoted. */
export function lineShape(given: string, shaped: RecordSyntax, isComplete: boolean): LineShape | undefined {
  if (shaped.quote === "") return undefined;
  const { form: _, fixed: __, ...syntax } = shaped;
  const text = plainText(given, shaped);
  const { rows, badQuotes, unclosedRow } = new RecordParser(syntax).push(text, isComplete);
  const bad = new Set([...badQuotes, unclosedRow]);
  const widths = rows.filter((row, index) => !bad.has(index) && row.join("").trim() !== "").map(({ length }) => length);
  const width = widths.length < ENOUGH_ROWS ? undefined : commonest(widths)[0];
  return shapeOfLines(text, syntax, { isComplete, width });
}

/** All records of a text that is at hand as a whole; the last one only if the text `isComplete`. */
export function parseRecords(text: string, syntax: RecordSyntax, isComplete: boolean): string[][] {
  const shape = text.includes(syntax.quote) ? lineShape(text, syntax, isComplete) : undefined;
  return new RecordParser(syntax, shape).push(text, isComplete).rows;
}
