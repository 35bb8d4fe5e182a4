/** The table that is open in the worker: files, rules, overrides, target, split. */

import { StudioError } from "../base/error.ts";
import type { SplitSettings } from "../pipeline/document.ts";
import { applyRules } from "../table/apply-rules.ts";
import { assignRoles } from "../table/assign-roles.ts";
import { inferRules } from "../table/infer-rules.ts";
import { inferTarget } from "../table/infer-target.ts";
import { overrideRule } from "../table/override-rule.ts";
import { profileColumn } from "../table/profile.ts";
import { cellText } from "../table/raw-column.ts";
import { fractionsOf, splitRows } from "../table/split.ts";
import { stackTables } from "../table/stack.ts";
import type { ColumnRule, Columns, Dataset, RawTable, TargetRule, Task } from "../table/types.ts";
import type { PreviewView, Request, TableView } from "./protocol.ts";

type Override = Extract<Request, { type: "overrideColumn" }>["change"];

/** How a document reads files. */
interface OwnRules {
  readonly rules: readonly ColumnRule[];
  readonly target: TargetRule;
}

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
  private overrides: ReadonlyMap<string, Override> = new Map();
  private columns: Columns | undefined;

  constructor(tables: readonly RawTable[]) {
    const { table, unmatched } = stackTables(tables);
    this.table = table;
    this.unmatched = unmatched;
    this.rules = inferRules(table);
  }

  get fileHashes(): readonly string[] {
    return this.table.sources.map((source) => source.hash);
  }

  get currentTarget(): TargetRule | undefined {
    return this.target;
  }

  /** @throws what the rules say of a change that does not fit; the table then stays as it was. */
  override(name: string, change: Override): void {
    const overrides = new Map(this.overrides).set(name, { ...this.overrides.get(name), ...change });
    this.infer({ targetName: this.target?.name, task: this.task, overrides });
    this.overrides = overrides;
  }

  /** @throws E_TARGET_* for a column that cannot be predicted; the table then stays as it was. */
  choose(name: string, task: Task | undefined): void {
    this.infer({ targetName: name, task, overrides: this.overrides });
    this.task = task;
  }

  private infer(wish: {
    readonly targetName: string | undefined;
    readonly task: Task | undefined;
    readonly overrides: ReadonlyMap<string, Override>;
  }): void {
    const change = (rule: ColumnRule) => {
      const override = wish.overrides.get(rule.name);
      return override && rule.role !== "target" ? overrideRule(this.table, rule, override) : rule;
    };
    const rules = inferRules(this.table).map(change);
    if (wish.targetName === undefined) {
      this.rules = assignRoles(this.table, rules, undefined);
      this.columns = undefined;
      return;
    }
    const inferred = inferTarget(this.table, rules, wish.targetName, wish.task);
    const { columns } = applyRules(this.table, inferred.rules, inferred.target);
    this.target = inferred.target;
    this.rules = inferred.rules;
    this.columns = columns;
  }

  private appliedColumns(): Columns {
    if (!this.target) throw noTarget();
    const columns = this.columns ?? applyRules(this.table, this.rules, this.target).columns;
    this.columns = columns;
    return columns;
  }

  /** Whether files can be read as a trained pipeline read them: nothing was set by hand on this table that says otherwise. */
  private canFollow({ rules, target }: OwnRules): boolean {
    const names = new Set(this.table.columns.map((column) => column.name));
    const hasItsColumns = rules.length === names.size && rules.every((rule) => names.has(rule.name));
    const isItsTarget = !this.target || (this.target.name === target.name && this.target.task === target.task);
    return hasItsColumns && isItsTarget && this.overrides.size === 0;
  }

  /**
   * @param settings the document's.
   * @param trained  rules of a pipeline that training goes on from: they make its very columns of its files, where they may.
   * @returns also the rules that made the dataset.
   * @throws E_SPLIT_* for shares or sources that leave a split without rows.
   */
  dataset(
    settings: SplitSettings,
    trained?: OwnRules,
  ): { readonly dataset: Dataset; readonly notes: readonly string[]; readonly rules: readonly ColumnRule[] } {
    const followed = trained && this.canFollow(trained) ? trained : undefined;
    const columns = followed ? applyRules(this.table, followed.rules, followed.target).columns : this.appliedColumns();
    const { seed, trainingOnlySources } = settings;
    const { split, notes } = splitRows(columns, { seed, fractions: fractionsOf(settings), trainingOnlySources });
    return { dataset: { ...columns, split }, notes, rules: followed?.rules ?? this.rules };
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
