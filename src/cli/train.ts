/** `diffml train`: files → dataset → pipeline → trained pipeline and report. */

import { describeTable } from "../app/describe-table.ts";
import { followedRules } from "../app/document-table.ts";
import { type OpenTable, openTable, type TableFile } from "../app/open-table.ts";
import { savePipeline } from "../app/pipeline-file.ts";
import { offeredSplits, splitToldBy } from "../app/split-choices.ts";
import { train } from "../app/train.ts";
import { trainingTable } from "../app/training-table.ts";
import { studioError } from "../base/error.ts";
import { cliText } from "../base/texts/cli.ts";
import { usageText } from "../base/texts/cli-usage.ts";
import { evidenceText, lossOf } from "../base/texts/evidence.ts";
import { intervalWords, tellingWords } from "../export/model-card.ts";
import { suspiciousCsv } from "../export/suspicious-csv.ts";
import { catalogue } from "../pipeline/catalogue.ts";
import { defaultDocument } from "../pipeline/default-document.ts";
import { type PipelineDocument, type TableDecisions, trainingSettingsSchema } from "../pipeline/document.ts";
import { documentWithout } from "../pipeline/without-block.ts";
import type { SplitMethod } from "../table/split/split-method.ts";
import { metricLabels } from "../training/metrics.ts";
import { sourceLines } from "../training/sources/explain-sources.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { type CommandOf, usageError } from "./arguments.ts";
import { withColumnWords } from "./column-options.ts";
import { app, type Context, readPipeline } from "./context.ts";
import { dialectsOf } from "./dialect-options.ts";
import { readText, tableFile, writeChunks, writeJson } from "./files.ts";
import type { LeftOut } from "./option-kinds.ts";

import { matchLines, proposalLines } from "./proposals.ts";
import { DEFAULT_SECONDS } from "./training-options.ts";

function trainingSettings(
  start: PipelineDocument,
  command: CommandOf<"train">,
  own: { readonly split: SplitMethod; readonly isGiven: boolean },
) {
  const { seed, deploy, tags, optimiseFor, costs, loss, quantile, classWeights } = command;
  const { starts, learningRates, maxSeconds, maxSteps } = command;
  const { split, isGiven } = own;
  return {
    ...start.training,
    split,
    ...(seed !== undefined ? { seed } : {}),
    ...(deploy !== undefined ? { deploy } : {}),
    ...(tags !== undefined ? { tags } : {}),
    ...(costs !== undefined ? { costs, optimiseFor: "meanCost" as const } : {}),
    ...(optimiseFor !== undefined ? { optimiseFor } : {}),
    ...(loss !== undefined ? { loss } : {}),
    ...(quantile !== undefined ? { quantile } : {}),
    ...(classWeights !== undefined ? { classWeights } : {}),
    ...(starts !== undefined ? { starts } : {}),
    ...(learningRates ? { learningRate: learningRates[0], otherLearningRates: learningRates.slice(1) } : {}),
    ...(maxSteps !== undefined ? { maxSteps } : {}),
    budgetSeconds: maxSeconds ?? (isGiven ? start.training.budgetSeconds : DEFAULT_SECONDS),
  };
}

const namesLeftOut = ({ without = [] }: CommandOf<"train">, wanted: LeftOut["kind"]) =>
  without.flatMap(({ kind, name }) => (kind === wanted ? [name] : []));

/** The files of the command but those that are left out. @throws E_CLI_SOURCE */
function filesLeft(command: CommandOf<"train">): readonly TableFile[] {
  return namesLeftOut(command, "source").reduce<readonly TableFile[]>((files, got) => {
    const left = files.filter(({ name }) => name !== got);
    if (left.length > 0 && left.length < files.length) return left;
    throw studioError("E_CLI_SOURCE", { got, files: files.map(({ name }) => name) });
  }, command.files.map(tableFile));
}

/** What the pipeline says of tables, and of the target what the command says. */
function decisions(given: PipelineDocument | undefined, command: CommandOf<"train">): TableDecisions {
  const { overrides = [], dialects = [], target, ...others } = given?.table ?? {};
  const decided = target?.name === command.target ? target.task : undefined;
  const task = command.task === "auto" ? decided : command.task;
  return {
    ...others,
    overrides,
    dialects: dialectsOf(command, dialects),
    target: { name: command.target, ...(task ? { task } : {}) },
  };
}

/** How the command says that rows are split; undefined where it does not. */
function splitAsked(command: CommandOf<"train">, open: OpenTable, decided: TableDecisions): SplitMethod | undefined {
  const { group, time, splitBy, splitValues, splitFiles } = command;
  if (splitFiles) return { by: "files", parts: splitFiles };
  if (group !== undefined) return { by: "group", column: group };
  if (time !== undefined) return { by: "time", column: time };
  if (splitBy === undefined) return undefined;
  if (splitValues) return { by: "column", column: splitBy, parts: splitValues };
  return splitToldBy(open, describeTable(open, decided), splitBy);
}

