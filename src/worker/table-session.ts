/** The table that is open in the worker: files, rules, overrides, target, split. */
import { StudioError } from "../program/error.ts";
import { applyRules } from "../table/apply-rules.ts";
import { assignRoles } from "../table/assign-roles.ts";
import { inferRules } from "../table/infer-rules.ts";
import { inferTarget } from "../table/infer-target.ts";
import { overrideRule } from "../table/override-rule.ts";
import { profileColumn } from "../table/profile.ts";
import { cellText } from "../table/raw-column.ts";
import { splitRows } from "../table/split.ts";
import { stackTables } from "../table/stack.ts";
import type { ColumnRule, Columns, Dataset, RawTable, TargetRule, Task } from "../table/types.ts";
import type { PreviewView, Request, TableView } from "./protocol.ts";

type Override = Extract<Request, { type: "overrideColumn" }>["change"];

/** How rows are split; from the document's training settings. */
export interface SplitOptions {
  readonly seed: number;
  readonly trainFraction: number;
  readonly validationFraction: number;
  readonly trainingOnlySources: readonly string[];
}

const DEFAULT_SPLIT: SplitOptions = { seed: 1, trainFraction: 0.6, validationFraction: 0.2, trainingOnlySources: [] };

function noTarget(): StudioError {
  return new StudioError({
    code: "E_TABLE_TARGET",
    where: "data",
    expected: "a target column",
    got: "none chosen",
    fix: "Choose the column to predict under “Target column”.",
  });
}

export class TableSession {
  private readonly table: RawTable;
  private readonly unmatched: TableView["unmatched"];
  private rules: readonly ColumnRule[];
  private target: TargetRule | undefined;
  /** The task that the user set; absent where it is inferred. */
  private task: Task | undefined;
  private readonly overrides = new Map<string, Override>();
  private columns: Columns | undefined;

  constructor(tables: readonly RawTable[]) {
    const { table, unmatched } = stackTables([...tables]);
    this.table = table;
    this.unmatched = unmatched;
    this.rules = inferRules(table);
  }

  get fileHashes(): readonly string[] {
    return this.table.sources.map((source) => source.hash);
  }

  get currentRules(): readonly ColumnRule[] {
    return this.rules;
  }

  get currentTarget(): TargetRule | undefined {
    return this.target;
  }

  /** Takes rules over from an opened pipeline, so that its files become the very same columns. */
  adopt(rules: readonly ColumnRule[], target: TargetRule): void {
    this.rules = rules;
    this.target = target;
    this.columns = undefined;
  }

  override(name: string, change: Override): void {
    this.overrides.set(name, { ...this.overrides.get(name), ...change });
    this.infer(this.target?.name);
  }

  choose(name: string, task: Task | undefined): void {
    this.task = task;
    this.infer(name);
  }

  private infer(targetName: string | undefined): void {
    const change = (rule: ColumnRule) => {
      const override = this.overrides.get(rule.name);
      return override && rule.role !== "target" ? overrideRule(this.table, rule, override) : rule;
    };
    const rules = inferRules(this.table).map(change);
    this.columns = undefined;
    if (targetName === undefined) {
      this.rules = assignRoles(this.table, rules, undefined);
      return;
    }
    const inferred = inferTarget(this.table, rules, targetName, this.task);
    this.target = inferred.target;
    this.rules = inferred.rules;
  }

  private appliedColumns(): Columns {
    if (!this.target) throw noTarget();
    const columns = this.columns ?? applyRules(this.table, this.rules, this.target).columns;
    this.columns = columns;
    return columns;
  }

  dataset(options: SplitOptions): { readonly dataset: Dataset; readonly notes: readonly string[] } {
    const columns = this.appliedColumns();
    const { trainFraction: train, validationFraction: validation } = options;
    const fractions = { train, validation, test: Math.max(1 - train - validation, 0) };
    const { seed, trainingOnlySources } = options;
    const { split, notes } = splitRows(columns, { seed, fractions, trainingOnlySources });
    return { dataset: { ...columns, split }, notes };
  }

  view(): TableView {
    const { table, rules, target, unmatched } = this;
    const byName = new Map(table.columns.map((column) => [column.name, column]));
    return {
      nRows: table.nRows,
      sources: table.sources,
      issues: table.issues,
      unmatched,
      columns: rules.flatMap((rule) => {
        const column = byName.get(rule.name);
        return column ? [{ rule, profile: profileColumn(column, rule) }] : [];
      }),
      ...(target ? { target, schema: this.appliedColumns().schema } : {}),
      splitNotes: target ? this.dataset(DEFAULT_SPLIT).notes : [],
    };
  }

  preview(firstRow: number, nRows: number): PreviewView {
    const { table } = this;
    const end = Math.min(firstRow + nRows, table.nRows);
    const rows = Array.from({ length: Math.max(end - firstRow, 0) }, (_, index) =>
      table.columns.map((column) => cellText(column, firstRow + index)),
    );
    return { firstRow, rows };
  }
}
