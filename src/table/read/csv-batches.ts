/** A CSV file in batches of rows, for whoever needs no more than a part of it at a time. */
import { studioError } from "../../base/error.ts";
import type { Dialect, IngestIssue, RawColumn } from "../types.ts";
import type { WatchedText } from "./csv-table-builder.ts";
import { csvPieces } from "./read-csv.ts";
import type { TableInput } from "./table-input.ts";

/** What is known of a file when all of it has been read. */
export interface RowsOutline {
  /** Of the columns; columns behind them have neither a name nor a cell. */
  readonly names: readonly string[];
  readonly nRows: number;
  readonly nBytes: number;
  readonly dialect: Dialect;
  readonly issues: readonly IngestIssue[];
  /** Texts by which the last rows are told to be records or none, where a record above has them. */
  readonly watched: readonly WatchedText[];
}

/**
 * Memory for a batch, and what becomes of it, is a few dozen bytes a cell; all of it should be young when it is garbage, since what has become old
 * waits for the collection of everything. With sixteen times as many nothing is faster, and the process a third larger.
 */
export const BATCH_CELLS = 1 << 16;

/**
 * Reads a file from its beginning to its end. The rows are those of `readCsv` where the outline is that of an earlier reading of
 * the same file; without it, a footer whose first text stands in a record far above may be taken for none, and columns
 * without a name may come that are blank to the end.
 *
 * @param options.batchCells a batch is handed on when it has so many cells, piece by piece.
 * @yields columns of the next rows.
 * @throws StudioError as `readCsv` does.
 */
export async function* csvBatches(
  input: TableInput,
  options: {
    readonly given: Partial<Dialect>;
    readonly outline?: RowsOutline | undefined;
    readonly batchCells?: number | undefined;
  },
): AsyncGenerator<readonly RawColumn[], RowsOutline> {
  const { given, outline, batchCells = BATCH_CELLS } = options;
  const shown = (columns: readonly RawColumn[]) => (outline ? columns.slice(0, outline.names.length) : columns);
  const reading = csvPieces(input, { given, hash: undefined, watched: outline?.watched ?? [] });
  let step = await reading.next();
  for (; !step.done; step = await reading.next()) {
    const { builder } = step.value;
    if (builder.nWaiting > 0 && builder.nWaiting >= batchCells) yield shown(builder.takeRows());
  }
  const { builder, dialect, nBytes, issues } = step.value;
  const watched = builder.heldTexts;
  builder.finish();
  const { nRows } = builder;
  if (nRows === 0) throw studioError("E_CSV_NO_ROWS", { file: input.name, hasHeader: builder.hasNames });
  if (builder.nWaiting > 0) yield shown(builder.takeRows());
  const { columns, issues: found } = builder.build();
  return { names: columns.map(({ name }) => name), nRows, nBytes, dialect, issues: [...issues, ...found], watched };
}
