/** `diffml describe`: what files are understood to be, as training would read them. */
import { describeTable } from "../app/describe-table.ts";
import { openTable } from "../app/open-table.ts";
import { type ColumnReport, reportTable, type TableReport } from "../app/table-report.ts";
import { cliText } from "../base/texts/cli.ts";
import { describedText } from "../base/texts/cli-usage.ts";
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

const targetLine = ({ name, task, taskReason }: NonNullable<TableReport["target"]>) =>
  cliText("target", { target: name, task, reason: taskReason });

function textOf({ rows, columns, target, issues, splits }: TableReport, proposals: readonly string[]): string {
  const header = [
    describedText("column"),
    describedText("type"),
    describedText("role"),
    describedText("missing"),
    describedText("why"),
  ];
  const targetLines = target
    ? ["", `${targetLine(target)} ${describedText("unlabelled", { nRows: target.unlabelled })}`]
    : [];
  const issueLines = issues.map(({ where, message, count, lines: at, code }) => {
    const place = at.length > 0 ? describedText("place", { where, lines: at }) : where;
    return `${place}: ${message} (${count}) [${code}]`;
  });
  const splitLines = splits.map((offer) => cliText("splitOffer", offer));
  const all = [
    describedText("size", { nRows: rows, nColumns: columns.length }),
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
export async function runDescribe(command: CommandOf<"describe">, { reporter, host }: Context): Promise<void> {
  const { files, target, withCells, out } = command;
  const dialects = dialectsOf(command);
  const open = await openTable(files.map(tableFile), { dialects, memoryBytes: host.memoryBytes });
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
