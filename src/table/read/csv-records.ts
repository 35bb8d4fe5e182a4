import Papa from "papaparse";

export interface RecordSyntax {
  readonly delimiter: string;
  /** "" where nothing is quoted. */
  readonly quote: string;
  /** "\n" also reads CRLF and any mixture of both; "\r" is for files of lone carriage returns. */
  readonly newline: "\n" | "\r";
}

export interface Records {
  readonly rows: string[][];
  /** Indices into `rows` whose quotes are malformed. */
  readonly badQuotes: readonly number[];
  /** Index into `rows` of a record whose quote is never closed, or −1. */
  readonly unclosedRow: number;
}

/** What PapaParse's `Parser` hands to a step callback, of which its typings say nothing. */
interface Step {
  /** One record. */
  readonly data: readonly [string[]];
  readonly errors: readonly { readonly code: string }[];
  readonly meta: { readonly cursor: number };
}

/** Splits text into records, piece by piece; a quoted cell may span pieces. */
export class RecordParser {
  private pending = "";
  private waitFor = 0;

  constructor(private readonly syntax: RecordSyntax) {}

  /** The records completed by this piece. */
  push(text: string, isLast: boolean): Records {
    this.pending = this.pending === "" ? text : this.pending + text;
    // A cell longer than a piece is parsed again only when the text has doubled, so the whole stays linear.
    if (!isLast && this.pending.length < this.waitFor) return { rows: [], badQuotes: [], unclosedRow: -1 };
    const { records, consumed } = this.parse(this.pending, isLast);
    this.pending = this.pending.slice(consumed);
    this.waitFor = this.pending.length * 2;
    return records;
  }

  private parse(text: string, isLast: boolean): { records: Records; consumed: number } {
    const { delimiter, quote, newline } = this.syntax;
    const rows: string[][] = [];
    const badQuotes: number[] = [];
    let unclosedRow = -1;
    let consumed = 0;
    const isPlain = quote === "" || !text.includes(quote);
    const step = ({ data: [cells], errors, meta }: Step): void => {
      for (const error of errors) {
        if (error.code === "MissingQuotes") unclosedRow = rows.length;
        else if (badQuotes.at(-1) !== rows.length) badQuotes.push(rows.length);
      }
      if (newline === "\n") dropCarriageReturn(cells, { text, end: meta.cursor, isPlain, quote });
      rows.push(cells);
      consumed = meta.cursor;
    };
    const config = {
      delimiter,
      quoteChar: quote === "" ? '"' : quote,
      newline,
      step,
      ...(isPlain && { fastMode: true }),
    };
    // PapaParse's step type describes its high-level entry; its Parser calls back with the shape above.
    new Papa.Parser(config as unknown as Papa.ParseConfig).parse(text, 0, !isLast);
    // A final line end closes the last record; it does not open an empty one.
    if (isLast && text.endsWith(newline) && rows.at(-1)?.length === 1 && rows.at(-1)?.[0] === "") rows.pop();
    return { records: { rows, badQuotes, unclosedRow }, consumed: isLast ? text.length : consumed };
  }
}

/** Records end in LF or CRLF; the CR of the latter is cut unless it stands inside quotes. */
function dropCarriageReturn(
  cells: string[],
  record: { text: string; end: number; isPlain: boolean; quote: string },
): void {
  const last = cells[cells.length - 1];
  if (last.charCodeAt(last.length - 1) !== 13) return;
  if (!record.isPlain) {
    let end = record.end;
    if (record.text[end - 1] === "\n") end--;
    if (record.text[end - 1] === "\r") end--;
    if (record.text.slice(end - 2, end) === `\r${record.quote}`) return;
  }
  cells[cells.length - 1] = last.slice(0, -1);
}

/** All records of a text that is at hand as a whole; the last one only if the text `isComplete`. */
export function parseRecords(text: string, syntax: RecordSyntax, isComplete: boolean): string[][] {
  return new RecordParser(syntax).push(text, isComplete).rows;
}
