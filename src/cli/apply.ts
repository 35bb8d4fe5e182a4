/** `diffml predict` and `diffml evaluate`: a trained pipeline on the rows of a file. */

import { evaluate, openRows, type PipelineRows, predict, predictionsCsv } from "../app/predict.ts";
import { rowsReport } from "../app/rows-report.ts";
import { studioError } from "../base/error.ts";
import { cliText } from "../base/texts/cli.ts";
import { newRowsText } from "../base/texts/new-rows.ts";
import { doubtWords, recognisedWords } from "../table/new-rows/rows-words.ts";
import { unitOf } from "../table/unit-of.ts";
import type { CommandOf } from "./arguments.ts";
import { app, type Context, readTrained } from "./context.ts";
import { dialectsOf } from "./dialect-options.ts";
import { assertWritable, tableFile, writeChunks, writeJson } from "./files.ts";
import type { Reporter } from "./progress.ts";

/**
 * Rows as the pipeline reads them; how they are written otherwise, and what it does not know of them, is told, a line each.
 *
 * @throws E_ROWS_UNFIT where they are not like those of training.
 */
async function readRows(command: CommandOf<"predict" | "evaluate">, context: Context): Promise<PipelineRows> {
  const { reporter } = context;
  await assertWritable(command.out);
  const trained = await readTrained(command.pipeline, context);
  // The names of a single file stay as they are in what is written.
  const isOne = command.files.length === 1;
  const matches: readonly { readonly name: string; readonly as: string }[] = command.matches ?? [];
  const readings = isOne ? matches.map(({ name: from, as: column }) => ({ column, from })) : [];
  const dialects = dialectsOf(isOne ? { ...command, matches: undefined } : command);
  const rows = await openRows(trained, command.files.map(tableFile), { dialects, readings });
  const { recognised, doubts, targetDoubts, far } = rows.fit;
  for (const issue of rows.table.issues) reporter.warn(cliText("issue", issue));
  for (const each of recognised) reporter.warn(recognisedWords(each));
  const asked = [...doubts, ...(command.name === "evaluate" ? targetDoubts : [])].map(doubtWords);
  if (asked.length > 0 && !command.isForced) throw studioError("E_ROWS_UNFIT", { files: command.files, doubts: asked });
  for (const words of asked) reporter.warn(words);
  for (const values of far) reporter.warn(newRowsText("far", values));
  warnUnknown(rows, reporter);
  return rows;
}

const textsOf = (examples: readonly { readonly text: string }[]) => [...new Set(examples.map(({ text }) => text))];

/** Everything that the pipeline did not know, a line each; the target's own texts matter only where it is measured. */
function warnUnknown({ report, trained }: PipelineRows, reporter: Reporter): void {
  const target = trained.schema.target.name;
  if (report.extraColumns.length > 0) reporter.note(cliText("extraColumns", { columns: report.extraColumns }));
  for (const { column, count, examples } of report.unknownLevels) {
    if (column !== target) reporter.warn(cliText("unknownLevels", { column, count, examples: textsOf(examples) }));
  }
  for (const { column, count, examples } of report.unreadableCells) {
    reporter.warn(cliText("unreadableCells", { column, count, examples: textsOf(examples) }));
  }
}

/** What is predicted; `unit` where something stands round its numbers. */
function targetOf({ trained }: PipelineRows) {
  const { name: target, task } = trained.schema.target;
  const unit = task === "regression" ? unitOf(trained.document.rules, target) : "";
  return { target, task, ...(unit === "" ? {} : { unit }) };
}

/** Every input row, order and column, and what is predicted. */
export async function runPredict(command: CommandOf<"predict">, context: Context): Promise<void> {
  await assertWritable(command.report);
  const rows = await readRows(command, context);
  await writeChunks(command.out, predictionsCsv(rows, await predict(rows)));
  if (command.report !== undefined) await writeJson(command.report, { app, ...targetOf(rows), ...rowsReport(rows) });
  context.reporter.note(cliText("predicted", { nRows: rows.table.nRows, unit: targetOf(rows).unit }));
}

/** Metrics of the rows that have a label, in the place that they have in a training report. */
export async function runEvaluate(command: CommandOf<"evaluate">, context: Context): Promise<void> {
  const { clock } = context.host;
  const start = clock();
  const rows = await readRows(command, context);
  const { trained, table, labelled, trainedOn } = rows;
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
    ...targetOf(rows),
    rows: { total, train: 0, validation: 0, test, unlabelled: total - test },
    seconds: (clock() - start) / 1000,
    engine: "evaluator",
    steps: trained.report.steps,
    metrics: { train: {}, validation: {}, test: { tuned: metrics } },
    read: rowsReport(rows),
  });
}
