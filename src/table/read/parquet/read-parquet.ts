import {
  type AsyncBuffer,
  type ColumnMetaData,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
} from "hyparquet";
import { StudioError, studioError } from "../../../base/error.ts";
import { ColumnBuilder } from "../../column-builder.ts";
import { RowDraw } from "../../drawn-rows.ts";
import { ingestIssue } from "../../ingest-issue.ts";
import type { Dialect, RawColumn, RawTable } from "../../types.ts";
import { hashOfFile } from "../content-hash.ts";
import { yieldToOthers } from "../csv-bytes.ts";
import { columnNames } from "../csv-header.ts";
import { assertWithin } from "../reading-limits.ts";
import { sampleIssues } from "../record-table.ts";
import type { ByteSlice, ReaderOptions, TableInput } from "../table-input.ts";
import { anyPart } from "../zip/any-part.ts";
import { checkPages } from "./check-pages.ts";
import { type ParquetColumn, type ParquetPlan, partOf, planColumns } from "./parquet-columns.ts";
import { PARSERS } from "./parquet-text.ts";

/** Cells take 12 bytes at least: 6 GB. A file of a few kilobytes may claim any number of rows. */
const MOST_CELLS = 2 ** 29;
/** "PAR1", as a number of four bytes. */
const MAGIC = 0x31524150;
const MOST_CHUNK_BYTES = 2 ** 31;
/** What repeats takes no bytes; of a table with anything to learn from, a byte tells a few cells. */
const [FREE_CELLS, MOST_CELLS_A_BYTE] = [2 ** 25, 200];

/**
 * Reads a Parquet file column by column and row group by row group, by ranges of its bytes. How values become texts:
 * `textOfElement`; null is an empty cell. Fields of structs are columns of their own; lists and maps are texts in JSON.
 *
 * @throws StudioError E_PARQUET_*, E_CSV_NO_ROWS; the signal's reason when aborted.
 */
export async function readParquet(input: TableInput, options: ReaderOptions): Promise<RawTable> {
  const { name: file, depth = 0 } = input;
  const { slice: anySlice, sizeBytes } = await anyPart(input);
  const slice = rememberingLast(anySlice);
  const bytes = asyncBuffer(slice, sizeBytes);
  const { columns, metadata } = await orDamaged(file, async () => {
    await assertFooter(file, slice, sizeBytes);
    const plan = planColumns(await parquetMetadataAsync(bytes));
    assertWithin(file, "columns", plan.columns.length);
    assertBounds(file, plan, sizeBytes);
    return plan;
  });
  const nRows = Number(metadata.num_rows);
  const { rowSample } = options.dialect ?? {};
  let drawn = new RowDraw(rowSample);
  if (nRows === 0 || columns.length === 0) throw studioError("E_CSV_NO_ROWS", { file, hasHeader: true });
  const compressors = await compressorsFor(metadata);
  const header = columnNames(
    columns.map(({ name }) => name),
    columns.length,
    file,
  );
  const done: RawColumn[] = [];
  for (const root of new Set(columns.map((column) => column.root))) {
    const parts = columns.filter((column) => column.root === root);
    const builders = parts.map(() => new ColumnBuilder());
    // The same rows of each column.
    const draw = new RowDraw(rowSample);
    drawn = draw;
    let row = 0;
    for (const group of metadata.row_groups) {
      options.signal?.throwIfAborted();
      const rowEnd = row + Number(group.num_rows);
      const read = {
        file: bytes,
        metadata,
        columns: [root],
        rowStart: row,
        rowEnd,
        compressors,
        parsers: PARSERS,
        utf8: false,
        geoparquet: false,
      };
      const values = await orDamaged(`${file}, ${root}`, async () => {
        for (const { meta_data: column } of group.columns) {
          if (column?.path_in_schema[0] !== root) continue;
          checkPages({ chunk: await chunkOf(column, slice), column, metadata, compressors });
        }
        return valuesOf(read);
      });
      if (values.length !== rowEnd - row) throw studioError("E_PARQUET_DAMAGED", { file: `${file}, ${root}` });
      const ofRows = rowSample ? values.filter(() => draw.next()) : values;
      await orDamaged(`${file}, ${root}`, async () => pushValues(ofRows, parts, builders));
      row = rowEnd;
      options.onProgress?.((done.length + row / nRows) / columns.length, nRows);
      await yieldToOthers();
    }
    if (row !== nRows) throw studioError("E_PARQUET_DAMAGED", { file: `${file}, ${root}` });
    for (const builder of builders) done.push(builder.build(header.names[done.length]));
  }
  const nRead = rowSample ? drawn.nRead : nRows;
  if (nRead === 0) throw studioError("E_CSV_NO_ROWS", { file, hasHeader: true });
  const dialect: Dialect = {
    ...{ format: "parquet", delimiter: "", quote: "", encoding: "", hasHeader: true },
    ...(rowSample && { rowSample }),
  };
  const hash = depth === 0 ? await hashOfFile(anySlice, sizeBytes) : "";
  const nested = columns.flatMap(({ isNested }, index) => (isNested ? [header.names[index]] : []));
  const issues =
    nested.length > 0
      ? [ingestIssue("W_PARQUET_NESTED", { where: file, count: nested.length }, { columns: nested })]
      : [];
  return {
    nRows: nRead,
    columns: done,
    sources: [{ name: file, sizeBytes: input.sizeBytes, hash, nRows: nRead, dialect }],
    sourceOfRow: new Uint16Array(nRead),
    issues: [...header.issues, ...issues, ...sampleIssues(file, rowSample, { nRows, nRead })],
  };
}