/** Writes the trained pipeline, and the report where it is asked for. */
export async function runTrain(command: CommandOf<"train">, context: Context): Promise<void> {
  const { reporter, control, host } = context;
  if (command.isForSpreadsheets && command.suspicious === undefined)
    throw usageError({ where: "--for-spreadsheets", expected: "--suspicious FILE", got: usageText("none") });
  const opened = command.pipeline === undefined ? undefined : await readPipeline(command.pipeline, context);
  const letters = command.split === undefined ? undefined : await readText(command.split);
  const given = opened?.document;
  const settings = given?.training ?? trainingSettingsSchema.parse({});
  const wanted = decisions(given, command);
  const open = await openTable(filesLeft(command), {
    dialects: wanted.dialects,
    edits: wanted.edits,
    memoryBytes: host.memoryBytes,
  });
  const askedAt = host.clock();
  const words = { ...command, without: namesLeftOut(command, "column") };
  const decided = withColumnWords({ open, decided: wanted, words, warn: (text) => reporter.warn(text) });
  const split = splitAsked(command, open, decided) ?? settings.split;
  const prepared = trainingTable({
    open,
    wishes: { ...decided, follow: given && followedRules(given) },
    split: letters === undefined ? { ...settings, split, seed: command.seed ?? settings.seed } : { letters },
  });
  const { rules, target, dataset } = prepared;
  const { table, unmatched } = open;
  for (const issue of table.issues) reporter.warn(cliText("issue", issue));
  for (const column of unmatched) reporter.warn(cliText("unmatched", column));
  for (const { name, role, roleReason } of rules) {
    if (role === "aside") reporter.note(cliText("setAside", { column: name, reason: roleReason }));
    if (role === "weight") reporter.note(cliText("weight", { column: name }));
  }
  for (const line of [...matchLines(open, rules), ...proposalLines(rules)]) reporter.warn(line);
  reporter.note(cliText("target", { target: target.name, task: target.task, reason: target.taskReason }));

  // Once: whoever has chosen a split knows.
  if (letters === undefined && (split.by === "random" || split.by === "largest-first")) {
    for (const { method, reason } of offeredSplits(open, describeTable(open, decided))) {
      reporter.note(cliText("splitOffer", { by: method.by, column: method.column, reason }));
    }
  }

  const start = namesLeftOut(command, "block").reduce<PipelineDocument>(
    (sofar, id) => documentWithout(sofar, catalogue, id),
    given ?? defaultDocument(dataset.schema),
  );
  const trained = await train(
    {
      table: prepared,
      askedAt,
      document: {
        ...start,
        training: trainingSettings(start, command, { split, isGiven: given !== undefined }),
        table: decided,
      },
      engine: command.engine,
      control,
      onProgress: (progress) => reporter.progress(progress),
      onEngine: (info, reason) => reporter.note(cliText("engine", { title: info.title, reason })),
    },
    host,
  );
  reporter.end();
  await writeChunks(command.out, [await savePipeline(trained, app)]);
  if (command.suspicious !== undefined) {
    const form = { isDefused: command.isForSpreadsheets };
    await writeChunks(command.suspicious, suspiciousCsv(trained.report.suspicious, form));
  }
  if (command.report !== undefined) await writeJson(command.report, { app, target: target.name, ...trained.report });
  summarise(trained, reporter, command.suspicious !== undefined);
  const tells = tellingWords(trained);
  if (tells !== undefined) reporter.warn(tells);
}

/** What so many columns are worth is printed, those that are worth most; the report has all. */
const MOST_COLUMNS = 10;

/** @param isAsked for rows whose labels look wrong. */
function summarise(trained: TrainedPipeline, reporter: Context["reporter"], isAsked: boolean): void {
  const { report } = trained;
  for (const note of report.notes) reporter.note(note);
  for (const replica of report.replicas?.tuned ?? []) reporter.note(cliText("replica", replica));
  for (const line of sourceLines(report)) reporter.note(line);
  if (report.suspicious) reporter.note(cliText("suspicious", report.suspicious));
  else if (isAsked) reporter.warn(cliText("notLooked"));
  const metric = report.leading[0];
  const value = report.metrics.test.tuned?.[metric];
  const unit = metricLabels[metric].unit === "target" ? (report.unit ?? "") : "";
  if (value !== undefined) reporter.note(cliText("tested", { metric, value, unit, nSteps: report.steps }));
  const interval = intervalWords(trained);
  if (interval !== undefined) reporter.note(interval);
  if (report.verdict) reporter.note(report.verdict.sentence);
  for (const { block, title } of report.explanations) {
    const tag = report.evidence?.find(({ kind, subject }) => kind === "block" && subject === block);
    const loss = lossOf(report);
    if (tag) reporter.note(cliText("blockTag", { block, title, words: evidenceText("tag", { ...tag, loss }) }));
  }
  const columns = (report.evidence ?? []).filter(
    ({ kind, conclusion }) => kind === "column" && conclusion !== "cannot tell",
  );
  const told = [...columns].sort((a, b) => a.delta - b.delta);
  for (const tag of told.slice(0, MOST_COLUMNS)) {
    const words = evidenceText("tag", { ...tag, loss: lossOf(report) });
    reporter.note(cliText("columnTag", { column: tag.subject, words }));
  }
}
