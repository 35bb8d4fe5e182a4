/** Rows that are not for testing in parts that take turns at being held out: what a member says of a part that it never saw is evidence. */
import { randomSample, STREAMS } from "../../base/random.ts";
import { remember } from "../../base/remember.ts";
import type { SplitSettings } from "../../pipeline/document.ts";
import type { Dataset } from "../../table/types.ts";
import { deal, merged, without } from "../deal.ts";

type SplitRows = Dataset["split"];

/** Steps of the random stream of splits that no split takes. */
const FOLDS_STEP = 0xf01d;
const INNER_STEP = 0xf01e;
const NESTED_STEP = 0xf01f;
/** Of fewer rows, a quarter cannot judge. */
const FEWEST_NESTED = 200;
/** Fewer folds leave members too few rows, more cost time for little. */
const MOST_FOLDS = 5;
/** One of so many training rows steers cleaning and selection while the others train the model. */
const INNER_PARTS = 4;

type FoldOptions = Pick<SplitSettings, "seed" | "split" | "trainingOnlySources">;

/** Where somebody has said which rows validate, or time does, no other rows take their place. */
const DEALT: ReadonlySet<SplitSettings["split"]["by"]> = new Set(["random", "largest-first", "group"]);

/** Whether chance decides which rows validate. */
export const isDealt = (by: SplitSettings["split"]["by"]): boolean => DEALT.has(by);

/** At most so many rows of a part are evidence. */
const MOST_EVIDENCE_ROWS = 20_000;

/**
 * Splits that hold out one part each. The first is the dataset's own; the others hold out training rows, about as many. Rows of a
 * group are held out together; classes are spread evenly.
 *
 * @returns one split alone where there are too few rows for more, or the split was told.
 */
export function foldsOf(dataset: Dataset, options: FoldOptions): readonly SplitRows[] {
  const { train, validation, test } = dataset.split;
  if (validation.length === 0 || !isDealt(options.split.by)) return [dataset.split];
  const nFolds = Math.min(Math.round((train.length + validation.length) / validation.length), MOST_FOLDS);
  const judged = judgedRows(dataset, options.trainingOnlySources);
  if (nFolds < 2 || judged.length < nFolds) return [dataset.split];
  const parts = deal(dataset, judged, { nParts: nFolds - 1, seed: options.seed, step: FOLDS_STEP });
  const others = parts.map(
    (part): SplitRows => ({ train: merged(without(train, part), validation), validation: part, test }),
  );
  return [dataset.split, ...others];
}

/** As `foldsOf`; of the parts that hold out training rows, those are no evidence whose labels nobody believes. */
export function believedFolds(
  dataset: Dataset,
  options: FoldOptions,
  disbelieved: ReadonlySet<number>,
): readonly SplitRows[] {
  return foldsOf(dataset, options).map((split, fold) =>
    fold === 0 ? split : { ...split, validation: split.validation.filter((row) => !disbelieved.has(row)) },
  );
}

/**
 * The training rows of a split once more in two: of them, some steer what is learned on held-out rows, so that the split's own
 * validation rows stay unseen. The whole split where it has too few rows.
 */
export function innerSplit(dataset: Dataset, options: FoldOptions): SplitRows {
  const { seed, split, trainingOnlySources } = options;
  // Of a million rows it takes as long as many steps, and each member asks for it.
  return innerSplits(dataset.split, JSON.stringify([seed, split, trainingOnlySources]), () =>
    innerSplitAnew(dataset, options),
  );
}

const innerSplits = remember<SplitRows, SplitRows>(2);

function innerSplitAnew(dataset: Dataset, options: FoldOptions): SplitRows {
  const { train, test } = dataset.split;
  const judged = judgedRows(dataset, options.trainingOnlySources);
  if (judged.length < INNER_PARTS) return dataset.split;
  const [validation] = deal(dataset, judged, { nParts: INNER_PARTS, seed: options.seed, step: INNER_STEP });
  return { train: without(train, validation), validation, test };
}

export interface NestedSplits {
  /** Each with other rows that validate; the same rows in none of them. */
  readonly steering: readonly SplitRows[];
  /** These. */
  readonly judging: Uint32Array;
  /** The others. */
  readonly trying: Uint32Array;
}

/** The training rows of a split in parts that take turns at steering, and one that does not train or steer; undefined where they are too few. */
export function nestedSplits(dataset: Dataset, options: FoldOptions): NestedSplits | undefined {
  const { train, test } = dataset.split;
  const rows = judgedRows(dataset, options.trainingOnlySources);
  if (rows.length < FEWEST_NESTED) return undefined;
  const [judging, ...parts] = deal(dataset, rows, { nParts: INNER_PARTS, seed: options.seed, step: NESTED_STEP });
  const steering = parts.map((validation) => ({
    train: without(without(train, validation), judging),
    validation,
    test,
  }));
  return { steering, judging, trying: without(train, judging) };
}

/** All rows that are not for testing are trained on; some of them tell how far that is, and hold nothing out. */
export const wholeSplit = ({ split: { train, validation, test } }: Dataset): SplitRows => ({
  train: merged(train, validation),
  validation,
  test,
});

/** Rows of the part that is held out on which candidates are compared, ascending: all, or a sample where they are many. */
export function evidenceRows({ split: { validation } }: Dataset, seed: number): Uint32Array {
  if (validation.length <= MOST_EVIDENCE_ROWS) return validation;
  const key = { seed, stream: STREAMS.sample, step: FOLDS_STEP };
  return randomSample(key, validation.length, MOST_EVIDENCE_ROWS)
    .map((index) => validation[index])
    .sort();
}

function judgedRows({ split, source, schema }: Dataset, trainingOnly: readonly string[]): Uint32Array {
  if (trainingOnly.length === 0) return split.train;
  const isJudged = schema.sources.map((name) => !trainingOnly.includes(name));
  return split.train.filter((row) => isJudged[source[row]]);
}