/** The bytes of a column in a row group, as hyparquet takes them. */
async function chunkOf(column: ColumnMetaData, slice: ByteSlice): Promise<Uint8Array> {
  const start = Number(column.dictionary_page_offset || column.data_page_offset);
  return slice(start, start + Number(column.total_compressed_size));
}

/** A column is checked, and then read: its bytes are fetched once. */
function rememberingLast(slice: ByteSlice): ByteSlice {
  let last: { readonly start: number; readonly end: number; readonly bytes: Uint8Array } | undefined;
  return async (start, end) => {
    if (last?.start === start && last.end === end) return last.bytes;
    last = { start, end, bytes: await slice(start, end) };
    return last.bytes;
  };
}

function asyncBuffer(slice: ByteSlice, byteLength: number): AsyncBuffer {
  return {
    byteLength,
    slice: async (start, end = byteLength) => {
      const from = Math.max(0, start < 0 ? byteLength + start : start);
      const part = await slice(from, Math.min(end < 0 ? byteLength + end : end, byteLength));
      return new Uint8Array(part).buffer;
    },
  };
}

async function orDamaged<Result>(file: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof StudioError) throw error;
    // What the library says of it is of no use to people.
    throw studioError("E_PARQUET_DAMAGED", { file });
  }
}

/** Its length stands before the last four bytes. @throws StudioError E_TABLE_LARGE */
async function assertFooter(file: string, slice: ByteSlice, sizeBytes: number): Promise<void> {
  const tail = await slice(Math.max(0, sizeBytes - 8), sizeBytes);
  if (tail.length < 8) return;
  const view = new DataView(tail.buffer, tail.byteOffset);
  const length = view.getUint32(0, true);
  // What is cut off, or says that it is longer than it is, is damaged.
  if (view.getUint32(4, true) === MAGIC && length < sizeBytes) assertWithin(file, "footerBytes", length);
}

/** Elements of lists are cells, too. @throws StudioError E_PARQUET_TOO_LARGE */
function assertBounds(file: string, { metadata, columns: planned }: ParquetPlan, sizeBytes: number): void {
  const { num_rows, row_groups } = metadata;
  const chunks = row_groups.flatMap(({ columns }) =>
    columns.map(({ meta_data }) => Number(meta_data?.num_values ?? 0)),
  );
  const nValues = chunks.reduce((sum, count) => sum + count, 0);
  const nCells = Math.max(Number(num_rows) * planned.length, nValues);
  const most = Math.min(MOST_CELLS, Math.max(FREE_CELLS, sizeBytes * MOST_CELLS_A_BYTE));
  if (!(nCells <= most)) throw studioError("E_PARQUET_TOO_LARGE", { file, nCells, most });
  for (const { columns } of row_groups) {
    for (const { meta_data } of columns) {
      const nBytes = Number(meta_data?.total_uncompressed_size ?? 0);
      if (nBytes > MOST_CHUNK_BYTES) throw studioError("E_PARQUET_TOO_LARGE", { file, nBytes, most: MOST_CHUNK_BYTES });
    }
  }
}

/** What unpacks the pages, loaded where something else than Snappy packs them. */
async function compressorsFor({ row_groups }: FileMetaData): Promise<Compressors> {
  const codecs = new Set(row_groups.flatMap(({ columns }) => columns.map(({ meta_data }) => meta_data?.codec)));
  const isPlain = [...codecs].every((codec) => codec === undefined || codec === "UNCOMPRESSED" || codec === "SNAPPY");
  if (isPlain) return {};
  const { compressors } = await import("hyparquet-compressors");
  // Polars packs pages of nothing, which is too little for the one for LZ4.
  const unpackers = Object.entries(compressors).map(([codec, unpack]) => [
    codec,
    (input: Uint8Array, size: number) => (size === 0 ? new Uint8Array(0) : unpack(input, size)),
  ]);
  return Object.fromEntries(unpackers);
}

/** The values of one column in one row group. */
async function valuesOf(read: Omit<Parameters<typeof parquetRead>[0], "onComplete" | "onChunk">): Promise<unknown[]> {
  const { rowStart = 0, rowEnd = 0 } = read;
  const values: unknown[] = [];
  await parquetRead({
    ...read,
    onChunk: (chunk) => {
      const from = Math.max(0, rowStart - chunk.rowStart);
      const to = Math.min(chunk.columnData.length, rowEnd - chunk.rowStart);
      for (let index = from; index < to; index++) values.push(chunk.columnData[index]);
    },
  });
  return values;
}

function pushValues(
  values: readonly unknown[],
  parts: readonly ParquetColumn[],
  builders: readonly ColumnBuilder[],
): void {
  for (const [index, { path, textOf }] of parts.entries()) {
    const builder = builders[index];
    for (const value of values) {
      const part = partOf(value, path);
      const text = part === null || part === undefined ? "" : textOf(part);
      if (typeof text === "number") builder.pushNumber(text);
      else builder.push(text);
    }
  }
}
