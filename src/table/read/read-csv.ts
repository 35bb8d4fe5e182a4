import { studioError } from "../../base/error.ts";
import type { Dialect, IngestIssue, RawTable } from "../types.ts";
import { ContentHash } from "./content-hash.ts";
import { assertText } from "./csv-bytes.ts";
import { COMMON_DELIMITERS, detectSyntax, type SampledSyntax } from "./csv-dialect.ts";
import { countOf, lineShape, parseRecords, RecordParser } from "./csv-records.ts";
import type { TableBuilder, WatchedText } from "./csv-table-builder.ts";
import { delimiterOf, isBadFixed } from "./fixed-columns.ts";
import { WHITE_SPACE } from "./line-form.ts";
import { assertWithin, READING_LIMITS } from "./reading-limits.ts";
import { beginTable, endTable } from "./record-table.ts";
import type { ReadOptions, TableInput } from "./table-input.ts";
import { MemoryWatch } from "./table-memory.ts";
import { type Letters, textIssues, textPieces } from "./text-pieces.ts";

const SAMPLE_CHARACTERS = 1 << 16;
/** Nobody sees more of it. */
const PROGRESS_BYTES = 1 << 18;
/** Fewer lines tell too little, however long they are. */
const FEWEST_LINES = 3;

interface Opened {
  readonly parser: RecordParser;
  readonly builder: TableBuilder;
  readonly syntax: SampledSyntax;
  readonly hasHeader: boolean;
}

/**
 * Reads a CSV file into columns, piece by piece; every cell keeps its text.
 *
 * Blank lines are skipped and counted, except in a file of one column, where each is a row with a missing cell (as RFC 4180
 * reads it). Short rows are padded, extra cells and malformed quotes are listed in `issues`; no row is lost silently.
 *
 * @throws StudioError E_CSV_EMPTY, E_CSV_NO_ROWS, E_CSV_BINARY, E_CSV_WEB_PAGE, E_CSV_DIALECT, E_TABLE_*; the signal's reason when aborted.
 */
export async function readCsv(input: TableInput, options: ReadOptions = {}): Promise<RawTable> {
  const given = options.dialect ?? {};
  const hash = input.depth === undefined ? new ContentHash(input) : undefined;
  const reading = csvPieces(input, { given, hash, signal: options.signal });
  const memory = new MemoryWatch(input, options);
  let step = await reading.next();
  for (let told = 0; !step.done; step = await reading.next()) {
    const { builder, nBytes } = step.value;
    if (told === 0) builder.reserve(expectedRows(builder.nRows, nBytes, input.sizeBytes));
    if (told > 0 && nBytes - told < PROGRESS_BYTES) continue;
    told = nBytes;
    memory.look(nBytes, builder);
    const fraction = input.sizeBytes > 0 ? Math.min(1, nBytes / input.sizeBytes) : 0;
    options.onProgress?.(fraction, builder.nRows);
  }
  const { builder, dialect, issues } = step.value;
  const table = endTable(builder, { input, given, dialect, issues, hash: (await hash?.digest()) ?? "" });
  options.onProgress?.(1, builder.nRows);
  return table;
}

export interface CsvEnd {
  readonly builder: TableBuilder;
  readonly dialect: Dialect;
  readonly nBytes: number;
  /** Of letters. */
  readonly issues: readonly IngestIssue[];
}

/**
 * Pushes a file to a table piece by piece.
 *
 * @param options.watched texts that have to be known of at the end, where rows are taken from the table before.
 * @returns the table with every record pushed, and not finished.
 */
export async function* csvPieces(
  input: TableInput,
  options: {
    readonly given: Partial<Dialect>;
    readonly hash: ContentHash | undefined;
    readonly signal?: AbortSignal | undefined;
    readonly watched?: readonly WatchedText[];
  },
): AsyncGenerator<{ readonly builder: TableBuilder; readonly nBytes: number }, CsvEnd> {
  const { given, hash, signal, watched } = options;
  assertDialect(input.name, given);
  const progress = { bytes: 0 };
  const check = (head: Uint8Array, encoding: string) => assertText(input.name, head, encoding);
  const pieces = textPieces(input, { given, hash, progress, signal, check });
  let opened: Opened | undefined;
  let sample = "";
  const lines = new LineCount();
  const width = new FirstLineWidth(given.delimiter);
  let letters: Letters = { encoding: "utf-8", badBytes: 0, guess: undefined, nulCharacters: 0 };
  for await (const piece of pieces) {
    letters = piece;
    if (opened === undefined) {
      sample += piece.text;
      lines.add(piece.text);
      if (lines.count === 0) {
        assertWithin(input.name, "rowCharacters", sample.length);
        width.add(piece.text);
        assertWithin(input.name, "columns", width.least);
      }
      if (!isEnough(sample, lines)) continue;
      opened = open(input.name, sample, { isComplete: false, given, watched });
      opened.parser.pushTo(opened.builder, sample, false);
    } else {
      opened.parser.pushTo(opened.builder, piece.text, false);
    }
    assertWithin(input.name, "rowCharacters", opened.parser.nPending);
    yield { builder: opened.builder, nBytes: progress.bytes };
  }
  if (sample.trim() === "") throw studioError("E_CSV_EMPTY", { file: input.name, sizeBytes: progress.bytes });
  const isWhole = opened === undefined;
  opened ??= open(input.name, sample, { isComplete: true, given, watched });
  opened.parser.pushTo(opened.builder, isWhole ? sample : "", true);
  const { builder, syntax, hasHeader } = opened;
  const dialect = { delimiter: spokenDelimiter(syntax), quote: syntax.quote, encoding: letters.encoding, hasHeader };
  return { builder, dialect, nBytes: progress.bytes, issues: textIssues(input.name, letters) };
}

