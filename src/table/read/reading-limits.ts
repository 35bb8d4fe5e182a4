/**
 * What files of tables may come to. Each limit is several times what tables have that people train on, and is looked at as early as it
 * can be told: from what a file says of itself, where it says it, and else before more is held than that.
 */
import { studioError } from "../../base/error.ts";

export const READING_LIMITS = {
  /** Of one row: a cell that is never closed, or bytes that are no text with lines. The longest books have three million. */
  rowCharacters: 2 ** 23,
  /** As pipeline files may have (`export/opening-limits.ts`). */
  columns: 50_000,
  /** Files in an archive, of which one is read. */
  archiveEntries: 100_000,
  /** What says which columns and parts a Parquet file has. */
  footerBytes: 2 ** 26,
  /** Texts that cells of a workbook share, and their characters. */
  sharedTexts: 2 ** 22,
  sharedCharacters: 2 ** 28,
  /** Cells that merged ranges of a workbook fill. */
  mergedCells: 10_000_000,
  mergedRanges: 50_000,
} as const;

/** What each limit counts, in words. */
const COUNTED = {
  rowCharacters: "characters of a row",
  columns: "columns",
  archiveEntries: "files in an archive",
  footerBytes: "bytes that say what is in the file",
  sharedTexts: "texts that cells share",
  sharedCharacters: "characters of texts that cells share",
  mergedCells: "cells that are merged over rows",
  mergedRanges: "ranges of merged cells",
} as const satisfies Record<keyof typeof READING_LIMITS, string>;

/** @throws StudioError E_TABLE_LARGE */
export function assertWithin(file: string, limit: keyof typeof READING_LIMITS, got: number): void {
  const most = READING_LIMITS[limit];
  if (got > most) throw studioError("E_TABLE_LARGE", { file, what: COUNTED[limit], most, got });
}
