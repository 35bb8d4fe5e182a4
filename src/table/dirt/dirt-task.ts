/** What a kind of dirt is planted with. */
import { type RandomKey, randomUniform, STREAMS } from "../../base/random.ts";
import type { ColumnRule, RawColumn, RawTable, TargetRule } from "../types.ts";
import { DIRT_KINDS, type DirtKind, type DirtRecipe } from "./recipe.ts";
import type { TableDraft } from "./table-draft.ts";

export interface DirtTask {
  /** As it was read. */
  readonly table: RawTable;
  readonly rules: readonly ColumnRule[];
  readonly target: TargetRule;
  readonly recipe: DirtRecipe;
  /** Ascending: training and validation rows. Labels of others are never touched. */
  readonly learned: Uint32Array;
  /** Ascending: rows whose other cells may be touched. */
  readonly reached: Uint32Array;
  readonly draft: TableDraft;
}

/** Plants one kind; the recipe has some of it. */
export type Plant = (task: DirtTask) => void;

export interface UsedColumn {
  readonly column: RawColumn;
  readonly rule: ColumnRule;
  /** In the table: what is drawn for a column does not change where others come and go behind it. */
  readonly place: number;
}

/** Columns that are learned from, the target aside. */
export function usedColumns({ table, rules, target }: DirtTask): readonly UsedColumn[] {
  const ruleOf = new Map(rules.map((rule) => [rule.name, rule]));
  return table.columns.flatMap((column, place) => {
    const rule = ruleOf.get(column.name);
    return rule && rule.role === "used" && rule.name !== target.name ? [{ column, rule, place }] : [];
  });
}

/** Of one of several draws of a kind. */
export function keyOf({ recipe: { seed } }: DirtTask, kind: DirtKind, draw: number): RandomKey {
  return { seed, stream: STREAMS.dirt, step: DIRT_KINDS.indexOf(kind) * 0x1000000 + draw };
}

/** A part of rows by lot: a larger share has all of those that a smaller one has. */
export function someRows(rows: Uint32Array, share: number, key: RandomKey): Uint32Array {
  return rows.filter((row) => randomUniform(key, row) < share);
}

/** A whole number from 0 to below `end`. */
export function randomBelow(end: number, key: RandomKey, element: number): number {
  return Math.floor(randomUniform(key, element) * end);
}
