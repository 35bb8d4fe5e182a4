/** `diffml inspect`: what a trained pipeline has learned, for people. */

import { formatNumber, formatShare } from "../base/numbers.ts";
import { cliText } from "../base/texts/cli.ts";
import type { ColumnRule } from "../table/types.ts";
import { metricLabel } from "../training/metrics.ts";
import { namingOf, STAGE_ROWS, stageTitle } from "../training/phases.ts";
import type { TrainedPipeline, TrainingReport } from "../training/types.ts";
import { alignedLines } from "./aligned-lines.ts";
import type { CommandOf } from "./arguments.ts";
import { type Context, readTrained } from "./context.ts";
import { writeChunks } from "./files.ts";
import { STDOUT } from "./options.ts";

const section = (head: string, body: readonly string[]): readonly string[] =>
  body.length === 0 ? [] : ["", `${head}:`, ...body.map((line) => `  ${line}`)];

/** A line a stage, a column a metric. */
function stageLines(report: TrainingReport): readonly string[] {
  const { metrics, leading } = report;
  const { test } = metrics;
  const naming = namingOf(report);
  const stages = STAGE_ROWS.filter(({ id }) => test[id]);
  if (stages.length === 0) return [];
  const rows = stages.map((row) => [
    stageTitle(row, naming),
    ...leading.map((metric) => formatNumber(test[row.id]?.[metric])),
  ]);
  return alignedLines([["", ...leading.map(metricLabel)], ...rows]);
}

function memberLines({ members = [] }: TrainingReport): readonly string[] {
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  const ranked = [...members].sort((a, b) => b.weight - a.weight || a.loss - b.loss);
  return ranked.length === 0
    ? []
    : alignedLines(
        ranked.map(({ title, weight, loss }) => [formatShare(weight / Math.max(total, 1)), formatNumber(loss), title]),
      );
}

function columnLines(rules: readonly ColumnRule[]): readonly string[] {
  return rules.length === 0 ? [] : alignedLines(rules.map(({ name, type, typeReason }) => [name, type, typeReason]));
}

function textOf({ document, schema, report }: TrainedPipeline): string {
  const { name: target, task, classes } = schema.target;
  const { verdict, explanations, notes, rows, steps, seed, engineTitle } = report;
  const read = document.rules.filter(({ role, name }) => role === "used" && name !== target);
  const all = [
    cliText("inspected", { name: document.name, nSteps: steps, seed, engine: engineTitle }),
    cliText("predicts", { target, task, classes: classes.map(({ label }) => label) }),
    cliText("rowsOfRun", rows),
    ...(verdict ? ["", verdict.sentence] : []),
    ...section(cliText("stagesHead"), stageLines(report)),
    ...section(
      cliText("learnedHead"),
      explanations.flatMap(({ title, summary, details }) => [
        `${title}: ${summary}`,
        ...details.map((one) => `  ${one}`),
      ]),
    ),
    ...section(cliText("membersHead"), memberLines(report)),
    ...section(cliText("columnsHead"), columnLines(read)),
    ...section(cliText("notesHead"), notes),
  ];
  return `${all.join("\n")}\n`;
}

export async function runInspect({ pipeline }: CommandOf<"inspect">, context: Context): Promise<void> {
  await writeChunks(STDOUT, [textOf(await readTrained(pipeline, context))]);
}
