/** From the description of a table to the dataset that is trained on. */
import { studioError } from "../base/error.ts";
import { atOnce, shareInPieces } from "../base/in-pieces.ts";
import { remember } from "../base/remember.ts";
import { dirtText } from "../base/texts/dirt.ts";
import { splitText } from "../base/texts/table.ts";
import type { SplitSettings } from "../pipeline/document.ts";
import { type ApplyReport, type applyRules, applyRulesInPieces } from "../table/apply-rules.ts";
import { type PlantedDirt, plantDirt } from "../table/dirt/plant-dirt.ts";
import { type DirtRecipe, plantsNothing } from "../table/dirt/recipe.ts";
import type { TableEdits } from "../table/edits/edited-table.ts";
import { splitAsUnedited } from "../table/edits/split-as-unedited.ts";
import { columnsLacking, rowsMeeting } from "../table/filter/row-filter.ts";
import { identifierOfTarget } from "../table/infer/assign-roles.ts";
import { assertWeights } from "../table/row-weights.ts";
import { readSplitColumn, type SplitBasis } from "../table/split/read-split-column.ts";
import { fractionsOf } from "../table/split/shares.ts";
import { splitOfLetters } from "../table/split/split-letters.ts";
import { splitRowsInPieces } from "../table/split/split-rows.ts";
import type { ColumnRule, Columns, Dataset, RawTable, TargetRule } from "../table/types.ts";
import { describeTable, type TableDescription, type TableWishes } from "./describe-table.ts";
import { fileHashesOf, type OpenTable } from "./open-table.ts";

/** The document's settings, or a letter T, V or E for each data row. */
export type SplitWish = SplitSettings | { readonly letters: string };

export interface TrainingTableOptions {
  /** With the edits of its cells. */
  readonly open: OpenTable;
  readonly wishes: TableWishes;
  readonly split: SplitWish;
}

export interface TrainingTable {
  readonly dataset: Dataset;
  /** The cells that it was made of. */
  readonly raw: RawTable;
  /** The rules that made it, and its target. */
  readonly rules: readonly ColumnRule[];
  readonly target: TargetRule;
  readonly report: ApplyReport;
  /** How rows were split, in words. */
  readonly notes: readonly string[];
  /** SHA-256 of each file, in order. */
  readonly fileHashes: readonly string[];
}

interface Applied extends ReturnType<typeof applyRules> {
  readonly description: TableDescription;
}

/** Of the description that was asked for last: typed columns of others would be as large again, each. */
const latest = new WeakMap<OpenTable, Applied>();

function* appliedTo(open: OpenTable, description: TableDescription): Generator<void, Applied> {
  const known = latest.get(open);
  if (known?.description === description) return known;
  latest.delete(open);
  const made = yield* applyRulesInPieces(open.table, description.rules, targetOf(description));
  const applied = { description, ...made };
  latest.set(open, applied);
  return applied;
}

/** A table with dirt in it, and what it is without. */
export interface PlantedTable extends Omit<PlantedDirt, "table"> {
  readonly open: OpenTable;
  readonly clean: TrainingTable;
  readonly recipe: DirtRecipe;
}

const plantings = remember<OpenTable, Omit<PlantedTable, "recipe">>(2);

/**
 * The table with what is wished to be planted in it; undefined where nothing is. Which rows are planted in follows from how the clean
 * table is split, so that the rows of the test split are the same ones.
 *
 * @throws as `trainingTable` of the clean table
 */
export function plantedTable({ open, wishes, split }: TrainingTableOptions): PlantedTable | undefined {
  const { dirt: recipe, overrides, rows, target: wanted } = wishes;
  if (!recipe || plantsNothing(recipe)) return undefined;
  const clean = { overrides, rows, target: wanted };
  // Whether it is hidden changes no cell.
  const key = JSON.stringify([{ ...recipe, isHidden: false }, clean, decisiveOf(split)]);
  const planted = plantings(open, key, () => {
    const before = trainingTable({ open, wishes: clean, split });
    const { rules, target, dataset } = before;
    const learned = Uint32Array.from([...dataset.split.train, ...dataset.split.validation]).sort();
    const { table, ...dirt } = plantDirt({ table: open.table, rules, target, recipe, learned });
    return { ...dirt, clean: before, open: { ...open, table } };
  });
  return { ...planted, recipe };
}

/** What of settings decides which rows are in which split. */
function decisiveOf(wish: SplitWish): unknown {
  if ("letters" in wish) return wish.letters;
  const { seed, split, trainFraction, validationFraction, trainingOnlySources } = wish;
  return [seed, split, trainFraction, validationFraction, trainingOnlySources];
}

