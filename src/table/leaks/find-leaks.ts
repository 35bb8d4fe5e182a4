/**
 * Does one column give the target away, alone or as one of two parts? Pairs of columns are no matter of summaries: they are looked at on a bounded
 * sample of rows, half of it judging the other half.
 */
import { remember } from "../../base/remember.ts";
import { roleText } from "../../base/texts/table.ts";
import { readNumberCells } from "../cells/read-cells.ts";
import { cellsOfRows } from "../raw-column.ts";
import { readLabels } from "../target-labels.ts";
import type { ColumnRule, RawColumn, RawTable, TargetRule } from "../types.ts";
import { binnedAuc, binsOf, type RankedValues, rankAuc, rankCorrelation, rankValues } from "./leak-measures.ts";
import { readingOf, type SampledColumn, sampleColumn, sampleRows } from "./sampled-columns.ts";
import { mayLeak, screenBins, screenRows } from "./screen-columns.ts";
import { MOST_SUMMED, type NamedValues, type SumLeak, sumLeak } from "./sum-leaks.ts";

export const LEAK_AUC = 0.995;
export const LEAK_RANK_CORRELATION = 0.9995;
const MIN_ROWS = 50;

const found = remember<RawColumn, string | undefined>();

/** @returns for the rule of another column, how that column gives the target away, in words, where it does. */
export function leakFinder(
  table: RawTable,
  rules: readonly ColumnRule[],
  target: TargetRule,
): (rule: ColumnRule) => string | undefined {
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  const column = columns.get(target.name);
  const rule = rules.find(({ name }) => name === target.name);
  if (column === undefined || rule === undefined) return () => undefined;
  const rows = sampleRows(table.nRows, table.columns.length);
  let sample: LeakTarget | undefined;
  let few: Float64Array | undefined;
  const mayBe = (looked: RawColumn, other: ColumnRule, reading: string): boolean => {
    few ??= readLabels(cellsOfRows(column, screenRows(table.nRows)), rule, target).labels;
    // Where most rows have no label, those that have one are looked at closely.
    return !areKnown(few) || mayLeak(screenBins(looked, other, reading), few, target.task);
  };
  let parts: { readonly sum: SumLeak | undefined } | undefined;
  const aim = `${readingOf(rule)}\n${target.name} ${target.task} ${JSON.stringify(target.classes)}`;
  return (other) => {
    const looked = columns.get(other.name);
    if (looked === undefined) return undefined;
    const reading = readingOf(other);
    const alone = found(looked, `${reading}\n${aim}`, () => {
      if (!mayBe(looked, other, reading)) return undefined;
      sample ??= sampleTarget({ column, rule, target }, rows);
      return sample.nLabelled < MIN_ROWS ? undefined : leakOf(sampleColumn(looked, other, sample.rows), sample);
    });
    if (alone !== undefined || target.task !== "regression" || other.type !== "number") return alone;
    if (parts === undefined) {
      sample ??= sampleTarget({ column, rule, target }, rows);
      const others = rules.filter(({ name }) => name !== target.name);
      const numeric = others.filter(({ type, role }) => type === "number" && role === "used");
      const summed = numeric.length <= MOST_SUMMED ? numbersOf(columns, numeric, sample.rows) : [];
      parts = { sum: sumLeak(summed, sample.ranked.values) };
    }
    return sumWords(parts.sum, other.name, target.name);
  };
}

function areKnown(labels: Float64Array): boolean {
  let nKnown = 0;
  for (let row = 0; row < labels.length; row++) if (!Number.isNaN(labels[row])) nKnown++;
  return nKnown >= labels.length * FEWEST_LABELLED;
}

/** Columns of numbers on the rows of a sample. */
function numbersOf(
  columns: ReadonlyMap<string, RawColumn>,
  rules: readonly ColumnRule[],
  rows: Int32Array,
): readonly NamedValues[] {
  return rules.flatMap((rule) => {
    const column = columns.get(rule.name);
    if (column === undefined) return [];
    return [{ name: rule.name, values: readNumberCells(cellsOfRows(column, rows), rule).values }];
  });
}

function sumWords(leak: SumLeak | undefined, name: string, target: string): string | undefined {
  if (leak === undefined || (name !== leak.first && name !== leak.second)) return undefined;
  return roleText("leakSum", { sum: `${leak.first} ${leak.sign} ${leak.second}`, target });
}

interface LeakTarget {
  readonly task: TargetRule["task"];
  readonly rows: Int32Array;
  readonly nLabelled: number;
  /** Class codes or values by row of the sample; NaN where there is none. */
  readonly ranked: RankedValues;
}

interface GivenTarget {
  readonly column: RawColumn;
  readonly rule: ColumnRule;
  readonly target: TargetRule;
}

/** Half of the rows of a sample have a label, or those that do are sampled. */
const FEWEST_LABELLED = 0.5;

function sampleTarget({ column, rule, target }: GivenTarget, rows: Int32Array): LeakTarget {
  const labelled = (taken: Int32Array): LeakTarget => {
    const { labels } = readLabels(cellsOfRows(column, taken), rule, target);
    const ranked = rankValues(labels);
    return { task: target.task, rows: taken, nLabelled: ranked.order.length, ranked };
  };
  const sample = labelled(rows);
  const isWhole = rows.length === column.codes.length;
  if (isWhole || sample.nLabelled >= rows.length * FEWEST_LABELLED) return sample;
  const { labels } = readLabels(column, rule, target);
  const known = Int32Array.from(labels.keys()).filter((row) => !Number.isNaN(labels[row]));
  const stride = Math.max(1, known.length / rows.length);
  const length = Math.min(rows.length, known.length);
  return labelled(Int32Array.from({ length }, (_, index) => known[Math.floor(index * stride)]));
}

/** Bins hold equally many labelled rows. */
function labelledBins({ bins, ranked }: SampledColumn, labels: Float64Array): Int32Array {
  if (ranked === undefined || !labels.some(Number.isNaN)) return bins;
  return binsOf({ ...ranked, order: ranked.order.filter((row) => !Number.isNaN(labels[row])) });
}

function leakOf({ bins, ranked }: SampledColumn, { task, ranked: labels }: LeakTarget): string | undefined {
  if (task === "regression") {
    const correlation = ranked && rankCorrelation(ranked, labels);
    if (correlation === undefined || !(Math.abs(correlation) > LEAK_RANK_CORRELATION)) return undefined;
    return roleText("leakCorrelation", { correlation });
  }
  const byRank = task === "binary" && ranked ? rankAuc(ranked, labels.values) : 0;
  const auc = Math.max(byRank, binnedAuc(labelledBins({ bins, ranked }, labels.values), labels.values));
  return auc > LEAK_AUC ? roleText("leakAuc", { auc }) : undefined;
}

/** Does what every target asks for of the columns, before it is asked for. */
export function prepareColumns(table: RawTable, rules: readonly ColumnRule[]): void {
  const ruleOf = new Map(rules.map((rule) => [rule.name, rule]));
  for (const column of table.columns) {
    const rule = ruleOf.get(column.name);
    if (rule) screenBins(column, rule, readingOf(rule));
  }
}
