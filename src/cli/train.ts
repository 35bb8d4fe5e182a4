/** `diffml train`: files → dataset → pipeline → trained pipeline and report. */
import { followedRules } from "../app/document-table.ts";
import { openTable } from "../app/open-table.ts";
import { savePipeline } from "../app/pipeline-file.ts";
import { train } from "../app/train.ts";
import { trainingTable } from "../app/training-table.ts";
import { defaultDocument } from "../pipeline/default-document.ts";
import { type PipelineDocument, type TableDecisions, trainingSettingsSchema } from "../pipeline/document.ts";
import type { TrainedPipeline } from "../training/types.ts";
import type { CommandOf } from "./arguments.ts";
import { app, type Context, readPipeline } from "./context.ts";
import { assertWritable, readText, tableFile, writeChunks, writeJson } from "./files.ts";
import { DEFAULT_SECONDS } from "./options.ts";

function trainingSettings(start: PipelineDocument, command: CommandOf<"train">, isGiven: boolean) {
  const { seed, starts, learningRates, maxSeconds, maxSteps } = command;
  return {
    ...start.training,
    ...(seed !== undefined ? { seed } : {}),
    ...(starts !== undefined ? { starts } : {}),
    ...(learningRates ? { learningRate: learningRates[0], otherLearningRates: learningRates.slice(1) } : {}),
    ...(maxSteps !== undefined ? { maxSteps } : {}),
    budgetSeconds: maxSeconds ?? (isGiven ? start.training.budgetSeconds : DEFAULT_SECONDS),
  };
}

/** What the pipeline says of tables, and of the target what the command says. */
function decisions(given: PipelineDocument | undefined, command: CommandOf<"train">): TableDecisions {
  const { overrides = [], dialects = [], target } = given?.table ?? {};
  const decided = target?.name === command.target ? target.task : undefined;
  const task = command.task === "auto" ? decided : command.task;
  return { overrides, dialects, target: { name: command.target, ...(task ? { task } : {}) } };
}

/** Writes the trained pipeline, and the report where it is asked for. */
export async function runTrain(command: CommandOf<"train">, context: Context): Promise<void> {
  const { reporter, control, host } = context;
  await assertWritable(command.out);
  await assertWritable(command.report);
  const opened = command.pipeline === undefined ? undefined : await readPipeline(command.pipeline, context);
  const letters = command.split === undefined ? undefined : await readText(command.split);
  const open = await openTable(command.files.map(tableFile));
  const given = opened?.document;
  const settings = given?.training ?? trainingSettingsSchema.parse({});
  const decided = decisions(given, command);
  const prepared = trainingTable({
    open,
    wishes: { ...decided, follow: given && followedRules(given) },
    split: letters === undefined ? { ...settings, seed: command.seed ?? settings.seed } : { letters },
  });
  const { rules, target, dataset } = prepared;
  const { table, unmatched } = open;
  for (const issue of table.issues) reporter.warn(`${issue.where}: ${issue.message} (${issue.count})`);
  for (const { column, absentFrom } of unmatched) reporter.warn(`Column ${column} is not in ${absentFrom.join(", ")}.`);
  for (const rule of rules) if (rule.role === "aside") reporter.note(`${rule.name}: set aside. ${rule.roleReason}`);
  reporter.note(`Target ${target.name}: ${target.task}. ${target.taskReason}`);

  const start = given ?? defaultDocument(dataset.schema);
  const trained = await train(
    {
      table: prepared,
      document: { ...start, training: trainingSettings(start, command, given !== undefined), table: decided },
      engine: command.engine,
      control,
      onProgress: (progress) => reporter.progress(progress),
      onEngine: (info, reason) => reporter.note(`Engine: ${info.title}. ${reason}`),
    },
    host,
  );
  reporter.end();
  await writeChunks(command.out, [await savePipeline(trained, app)]);
  if (command.report !== undefined) await writeJson(command.report, { app, target: target.name, ...trained.report });
  summarise(trained, reporter);
}

function summarise({ report }: TrainedPipeline, reporter: Context["reporter"]): void {
  for (const note of report.notes) reporter.note(note);
  for (const { seed, learningRate, validation, isKept, endedAt } of report.replicas?.tuned ?? []) {
    const loss = `validation loss ${validation.toPrecision(4)}${isKept ? ", kept" : ""}${endedAt === undefined ? "" : `, ended at step ${endedAt}`}`;
    reporter.note(`Learning rate ${learningRate}, seed ${seed}: ${loss}`);
  }
  const metric = report.leading[0];
  const value = report.metrics.test.tuned?.[metric];
  if (value !== undefined) reporter.note(`Test ${metric}: ${value.toPrecision(4)} after ${report.steps} steps.`);
  if (report.verdict) reporter.note(report.verdict.sentence);
}
