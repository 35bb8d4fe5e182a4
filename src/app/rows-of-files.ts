/** Where rows stand in their files, where not all rows of a file were read. */
import { rowInFile } from "../table/drawn-rows.ts";
import type { RawTable } from "../table/types.ts";
import type { TrainingReport } from "../training/types.ts";

/** Training knows of the rows that were read alone, and counts among them. */
export function withRowsOfFiles(report: TrainingReport, { sources }: Pick<RawTable, "sources">): TrainingReport {
  const { suspicious } = report;
  if (!suspicious || sources.every(({ dialect }) => !dialect.rowSample)) return report;
  const byName = new Map(sources.map((source) => [source.name, source]));
  const rows = suspicious.rows.map((each) => {
    const source = byName.get(each.file);
    return source ? { ...each, row: rowInFile(source, each.row - 1) } : each;
  });
  return { ...report, suspicious: { ...suspicious, rows } };
}

/** That not all rows were read, which holds of the results, too. */
export function sampleNotes({ issues }: Pick<RawTable, "issues">): readonly string[] {
  return issues.flatMap(({ code, where, message }) => (code === "W_TABLE_SAMPLED" ? [`${where}: ${message}`] : []));
}
