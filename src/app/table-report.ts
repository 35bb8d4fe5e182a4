/** What a table was understood to be, for scripts: exactly as training would read it. */
import { readDateCells, readLevelCells, readNumberCells } from "../table/cells/read-cells.ts";
import type { MatchedColumn } from "../table/files/align-names.ts";
import { type FilesProposal, proposeMatches } from "../table/files/propose-matches.ts";
import { profileColumn } from "../table/profile.ts";
import type { SplitOffer } from "../table/split/split-offer.ts";
import { readLabels } from "../table/target-labels.ts";
import { type ColumnRule, FIRST_LEVEL_CODE, type RawColumn, type RawTable, type TargetRule } from "../table/types.ts";
import { unitOf } from "../table/unit-of.ts";
import type { TableDescription } from "./describe-table.ts";
import type { OpenTable } from "./open-table.ts";
import { offeredSplits } from "./split-choices.ts";

/** null = missing. */
type Cells<Value> = readonly (Value | null)[];

export interface ColumnReport {
  readonly name: string;
  readonly type: ColumnRule["type"];
  readonly role: ColumnRule["role"];
  readonly typeReason: string;
  readonly roleReason: string;
  readonly missingMarkers: readonly string[];
  /** What stands round the numbers, as in the files; absent where nothing does. */
  readonly unit?: string;
  /** What the decimal mark rests on where no cell shows it. */
  readonly decimalDoubt?: string;
  /** Numbers that may mean missing and are read as numbers. */
  readonly sentinelCandidates?: readonly number[];
  /** Labels, most frequent first; empty for numbers and dates. */
  readonly levels: readonly string[];
  readonly nMissing: number;
  /** Where asked for: numbers in the file's unit, or labels of levels; one a row. */
  readonly values?: Cells<number> | Cells<string>;
  /** Dates, where asked for: days since 1970-01-01, one a row. */
  readonly days?: Cells<number>;
}

export interface TableReport {
  readonly rows: number;
  readonly sources: readonly { readonly name: string; readonly rows: number; readonly dialect: object }[];
  readonly columns: readonly ColumnReport[];
  readonly target?: {
    readonly name: string;
    readonly task: TargetRule["task"];
    readonly taskReason: string;
    /** Labels in the order of their codes; empty for a regression. */
    readonly classes: readonly string[];
    /** Rows without a label: in no split, still predicted. */
    readonly unlabelled: number;
  };
  /** Columns that rows could be split by. */
  readonly splits: readonly (SplitOffer["method"] & Pick<SplitOffer, "reason">)[];
  /** Columns of several files that are called otherwise in theirs, and those that may be. */
  readonly matched: readonly MatchedColumn[];
  readonly mayMatch: readonly FilesProposal[];
  readonly issues: readonly {
    readonly code: string;
    readonly where: string;
    readonly message: string;
    readonly count: number;
    /** The first few lines of the file that it concerns, 1-based. */
    readonly lines: readonly number[];
  }[];
}

const orNull = (values: Float64Array): Cells<number> =>
  Array.from(values, (value) => (Number.isNaN(value) ? null : value));

function cellsOf(column: RawColumn, rule: ColumnRule): Pick<ColumnReport, "values" | "days"> {
  switch (rule.type) {
    case "number":
      return { values: orNull(readNumberCells(column, rule).values) };
    case "date":
      return { days: orNull(readDateCells(column, rule).parts.days) };
    case "category":
    case "text": {
      const { codes } = readLevelCells(column, rule);
      return { values: Array.from(codes, (code) => rule.levels[code - FIRST_LEVEL_CODE]?.label ?? null) };
    }
    default:
      return rule.type satisfies never;
  }
}

function targetReport(table: RawTable, rule: ColumnRule, target: TargetRule): TableReport["target"] {
  const { name, task, taskReason, classes } = target;
  const column = table.columns.find((other) => other.name === name);
  const labels = column ? readLabels(column, rule, target).labels : new Float64Array(0);
  const unlabelled = labels.reduce((count, label) => count + (Number.isNaN(label) ? 1 : 0), 0);
  return { name, task, taskReason, classes: classes.map(({ label }) => label), unlabelled };
}

/** @param options.withCells every cell as it is understood, which makes the report as long as the table. */
export function reportTable(
  open: OpenTable,
  description: TableDescription,
  options: { readonly withCells: boolean },
): TableReport {
  const { table } = open;
  const { rules, target } = description;
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const targetRule = rules.find(({ name }) => name === target?.name);
  return {
    rows: table.nRows,
    sources: table.sources.map(({ name, nRows: rows, dialect }) => ({ name, rows, dialect })),
    columns: rules.flatMap((rule): ColumnReport[] => {
      const column = byName.get(rule.name);
      if (!column) return [];
      const { name, type, role, typeReason, roleReason, missingMarkers, levels } = rule;
      const { nMissing } = profileColumn(column, rule);
      const said = { name, type, role, typeReason, roleReason, missingMarkers };
      const { sentinelCandidates, decimalDoubt } = rule;
      const written = unitOf([rule], name);
      const unit = written === "" ? {} : { unit: written };
      const doubt = decimalDoubt ? { decimalDoubt } : {};
      const candidates = sentinelCandidates ? { sentinelCandidates } : {};
      const cells = options.withCells ? cellsOf(column, rule) : {};
      return [
        { ...said, levels: levels.map(({ label }) => label), nMissing, ...unit, ...doubt, ...candidates, ...cells },
      ];
    }),
    ...(target && targetRule ? { target: targetReport(table, targetRule, target) } : {}),
    splits: offeredSplits(open, description).map(({ method, reason }) => ({ ...method, reason })),
    matched: open.matched,
    mayMatch: proposeMatches(open, rules),
    issues: table.issues.map(({ code, where, message, count, lines = [] }) => ({ code, where, message, count, lines })),
  };
}
