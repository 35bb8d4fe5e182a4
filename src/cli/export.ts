/** `diffml export`: a trained pipeline as a file of another program, or a table as it cleans it. */

import { cleanedCsv } from "../app/cleaned-csv.ts";
import { tableOfTraining } from "../app/compare.ts";
import { CLEANED_CSV } from "../app/export-formats.ts";
import { exportPipeline } from "../app/export-pipeline.ts";
import { isMomentary, worthOfColumns } from "../app/importance.ts";
import { openTable } from "../app/open-table.ts";
import { openRows } from "../app/predict.ts";
import { cliText } from "../base/texts/cli.ts";
import { usageText } from "../base/texts/cli-usage.ts";
import { tellingWords } from "../export/model-card.ts";
import type { WorthOfColumns } from "../training/importance.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { type CommandOf, usageError } from "./arguments.ts";
import { app, type Context, readTrained } from "./context.ts";
import { readText, tableFile, writeChunks } from "./files.ts";
import { judge, warnIssues, warnUnknown } from "./rows.ts";

export async function runExport(command: CommandOf<"export">, context: Context): Promise<void> {
  const { pipeline, format, out, tables, split, isForSpreadsheets } = command;
  const isCleaned = format === CLEANED_CSV;
  const isPage = format === PAGE;
  if (isForSpreadsheets && !isCleaned) throw unfit("--for-spreadsheets", [CLEANED_CSV], format);
  if (split !== undefined && !isPage) throw unfit("--split", [PAGE], format);
  if (tables && !isCleaned && !isPage) throw unfit("--table", [CLEANED_CSV, PAGE], format);
  if (isCleaned) {
    if (tables) return exportCleaned({ ...command, tables }, context);
    throw usageError({ where: `--format ${format}`, expected: "--table FILE", got: usageText("none") });
  }
  const trained = await readTrained(pipeline, context);
  const worth = tables && (await worthOn(trained, { tables, split }, context));
  const { content } = await exportPipeline(trained, { format, app, worth });
  await writeChunks(out, [content]);
  context.reporter.note(cliText("exported", { path: out, bytes: Buffer.byteLength(content) }));
  tell(trained, context);
}

const PAGE = "html";

/** An option of other formats. */
function unfit(where: string, formats: readonly string[], got: string) {
  const words = formats.map((format) => `--format ${format}`);
  return usageError({ where, expected: words.length > 1 ? usageText("either", { words }) : words[0], got });
}

/**
 * What columns are worth to a pipeline, where that takes a moment, as in the studio; else it is told that the page goes without.
 *
 * @throws E_COMPARE_SPLIT where it was trained on other rows.
 */
async function worthOn(
  trained: TrainedPipeline,
  { tables, split }: { readonly tables: readonly string[]; readonly split: string | undefined },
  { reporter }: Context,
): Promise<WorthOfColumns | undefined> {
  if (!isMomentary(trained)) {
    reporter.warn(cliText("noWorth"));
    return undefined;
  }
  const letters = split === undefined ? undefined : await readText(split);
  const { dialects, edits } = trained.document.table;
  const table = tableOfTraining(trained, await openTable(tables.map(tableFile), { dialects, edits }), letters);
  return worthOfColumns(trained, table, { pause: async () => {}, onProgress: () => {} });
}

/** What leaves may tell of single rows. */
function tell(trained: TrainedPipeline, { reporter }: Context): void {
  const words = tellingWords(trained);
  if (words !== undefined) reporter.warn(words);
}

/** @throws E_ROWS_UNFIT where the rows are not like those of training. */
async function exportCleaned(
  {
    name,
    pipeline,
    tables,
    out,
    isForced,
    isForSpreadsheets,
  }: CommandOf<"export"> & {
    readonly tables: readonly string[];
  },
  context: Context,
): Promise<void> {
  const { reporter } = context;
  const trained = await readTrained(pipeline, context);
  const rows = await openRows(trained, tables.map(tableFile));
  warnIssues(rows.table.issues, reporter);
  judge({ name, files: tables, isForced }, rows.fit, reporter);
  warnUnknown(rows.fit.far, rows.report, { trained, reporter });
  await writeChunks(out, cleanedCsv(rows, { isDefused: isForSpreadsheets }));
  reporter.note(cliText("cleaned", { nRows: rows.table.nRows, path: out }));
}
