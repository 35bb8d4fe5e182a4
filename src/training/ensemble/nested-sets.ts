/** Nested sets of columns by the values of their gates: each is a part of the one before, and the smallest that predicts as well as the best is kept. */
import { mean } from "../../base/spread.ts";
import type { Dataset } from "../../table/types.ts";
import { pairedDifference } from "../evidence/paired-difference.ts";
import type { PhaseOutcome, PhaseStart } from "../phase/phase.ts";
import { predictorOf, predictToJudge } from "../predict.ts";
import { associations } from "./association.ts";
import { type OutOfFold, rowLosses } from "./choose-members.ts";
import { columnGates, nGatedOf } from "./column-gates.ts";
import type { Criterion } from "./criterion.ts";
import { withColumns } from "./fewer-columns.ts";
import type { NestedSplits } from "./folds.ts";
import { outOfFoldOf } from "./out-of-fold.ts";

/** From more columns on, a set is a quarter of the one before: most of them tell nothing. */
const MANY_COLUMNS = 128;
const SMALLEST_SET = 2;
/** Of so few, a blend learns what each is worth beside the others. Of more it does not: of 20 that tell something among 500, 9 were among the 125 whose gates were open farthest; of 19 among 63, 13 among the next 32. */
const FEW_COLUMNS = 32;
/** A step of a blend takes as long as so many columns more than it has would: what it costs whatever its columns. */
const COLUMNS_OF_STEP = 64;

/** How many columns each set has, from all of them to two. */
export function nestedSizes(nColumns: number): readonly number[] {
  const sizes: number[] = [];
  for (let size = nColumns; size >= SMALLEST_SET; size = Math.ceil(size / (size > MANY_COLUMNS ? 4 : 2))) {
    sizes.push(size);
    if (size === SMALLEST_SET) break;
  }
  return sizes;
}

/** Steps of the blend of a set that take as long as `first` steps on all columns, `most` of them at most. */
export function stepsOfSet(
  size: number,
  { nColumns, first, most }: { readonly nColumns: number; readonly first: number; readonly most: number },
): number {
  return Math.min(Math.ceil((first * (nColumns + COLUMNS_OF_STEP)) / (size + COLUMNS_OF_STEP)), most);
}

/**
 * Of sets that become smaller the last whose loss is not higher than the lowest by more than one standard error of their difference.
 *
 * @source The one-standard-error rule of Breiman et al., "Classification and regression trees" (1984). DIFF: the error of the difference on the same rows, not of
 *   the loss itself, which is larger: with that, 4 of 20 columns that tell something were taken where 16 predict better.
 */
export function smallestAsGood({ scores, ...evidence }: OutOfFold): number {
  const losses = scores.map((score) => rowLosses(score, { ...evidence, scores }));
  const means = losses.map(mean);
  const best = Math.max(means.indexOf(Math.min(...means)), 0);
  return losses.findLastIndex((own, index) => {
    const { difference, standardError } = pairedDifference(own, losses[best], evidence.groups);
    return index === best || difference <= standardError;
  });
}

interface NestedOptions {
  readonly dataset: Dataset;
  readonly splits: NestedSplits;
  /** By what sets are compared, as candidates are; absent: log loss, or squared error. */
  readonly criterion: Criterion | undefined;
  /** How a blend begins on some of the columns. */
  readonly begin: (dataset: Dataset) => Promise<PhaseStart>;
  /** Trains it on some of the rows. @param size of its set, which names it */
  readonly train: (start: PhaseStart, dataset: Dataset, size: number) => Promise<PhaseOutcome>;
  readonly pause: () => Promise<void>;
}

/** The blend of a set, and the table with its columns alone. */
export interface NestedSet {
  readonly dataset: Dataset;
  /** Of the file. */
  readonly columns: ReadonlySet<string>;
  readonly blend: PhaseOutcome;
}

/**
 * Trains blends on sets of columns that become smaller: a set has the columns whose gates were open farthest in the one before. Other
 * rows steer the gates each time, and rows that steer none judge all of them: a column of noise that suits the rows that steer it once suits others no
 * better than chance. Columns that no gate decides about are in all sets.
 *
 * @returns the smallest set that is as good as the best one.
 * @source Recursive elimination: Guyon et al., "Gene selection for cancer classification using support vector machines" (2002); why other rows
 *   have to judge: Ambroise and McLachlan (2002).
 */
export async function nestedColumns({
  dataset,
  splits,
  criterion,
  begin,
  train,
  pause,
}: NestedOptions): Promise<NestedSet> {
  const sets: NestedSet[] = [];
  const told = associations(dataset, splits.trying);
  const said: Float64Array[] = [];
  const { numbers, categories } = dataset.schema;
  let columns: ReadonlySet<string> = new Set([...numbers, ...categories].map(({ original }) => original));
  let sizes: readonly number[] = [];
  for (let level = 0; level === 0 || level < sizes.length; level++) {
    const earlier = sets.at(-1);
    if (earlier) columns = nextSet(earlier, { size: sizes[level], told });
    const own = earlier ? withColumns(dataset, columns) : dataset;
    const start = await begin(own);
    if (!earlier) sizes = nestedSizes(nGatedOf(start.program));
    const split = splits.steering[level % splits.steering.length];
    const blend = await train(start, { ...own, split }, sizes[level]);
    sets.push({ dataset: own, columns, blend });
    const predictor = predictorOf(blend.program, blend.best.parameters, blend.statistics);
    said.push((await predictToJudge(predictor, own, { rows: splits.judging, pause })).values);
  }
  return sets[smallestAsGood(outOfFoldOf(dataset, splits.judging, said, criterion))];
}

interface NextSet {
  readonly size: number;
  /** What each column tells by itself. */
  readonly told: ReadonlyMap<string, number>;
}

/**
 * Columns, those first that the next set takes: the ones whose gates were open farthest; of many in turn one of these, and one that tells most by itself.
 *
 * @param values of gates.
 * @param told   what each tells by itself.
 */
export function rankedColumns(
  values: ReadonlyMap<string, number>,
  told: ReadonlyMap<string, number>,
): readonly string[] {
  const by = (worth: ReadonlyMap<string, number>) =>
    [...values.keys()].sort((a, b) => (worth.get(b) ?? 0) - (worth.get(a) ?? 0));
  const byGate = by(values);
  if (values.size <= FEW_COLUMNS) return byGate;
  const byItself = by(told);
  return [...new Set(byGate.flatMap((column, at) => [column, byItself[at]]))];
}

/** So many of a set's columns, and those that no gate decides about. */
function nextSet({ columns, blend }: NestedSet, { size, told }: NextSet): ReadonlySet<string> {
  const values = new Map<string, number>();
  for (const { column, value } of columnGates(blend.program, blend.best.parameters)) {
    values.set(column, Math.max(value, values.get(column) ?? Number.NEGATIVE_INFINITY));
  }
  const kept = new Set(rankedColumns(values, told).slice(0, size));
  return new Set([...columns].filter((column) => kept.has(column) || !values.has(column)));
}
