/** How suspicious the labels of rows are, from what short trainings said of them. Pure. */

/** What trainings said of rows on average: of a class, never 0 for long. */
export interface SaidOfRows {
  /** [rows, nClasses] mean probabilities by models that were not trained on the row. */
  readonly heldOut: Float64Array;
  /** [rows, nClasses] mean probabilities by models that were; all 0 of a row that none was trained on. */
  readonly inSample: Float64Array;
  readonly nClasses: number;
}

/** Below this no probability is told from another. */
const LEAST_PROBABILITY = 1e-12;

/** The class that is likeliest beside `label`, of the probabilities of row `at`. */
export function likeliestOther(probabilities: Float64Array, at: number, of: { label: number; nClasses: number }) {
  let best = -1;
  for (let code = 0; code < of.nClasses; code++) {
    if (code === of.label) continue;
    if (best < 0 || probabilities[at * of.nClasses + code] > probabilities[at * of.nClasses + best]) best = code;
  }
  return best;
}

/** ln of the probability of the likeliest other class over that of `label`: above 0 another class is likelier. */
export function marginAgainst(
  probabilities: Float64Array,
  at: number,
  of: { label: number; nClasses: number },
): number {
  const other = likeliestOther(probabilities, at, of);
  const logOf = (code: number) => Math.log(probabilities[at * of.nClasses + code] + LEAST_PROBABILITY);
  return logOf(other) - logOf(of.label);
}

/** The share of `sorted` (ascending, not empty) below a value, ties half. */
export function rankIn(sorted: Float64Array, value: number): number {
  return (countBelow(sorted, value) + countBelow(sorted, value, true)) / (2 * sorted.length);
}

/** @param withTies those that are equal count, too. */
function countBelow(sorted: Float64Array, value: number, withTies = false): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value || (withTies && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface Suspicion {
  /** Of each row with its own label, 0 … 1: the mean of its ranks. */
  readonly scores: Float64Array;
  /** Of the rows whose labels were changed on purpose, with the changed label; ascending. */
  readonly planted: Float64Array;
}

/**
 * The mean of the ranks of two margins, that of models which were trained on the row and that of models which were not. A row that
 * none was trained on, or that had another label in training, has the second rank alone.
 *
 * @param labels      class codes of the rows, as they stand in the table.
 * @param trainedWith class codes that they had in training: others where they were changed on purpose.
 * @source Logit margins of probabilities averaged over training: Pleiss et al., "Identifying mislabeled data using the area under the
 *   margin ranking" (NeurIPS 2020); the average over the last two thirds of training: arXiv 2510.16211.
 */
export function suspicionOf(
  { heldOut, inSample, nClasses }: SaidOfRows,
  labels: ArrayLike<number>,
  trainedWith: ArrayLike<number>,
): Suspicion {
  const nRows = labels.length;
  const wasTrainedOn = (at: number) => inSample.subarray(at * nClasses, (at + 1) * nClasses).some((value) => value > 0);
  const margins = (said: Float64Array) =>
    Float64Array.from({ length: nRows }, (_, at) => marginAgainst(said, at, { label: trainedWith[at], nClasses }));
  const [outer, inner] = [margins(heldOut), margins(inSample)];
  const outerSorted = outer.slice().sort();
  const innerSorted = inner.filter((_, at) => wasTrainedOn(at)).sort();
  const both = (at: number) => {
    const rank = rankIn(outerSorted, outer[at]);
    return wasTrainedOn(at) ? (rank + rankIn(innerSorted, inner[at])) / 2 : rank;
  };
  const isChanged = (at: number) => labels[at] !== trainedWith[at];
  const scores = Float64Array.from({ length: nRows }, (_, at) =>
    isChanged(at) ? rankIn(outerSorted, marginAgainst(heldOut, at, { label: labels[at], nClasses })) : both(at),
  );
  const planted = Float64Array.from([...scores.keys()].filter(isChanged), both).sort();
  return { scores, planted };
}

export interface Threshold {
  /** Scores from here on are suspicious; above 1 where none is. */
  readonly score: number;
  /** Of the rows whose labels were changed on purpose, so many lie at or beyond it. */
  readonly found: number;
  /** About so many of all labels are wrong, as far as wrong ones are like those that were changed on purpose; an upper estimate. */
  readonly wrongShare: number;
}

/** A share of fewer planted rows than these says nothing. */
const FEWEST_BEYOND = 5;

/**
 * Where suspicion begins: of the scores of the planted rows the one at which precision and recall are best together (F1), if wrong
 * labels are found as planted ones are.
 *
 * Beyond any score lie at least wrongShare · (share of the planted beyond it) of all rows, so the least quotient bounds the share.
 *
 * @param planted ascending. @param scores of rows with their own labels.
 */
export function thresholdOf({ planted, scores }: Suspicion): Threshold {
  const sorted = scores.slice().sort();
  const shareFrom = (score: number) => (sorted.length - countBelow(sorted, score)) / sorted.length;
  const steps = Array.from(planted, (score, index) => {
    const nBeyond = planted.length - index;
    return { score, nBeyond, found: nBeyond / planted.length, share: shareFrom(score) };
  });
  const wrongShare = steps.reduce(
    // One standard error on top, or chance in so few rows would be taken for the least.
    (least, { nBeyond, found, share }) =>
      nBeyond < FEWEST_BEYOND ? least : Math.min(least, (share / found) * (1 + 1 / Math.sqrt(nBeyond))),
    1,
  );
  let best = { score: Number.POSITIVE_INFINITY, found: 0, f1: 0 };
  for (const { score, found, share } of steps) {
    const f1 = (2 * Math.min(wrongShare * found, share)) / (share + wrongShare);
    if (f1 > best.f1) best = { score, found, f1 };
  }
  return { score: best.score, found: best.found, wrongShare };
}
