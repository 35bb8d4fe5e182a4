/** Rows of a file that are no records: units, rules, repeated headers, comments, footers, totals, blank rows at the end. */
import { numberWritten } from "../raw-column.ts";
import { kindOf } from "./cell-kind.ts";
import { isDescriptions } from "./units-row.ts";

export type NoRecord = "units" | "names" | "rule" | "header" | "comment" | "blank" | "total" | "footer";

/** What a sieve must know of a table, from its first rows. */
export interface SieveGrounds {
  readonly header: readonly string[] | undefined;
  readonly width: number;
  /** The first rows below the header. */
  readonly sample: readonly (readonly string[])[];
}

/** Rows enough to tell what is usual in a column. */
const ENOUGH_ROWS = 4;
const NOTHING = /^(?:|na|n\/a|nan|null|none|\?|-+|\.+|unknown|missing)$/i;
const TOTAL =
  /^(?:grand |sub-?)?(?:totals?|sums?|summe|gesamt|insgesamt|total général|totale|totales|somme|suma|sum total|overall|average|mean|median|moyenne|media|promedio|durchschnitt|mittelwert|standard deviation|std\.? ?dev\.?|stdev|standardabweichung|среднее|平均|итого|всего|合計|总计|总和)\s*:?$/i;
/** In a column of dates or numbers, these name a statistic of the rows above. */
const STATISTIC = /^(?:min(?:imum)?|max(?:imum)?|std|sd|var(?:iance|ianz)?|count|anzahl|n|mw)\.?\s*:?$/i;
/** A note, whatever the column holds. */
const NOTE = /^(?:sources?|quellen?|fuente|notes?|remarks?|anmerkung(?:en)?|hinweise?|footnotes?)\s*:|^(?:\*|†|‡)/i;
const BRACKETED = /^[[(<{].*[\])>}]$/;

const filledOf = (row: readonly string[]) => row.filter((cell) => cell.trim() !== "");

export class RowSieve {
  private readonly names: readonly string[];
  /** Columns of numbers and dates. */
  private readonly isValue: readonly boolean[];
  /** A number among the names, such as a year: a row of numbers may repeat the header. */
  private readonly hasNumberNames: boolean;
  private readonly seen: readonly ReadonlySet<string>[];

  constructor(private readonly grounds: SieveGrounds) {
    const { header = [], width, sample } = grounds;
    this.names = header.map((cell) => cell.trim());
    this.hasNumberNames = this.names.some((name) => numberWritten(name) !== undefined);
    const later = sample.slice(1);
    const columns = Array.from({ length: width }, (_, column) => later.map((row) => (row[column] ?? "").trim()));
    this.isValue = columns.map((cells) => {
      const kinds = cells.map(kindOf).filter((kind) => kind !== "empty");
      return kinds.length >= ENOUGH_ROWS && kinds.filter((kind) => kind === "value").length >= kinds.length * 0.9;
    });
    this.seen = columns.map((cells) => new Set(cells));
  }

  /** What a row is that can be told by itself to be no record. @param isFirst it stands right below the header. */
  kindOf(row: readonly string[], isFirst: boolean): NoRecord | undefined {
    const { header, width } = this.grounds;
    const filled = filledOf(row);
    if (width < 2 || filled.length === 0) return undefined;
    // Two dashes may mean that a cell is missing; a rule is drawn across all columns.
    const isRule =
      filled.length >= Math.min(width, row.length) && filled.every((cell) => /^\s*[-=_:+]{2,}\s*$/.test(cell));
    if (isRule && filled.some((cell) => cell.trim().length >= 3)) return "rule";
    if (header && row.length === header.length && row.every((cell, at) => cell.trim() === this.names[at]))
      return "header";
    const isComment = /^\s*(?:#|\/\/|%)/.test(row[0]);
    if (isComment && (row.length !== width || filled.length === 1)) return "comment";
    if (!isFirst || !header || !this.isUnits(row)) return undefined;
    return isDescriptions(row, this.names) ? "names" : "units";
  }

  private isUnits(row: readonly string[]): boolean {
    if (row.length !== this.grounds.width || !this.isValue.includes(true)) return false;
    let nUnits = 0;
    for (const [column, raw] of row.entries()) {
      const cell = raw.trim();
      if (this.isValue[column]) {
        if (kindOf(cell) === "value") return false;
        if (!NOTHING.test(cell) && cell.length <= 20) nUnits++;
      } else if (!NOTHING.test(cell) && !BRACKETED.test(cell) && this.seen[column].has(cell)) {
        return false;
      }
    }
    return nUnits > 0;
  }

  /** Whether a row is a record only if another one follows. */
  isDoubtful(row: readonly string[]): boolean {
    if (this.grounds.width < 2) return false;
    const filled = filledOf(row);
    return filled.length <= 1 || TOTAL.test(filled[0].trim()) || this.isStatistic(row) || this.isNote(row);
  }

  /**
   * Whether a row is a record whatever else it holds, where it is as wide as the table and not the first. Two plain numbers
   * stand in no rule, in no row of one cell, and in no header unless a name is a number; notes are shorter. What begins
   * with a text may still be a total, or a statistic.
   *
   * @param firstText its first filled cell, trimmed; undefined where that is a number.
   */
  isSureRecord(nNumbers: number, firstText: string | undefined): boolean {
    if (this.hasNumberNames || nNumbers < 2) return false;
    return firstText === undefined || !(TOTAL.test(firstText) || STATISTIC.test(firstText));
  }

  private isStatistic(row: readonly string[]): boolean {
    return this.isValue[0] === true && STATISTIC.test(row[0].trim());
  }

  /** A sentence with delimiters in it, cut into fewer cells than a row has. */
  private isNote(row: readonly string[]): boolean {
    if (row.length >= this.grounds.width || NOTHING.test(row[0].trim())) return false;
    return (
      NOTE.test(row[0].trim()) || (this.isValue[0] === true && kindOf(row[0]) === "text" && /\s/.test(row[0].trim()))
    );
  }

  /** What a doubtful row is that nothing follows. @param isKnown whether a record has this text in this column. */
  kindAtEnd(row: readonly string[], isKnown: (text: string, column: number) => boolean): NoRecord | undefined {
    const filled = filledOf(row);
    if (filled.length === 0) return "blank";
    const first = row.findIndex((cell) => cell.trim() !== "");
    const text = row[first];
    if (isKnown(text, first)) return undefined;
    if (TOTAL.test(text.trim()) || this.isStatistic(row)) return "total";
    if (this.isNote(row)) return "footer";
    if (filled.length > 1 || first !== 0 || kindOf(text) !== "text") return undefined;
    const isSaid = /\s/.test(text.trim()) && text.trim().length >= 8;
    return this.isValue[0] || isSaid || BRACKETED.test(text.trim()) || text.startsWith("*") ? "footer" : undefined;
  }
}
