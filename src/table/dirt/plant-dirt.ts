/** A table with dirt in it: the same recipe plants the same cells, whatever machine does it. */
import type { ColumnRule, RawTable, TargetRule } from "../types.ts";
import { plantBadSource } from "./bad-source.ts";
import type { Plant } from "./dirt-task.ts";
import { plantJunkColumns } from "./junk-columns.ts";
import { plantMissingCells } from "./missing-cells.ts";
import { plantMixedUnits } from "./mixed-units.ts";
import { plantOutliers } from "./outliers.ts";
import { DIRT_KINDS, type DirtKind, type DirtRecipe } from "./recipe.ts";
import { type ChangedCells, TableDraft } from "./table-draft.ts";
import { plantWrongLabels } from "./wrong-labels.ts";

const PLANTS: Readonly<Record<DirtKind, Plant>> = {
  labels: plantWrongLabels,
  source: plantBadSource,
  units: plantMixedUnits,
  outliers: plantOutliers,
  missing: plantMissingCells,
  junk: plantJunkColumns,
};

export interface PlantedDirt {
  readonly table: RawTable;
  /** Cells that were there before, and are others now. */
  readonly changes: readonly ChangedCells[];
  /** Names of the columns that were added. */
  readonly junk: readonly string[];
  /** The source whose labels say nothing, by its name; absent where none was planted. */
  readonly badSource?: string;
}

export interface PlantOptions {
  readonly table: RawTable;
  /** How the table is read, and what is predicted. */
  readonly rules: readonly ColumnRule[];
  readonly target: TargetRule;
  readonly recipe: DirtRecipe;
  /** Ascending: training and validation rows. */
  readonly learned: Uint32Array;
}

/**
 * Plants what a recipe says. Labels of test rows are what results are measured by, and are never touched; their other cells only where
 * the recipe says so. The table itself stays as it is.
 */
export function plantDirt({ table, rules, target, recipe, learned }: PlantOptions): PlantedDirt {
  const draft = new TableDraft(table);
  const reached = recipe.reachesTestRows ? Uint32Array.from({ length: table.nRows }, (_, row) => row) : learned;
  const task = { table, rules, target, recipe, learned, reached, draft };
  for (const kind of DIRT_KINDS) if (recipe.amounts[kind] > 0) PLANTS[kind](task);
  const planted = draft.build();
  const { changes } = draft;
  const bad = changes.find(({ kind }) => kind === "source")?.rows[0];
  const own = new Set(table.columns.map(({ name }) => name));
  return {
    table: planted,
    changes,
    junk: planted.columns.flatMap(({ name }) => (own.has(name) ? [] : [name])),
    ...(bad === undefined ? {} : { badSource: planted.sources[planted.sourceOfRow[bad]].name }),
  };
}
