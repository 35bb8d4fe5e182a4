import { atOnce } from "../base/in-pieces.ts";
import { shortened } from "../base/words.ts";
import { readDateCells, readLevelCells, readLimitCells, readNumberCells, type Unreadable } from "./cells/read-cells.ts";
import { readLabels } from "./target-labels.ts";
import {
  type CategoryColumn,
  type ColumnRule,
  type Columns,
  type DatasetSchema,
  type DatePart,
  MISSING_CODE,
  type NumberColumn,
  type RawColumn,
  type RawTable,
  type TargetRule,
} from "./types.ts";

/** Texts of one column that the rules did not foresee. */
export interface UnknownLevels {
  readonly column: string;
  /** Cells concerned. */
  readonly count: number;
  /** The most frequent texts, at most `maxExamples`. */
  readonly examples: readonly { readonly text: string; readonly count: number }[];
}

export interface UnreadableCells {
  readonly column: string;
  readonly count: number;
  /** The first of them, rows counted from 1. */
  readonly examples: readonly { readonly row: number; readonly text: string }[];
}

/** Everything about a table that its rules did not foresee; nothing of it stops anything. */
export interface ApplyReport {
  /** Columns that the rules use and the table lacks; all their cells are missing. */
  readonly missingColumns: readonly string[];
  /** Columns of the table that no rule names; they are not used. */
  readonly extraColumns: readonly string[];
  /** Texts that were no level when the rules were made; the model sees them as "unseen". The target's are no labels. */
  readonly unknownLevels: readonly UnknownLevels[];
  /** Texts that joined the pool of rare levels, whether or not they were ever seen. */
  readonly pooledLevels: readonly UnknownLevels[];
  /** Filled cells that are no number or date; they count as missing. */
  readonly unreadableCells: readonly UnreadableCells[];
  /** Rows without a label; 0 where there is no target. */
  readonly nUnlabelled: number;
}

export interface ApplyOptions {
  readonly maxExamples?: number;
}

/** What stands in `schema.target` where nothing is predicted. */
export const NO_TARGET: TargetRule = { name: "", task: "regression", taskReason: "no target was chosen", classes: [] };

/** The texts of a part of a date, after the column's name. */
export function datePartName(column: string, part: DatePart): string {
  return `${column} (${part})`;
}

/** The column that says which cells of another are limits. */
function limitName(column: string): string {
  return `${column} (limit)`;
}

/**
 * Makes typed columns of a table; rows keep their order. The same rules give the same columns for every table, so a
 * program that was compiled for one fits the other.
 *
 * @param target undefined for rows that are only predicted: labels are then all NaN.
 */
export function applyRules(...given: Parameters<typeof applyRulesInPieces>): AppliedRules {
  return atOnce(applyRulesInPieces(...given));
}

interface AppliedRules {
  readonly columns: Columns;
  readonly report: ApplyReport;
}

/** The same, column by column. */
export function* applyRulesInPieces(
  table: RawTable,
  rules: readonly ColumnRule[],
  target: TargetRule | undefined,
  options: ApplyOptions = {},
): Generator<void, AppliedRules> {
  const maxExamples = options.maxExamples ?? 5;
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const used = usedRules(rules, target);
  const shape = shapeOf(used);
  const { nRows } = table;
  const width = shape.numbers.length;
  const nCategories = shape.categories.length;
  const numbers = new Float32Array(nRows * width);
  const missing = new Uint8Array(nRows * width).fill(1);
  const categories = new Int32Array(nRows * nCategories).fill(MISSING_CODE);
  const unreadableCells: UnreadableCells[] = [];
  const unknownLevels: UnknownLevels[] = [];
  const pooledLevels: UnknownLevels[] = [];
  const noteUnreadable = (column: string, { count, examples }: Unreadable): void => {
    if (count > 0) unreadableCells.push({ column, count, examples: shortExamples(examples, maxExamples) });
  };
  const noteLevels = (list: UnknownLevels[], column: string, texts: ReadonlyMap<string, number>): void => {
    if (texts.size > 0) list.push(summarise(column, texts, maxExamples));
  };
  const putNumbers = (values: Float64Array, place: number, offset: number): void => {
    for (let row = 0; row < nRows; row++) {
      if (Number.isNaN(values[row])) continue;
      numbers[row * width + place] = values[row] - offset;
      missing[row * width + place] = 0;
    }
  };
  // Columns take turns in it: new memory for each would cost more than reading them.
  const read = new Float64Array(nRows);
  let numberPlace = 0;
  let categoryPlace = 0;
  for (const rule of used) {
    yield;
    const column = byName.get(rule.name);
    if (rule.type === "number") {
      const place = numberPlace;
      numberPlace += rule.hasLimitColumn ? 2 : 1;
      if (column === undefined) continue;
      const { values, unreadable } = readNumberCells(column, rule, read);
      putNumbers(values, place, rule.offset);
      if (rule.hasLimitColumn) putNumbers(readLimitCells(column, rule), place + 1, 0);
      noteUnreadable(rule.name, unreadable);
    } else if (rule.type === "date") {
      const place = numberPlace;
      numberPlace += rule.dateParts.length;
      if (column === undefined) continue;
      const { parts, unreadable } = readDateCells(column, rule);
      for (const [index, part] of rule.dateParts.entries()) {
        putNumbers(parts[part], place + index, part === "days" ? rule.offset : 0);
      }
      noteUnreadable(rule.name, unreadable);
    } else {
      const place = categoryPlace++;
      if (column === undefined) continue;
      const { codes, unseen, pooled } = readLevelCells(column, rule);
      for (let row = 0; row < nRows; row++) categories[row * nCategories + place] = codes[row];
      noteLevels(unknownLevels, rule.name, unseen);
      noteLevels(pooledLevels, rule.name, pooled);
    }
  }
  const { labels, unknown } = labelsOf(byName, rules, target, nRows);
  if (target !== undefined) noteLevels(unknownLevels, target.name, unknown);
  const named = new Set(rules.map(({ name }) => name));
  const sources = table.sources.map(({ name }) => name);
  const weigher = weightRule(rules);
  const weightCells = weigher && byName.get(weigher.name);
  const columns: Columns = {
    schema: { ...shape, sources, target: target ?? NO_TARGET, ...(weigher ? { weight: weigher.name } : {}) },
    nRows,
    numbers,
    missing,
    categories,
    source: Int32Array.from(table.sourceOfRow),
    labels,
    ...(weigher && weightCells ? { rowWeights: weightsOf(weightCells, weigher) } : {}),
  };
  const report: ApplyReport = {
    missingColumns: used.filter(({ name }) => !byName.has(name)).map(({ name }) => name),
    extraColumns: table.columns.filter(({ name }) => !named.has(name)).map(({ name }) => name),
    unknownLevels,
    pooledLevels,
    unreadableCells,
    nUnlabelled: target === undefined ? 0 : labels.reduce((count, label) => count + (Number.isNaN(label) ? 1 : 0), 0),
  };
  return { columns, report };
}

