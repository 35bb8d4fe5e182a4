/** `diffml predict` and `diffml evaluate`: a trained pipeline on the rows of a file. */

import { evaluate, openRows, type PipelineRows, predict, predictionsCsv, type RowsFit } from "../app/predict.ts";
import { type LargeOutcome, type LargeRows, openLarge } from "../app/predict-large.ts";
import { rowsReport } from "../app/rows-report.ts";
import { studioError } from "../base/error.ts";
import { cliText } from "../base/texts/cli.ts";
import { newRowsText } from "../base/texts/new-rows.ts";
import type { ApplyReport } from "../table/apply-rules.ts";
import { doubtWords, recognisedWords } from "../table/new-rows/rows-words.ts";
import type { IngestIssue } from "../table/types.ts";
import { unitOf } from "../table/unit-of.ts";
import type { TrainedPipeline } from "../training/types.ts";
import type { CommandOf } from "./arguments.ts";
import { app, type Context, readTrained } from "./context.ts";
import { dialectsOf } from "./dialect-options.ts";
import { tableFile, writeChunks, writeJson } from "./files.ts";
import type { Reporter } from "./progress.ts";

type RowsCommand = CommandOf<"predict" | "evaluate">;

/** How the files are read, as the words of a command say. */
function readingOf(command: RowsCommand) {
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
async function readRows(command: RowsCommand, trained: TrainedPipeline, { reporter }: Context): Promise<PipelineRows> {
  const rows = await openRows(trained, command.files.map(tableFile), readingOf(command));
  warnIssues(rows.table.issues, reporter);
  judge(command, rows.fit, reporter);
  warnUnknown(rows.fit.far, rows.report, { trained, reporter });
  return rows;
}

function warnIssues(issues: readonly IngestIssue[], reporter: Reporter): void {
  for (const issue of issues) reporter.warn(cliText("issue", issue));
}

/** @throws E_ROWS_UNFIT */
function judge(command: RowsCommand, { recognised, doubts, targetDoubts }: RowsFit, reporter: Reporter): void {
  for (const each of recognised) reporter.warn(recognisedWords(each));
  const asked = [...doubts, ...(command.name === "evaluate" ? targetDoubts : [])].map(doubtWords);
  if (asked.length > 0 && !command.isForced) throw studioError("E_ROWS_UNFIT", { files: command.files, doubts: asked });
  for (const words of asked) reporter.warn(words);
}

const textsOf = (examples: readonly { readonly text: string }[]) => [...new Set(examples.map(({ text }) => text))];

/** Everything that the pipeline did not know, a line each; the target's own texts matter only where it is measured. */
function warnUnknown(
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
function targetOf(trained: TrainedPipeline) {
  const { name: target, task } = trained.schema.target;
  const unit = task === "regression" ? unitOf(trained.document.rules, target) : "";
  return { target, task, ...(unit === "" ? {} : { unit }) };
}

/** Every input row, order and column, and what is predicted. A large file is not held. */
export async function runPredict(command: CommandOf<"predict">, context: Context): Promise<void> {
  const trained = await readTrained(command.pipeline, context);
  const [file, ...others] = command.files.map(tableFile);
  const large = others.length === 0 ? await openLarge(trained, file, readingOf(command)) : undefined;
  const read = large
    ? await predictLarge(large, command, context)
    : await predictHeld(await readRows(command, trained, context), command);
  if (command.report !== undefined) await writeJson(command.report, { app, ...targetOf(trained), ...rowsReport(read) });
  context.reporter.note(cliText("predicted", { nRows: read.nRows, unit: targetOf(trained).unit }));
}

type ReadRows = Parameters<typeof rowsReport>[0];

async function predictHeld(rows: PipelineRows, { out }: CommandOf<"predict">): Promise<ReadRows> {
  await writeChunks(out, predictionsCsv(rows, await predict(rows)));
  return { ...rows, nRows: rows.table.nRows };
}

async function predictLarge(
  { trained, fit, issues, csv }: LargeRows,
  command: CommandOf<"predict">,
  { reporter }: Context,
): Promise<ReadRows> {
  warnIssues(issues, reporter);
  judge(command, fit, reporter);
  let outcome: LargeOutcome | undefined;
  const chunks = async function* () {
    outcome = yield* csv();
  };
  await writeChunks(command.out, chunks());
  const { nRows, report, far, lateIssues } = outcome!;
  warnIssues(lateIssues, reporter);
  warnUnknown(far, report, { trained, reporter });
  return { nRows, report, fit: { ...fit, far } };
}

/** Metrics of the rows that have a label, in the place that they have in a training report. */
export async function runEvaluate(command: CommandOf<"evaluate">, context: Context): Promise<void> {
  const { clock } = context.host;
  const start = clock();
  const trained = await readTrained(command.pipeline, context);
  const rows = await readRows(command, trained, context);
  const { table, labelled, trainedOn } = rows;
  const { name } = trained.schema.target;
  if (labelled.length === 0) {
    const hasColumn = table.columns.some((column) => column.name === name);
    throw studioError("E_CLI_LABELS", { files: command.files, target: name, hasColumn });
  }
  if (trainedOn.length > 0) context.reporter.warn(cliText("trainedOn", { files: trainedOn }));
  const metrics = await evaluate(rows);
  const [total, test] = [table.nRows, labelled.length];
  await writeJson(command.out, {
    app,
    ...targetOf(trained),
    rows: { total, train: 0, validation: 0, test, unlabelled: total - test },
    seconds: (clock() - start) / 1000,
    engine: "evaluator",
    steps: trained.report.steps,
    metrics: { train: {}, validation: {}, test: { tuned: metrics } },
    read: rowsReport({ ...rows, nRows: total }),
  });
}
