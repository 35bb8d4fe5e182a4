/** Compares what is understood of a small table with what is right, as its manifest says. */
import { StudioError } from "../../base/error.ts";
import { describeTable } from "../describe-table.ts";
import type { TableFile } from "../open-table.ts";
import { openTable } from "../open-table.ts";
import { type ColumnReport, reportTable, type TableReport } from "../table-report.ts";

type Cell = number | string | null;

/** What is right, as far as it can be stated. */
export interface TableCase {
  readonly name: string;
  readonly file: string;
  readonly target?: string;
  readonly rows?: number;
  readonly columns?: readonly string[];
  readonly expect: Readonly<Record<string, ColumnCase>>;
  readonly taskExpected?: string;
  readonly classes?: readonly string[];
  readonly unlabelled?: number;
  readonly expectError?: unknown;
}

interface ColumnCase {
  readonly type?: string | readonly string[];
  readonly role?: string | readonly string[];
  readonly values?: readonly Cell[];
  readonly days?: readonly (number | null)[];
  readonly levels?: readonly string[];
  readonly markers?: readonly string[];
}

const isSame = (found: Cell | undefined, right: Cell) =>
  typeof found === "number" && typeof right === "number"
    ? Math.abs(found - right) <= 1e-9 * Math.max(1, Math.abs(right))
    : found === right;

function firstOther(found: readonly Cell[] | undefined, right: readonly Cell[]): string | undefined {
  const at = right.findIndex((cell, row) => !isSame(found?.[row], cell));
  return at < 0 ? undefined : `row ${at + 1}: ${JSON.stringify(found?.[at])}, right is ${JSON.stringify(right[at])}`;
}

const isOneOf = (found: string, right: string | readonly string[] | undefined) =>
  right === undefined || [right].flat().includes(found);
const inOrder = (texts: readonly string[]) => JSON.stringify([...texts].sort());

function columnProblems(column: ColumnReport | undefined, name: string, right: ColumnCase): readonly string[] {
  if (!column) return [`${name}: no such column`];
  if (!isOneOf(column.type, right.type)) return [`${name}: type ${column.type}, right is ${right.type}`];
  const lower = column.missingMarkers.map((marker) => marker.toLowerCase());
  const cells = column.type === "date" ? (right.days ?? []) : (right.values ?? []);
  const found = column.type === "date" ? column.days : column.values;
  // Where several types are right, the cells are those of the first one.
  const isFirst = column.type === [right.type].flat()[0] || right.type === undefined;
  const other = isFirst ? firstOther(found, cells) : undefined;
  return [
    ...(isOneOf(column.role, right.role) ? [] : [`${name}: role ${column.role}, right is ${right.role}`]),
    ...(other ? [`${name}: ${other}`] : []),
    ...(right.levels && inOrder(right.levels) !== inOrder(column.levels)
      ? [`${name}: levels ${inOrder(column.levels)}, right are ${inOrder(right.levels)}`]
      : []),
    ...(right.markers ?? []).flatMap((marker) =>
      lower.includes(marker.toLowerCase()) ? [] : [`${name}: ${marker} does not count as missing`],
    ),
  ];
}

function problemsOf(report: TableReport, right: TableCase): readonly string[] {
  const names = report.columns.map(({ name }) => name);
  const { target } = report;
  const checks: readonly (readonly [what: string, found: unknown, right: unknown])[] = [
    ["rows", report.rows, right.rows],
    ["columns", names, right.columns],
    ["task", target?.task, right.taskExpected],
    ["classes", target && [...target.classes].sort(), right.classes && [...right.classes].sort()],
    ["rows without a target", target?.unlabelled, right.unlabelled],
  ];
  const different = checks.filter(
    ([, found, wanted]) => wanted !== undefined && JSON.stringify(found) !== JSON.stringify(wanted),
  );
  return [
    ...different.map(([what, found, wanted]) => `${what} ${JSON.stringify(found)}, right is ${JSON.stringify(wanted)}`),
    ...Object.entries(right.expect).flatMap(([name, column]) =>
      columnProblems(
        report.columns.find((other) => other.name === name),
        name,
        column,
      ),
    ),
  ];
}

/** @returns what is not right; empty where all is. */
export async function checkCase(file: TableFile, right: TableCase): Promise<readonly string[]> {
  try {
    const open = await openTable([file]);
    const description = describeTable(open, {
      overrides: [],
      ...(right.target === undefined ? {} : { target: { name: right.target } }),
    });
    if (description.unmet) throw description.unmet;
    if (right.expectError) return ["accepted, though a refusal is right"];
    return problemsOf(reportTable(open, description, { withCells: true }), right);
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    return right.expectError ? [] : [`refused: ${error.message}`];
  }
}
