/** Some rows of a file that is too large to be held: as many from every part of it, and those with a cell as no row above has it. */
import { ColumnBuilder } from "../column-builder.ts";
import { CANONICAL, numberText } from "../raw-column.ts";
import type { RawColumn } from "../types.ts";

/** Between this many rows and half of it are kept, as far as there are so many. */
const MOST_ROWS = 50_000;
/** Fewer of wide tables. */
const MOST_CELLS = 2_000_000;
const FEWEST_ROWS = 2_000;
/**
 * So many rows are kept for one column's new cells, and for those of all: a hundredth of the sample, and a tenth, so that its
 * shares stay those of the file.
 */
const MOST_NEW_SHARE = { column: 0.005, all: 0.05 } as const;

/** The bits of a row's number, mixed. Source: "lowbias32" of Wellons, "Prospecting for hash functions" (2018). */
function mixed(row: number): number {
  let bits = Math.imul(row ^ (row >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** Which new cells of a column are looked for. */
export type Watch = "texts" | "all cells" | "none";

interface Watched {
  readonly watch: Watch;
  readonly texts: Set<string>;
  readonly numbers: Set<number>;
  nRows: number;
}

export class RowSample {
  private builders: ColumnBuilder[];
  /** One a kept row: it stays for as long as that is below the threshold. */
  private keys: number[] = [];
  private threshold = 2 ** 32;
  private nRows = 0;
  private nNew = 0;
  private readonly watched: readonly Watched[];
  private readonly mostRows: number;

  /** @param watches one a column. */
  constructor(
    private readonly names: readonly string[],
    watches: readonly Watch[],
    mostRows = MOST_ROWS,
  ) {
    this.mostRows = Math.min(mostRows, Math.max(FEWEST_ROWS, Math.floor(MOST_CELLS / names.length)));
    this.builders = names.map(() => new ColumnBuilder());
    this.watched = watches.map((watch) => ({ watch, texts: new Set(), numbers: new Set(), nRows: 0 }));
  }

  /** The next rows, in the columns that were named. */
  push(columns: readonly RawColumn[]): void {
    const isNew = this.rowsOfNewCells(columns);
    for (let row = 0; row < columns[0].codes.length; row++, this.nRows++) {
      const key = isNew.has(row) ? -1 : mixed(this.nRows);
      if (key >= this.threshold) continue;
      this.keys.push(key);
      for (const [index, column] of columns.entries()) pushCell(this.builders[index], column, row);
      if (this.keys.length > this.mostRows + this.nNew) this.thin();
    }
  }

  /** The rows that are kept, in their order. */
  columns(): readonly RawColumn[] {
    return this.builders.map((builder, index) => builder.build(this.names[index]));
  }

  private thin(): void {
    this.threshold /= 2;
    const kept = this.keys.flatMap((key, row) => (key < this.threshold ? [row] : []));
    this.keys = kept.map((row) => this.keys[row]);
    this.builders = this.columns().map((column) => {
      const builder = new ColumnBuilder();
      for (const row of kept) pushCell(builder, column, row);
      return builder;
    });
  }

  private rowsOfNewCells(columns: readonly RawColumn[]): ReadonlySet<number> {
    const rows = new Set<number>();
    const most = { column: this.mostRows * MOST_NEW_SHARE.column, all: this.mostRows * MOST_NEW_SHARE.all };
    for (const [index, { codes, numbers, dictionary }] of columns.entries()) {
      const watched = this.watched[index];
      if (watched.watch === "none") continue;
      const isKnown = dictionary.map((text) => watched.texts.has(text));
      for (let row = 0; row < codes.length && watched.nRows < most.column && this.nNew < most.all; row++) {
        const code = codes[row];
        if (code < 0 && watched.watch === "texts") continue;
        const zeros = code < CANONICAL ? numberText(numbers[row], code) : undefined;
        const isOld =
          zeros !== undefined ? watched.texts.has(zeros) : code < 0 ? watched.numbers.has(numbers[row]) : isKnown[code];
        if (isOld) continue;
        if (zeros !== undefined) watched.texts.add(zeros);
        else if (code < 0) watched.numbers.add(numbers[row]);
        else {
          watched.texts.add(dictionary[code]);
          isKnown[code] = true;
        }
        watched.nRows++;
        if (!rows.has(row)) this.nNew++;
        rows.add(row);
      }
    }
    return rows;
  }
}

function pushCell(builder: ColumnBuilder, { codes, numbers, dictionary }: RawColumn, row: number): void {
  if (codes[row] < 0) builder.pushNumber(numbers[row], codes[row]);
  else builder.pushText(dictionary[codes[row]]);
}
