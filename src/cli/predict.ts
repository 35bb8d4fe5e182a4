/** `diffml predict`: a trained pipeline on the rows of files. */

import { stat } from "node:fs/promises";
import type { TableFile } from "../app/open-table.ts";
import { type PipelineRows, predict, writtenPredictions } from "../app/predict.ts";
import { LARGE_BYTES, type LargeOutcome, type LargeRows, openLarge } from "../app/predict-large.ts";
import { rowsReport } from "../app/rows-report.ts";
import { sha256 } from "../base/sha256.ts";
import { cliText } from "../base/texts/cli.ts";
import { usageText } from "../base/texts/cli-usage.ts";
import type { PredictionForm } from "../export/prediction-writer.ts";
import { BY_LINES } from "../table/read/json/is-json.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { type CommandOf, usageError } from "./arguments.ts";
import { app, type Context, readTrained } from "./context.ts";
import { pathOf } from "./file-path.ts";
import { nameOf, tableFile, writeChunks, writeJson, writeParts } from "./files.ts";
import { STDIN, STDOUT } from "./options.ts";
import { judge, readingOf, readRows, targetOf, warnIssues, warnUnknown } from "./rows.ts";
import { seekableFile } from "./seekable.ts";

/** Every input row, order and column, and what is predicted. A large file is not held. */
export async function runPredict(command: CommandOf<"predict">, context: Context): Promise<void> {
  const trained = await readTrained(command.pipeline, context);
  const large = await largeRows(trained, command, context);
  const read =
    "parts" in large
      ? await predictLarge(large, command, context)
      : await predictHeld(await readRows(large.files, { command, trained, context }), command);
  if (command.report !== undefined) await writeJson(command.report, { app, ...targetOf(trained), ...rowsReport(read) });
  context.reporter.note(cliText("predicted", { nRows: read.nRows, unit: targetOf(trained).unit }));
}

type ReadRows = Parameters<typeof rowsReport>[0];

/** Rows that are read in parts, or files that are held. @throws UsageError where it should be resumed and cannot be. */
async function largeRows(
  trained: TrainedPipeline,
  command: CommandOf<"predict">,
  { reporter }: Context,
): Promise<LargeRows | { readonly files: readonly TableFile[] }> {
  const { files, out, isResumed } = command;
  const [path] = files;
  const expected = usageText("oneResumed");
  if (isResumed && (files.length > 1 || path === STDIN || out === STDOUT)) {
    throw usageError({ where: "--resume", expected, got: [...files, `--out ${out}`].join(" ") });
  }
  if (files.length > 1) return { files: files.map(tableFile) };
  const file = await seekableFile(path, LARGE_BYTES);
  let isJudged = false;
  const onRead = (fraction: number) => {
    if (!isJudged) reporter.rows(cliText("readingRows", { fraction }), false);
  };
  const largeBytes = isResumed ? 0 : LARGE_BYTES;
  const large = await openLarge(trained, file, { ...readingOf(command), largeBytes, onRead });
  isJudged = true;
  if (isResumed && large === undefined) throw usageError({ where: "--resume", expected, got: path });
  return large ?? { files: [file] };
}

function formOf({ format, out, isForSpreadsheets }: CommandOf<"predict">): PredictionForm {
  const form = { format: format ?? (BY_LINES.test(out) ? "jsonl" : "csv"), isDefused: isForSpreadsheets };
  if (!isForSpreadsheets || form.format === "csv") return form;
  throw usageError({ where: "--for-spreadsheets", expected: "--format csv", got: form.format });
}

async function predictHeld(rows: PipelineRows, command: CommandOf<"predict">): Promise<ReadRows> {
  await writeChunks(command.out, writtenPredictions(rows, await predict(rows), formOf(command)));
  return { ...rows, nRows: rows.table.nRows };
}

async function predictLarge(
  { trained, fit, issues, nRows: nAll, parts }: LargeRows,
  command: CommandOf<"predict">,
  { reporter }: Context,
): Promise<ReadRows> {
  reporter.end();
  warnIssues(issues, reporter);
  judge(command, fit, reporter);
  let outcome: LargeOutcome | undefined;
  const form = formOf(command);
  const followed = async function* (nDone: number) {
    const written = parts(form, nDone);
    let step = await written.next();
    for (; !step.done; step = await written.next()) {
      yield step.value;
      reporter.rows(cliText("predictingRows", { nDone: step.value.nRows, nRows: nAll }), step.value.nRows === nAll);
    }
    outcome = step.value;
  };
  const texts = async function* () {
    for await (const { text } of followed(0)) yield text;
  };
  if (command.isResumed) {
    const onFound = (nRows: number) => reporter.warn(cliText("goesOn", { nRows }));
    await writeParts(command.out, { of: await identityOf(command, form), parts: followed, onFound });
  } else await writeChunks(command.out, texts());
  reporter.end();
  const { nRows, report, far, lateIssues } = outcome!;
  warnIssues(lateIssues, reporter);
  warnUnknown(far, report, { trained, reporter });
  return { nRows, report, fit: { ...fit, far } };
}

/** All that the lines of a prediction depend on, as one text. */
async function identityOf(command: CommandOf<"predict">, form: PredictionForm): Promise<string> {
  const { pipeline, files, out: _out, report: _report, isVerbose: _isVerbose, ...words } = command;
  const found = await Promise.all(
    [pipeline, ...files].map(async (path) => {
      const { size, mtimeMs } = await stat(await pathOf(path));
      return [nameOf(path), size, mtimeMs];
    }),
  );
  return sha256(JSON.stringify([app.version, found, form, words]));
}
