/** What `diffml predict` and `diffml evaluate` share: rows as a trained pipeline reads them, and what is said of them. */

import type { TableFile } from "../app/open-table.ts";
import { openRows, type PipelineRows, type RowsFit } from "../app/predict.ts";
import { studioError } from "../base/error.ts";
import { cliText } from "../base/texts/cli.ts";
import { newRowsText } from "../base/texts/new-rows.ts";
import type { ApplyReport } from "../table/apply-rules.ts";
import { doubtWords, recognisedWords } from "../table/new-rows/rows-words.ts";
import type { IngestIssue } from "../table/types.ts";
import { unitOf } from "../table/unit-of.ts";
import type { TrainedPipeline } from "../training/types.ts";
import type { CommandOf } from "./arguments.ts";
import type { Context } from "./context.ts";
import { dialectsOf } from "./dialect-options.ts";
import type { Reporter } from "./progress.ts";

export type RowsCommand = CommandOf<"predict"> | CommandOf<"evaluate">;

/** What of a command says how strictly rows are judged. */
export type Judging = Pick<RowsCommand, "files" | "isForced"> & { readonly name: string };

/** How the files are read, as the words of a command say. */
export function readingOf(command: RowsCommand) {
  // The names of a single file stay as they are in what is written.
  const isOne = command.files.length === 1;
  const matches: readonly { readonly name: string; readonly as: string }[] = command.matches ?? [];
  const readings = isOne ? matches.map(({ name: from, as: column }) => ({ column, from })) : [];
  return { dialects: dialectsOf(isOne ? { ...command, matches: undefined } : command), readings };
}

/**
 * Rows as the pipeline reads them; how they are written otherwise, and what it does not know of them, is told, a line each.
 *
 * @throws E_ROWS_UNFIT where they are not like those of training.
 */
export async function readRows(
  files: readonly TableFile[],
  asked: { readonly command: RowsCommand; readonly trained: TrainedPipeline; readonly context: Context },
): Promise<PipelineRows> {
  const { command, trained } = asked;
  const { reporter } = asked.context;
  const rows = await openRows(trained, files, readingOf(command));
  warnIssues(rows.table.issues, reporter);
  judge(command, rows.fit, reporter);
  warnUnknown(rows.fit.far, rows.report, { trained, reporter });
  return rows;
}

export function warnIssues(issues: readonly IngestIssue[], reporter: Reporter): void {
  for (const issue of issues) reporter.warn(cliText("issue", issue));
}

/** @throws E_ROWS_UNFIT */
export function judge(command: Judging, { recognised, doubts, targetDoubts }: RowsFit, reporter: Reporter): void {
  for (const each of recognised) reporter.warn(recognisedWords(each));
  const asked = [...doubts, ...(command.name === "evaluate" ? targetDoubts : [])].map(doubtWords);
  if (asked.length > 0 && !command.isForced) throw studioError("E_ROWS_UNFIT", { files: command.files, doubts: asked });
  for (const words of asked) reporter.warn(words);
}

const textsOf = (examples: readonly { readonly text: string }[]) => [...new Set(examples.map(({ text }) => text))];

/** Everything that the pipeline did not know, a line each; the target's own texts matter only where it is measured. */
export function warnUnknown(
  far: RowsFit["far"],
  report: ApplyReport,
  { trained, reporter }: { readonly trained: TrainedPipeline; readonly reporter: Reporter },
): void {
  const target = trained.schema.target.name;
  for (const values of far) reporter.warn(newRowsText("far", values));
  if (report.extraColumns.length > 0) reporter.note(cliText("extraColumns", { columns: report.extraColumns }));
  for (const { column, count, examples } of report.unknownLevels) {
    if (column !== target) reporter.warn(cliText("unknownLevels", { column, count, examples: textsOf(examples) }));
  }
  for (const { column, count, examples } of report.unreadableCells) {
    reporter.warn(cliText("unreadableCells", { column, count, examples: textsOf(examples) }));
  }
}

/** What is predicted; `unit` where something stands round its numbers. */
export function targetOf(trained: TrainedPipeline) {
  const { name: target, task } = trained.schema.target;
  const unit = task === "regression" ? unitOf(trained.document.rules, target) : "";
  return { target, task, ...(unit === "" ? {} : { unit }) };
}
