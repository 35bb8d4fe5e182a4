/** `diffml evaluate`: a trained pipeline on rows whose target is known. */

import { evaluate } from "../app/predict.ts";
import { rowsReport } from "../app/rows-report.ts";
import { studioError } from "../base/error.ts";
import { cliText } from "../base/texts/cli.ts";
import type { CommandOf } from "./arguments.ts";
import { app, type Context, readTrained } from "./context.ts";
import { tableFile, writeJson } from "./files.ts";

import { readRows, targetOf } from "./rows.ts";

/** Metrics of the rows that have a label, in the place that they have in a training report. */
export async function runEvaluate(command: CommandOf<"evaluate">, context: Context): Promise<void> {
  const { clock } = context.host;
  const start = clock();
  const trained = await readTrained(command.pipeline, context);
  const rows = await readRows(command.files.map(tableFile), { command, trained, context });
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
