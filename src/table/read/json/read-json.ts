/** Tables in JSON: a line or a list item is a row. */
import { studioError } from "../../../base/error.ts";
import type { IngestIssue, RawTable, TableFormat } from "../../types.ts";
import { ContentHash } from "../content-hash.ts";
import { assertWithin } from "../reading-limits.ts";
import { beginTable, endTable, sampleIssues } from "../record-table.ts";
import type { ReadOptions, TableInput } from "../table-input.ts";
import { MemoryWatch } from "../table-memory.ts";
import { textIssues, textPieces } from "../text-pieces.ts";
import { BY_LINES } from "./is-json.ts";
import { JsonRows } from "./json-rows.ts";
import { JsonScanner } from "./json-scanner.ts";
import { readWhole } from "./whole-json.ts";

/** What the platform can hold as one text, with room to spare. */
const MOST_CHARACTERS = 400_000_000;
/**
 * Reads JSON lines, a list of objects or of lists, or an object that holds one such list. Names of objects in objects are joined
 * with dots, lists stay JSON text, null is an empty cell, numbers keep their text. JSON lines are read as they stream by; a line that
 * is no JSON is left out and listed.
 *
 * @throws StudioError E_JSON_BROKEN, E_JSON_SHAPE, E_JSON_COLUMNS, E_JSON_LARGE, E_CSV_EMPTY, E_CSV_NO_ROWS; the signal's reason when aborted.
 */
export async function readJson(input: TableInput, options: ReadOptions = {}): Promise<RawTable> {
  const { name: file } = input;
  const given = options.dialect ?? {};
  const hash = input.depth === undefined ? new ContentHash(input) : undefined;
  const progress = { bytes: 0 };
  const rows = new JsonRows(file, [], given.rowSample);
  const lines = new LineReader(rows);
  const memory = new MemoryWatch(input, options);
  const onProgress = (fraction: number) => options.onProgress?.(Math.min(1, fraction), rows.nRows);
  const pieces = textPieces(input, { given, hash, progress, signal: options.signal });
  let parts: string[] = [];
  let size = 0;
  let isByLines: boolean | undefined;
  let last: Parameters<typeof textIssues>[1] & { readonly encoding: string } = {
    encoding: "utf-8",
    guess: undefined,
    badBytes: 0,
    nulCharacters: 0,
  };
  for await (const piece of pieces) {
    last = piece;
    parts.push(piece.text);
    size += piece.text.length;
    isByLines ??= areLines(parts, file);
    if (isByLines) {
      for (const part of parts.splice(0)) lines.push(part);
      assertWithin(file, "rowCharacters", lines.nPending);
      memory.look(progress.bytes, rows);
    }
    if (!isByLines && size > MOST_CHARACTERS) throw studioError("E_JSON_LARGE", { file, most: MOST_CHARACTERS });
    if (input.sizeBytes > 0) onProgress(progress.bytes / input.sizeBytes);
  }
  const text = parts.join("");
  parts = [];
  if (size === 0 || (!isByLines && text.trim() === ""))
    throw studioError("E_CSV_EMPTY", { file, sizeBytes: progress.bytes });
  if (isByLines) lines.end();
  const onTurn = async (fraction: number) => {
    options.signal?.throwIfAborted();
    onProgress(fraction);
  };
  const whole = isByLines ? undefined : await readWhole(text, { file, rows, onTurn });
  const { firstLoss } = rows;
  if (rows.nRows === 0 && rows.draw.nRows === 0 && firstLoss)
    throw studioError("E_JSON_BROKEN", { file, ...firstLoss });
  const issues = [...textIssues(file, last), ...(whole?.issues ?? []), ...rows.lost()];
  const format = isByLines ? "jsonl" : "json";
  const table = tableOf(rows, {
    input,
    options,
    format,
    encoding: last.encoding,
    issues,
    header: whole?.header,
    hash: (await hash?.digest()) ?? "",
  });
  onProgress(1);
  return table;
}

/** By its name, or since most of its first lines are whole values that nothing holds together. Undefined: too early to tell. */
export function areLines(parts: readonly string[], file: string): boolean | undefined {
  if (BY_LINES.test(file)) return true;
  const lines = parts
    .join("")
    .split("\n")
    .filter((line) => line.trim() !== "");
  if (lines.length < 2) return undefined;
  const isValue = (line: string): boolean => {
    try {
      const scanner = new JsonScanner(line);
      const isNested = scanner.peek() === "{" || scanner.peek() === "[";
      scanner.skip();
      return isNested && scanner.peek() === "";
    } catch {
      return false;
    }
  };
  // The last one may be cut.
  const first = lines.slice(0, 21).slice(0, Math.max(1, lines.length - 1));
  return first.filter(isValue).length * 2 > first.length;
}

/** Lines as they come in pieces. */
export class LineReader {
  private line = 1;
  private begun: string[] = [];
  /** Characters of a line whose end has not come yet. */
  nPending = 0;

  constructor(private readonly rows: JsonRows) {}

  push(text: string): void {
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      this.take(text.slice(start, end));
      start = end + 1;
    }
    this.begun.push(text.slice(start));
    this.nPending += text.length - start;
  }

  end(): void {
    this.take("");
  }

  private take(tail: string): void {
    const line = this.begun.length === 0 ? tail : this.begun.join("") + tail;
    this.begun = [];
    this.nPending = 0;
    this.rows.pushLine(line, this.line++);
  }
}

function tableOf(
  rows: JsonRows,
  of: {
    readonly input: TableInput;
    readonly options: ReadOptions;
    readonly format: TableFormat;
    readonly encoding: string;
    readonly issues: readonly IngestIssue[];
    readonly header: readonly string[] | undefined;
    readonly hash: string;
  },
): RawTable {
  const { input, options, format, encoding, issues, header, hash } = of;
  const { name, sizeBytes } = input;
  const dialect = { format, delimiter: "", quote: "", encoding, hasHeader: true };
  if (rows.kind === "lists") {
    const given = { ...options.dialect, ...(header && { hasHeader: true }) };
    const records = header ? [[...header], ...rows.lists] : rows.lists;
    const lines = header ? [1, ...rows.listLines] : rows.listLines;
    const { builder, hasHeader } = beginTable(records.slice(0, 1000), { file: name, preamble: 0, given });
    builder.push({ rows: records, lines, badQuotes: [], strayQuotes: [], crossed: [], unclosedRow: -1 });
    return endTable(builder, { input, given, dialect: { ...dialect, hasHeader }, issues, hash });
  }
  const { rowSample } = options.dialect ?? {};
  const { columns, issues: found } = rows.build();
  const { nRows, draw } = rows;
  if (nRows === 0) throw studioError("E_CSV_NO_ROWS", { file: name, hasHeader: false });
  if (columns.length === 0) throw studioError("E_JSON_SHAPE", { file: name, found: "empty" });
  return {
    nRows,
    columns,
    sources: [{ name, sizeBytes, hash, nRows, dialect: { ...dialect, ...(rowSample && { rowSample }) } }],
    sourceOfRow: new Uint16Array(nRows),
    issues: [...issues, ...found, ...sampleIssues(name, rowSample, draw)],
  };
}
