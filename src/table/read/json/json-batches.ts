/** JSON lines in batches of rows, for whoever needs no more than a part of them at a time. */
import { studioError } from "../../../base/error.ts";
import type { Dialect, RawColumn } from "../../types.ts";
import type { RowsOutline } from "../csv-batches.ts";
import { BATCH_CELLS } from "../csv-batches.ts";
import { sniffEncoding } from "../csv-decode.ts";
import type { TableInput } from "../table-input.ts";
import { type TextPiece, textIssues, textPieces } from "../text-pieces.ts";
import { JsonRows } from "./json-rows.ts";
import { areLines, LineReader } from "./read-json.ts";

export interface JsonOutline extends RowsOutline {
  /** As the file has them, before two that are alike are told apart. */
  readonly keys: readonly string[];
}

/** Whether the lines of a file of JSON are objects, a row each. @param head the first 64 kB. */
export function areObjectLines(head: Uint8Array, name: string): boolean {
  const { encoding, bomLength } = sniffEncoding(head);
  const text = new TextDecoder(encoding).decode(head.subarray(bomLength));
  return /^\s*\{/.test(text) && areLines([text], name) === true;
}

/**
 * Reads a file from its beginning to its end. The rows are those of `readJson` where the keys are those of an earlier reading of the
 * same file; without them, columns come when they first appear.
 *
 * @param options.batchCells a batch is handed on when it has so many cells.
 * @yields columns of the next rows.
 * @throws StudioError as `readJson` does.
 */
export async function* jsonBatches(
  input: TableInput,
  options: {
    readonly given: Partial<Dialect>;
    readonly keys?: readonly string[] | undefined;
    readonly batchCells?: number | undefined;
  },
): AsyncGenerator<readonly RawColumn[], JsonOutline> {
  const { given, keys, batchCells = BATCH_CELLS } = options;
  const { name: file } = input;
  const rows = new JsonRows(file, keys);
  const lines = new LineReader(rows);
  const progress = { bytes: 0 };
  let last: TextPiece | undefined;
  for await (const piece of textPieces(input, { given, hash: undefined, progress })) {
    last = piece;
    lines.push(piece.text);
    if (rows.nWaiting > 0 && rows.nWaiting >= batchCells) yield rows.takeRows();
  }
  lines.end();
  const { firstLoss, nRows } = rows;
  if (nRows === 0 && firstLoss) throw studioError("E_JSON_BROKEN", { file, ...firstLoss });
  if (nRows === 0) throw studioError("E_CSV_NO_ROWS", { file, hasHeader: false });
  if (rows.nWaiting > 0) yield rows.takeRows();
  const { columns, issues } = rows.build();
  const dialect = {
    format: "jsonl",
    delimiter: "",
    quote: "",
    encoding: last?.encoding ?? "utf-8",
    hasHeader: true,
  } as const;
  return {
    keys: rows.names,
    names: columns.map(({ name }) => name),
    nRows,
    nBytes: progress.bytes,
    dialect,
    issues: [...(last ? textIssues(file, last) : []), ...rows.lost(), ...issues],
    watched: [],
  };
}
