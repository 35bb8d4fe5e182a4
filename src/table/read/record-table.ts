/** From records to a table, the same for every format whose cells are texts: preamble, header, rows that are no records. */
import { studioError } from "../../base/error.ts";
import { ingestIssue } from "../ingest-issue.ts";
import type { Dialect, IngestIssue, RawTable, RowSample } from "../types.ts";
import { detectHeader, isGroupRow } from "./csv-dialect.ts";
import type { Records } from "./csv-records.ts";
import { layoutOf, TableBuilder, type WatchedText } from "./csv-table-builder.ts";
import { joinedHeader } from "./joined-header.ts";
import { assertWithin } from "./reading-limits.ts";
import type { TableInput } from "./table-input.ts";

/** Decides with the first records where the table begins and what its columns are. @param sample all or the first 64 kB of them. */
export function beginTable(
  sample: readonly (readonly string[])[],
  options: {
    readonly file: string;
    readonly preamble: number;
    readonly given: Partial<Dialect>;
    readonly watched?: readonly WatchedText[] | undefined;
  },
): { readonly builder: TableBuilder; readonly hasHeader: boolean } {
  const { file, given } = options;
  const below = sample.slice(options.preamble);
  const hasGroups = given.skipRows === undefined && given.keepAll !== true && isGroupRow(below);
  const preamble = options.preamble + (hasGroups ? 1 + below.findIndex((row) => row.length > 1) : 0);
  const rows = sample.slice(preamble);
  const widest = rows.reduce((most, { length }) => Math.max(most, length), 0);
  assertWithin(file, "columns", widest);
  const mayJoin = !hasGroups && given.hasHeader !== false && given.keepAll !== true;
  const joined = mayJoin ? joinedHeader(rows) : undefined;
  const hasHeader = given.hasHeader ?? (hasGroups || joined !== undefined || detectHeader(rows));
  const isQuoteGiven = given.quote !== undefined;
  const keepsAll = given.keepAll === true;
  const { rowSample } = given;
  const layout = layoutOf(rows, { file, hasHeader, preamble, isQuoteGiven, keepsAll, joined, rowSample });
  return { builder: new TableBuilder(layout, options.watched), hasHeader };
}

/** Rows of cells that nothing had to be parted out of: no quotes, no delimiters. @param lines as in `Records`. */
export function plainRecords(rows: string[][], lines: readonly number[]): Records {
  return { rows, lines, badQuotes: [], strayQuotes: [], crossed: [], unclosedRow: -1 };
}

/** That not all rows were read. */
export function sampleIssues(
  file: string,
  sample: RowSample | undefined,
  { nRows, nRead }: { readonly nRows: number; readonly nRead: number },
): readonly IngestIssue[] {
  if (!sample) return [];
  return [ingestIssue("W_TABLE_SAMPLED", { where: file, count: 1 }, { oneIn: sample.oneIn, nRead, nRows })];
}

/**
 * The table when its last record has been pushed.
 *
 * @param options.dialect what was found; what was said of rows is added.
 * @throws StudioError E_CSV_NO_ROWS.
 */
export function endTable(
  builder: TableBuilder,
  options: {
    readonly input: TableInput;
    readonly given: Partial<Dialect>;
    readonly dialect: Dialect;
    readonly hash: string;
    readonly issues: readonly IngestIssue[];
  },
): RawTable {
  const { input, given, dialect, hash, issues } = options;
  const { name, sizeBytes } = input;
  const { skipRows, keepAll, rowSample } = given;
  builder.finish();
  const { nRead: nRows } = builder;
  if (nRows === 0) throw studioError("E_CSV_NO_ROWS", { file: name, hasHeader: builder.hasNames });
  const kept = {
    ...(skipRows !== undefined && { skipRows }),
    ...(keepAll !== undefined && { keepAll }),
    ...(rowSample && { rowSample }),
  };
  const { columns, issues: found } = builder.build();
  return {
    nRows,
    columns,
    sources: [{ name, sizeBytes, hash, nRows, dialect: { ...dialect, ...kept } }],
    sourceOfRow: new Uint16Array(nRows),
    issues: [...issues, ...found, ...sampleIssues(name, rowSample, builder)],
  };
}
