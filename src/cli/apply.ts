/** `diffml predict` and `diffml evaluate`: a trained pipeline on the rows of a file. */

import { openTable } from "../app/open-table.ts";
import { StudioError } from "../base/error.ts";
import { countOf } from "../base/words.ts";
import { predictionsCsvChunks } from "../export/predictions-csv.ts";
import { type ApplyReport, applyRules } from "../table/apply-rules.ts";
import type { Columns, RawTable } from "../table/types.ts";
import { labelledRows, measure } from "../training/measure.ts";
import { predict } from "../training/predict.ts";
import { filesTrainedOn } from "../training/same-files.ts";
import type { TrainedPipeline } from "../training/types.ts";
import type { CommandOf } from "./arguments.ts";
import { app, type Context, readTrained } from "./context.ts";
import { assertWritable, tableFile, writeChunks, writeJson } from "./files.ts";
import type { Reporter } from "./progress.ts";

interface Applied {
  readonly trained: TrainedPipeline;
  readonly table: RawTable;
  readonly columns: Columns;
  readonly report: ApplyReport;
}

async function apply(command: CommandOf<"predict" | "evaluate">, context: Context): Promise<Applied> {
  await assertWritable(command.out);
  const trained = await readTrained(command.pipeline, context);
  const { table } = await openTable(command.files.map(tableFile));
  for (const issue of table.issues) context.reporter.warn(`${issue.where}: ${issue.message} (${issue.count})`);
  const { columns, report } = applyRules(table, trained.document.rules, trained.schema.target);
  return { trained, table, columns, report };
}

function quoted(texts: readonly { readonly text: string }[]): string {
  return texts.map(({ text }) => JSON.stringify(text)).join(", ");
}

/** Everything that the pipeline did not know, a line each; the target's own texts matter only where it is measured. */
function warnUnknown(report: ApplyReport, reporter: Reporter, target: string): void {
  for (const column of report.missingColumns) reporter.warn(`Column ${column} is missing; its cells count as missing.`);
  if (report.extraColumns.length > 0) reporter.note(`Not used: ${report.extraColumns.join(", ")}.`);
  for (const { column, count, examples } of report.unknownLevels) {
    if (column !== target)
      reporter.warn(
        `Column ${column}: ${countOf(count, "cell")} with texts unknown to the pipeline, such as ${quoted(examples)}.`,
      );
  }
  for (const { column, count, examples } of report.unreadableCells) {
    reporter.warn(
      `Column ${column}: ${countOf(count, "cell")} that cannot be read, taken as missing, such as ${quoted(examples)}.`,
    );
  }
}

/** Every input row, order and column, and what is predicted. */
export async function runPredict(command: CommandOf<"predict">, context: Context): Promise<void> {
  const { trained, table, columns, report } = await apply(command, context);
  const { target } = trained.schema;
  warnUnknown(report, context.reporter, target.name);
  const predictions = await predict(trained.predictor, columns);
  await writeChunks(command.out, predictionsCsvChunks(table, predictions, target));
  context.reporter.note(`Predicted ${table.nRows} rows.`);
}

/** Metrics of the rows that have a label, in the place that they have in a training report. */
export async function runEvaluate(command: CommandOf<"evaluate">, context: Context): Promise<void> {
  const start = context.clock();
  const { trained, table, columns, report } = await apply(command, context);
  const { name, task } = trained.schema.target;
  warnUnknown(report, context.reporter, name);
  const rows = labelledRows(columns);
  if (rows.length === 0) {
    const hasColumn = table.columns.some((column) => column.name === name);
    throw new StudioError({
      code: "E_CLI_LABELS",
      where: command.files.join(", "),
      expected: `rows with a known value in the target column ${JSON.stringify(name)}`,
      got: hasColumn ? "none" : "no such column",
      fix: "Give rows whose target is known, or use predict.",
    });
  }
  const seen = filesTrainedOn(trained.fileHashes, table.sources);
  if (seen.length > 0)
    context.reporter.warn(`Trained on ${seen.join(", ")}: these metrics are too good; compare those of new rows.`);
  const metrics = measure(await predict(trained.predictor, columns, { rows }), columns, rows);
  await writeJson(command.out, {
    app,
    target: name,
    task,
    rows: { total: table.nRows, train: 0, validation: 0, test: rows.length, unlabelled: table.nRows - rows.length },
    seconds: (context.clock() - start) / 1000,
    engine: "evaluator",
    steps: trained.report.steps,
    metrics: { train: {}, validation: {}, test: { tuned: metrics } },
  });
}
