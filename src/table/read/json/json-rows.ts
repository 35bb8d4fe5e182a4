/** Objects and lists as rows: names in the order in which they first appear, each cell as it stands. */
import { studioError } from "../../../base/error.ts";
import { jsonText } from "../../../base/texts/reading.ts";
import { ColumnBuilder } from "../../column-builder.ts";
import { RowDraw } from "../../drawn-rows.ts";
import { ingestIssue } from "../../ingest-issue.ts";
import type { IngestIssue, RawColumn, RowSample } from "../../types.ts";
import { columnNames } from "../csv-header.ts";
import { JsonBroken, type JsonEntry, JsonScanner } from "./json-scanner.ts";

/** What a file may be made of: either objects or lists are its rows. */
type RowKind = "objects" | "lists";

const MOST_COLUMNS = 10_000;
/** A table of more cells is refused where fewer than one in a hundred is filled. */
const MOST_SPARSE_CELLS = 10_000_000;
const SHOWN_LINES = 10;

interface Column {
  builder: ColumnBuilder;
  /** With those that were taken. */
  nRows: number;
  hasLists: boolean;
}

export class JsonRows {
  /** That are read. */
  nRows = 0;
  /** All of them. */
  readonly draw: RowDraw;
  /** Told by the first row; values of the other kind are left out. */
  kind: RowKind | undefined;
  readonly lists: string[][] = [];
  readonly listLines: number[] = [];
  private readonly columns = new Map<string, Column>();
  private readonly repeated = new Set<string>();
  private readonly repeatedLines: number[] = [];
  private readonly brokenLines: number[] = [];
  private nBroken = 0;
  private nFilled = 0;
  private reason = "";
  private nTaken = 0;

  /** @param names of columns that are there from the first row on. @param sample of objects; of lists whoever makes a table of them draws. */
  constructor(
    private readonly file: string,
    names: readonly string[] = [],
    sample?: RowSample,
  ) {
    this.draw = new RowDraw(sample);
    for (const name of names) this.addColumn(name);
  }

  /** Names of columns as the file has them, in the order in which they first appear. */
  get names(): readonly string[] {
    return [...this.columns.keys()];
  }

  /** Cells of rows that were pushed and not taken. */
  get nWaiting(): number {
    return (this.nRows - this.nTaken) * this.columns.size;
  }

  /** Bytes that its cells take. */
  get heldBytes(): number {
    let sum = 0;
    for (const { builder } of this.columns.values()) sum += builder.heldBytes;
    return sum;
  }

  /** The rows since it was last called, in all columns so far; what is told of all rows at the end goes on. */
  takeRows(): RawColumn[] {
    const { columns } = this.build();
    for (const column of this.columns.values()) column.builder = new ColumnBuilder();
    this.nTaken = this.nRows;
    return columns;
  }

  /**
   * Reads the value at which the scanner stands; what is no row is counted and left out.
   *
   * @param lineOf the line of the file in which a place of the text is.
   * @throws JsonBroken where the value is no JSON; nothing of it is kept.
   */
  push(scanner: JsonScanner, lineOf: (at: number) => number): void {
    const letter = scanner.peek();
    const line = lineOf(scanner.at);
    const kind: RowKind | undefined = letter === "{" ? "objects" : letter === "[" ? "lists" : undefined;
    if (kind === undefined || kind !== (this.kind ?? kind)) {
      scanner.skip();
      this.leaveOut(line, jsonText(kind === undefined ? "single" : kind === "lists" ? "list" : "object"));
      return;
    }
    if (kind === "objects") this.pushRecord(scanner.record(), line);
    else {
      this.lists.push(scanner.row());
      this.listLines.push(line);
      this.nRows++;
    }
    this.kind = kind;
  }

  /** All values of a line that should hold one. A line that is no JSON is left out. */
  pushLine(text: string, line: number): void {
    const scanner = new JsonScanner(text);
    try {
      while (scanner.peek() !== "") {
        this.push(scanner, () => line);
        if (scanner.peek() === ",") scanner.at++;
      }
    } catch (error) {
      this.leaveOutBroken(error, line);
    }
  }

  /** @throws whatever is no JsonBroken. */
  leaveOutBroken(error: unknown, line: number): void {
    if (!(error instanceof JsonBroken)) throw error;
    this.leaveOut(line, jsonText("lacks", { lacking: error.lacking }));
  }

  private leaveOut(line: number, reason: string): void {
    if (this.nBroken++ === 0) this.reason = reason;
    if (this.brokenLines.length < SHOWN_LINES) this.brokenLines.push(line);
  }

  private pushRecord(entries: readonly JsonEntry[], line: number): void {
    if (!this.draw.next()) {
      // Which columns there are does not depend on the draw.
      for (const { name } of entries) if (!this.columns.has(name)) this.addColumn(name);
      return;
    }
    for (const { name, text, isList } of entries) {
      let own = name;
      for (let copy = 2; (this.columns.get(own)?.nRows ?? 0) > this.nRows; copy++) own = `${name} (${copy})`;
      if (own !== name) {
        this.repeated.add(name);
        if (this.repeatedLines.at(-1) !== line && this.repeatedLines.length < SHOWN_LINES)
          this.repeatedLines.push(line);
      }
      const column = this.columns.get(own) ?? this.addColumn(own);
      for (; column.nRows < this.nRows; column.nRows++) column.builder.push("");
      column.builder.push(text);
      column.nRows++;
      if (isList) column.hasLists = true;
    }
    this.nRows++;
    this.nFilled += entries.length;
    const nCells = this.columns.size * this.nRows;
    if (nCells > MOST_SPARSE_CELLS && this.nFilled * 100 < nCells) this.refuse();
  }

  private refuse(): never {
    throw studioError("E_JSON_COLUMNS", { file: this.file, nRows: this.nRows, most: MOST_COLUMNS });
  }

  private addColumn(name: string): Column {
    if (this.columns.size === MOST_COLUMNS) this.refuse();
    const column = { builder: new ColumnBuilder(), nRows: this.nTaken, hasLists: false };
    this.columns.set(name, column);
    return column;
  }

  /** The columns of objects. */
  build(): { readonly columns: RawColumn[]; readonly issues: readonly IngestIssue[] } {
    const { file, nRows } = this;
    const keys = [...this.columns.keys()];
    const { names, issues } = columnNames(keys, keys.length, file);
    const all = [...this.columns.values()];
    for (const column of all) for (; column.nRows < nRows; column.nRows++) column.builder.push("");
    const withLists = names.filter((_, at) => all[at].hasLists);
    const found = [
      ingestIssue("W_JSON_LISTS", { where: file, count: withLists.length }, { names: withLists }),
      ingestIssue(
        "W_JSON_REPEATED_NAME",
        { where: file, count: this.repeated.size, lines: this.repeatedLines },
        { names: [...this.repeated] },
      ),
    ];
    return {
      columns: all.map(({ builder }, at) => builder.build(names[at])),
      issues: [...issues, ...found.filter(({ count }) => count > 0)],
    };
  }

  /** What was left out. */
  lost(): IngestIssue[] {
    if (this.nBroken === 0) return [];
    const found = { where: this.file, count: this.nBroken, lines: this.brokenLines };
    return [ingestIssue("W_JSON_LEFT_OUT", found, { line: this.brokenLines[0], reason: this.reason })];
  }

  /** Why the first value was left out, where none was read. */
  get firstLoss(): { readonly line: number; readonly reason: string } | undefined {
    return this.nBroken === 0 ? undefined : { line: this.brokenLines[0], reason: this.reason };
  }
}