/** Rows stay in the splits that they had, and together with those that they were together with. */
function* dirtyTable(
  { open, clean, recipe, changes, junk }: PlantedTable,
  wishes: TableWishes,
): Generator<void, TrainingTable> {
  const description = describeTable(open, wishes);
  const { columns, report } = yield* appliedTo(open, description);
  const { split, groups } = clean.dataset;
  const dataset = { ...columns, split, ...(groups ? { groups } : {}) };
  assertWeights(dataset, description.rules);
  const nCells = changes.reduce((sum, { rows }) => sum + rows.length, 0);
  const note = dirtText(recipe.isHidden ? "hiddenNote" : "note", { nCells, nColumns: junk.length });
  const { rules } = description;
  return {
    ...clean,
    dataset,
    raw: open.table,
    rules,
    target: targetOf(description),
    report,
    notes: [note, ...clean.notes],
  };
}

/**
 * The dataset that is trained on.
 *
 * @throws StudioError E_CSV_LOST_ROWS where a quote swallowed rows; E_TARGET_* for a target that cannot be predicted; E_TABLE_TARGET without one; E_SPLIT_* for shares,
 * sources or letters that leave a split without rows.
 */
export function trainingTable(options: TrainingTableOptions): TrainingTable {
  return atOnce(trainingTableInPieces(options));
}

/** The latest: what is told of a split, trained on and looked at after training is the same table, made once. */
const tables = remember<OpenTable, () => Generator<void, TrainingTable>>(1);

/** The same; others can have their turn between pieces. */
export function trainingTableInPieces(options: TrainingTableOptions): Generator<void, TrainingTable> {
  const { open, wishes, split } = options;
  const key = JSON.stringify([wishes, decisiveOf(split)]);
  return tables(open, key, () => shareInPieces(() => makeTable(options)))();
}

function* makeTable({ open, wishes, split }: TrainingTableOptions): Generator<void, TrainingTable> {
  assertNothingLost(open);
  const told = { ...wishes, split: "letters" in split ? undefined : split.split };
  const planted = plantedTable({ open, wishes, split });
  if (planted) return yield* dirtyTable(planted, { ...told, dirt: undefined });
  const description = describeTable(open, told);
  const { rules } = description;
  const target = targetOf(description);
  const { columns, report } = yield* appliedTo(open, description);
  const basis = basisOf(open.edits?.unedited ?? open, rules, split);
  const settings = "letters" in split ? {} : { ...split, fractions: fractionsOf(split) };
  // What was edited or planted moves no row into the filter, or out of it.
  const only = rowsMeeting(open.edits?.unedited.table ?? open.table, rules, wishes.rows);
  const options = { seed: 0, ...settings, basis, only };
  const { notes, ...rows } = open.edits
    ? yield* splitAsUnedited(columns, yield* uneditedColumns(open.edits, description, told), options)
    : yield* splitRowsInPieces(columns, options);
  const dataset = { ...columns, ...rows };
  assertWeights(dataset, rules);
  const identifier = identifierOfTarget(open.table, rules, target);
  const all = [...filterNotes(open, wishes, only), ...notes];
  return {
    dataset,
    raw: open.table,
    rules,
    target,
    report,
    notes: identifier ? [splitText("identifierTarget", { name: target.name, reason: identifier }), ...all] : all,
    fileHashes: fileHashesOf(open),
  };
}

/** Read as the unedited table would be: what an edit makes of other columns must not move rows either. */
function* uneditedColumns(
  { unedited }: TableEdits,
  edited: TableDescription,
  wishes: TableWishes,
): Generator<void, Columns> {
  const own = describeTable(unedited, wishes);
  const { rules, target } = own.target && !own.unmet ? own : edited;
  return (yield* applyRulesInPieces(unedited.table, rules, targetOf({ ...edited, target }))).columns;
}

/** How many rows the filter leaves out, and what of it could not be asked. */
function filterNotes({ table }: OpenTable, { rows }: TableWishes, only: Uint8Array | undefined): readonly string[] {
  const lacking = columnsLacking(table, rows);
  const nOut = only?.reduce((count, isIn) => count + 1 - isIn, 0) ?? 0;
  return [
    ...(nOut > 0 ? [splitText("filtered", { nRows: nOut })] : []),
    ...(lacking.length > 0 ? [splitText("filterLacks", { columns: lacking })] : []),
  ];
}

function assertNothingLost({ table }: OpenTable): void {
  const lost = table.issues.find(({ isBlocking }) => isBlocking);
  const [line = 0] = lost?.lines ?? [];
  if (lost?.code === "W_JSON_CUT") throw studioError("E_JSON_CUT", { file: lost.where, line });
  if (lost) throw studioError("E_CSV_LOST_ROWS", { where: lost.where, line, nLines: lost.count });
}

function targetOf({ target, unmet }: TableDescription): TargetRule {
  if (unmet) throw unmet;
  if (target) return target;
  throw studioError("E_TABLE_TARGET");
}

function basisOf({ table }: OpenTable, rules: readonly ColumnRule[], wish: SplitWish): SplitBasis {
  if ("letters" in wish) return { by: "rows", splitOf: splitOfLetters(wish.letters, table.nRows) };
  return readSplitColumn({ table, rules, method: wish.split });
}
