/** From the description of a table to the dataset that is trained on. */

import { studioError } from "../base/error.ts";
import { splitText } from "../base/texts/table.ts";
import type { SplitSettings } from "../pipeline/document.ts";
import { type ApplyReport, applyRules } from "../table/apply-rules.ts";
import { groupRepeats } from "../table/split/row-groups.ts";
import { fractionsOf } from "../table/split/shares.ts";
import { splitFromLetters } from "../table/split/split-letters.ts";
import { type RowSplit, splitRows } from "../table/split/split-rows.ts";
import type { ColumnRule, Columns, Dataset, TargetRule } from "../table/types.ts";
import { describeTable, type TableDescription, type TableWishes } from "./describe-table.ts";
import { fileHashesOf, type OpenTable } from "./open-table.ts";
import { remember } from "./remember.ts";

/** The document's settings, or a letter T, V or E for each data row. */
export type SplitWish = SplitSettings | { readonly letters: string };

export interface TrainingTableOptions {
  readonly open: OpenTable;
  readonly wishes: TableWishes;
  readonly split: SplitWish;
}

export interface TrainingTable {
  readonly dataset: Dataset;
  /** The rules that made it, and its target. */
  readonly rules: readonly ColumnRule[];
  readonly target: TargetRule;
  readonly report: ApplyReport;
  /** How rows were split, in words. */
  readonly notes: readonly string[];
  /** SHA-256 of each file, in order. */
  readonly fileHashes: readonly string[];
}

const applied = remember<TableDescription, ReturnType<typeof applyRules>>();

/**
 * The dataset that is trained on.
 *
 * @throws StudioError E_TARGET_* for a target that cannot be predicted; E_TABLE_TARGET without one; E_SPLIT_* for shares,
 * sources or letters that leave a split without rows.
 */
export function trainingTable({ open, wishes, split }: TrainingTableOptions): TrainingTable {
  const description = describeTable(open, wishes);
  const { rules } = description;
  const target = targetOf(description);
  const { columns, report } = applied(description, "", () => applyRules(open.table, rules, target));
  const { notes, ...rows } = splitOf(columns, split);
  return { dataset: { ...columns, ...rows }, rules, target, report, notes, fileHashes: fileHashesOf(open) };
}

function targetOf({ target, unmet }: TableDescription): TargetRule {
  if (unmet) throw unmet;
  if (target) return target;
  throw studioError("E_TABLE_TARGET");
}

function splitOf(columns: Columns, wish: SplitWish): RowSplit {
  if ("letters" in wish) return givenSplit(columns, wish.letters);
  const { seed, trainingOnlySources } = wish;
  return splitRows(columns, { seed, fractions: fractionsOf(wish), trainingOnlySources });
}

/** Rows without a label take part in no split, whatever their letter says. */
function givenSplit(columns: Columns, letters: string): RowSplit {
  const given = splitFromLetters(letters, columns.nRows);
  const labelled = (rows: Uint32Array) => rows.filter((row) => !Number.isNaN(columns.labels[row]));
  const split = { train: labelled(given.train), validation: labelled(given.validation), test: labelled(given.test) };
  const nLabelled = split.train.length + split.validation.length + split.test.length;
  const nUnlabelled = columns.nRows - nLabelled;
  const unlabelledNotes = nUnlabelled > 0 ? [splitText("unlabelled", { nRows: nUnlabelled })] : [];
  const notes = [splitText("given"), ...unlabelledNotes];
  return { split, groups: groupRepeats(columns).ofRow, notes };
}