/** Of more rows, columns grow as they come. */
const MOST_EXPECTED = 1 << 22;

/** Rows that a file is likely to have at most, by its first part; 0 where that cannot be told. */
function expectedRows(nRows: number, bytesRead: number, sizeBytes: number): number {
  return bytesRead === 0 ? 0 : Math.min(sizeBytes, MOST_EXPECTED, Math.ceil((nRows * sizeBytes * 1.2) / bytesRead));
}

function spokenDelimiter({ form, fixed, delimiter }: SampledSyntax): string {
  if (fixed) return delimiterOf(fixed);
  return form === "runs" ? WHITE_SPACE : delimiter;
}

function open(
  name: string,
  whole: string,
  options: {
    readonly isComplete: boolean;
    readonly given: Partial<Dialect>;
    readonly watched: readonly WatchedText[] | undefined;
  },
): Opened {
  const { isComplete, given, watched } = options;
  const sample = given.skipRows === undefined ? withShortGaps(whole) : whole;
  const syntax = detectSyntax(sample, isComplete, given);
  const sampled = parseRecords(sample, syntax, isComplete);
  const all = sampled.length > 0 ? sampled : parseRecords(sample, syntax, true);
  const { builder, hasHeader } = beginTable(all, { file: name, preamble: syntax.preamble, given, watched });
  const shape = lineShape(sample, syntax, isComplete);
  return { parser: new RecordParser(syntax, shape), builder, syntax, hasHeader };
}

/** Blank lines in a row of which a sample keeps so many characters: more tell nothing of how a file is written. */
const LONGEST_GAP = 1000;

/** A sample that is mostly blank lines, with few of them. */
function withShortGaps(sample: string): string {
  if (sample.length < 2 * SAMPLE_CHARACTERS) return sample;
  return sample.replace(/[\r\n]+/g, (gap) => {
    if (gap.length <= LONGEST_GAP) return gap;
    // Line ends of two characters stay whole.
    const end = gap.lastIndexOf("\n", LONGEST_GAP) + 1;
    return gap.slice(0, end === 0 ? LONGEST_GAP : end);
  });
}

/** How many cells a first line has at least that has not come to its end. */
class FirstLineWidth {
  private readonly counts: Map<string, number>;
  private isQuoted = false;

  constructor(given: string | undefined) {
    this.counts = new Map((given === undefined ? COMMON_DELIMITERS : [given]).map((delimiter) => [delimiter, 0]));
  }

  add(text: string): void {
    this.isQuoted ||= text.includes('"');
    for (const [delimiter, count] of this.counts) this.counts.set(delimiter, count + countOf(text, delimiter));
  }

  /** 0 where it cannot be told: inside quotes, and where there are several characters that may stand between cells. */
  get least(): number {
    const found = [...this.counts.values()].filter((count) => count > 0);
    return found.length === 1 && !this.isQuoted ? found[0] + 1 : 0;
  }
}

function isEnough(sample: string, { count }: LineCount): boolean {
  const isLong = sample.length >= READING_LIMITS.rowCharacters;
  return sample.length >= SAMPLE_CHARACTERS && (isLong || count >= FEWEST_LINES);
}

/** Lines behind which another one begins, counted piece by piece: a first line may be as long as the file. */
class LineCount {
  count = 0;
  private isAtEnd = false;

  add(text: string): void {
    const begun = this.isAtEnd ? `\n${text}` : text;
    this.count += begun.match(/[\r\n](?=[^\r\n])/g)?.length ?? 0;
    this.isAtEnd = /[\r\n]$/.test(begun);
  }
}

function assertDialect(file: string, { delimiter, quote, encoding }: Partial<Dialect>): void {
  const isWrongDelimiter =
    delimiter !== undefined && (delimiter.length === 0 || /["\r\n\uFEFF]/.test(delimiter) || isBadFixed(delimiter));
  const isWrongQuote = quote !== undefined && (quote.length > 1 || quote === delimiter || /[\r\n]/.test(quote));
  if (isWrongDelimiter) throw studioError("E_CSV_DIALECT", { file, part: "delimiter", got: delimiter });
  if (isWrongQuote) throw studioError("E_CSV_DIALECT", { file, part: "quote", got: quote });
  if (encoding === undefined) return;
  try {
    new TextDecoder(encoding);
  } catch {
    throw studioError("E_CSV_DIALECT", { file, part: "encoding", got: encoding });
  }
}
