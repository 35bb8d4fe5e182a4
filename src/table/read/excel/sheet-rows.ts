/** The rows of a sheet as texts of cells, while it is inflated. */
import { studioError } from "../../../base/error.ts";
import { assertWithin } from "../reading-limits.ts";
import { numberText } from "./number-format.ts";
import { orDamaged, partTexts, type Sheet, unescaped, type Workbook } from "./workbook.ts";
import { attributeOf, XmlScanner } from "./xml-scanner.ts";

export interface SheetRow {
  /** 1-based, as the sheet numbers it. */
  readonly line: number;
  /** By column, from A; empty texts where there is no cell. */
  readonly cells: readonly string[];
}

/** What was odd, counted while the rows go by. */
export interface SheetCounts {
  /** Cells that hold an error such as #N/A. */
  errors: number;
  /** Formulas without a stored result. */
  uncomputed: number;
}

/** Rows and columns of the largest sheet. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
const MOST_SPARSE_CELLS = 10_000_000;
const A = 64;

/** "BC12" → [55, 12], 1-based; undefined where it is no reference. */
export function placeOf(reference: string): readonly [column: number, row: number] | undefined {
  const parts = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference);
  if (parts === null) return undefined;
  let column = 0;
  for (const letter of parts[1]) column = column * 26 + letter.charCodeAt(0) - A;
  const row = Number(parts[2]);
  return column <= MOST_COLUMNS && row >= 1 && row <= MOST_ROWS ? [column, row] : undefined;
}

/** Turns the events of a sheet into rows. */
class SheetParser {
  readonly counts: SheetCounts = { errors: 0, uncomputed: 0 };
  rows: SheetRow[] = [];
  /** Behind the last row. */
  isOver = false;
  private line = 0;
  private cells: string[] = [];
  private column = 0;
  private type = "n";
  private style = 0;
  private value: string | undefined;
  private hasFormula = false;
  private isValue = false;
  private isReading = false;
  private nRows = 0;
  private nCells = 0;
  private nFilled = 0;

  constructor(private readonly workbook: Workbook) {}

  readonly open = (name: string, attributes: string): void => {
    if (name === "c") {
      const place = placeOf(attributeOf(attributes, "r") ?? "");
      this.column = place ? place[0] : this.column + 1;
      this.type = attributeOf(attributes, "t") ?? "n";
      this.style = Number(attributeOf(attributes, "s") ?? 0);
      this.value = undefined;
      this.hasFormula = false;
    } else if (name === "v" || name === "t") {
      this.isValue = !this.isReading;
      if (this.isValue) this.value ??= "";
    } else if (name === "rPh") {
      this.isReading = true;
    } else if (name === "f") {
      this.hasFormula = true;
    } else if (name === "row") {
      const line = Number(attributeOf(attributes, "r") ?? this.line + 1);
      // Rows ascend; where they do not, it is told by the damage and not by cells in the wrong place.
      if (!(Number.isInteger(line) && line > this.line && line <= MOST_ROWS)) throw new SyntaxError("row");
      this.line = line;
      this.cells = [];
      this.column = 0;
    }
  };

  readonly text = (text: string): void => {
    if (!this.isValue) return;
    this.value += text;
    assertWithin(this.workbook.zip.file, "rowCharacters", this.value?.length ?? 0);
  };

  readonly close = (name: string): void => {
    if (name === "v" || name === "t") this.isValue = false;
    else if (name === "rPh") this.isReading = false;
    else if (name === "c") this.closeCell();
    else if (name === "row") this.closeRow();
    else if (name === "sheetData") this.isOver = true;
  };

  /** Cells far to the right make a table of millions of cells from a few. */
  private closeRow(): void {
    this.rows.push({ line: this.line, cells: this.cells });
    this.nRows++;
    this.nCells += this.cells.length;
    if (this.nCells > MOST_SPARSE_CELLS && this.nFilled * 100 < this.nCells) {
      throw studioError("E_TABLE_SPARSE", {
        file: this.workbook.zip.file,
        width: this.cells.length,
        nRows: this.nRows,
      });
    }
  }

  private closeCell(): void {
    if (this.column > MOST_COLUMNS) throw new SyntaxError("column");
    const isComputed = this.value !== undefined && (this.value !== "" || this.type !== "n");
    if (this.hasFormula && !isComputed) this.counts.uncomputed++;
    if (this.value === undefined) return;
    const text = this.cellText(this.value);
    if (text === "") return;
    this.nFilled++;
    while (this.cells.length < this.column) this.cells.push("");
    this.cells[this.column - 1] = text;
  }

  private cellText(value: string): string {
    const { sharedTexts, kinds, isEpoch1904 } = this.workbook;
    switch (this.type) {
      case "s": {
        const text = sharedTexts[Number(value)];
        if (text === undefined) throw new SyntaxError("shared text");
        return text;
      }
      case "b":
        return value.trim() === "1" ? "TRUE" : value.trim() === "0" ? "FALSE" : value;
      case "e":
        this.counts.errors++;
        return value;
      case "str":
      case "inlineStr":
        return unescaped(value);
      case "d":
        return value.replace(/T00:00:00(?:\.0+)?Z?$/, "");
      default:
        return numberText(value, kinds[this.style] ?? "number", isEpoch1904);
    }
  }
}

/**
 * The rows of a sheet that have cells, in batches. What stands behind them is read to its end, and looked at by `mergedRanges`.
 *
 * @param options.counts receives what was odd; absent: only the rows are wanted, and nothing behind them is read.
 * @throws StudioError E_EXCEL_DAMAGED, E_TABLE_SPARSE, E_ARCHIVE_*
 */
export async function* sheetRows(
  workbook: Workbook,
  sheet: Sheet,
  counts?: SheetCounts,
): AsyncGenerator<readonly SheetRow[]> {
  const parser = new SheetParser(workbook);
  const scanner = new XmlScanner(parser);
  const take = (): readonly SheetRow[] => {
    const rows = parser.rows;
    parser.rows = [];
    if (counts) Object.assign(counts, parser.counts);
    return rows;
  };
  try {
    for await (const text of partTexts(workbook.zip, sheet.entry)) {
      if (parser.isOver) {
        if (!counts) return;
        continue;
      }
      scanner.push(text, false);
      const rows = take();
      if (rows.length > 0) yield rows;
    }
    if (!parser.isOver) scanner.push("", true);
  } catch (error) {
    throw orDamaged(error, workbook.zip.file, sheet.name);
  }
  yield take();
}
