/** `diffml compare`: a trained pipeline and somebody else's model on the same test rows. */

import { comparePredictions, rowsCsv, tableOfTraining } from "../app/compare.ts";
import { openTable } from "../app/open-table.ts";
import { usageText } from "../base/texts/cli-usage.ts";
import { printable } from "../base/words.ts";
import type { CommandOf } from "./arguments.ts";
import { usageError } from "./arguments.ts";
import { app, type Context, readTrained } from "./context.ts";
import { readText, tableFile, writeChunks, writeJson } from "./files.ts";
import { STDOUT } from "./options.ts";

/** Writes the rows and their splits, or says how the two compare, or both. */
export async function runCompare(command: CommandOf<"compare">, context: Context): Promise<void> {
  const { rows, other, report } = command;
  if (rows === undefined && other === undefined) {
    throw usageError({
      where: "diffml compare",
      expected: usageText("either", { words: ["--rows FILE", "--with FILE"] }),
      got: usageText("neither"),
    });
  }
  const trained = await readTrained(command.pipeline, context);
  const letters = command.split === undefined ? undefined : await readText(command.split);
  const { dialects, edits } = trained.document.table;
  const open = await openTable(command.files.map(tableFile), { dialects, edits });
  const table = tableOfTraining(trained, open, letters);
  if (rows !== undefined) await writeChunks(rows, [rowsCsv(trained, table)]);
  if (other === undefined) return;
  const { table: theirs } = await openTable([tableFile(other)]);
  const compared = await comparePredictions(trained, table, theirs);
  for (const note of compared.notes) context.reporter.warn(note);
  if (report !== undefined) await writeJson(report, { app, ...compared });
  if (report !== STDOUT) await writeChunks(STDOUT, [`${printable(compared.sentence)}\n`]);
}
