/** What a table means: a pure function of the files that were read and of what a person decided about them. */
import { StudioError } from "../base/error.ts";
import { remember } from "../base/remember.ts";
import type { ColumnOverride } from "../pipeline/document.ts";
import { schemaOf } from "../table/apply-rules.ts";
import type { DirtRecipe } from "../table/dirt/recipe.ts";
import { type RowFilter, rowsMeeting } from "../table/filter/row-filter.ts";
import { assignRoles } from "../table/infer/assign-roles.ts";
import { inferRules } from "../table/infer/infer-rules.ts";
import { inferTarget } from "../table/infer/infer-target.ts";
import { overrideRule } from "../table/infer/override-rule.ts";
import { prepareColumns } from "../table/leaks/find-leaks.ts";
import type { SplitMethod } from "../table/split/split-method.ts";
import { setSplitColumnAside } from "../table/split/split-roles.ts";
import { readLabels } from "../table/target-labels.ts";
import type { ColumnRule, DatasetSchema, RawTable, TargetRule, Task } from "../table/types.ts";
import type { OpenTable } from "./open-table.ts";

/** How a pipeline read its files, and what had been decided about them. */
export interface FollowedRules {
  readonly rules: readonly ColumnRule[];
  readonly target: TargetRule;
  readonly overrides: readonly ColumnOverride[];
  readonly rows?: RowFilter | undefined;
  readonly split?: SplitMethod | undefined;
}

/** What is wanted of a table. Columns that it lacks are passed over. */
export interface TableWishes {
  readonly overrides: readonly ColumnOverride[];
  /** `task` only where it is not to be inferred. */
  readonly target?: { readonly name: string; readonly task?: Task | undefined } | undefined;
  /** How rows will be split: a column that groups them or tells their split is not learned from. */
  readonly split?: SplitMethod | undefined;
  /** Which of its rows are trained on and measured by; absent: all. */
  readonly rows?: RowFilter | undefined;
  /** What is planted in it before it is trained on: `plantedTable`. Nothing of it is described here. */
  readonly dirt?: DirtRecipe | undefined;
  /** Rules to use as they are, where they are about these very columns and nothing is wanted that says otherwise. */
  readonly follow?: FollowedRules | undefined;
}

export interface TableDescription {
  /** One a column. */
  readonly rules: readonly ColumnRule[];
  readonly target: TargetRule | undefined;
  /** Columns that a program binds under these rules; undefined without a target. */
  readonly schema: DatasetSchema | undefined;
  /** A wish about the target that this table cannot meet; the rest says how it is without. */
  readonly unmet: StudioError | undefined;
}

const descriptions = remember<OpenTable, TableDescription>();
const inferredRules = remember<RawTable, readonly ColumnRule[]>();
const overriddenRules = remember<ColumnRule, ColumnRule>();

/** Rules, roles and target of a table; the same for the same files and wishes. */
export function describeTable(open: OpenTable, wishes: TableWishes): TableDescription {
  return descriptions(open, JSON.stringify(wishes), () => describe(open.table, wishes));
}

const rulesOf = (table: RawTable): readonly ColumnRule[] => inferredRules(table, "", () => inferRules(table));

/** Does what every target asks for, before one is chosen: to be called when nobody waits. */
export function prepareForTargets({ table }: OpenTable): void {
  prepareColumns(table, rulesOf(table));
}

function describe(table: RawTable, wishes: TableWishes): TableDescription {
  const { follow } = wishes;
  if (follow && canFollow(table, wishes, follow)) return met(table, follow.rules, follow.target);
  const overrides = new Map(wishes.overrides.map(({ name, ...change }) => [name, change]));
  const rules = rulesOf(table).map((rule) => {
    const change = overrides.get(rule.name);
    return change ? overriddenRules(rule, JSON.stringify(change), () => overrideRule(table, rule, change)) : rule;
  });
  const aimed = aim(table, rules, wishes.target);
  const target = aimed.target && withClassesLeft(table, { rules: aimed.rules, target: aimed.target }, wishes.rows);
  const { rules: placed, schema } = met(table, setSplitColumnAside(aimed.rules, wishes.split), target);
  return { ...aimed, target, rules: placed, schema };
}

/** Classes of which a filter leaves no row are none; where it leaves fewer than two, all stay, and training says what is wrong. */
function withClassesLeft(
  table: RawTable,
  { rules, target }: { readonly rules: readonly ColumnRule[]; readonly target: TargetRule },
  filter: RowFilter | undefined,
): TargetRule {
  const left = rowsMeeting(table, rules, filter);
  const column = table.columns.find(({ name }) => name === target.name);
  const rule = rules.find(({ name }) => name === target.name);
  if (!left || !column || !rule || target.task === "regression") return target;
  const { labels } = readLabels(column, rule, target);
  const codes = new Set(labels.filter((_, row) => left[row] === 1));
  const classes = target.classes.filter((_, code) => codes.has(code));
  if (classes.length < 2 || classes.length === target.classes.length) return target;
  return { ...target, classes, task: classes.length === 2 ? "binary" : "multiclass" };
}

function aim(table: RawTable, rules: readonly ColumnRule[], target: TableWishes["target"]): TableDescription {
  if (!target) return met(table, assignRoles(table, rules, undefined), undefined);
  try {
    const inferred = inferTarget(table, rules, target.name, target.task);
    return met(table, inferred.rules, inferred.target);
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    // A task that does not fit says nothing against the column.
    return { ...aim(table, rules, target.task ? { name: target.name } : undefined), unmet: error };
  }
}

function met(table: RawTable, rules: readonly ColumnRule[], target: TargetRule | undefined): TableDescription {
  return { rules, target, schema: target && schemaOf(rules, target, table.sources), unmet: undefined };
}

function canFollow(table: RawTable, wishes: TableWishes, follow: FollowedRules): boolean {
  const { rules, target, overrides } = follow;
  const names = new Set(table.columns.map(({ name }) => name));
  const hasItsColumns = rules.length === names.size && rules.every((rule) => names.has(rule.name));
  const { name, task } = wishes.target ?? target;
  const isItsTarget = name === target.name && (task === undefined || task === target.task);
  const areItsRoles = asideColumn(wishes.split) === asideColumn(follow.split);
  const areItsRows = JSON.stringify(wishes.rows) === JSON.stringify(follow.rows);
  return (
    hasItsColumns && isItsTarget && areItsRoles && areItsRows && sortedText(wishes.overrides) === sortedText(overrides)
  );
}

/** The column that the split sets aside. */
function asideColumn(split: SplitMethod | undefined): string | undefined {
  return split?.by === "group" || split?.by === "column" ? split.column : undefined;
}

/** The same text for the same decisions, in whatever order they were taken. */
function sortedText(overrides: readonly ColumnOverride[]): string {
  const texts = overrides.map((override) =>
    JSON.stringify(Object.entries(override).sort(([a], [b]) => (a < b ? -1 : 1))),
  );
  return texts.sort().join("\n");
}
