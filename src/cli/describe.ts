/** `diffml describe`: what files are understood to be, as training would read them. */
import { describeTable } from "../app/describe-table.ts";
import { openTable } from "../app/open-table.ts";
import { type ColumnReport, reportTable, type TableReport } from "../app/table-report.ts";
import { cliText } from "../base/texts/cli.ts";
import { printable } from "../base/words.ts";
import { alignedLines } from "./aligned-lines.ts";
import type { CommandOf } from "./arguments.ts";
import { withColumnWords } from "./column-options.ts";
import type { Context } from "./context.ts";
import { dialectsOf } from "./dialect-options.ts";
import { tableFile, writeChunks, writeJson } from "./files.ts";
import { STDOUT } from "./options.ts";
import { matchLines, proposalLines } from "./proposals.ts";

function columnRow({ name, type, role, nMissing, typeReason, roleReason }: ColumnReport): readonly string[] {
  return [name, type, role, String(nMissing), role === "aside" ? roleReason : typeReason];
}

function textOf({ rows, columns, target, issues, splits }: TableReport, proposals: readonly string[]): string {
  const header = ["column", "type", "role", "missing", "why"];
  const targetLines = target
    ? ["", `Target ${target.name}: ${target.task}. ${target.taskReason} ${target.unlabelled} rows without a target.`]
    : [];
  const issueLines = issues.map(({ where, message, count, lines: at, code }) => {
    const place = at.length > 0 ? `${where}, line ${at.join(", ")}` : where;
    return `${place}: ${message} (${count}) [${code}]`;
  });
  const splitLines = splits.map((offer) => cliText("splitOffer", offer));
  const all = [
    `${rows} rows, ${columns.length} columns`,
    "",
    ...alignedLines([header, ...columns.map(columnRow)]),
    ...targetLines,
    ...(proposals.length > 0 ? ["", ...proposals] : []),
    ...(splitLines.length > 0 ? ["", ...splitLines] : []),
    ...(issueLines.length > 0 ? ["", ...issueLines] : []),
  ];
  return `${printable(all.join("\n"))}\n`;
}

/** Prints a table for people, or writes JSON. @throws what makes the table unusable: E_CSV_*, E_TARGET_*. */
export async function runDescribe(command: CommandOf<"describe">, { reporter }: Context): Promise<void> {
  const { files, target, withCells, out } = command;
  const dialects = dialectsOf(command);
  const open = await openTable(files.map(tableFile), { dialects });
  const aimed = { overrides: [], dialects, ...(target === undefined ? {} : { target: { name: target } }) };
  const decided = withColumnWords({ open, decided: aimed, words: command, warn: (text) => reporter.warn(text) });
  const description = describeTable(open, decided);
  if (description.unmet) throw description.unmet;
  const report = reportTable(open, description, { withCells });
  if (out === undefined)
    await writeChunks(STDOUT, [
      textOf(report, [...matchLines(open, description.rules), ...proposalLines(description.rules)]),
    ]);
  else await writeJson(out, report);
}
