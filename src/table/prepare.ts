/** From files to a dataset in one call: stacked, ruled, with a target and a split. */
import { type ApplyReport, applyRules } from "./apply-rules.ts";
import { inferRules } from "./infer-rules.ts";
import { inferTarget } from "./infer-target.ts";
import { splitFromLetters, splitRows } from "./split.ts";
import { stackTables, type UnmatchedColumn } from "./stack.ts";
import type { ColumnRule, Columns, Dataset, RawTable, Split, TargetRule, Task } from "./types.ts";

export interface PrepareOptions {
  /** One or several files, which become sources of one table. */
  readonly tables: readonly RawTable[];
  readonly targetName: string;
  /** Absent: inferred. */
  readonly task?: Task;
  /** Rules and target to reuse, as a saved document holds them; each is inferred where it is absent. */
  readonly rules?: readonly ColumnRule[];
  readonly target?: TargetRule;
  readonly seed: number;
  readonly fractions: Readonly<Record<Split, number>>;
  /** Names of sources that are trained on and never judged by. */
  readonly trainingOnlySources?: readonly string[];
  /** A letter T, V or E for each data row, instead of a random split. */
  readonly letters?: string;
}

export interface PreparedDataset {
  readonly table: RawTable;
  readonly rules: readonly ColumnRule[];
  readonly target: TargetRule;
  readonly dataset: Dataset;
  readonly report: ApplyReport;
  /** How rows were split, in words. */
  readonly notes: readonly string[];
  /** Columns that not every file has. */
  readonly unmatched: readonly UnmatchedColumn[];
}

/** Rows without a label take part in no split, whatever their letter says. */
function givenSplit(columns: Columns, letters: string): { readonly split: Dataset["split"]; readonly notes: string[] } {
  const given = splitFromLetters(letters, columns.nRows);
  const labelled = (rows: Uint32Array) => rows.filter((row) => !Number.isNaN(columns.labels[row]));
  const split = { train: labelled(given.train), validation: labelled(given.validation), test: labelled(given.test) };
  const nLabelled = split.train.length + split.validation.length + split.test.length;
  const nUnlabelled = columns.nRows - nLabelled;
  const unlabelledNote = `${nUnlabelled} rows without a target: in no split, still predicted.`;
  return { split, notes: ["Rows are split as you gave them.", ...(nUnlabelled > 0 ? [unlabelledNote] : [])] };
}

/**
 * Makes a dataset of files.
 *
 * @throws StudioError E_TARGET_* when the target cannot be used, E_SPLIT_* when the split cannot.
 */
export function prepareDataset(options: PrepareOptions): PreparedDataset {
  const { table, unmatched } = stackTables(options.tables);
  const startRules = options.rules ?? inferRules(table);
  const { target, rules } =
    options.target && options.rules
      ? { target: options.target, rules: options.rules }
      : inferTarget(table, startRules, options.targetName, options.task);
  const { columns, report } = applyRules(table, rules, target);
  const { seed, fractions, letters, trainingOnlySources = [] } = options;
  const { split, notes } =
    letters === undefined ? splitRows(columns, { seed, fractions, trainingOnlySources }) : givenSplit(columns, letters);
  return { table, rules, target, dataset: { ...columns, split }, report, notes, unmatched };
}