function usedRules(rules: readonly ColumnRule[], target: TargetRule | undefined): readonly ColumnRule[] {
  return rules.filter(({ role, name }) => role === "used" && name !== target?.name);
}

/** The columns that `applyRules` makes under these rules, without looking at a cell. */
export function schemaOf(
  rules: readonly ColumnRule[],
  target: TargetRule,
  sources: readonly { readonly name: string }[],
): DatasetSchema {
  const weigher = weightRule(rules);
  return {
    ...shapeOf(usedRules(rules, target)),
    sources: sources.map(({ name }) => name),
    target,
    ...(weigher ? { weight: weigher.name } : {}),
  };
}

const weightRule = (rules: readonly ColumnRule[]): ColumnRule | undefined =>
  rules.find(({ role }) => role === "weight");

function weightsOf(column: RawColumn, rule: ColumnRule): Float64Array {
  if (rule.type !== "number") return new Float64Array(column.codes.length).fill(Number.NaN);
  return readNumberCells(column, rule).values;
}

/** The columns that a set of used rules makes; text that is used against advice counts as a category. */
function shapeOf(used: readonly ColumnRule[]): { numbers: NumberColumn[]; categories: CategoryColumn[] } {
  const numbers: NumberColumn[] = [];
  const categories: CategoryColumn[] = [];
  for (const rule of used) {
    const { name, offset } = rule;
    if (rule.type === "number") {
      numbers.push({ name, original: name, offset });
      if (rule.hasLimitColumn) numbers.push({ name: limitName(name), original: name, offset: 0 });
    } else if (rule.type === "date") {
      for (const part of rule.dateParts) {
        numbers.push({ name: datePartName(name, part), original: name, offset: part === "days" ? offset : 0 });
      }
    } else {
      categories.push({ name, original: name, levels: rule.levels.map(({ label }) => label) });
    }
  }
  return { numbers, categories };
}

function labelsOf(
  byName: ReadonlyMap<string, RawColumn>,
  rules: readonly ColumnRule[],
  target: TargetRule | undefined,
  nRows: number,
): { labels: Float64Array; unknown: ReadonlyMap<string, number> } {
  const column = target && byName.get(target.name);
  const rule = target && rules.find(({ name }) => name === target.name);
  if (target === undefined || column === undefined || rule === undefined) {
    return { labels: new Float64Array(nRows).fill(Number.NaN), unknown: new Map() };
  }
  return readLabels(column, rule, target);
}

/** Characters of a cell. */
const LONGEST_EXAMPLE = 200;

function shortExamples(examples: UnreadableCells["examples"], most: number): UnreadableCells["examples"] {
  return examples.slice(0, most).map(({ row, text }) => ({ row, text: shortened(text, LONGEST_EXAMPLE) }));
}

function summarise(column: string, texts: ReadonlyMap<string, number>, maxExamples: number): UnknownLevels {
  const ranked = [...texts].sort((a, b) => b[1] - a[1]);
  const examples = ranked
    .slice(0, maxExamples)
    .map(([text, count]) => ({ text: shortened(text, LONGEST_EXAMPLE), count }));
  return { column, count: ranked.reduce((sum, [, count]) => sum + count, 0), examples };
}
