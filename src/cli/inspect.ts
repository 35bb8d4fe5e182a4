/** `diffml inspect`: what a trained pipeline has learned, for people. */

import { cliText } from "../base/texts/cli.ts";
import { printable } from "../base/words.ts";
import { intervalWords, saysWords } from "../export/model-card.ts";
import { memberTable, stageTable } from "../export/report-tables.ts";
import type { ColumnRule } from "../table/types.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { alignedLines } from "./aligned-lines.ts";
import type { CommandOf } from "./arguments.ts";
import { type Context, readTrained } from "./context.ts";
import { writeChunks } from "./files.ts";
import { STDOUT } from "./options.ts";

const section = (head: string, body: readonly string[]): readonly string[] =>
  body.length === 0 ? [] : ["", `${head}:`, ...body.map((line) => `  ${line}`)];

const linesOf = (table: readonly (readonly string[])[]): readonly string[] =>
  table.length === 0 ? [] : alignedLines(table);

function columnLines(rules: readonly ColumnRule[]): readonly string[] {
  return linesOf(rules.map(({ name, type, typeReason }) => [name, type, typeReason]));
}

function textOf(trained: TrainedPipeline): string {
  const { document, schema, report } = trained;
  const { name: target, task, classes } = schema.target;
  const { verdict, explanations, notes, rows, steps, seed, engineTitle } = report;
  const interval = intervalWords(trained);
  const read = document.rules.filter(({ role, name }) => role === "used" && name !== target);
  const all = [
    cliText("inspected", { name: document.name, nSteps: steps, seed, engine: engineTitle }),
    cliText("predicts", { target, task, classes: classes.map(({ label }) => label) }),
    ...(classes.length > 0 ? [saysWords(trained)] : []),
    cliText("rowsOfRun", rows),
    ...(verdict ? ["", verdict.sentence] : []),
    ...section(cliText("stagesHead"), linesOf(stageTable(report))),
    ...(interval === undefined ? [] : ["", interval]),
    ...section(
      cliText("learnedHead"),
      explanations.flatMap(({ title, summary, details }) => [
        `${title}: ${summary}`,
        ...details.map((one) => `  ${one}`),
      ]),
    ),
    ...section(cliText("membersHead"), linesOf(memberTable(report))),
    ...section(cliText("columnsHead"), columnLines(read)),
    ...section(cliText("notesHead"), notes),
  ];
  // Names of columns are somebody else's: a line of them stays one, and moves no cursor.
  return `${all.map((line) => printable(line).replaceAll("\n", " ")).join("\n")}\n`;
}

export async function runInspect({ pipeline }: CommandOf<"inspect">, context: Context): Promise<void> {
  await writeChunks(STDOUT, [textOf(await readTrained(pipeline, context))]);
}
