/** `diffml predict` and `diffml evaluate`: a trained pipeline on the rows of a file. */

import { openTable } from "../app/open-table.ts";
import { evaluate, type PipelineRows, pipelineRows, predict, predictionsCsv } from "../app/predict.ts";
import { studioError } from "../base/error.ts";
import { cliText } from "../base/texts/cli.ts";
import type { ApplyReport } from "../table/apply-rules.ts";
import type { CommandOf } from "./arguments.ts";
import { app, type Context, readTrained } from "./context.ts";
import { dialectsOf } from "./dialect-options.ts";
import { assertWritable, tableFile, writeChunks, writeJson } from "./files.ts";
import type { Reporter } from "./progress.ts";

/** Rows as the pipeline reads them; what it does not know of them is told, a line each. */
async function readRows(command: CommandOf<"predict" | "evaluate">, context: Context): Promise<PipelineRows> {
  await assertWritable(command.out);
  const trained = await readTrained(command.pipeline, context);
  const open = await openTable(command.files.map(tableFile), { dialects: dialectsOf(command) });
  for (const issue of open.table.issues) context.reporter.warn(cliText("issue", issue));
  const rows = pipelineRows(trained, open);
  warnUnknown(rows.report, context.reporter, trained.schema.target.name);
  return rows;
}

const textsOf = (examples: readonly { readonly text: string }[]) => examples.map(({ text }) => text);

/** Everything that the pipeline did not know, a line each; the target's own texts matter only where it is measured. */
function warnUnknown(report: ApplyReport, reporter: Reporter, target: string): void {
  for (const column of report.missingColumns) reporter.warn(cliText("missingColumn", { column }));
  if (report.extraColumns.length > 0) reporter.note(cliText("extraColumns", { columns: report.extraColumns }));
  for (const { column, count, examples } of report.unknownLevels) {
    if (column !== target) reporter.warn(cliText("unknownLevels", { column, count, examples: textsOf(examples) }));
  }
  for (const { column, count, examples } of report.unreadableCells) {
    reporter.warn(cliText("unreadableCells", { column, count, examples: textsOf(examples) }));
  }
}

/** Every input row, order and column, and what is predicted. */
export async function runPredict(command: CommandOf<"predict">, context: Context): Promise<void> {
  const rows = await readRows(command, context);
  await writeChunks(command.out, predictionsCsv(rows, await predict(rows)));
  context.reporter.note(cliText("predicted", { nRows: rows.table.nRows }));
}

/** Metrics of the rows that have a label, in the place that they have in a training report. */
export async function runEvaluate(command: CommandOf<"evaluate">, context: Context): Promise<void> {
  const { clock } = context.host;
  const start = clock();
  const rows = await readRows(command, context);
  const { trained, table, labelled, trainedOn } = rows;
  const { name, task } = trained.schema.target;
  if (labelled.length === 0) {
    const hasColumn = table.columns.some((column) => column.name === name);
    throw studioError("E_CLI_LABELS", { files: command.files, target: name, hasColumn });
  }
  if (trainedOn.length > 0) context.reporter.warn(cliText("trainedOn", { files: trainedOn }));
  const metrics = await evaluate(rows);
  const [total, test] = [table.nRows, labelled.length];
  await writeJson(command.out, {
    app,
    target: name,
    task,
    rows: { total, train: 0, validation: 0, test, unlabelled: total - test },
    seconds: (clock() - start) / 1000,
    engine: "evaluator",
    steps: trained.report.steps,
    metrics: { train: {}, validation: {}, test: { tuned: metrics } },
  });
}
