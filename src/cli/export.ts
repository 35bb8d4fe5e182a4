/** `diffml export`: a trained pipeline as a file of another program, or a table as it cleans it. */

import { cleanedCsv } from "../app/cleaned-csv.ts";
import { CLEANED_CSV } from "../app/export-formats.ts";
import { exportPipeline } from "../app/export-pipeline.ts";
import { openRows } from "../app/predict.ts";
import { cliText } from "../base/texts/cli.ts";
import { usageText } from "../base/texts/cli-usage.ts";
import { tellingWords } from "../export/model-card.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { type CommandOf, usageError } from "./arguments.ts";
import { app, type Context, readTrained } from "./context.ts";
import { tableFile, writeChunks } from "./files.ts";
import { judge, warnIssues, warnUnknown } from "./rows.ts";

export async function runExport(command: CommandOf<"export">, context: Context): Promise<void> {
  const { pipeline, format, out, table, isForSpreadsheets } = command;
  if (format === CLEANED_CSV) {
    if (table === undefined)
      throw usageError({ where: `--format ${format}`, expected: "--table FILE", got: usageText("none") });
    return exportCleaned({ ...command, table }, context);
  }
  const unfit = [...(table === undefined ? [] : ["--table"]), ...(isForSpreadsheets ? ["--for-spreadsheets"] : [])];
  if (unfit.length > 0) throw usageError({ where: unfit[0], expected: `--format ${CLEANED_CSV}`, got: format });
  const trained = await readTrained(pipeline, context);
  const { content } = await exportPipeline(trained, { format, app });
  await writeChunks(out, [content]);
  context.reporter.note(cliText("exported", { path: out, bytes: Buffer.byteLength(content) }));
  tell(trained, context);
}

/** What leaves may tell of single rows. */
function tell(trained: TrainedPipeline, { reporter }: Context): void {
  const words = tellingWords(trained);
  if (words !== undefined) reporter.warn(words);
}

/** @throws E_ROWS_UNFIT where the rows are not like those of training. */
async function exportCleaned(
  { name, pipeline, table, out, isForced, isForSpreadsheets }: CommandOf<"export"> & { readonly table: string },
  context: Context,
): Promise<void> {
  const { reporter } = context;
  const trained = await readTrained(pipeline, context);
  const rows = await openRows(trained, [tableFile(table)]);
  warnIssues(rows.table.issues, reporter);
  judge({ name, files: [table], isForced }, rows.fit, reporter);
  warnUnknown(rows.fit.far, rows.report, { trained, reporter });
  await writeChunks(out, cleanedCsv(rows, { isDefused: isForSpreadsheets }));
  reporter.note(cliText("cleaned", { nRows: rows.table.nRows, path: out }));
}
