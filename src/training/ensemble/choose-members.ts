/** Which candidates an ensemble is made of, and how much each counts, from what they said of rows that they never saw. */
import { mean } from "../../base/spread.ts";
import { type Criterion, criterionLosses } from "./criterion.ts";

/** What several candidates said of the same rows. */
export interface OutOfFold {
  readonly isRegression: boolean;
  /** One a candidate, float64 [nRows]: the probability of the row's own class, or the value that was predicted; with a criterion all that it said. */
  readonly scores: readonly Float64Array[];
  /** What counts in the place of log loss or squared error. */
  readonly criterion?: Criterion | undefined;
  /** float64 [nRows]: the value that was there, of a regression; anything for classes. */
  readonly labels: Float64Array;
  /** Rows with one number come together; absent: each row comes by itself. */
  readonly groups?: Int32Array | undefined;
  /** float64 [nRows], 1 on average: how much each row counts; absent: all count alike. */
  readonly weights?: Float64Array | undefined;
}

/** Below so many rows weights would follow their noise: those that are taken count equally. */
const FEWEST_ROWS_FOR_WEIGHTS = 300;
/** How often a candidate may be taken, all together. */
const MOST_PICKS = 16;
/** A pick has to lower the loss by this share of it: what does not is noise, and more to predict with. */
const LEAST_GAIN = 1e-4;
/** As scikit-learn's log loss: no probability counts as less. */
const LEAST_PROBABILITY = 1e-15;

/** Log loss of each row, or its squared error, times its weight; with a criterion what that makes of it. */
export function rowLosses(scores: Float64Array, evidence: OutOfFold): Float64Array {
  const { criterion, labels, weights } = evidence;
  if (criterion) return criterionLosses(criterion, { values: scores, labels, weights });
  return scores.map((score, row) => lossOf(evidence, score, row));
}

function lossOf({ isRegression, labels, weights }: OutOfFold, score: number, row: number): number {
  const loss = isRegression ? (score - labels[row]) ** 2 : -Math.log(Math.max(score, LEAST_PROBABILITY));
  return weights ? weights[row] * loss : loss;
}

export interface EnsembleLimits {
  /** Candidates that may be taken at least once. */
  readonly most: number;
  /** Of each candidate, in any unit. */
  readonly sizes: readonly number[];
  /** All together, in that unit. */
  readonly mostSize: number;
}

/**
 * Takes candidates one after the other, each time the one whose share in the mean lowers the loss most.
 *
 * @returns how often each candidate counts.
 * @source Caruana et al., "Ensemble selection from libraries of models" (ICML 2004).
 */
export function chooseWeights(evidence: OutOfFold, { most, sizes, mostSize }: EnsembleLimits): readonly number[] {
  const { scores, labels } = evidence;
  const smallest = Math.min(...sizes);
  const mayRepeat = labels.length >= FEWEST_ROWS_FOR_WEIGHTS;
  const counts = scores.map(() => 0);
  const sum = new Float64Array(scores[0]?.length ?? 0);
  let best = Number.POSITIVE_INFINITY;
  for (let nPicked = 0; nPicked < MOST_PICKS; nPicked++) {
    const taken = sizes.filter((_, index) => counts[index] > 0);
    const size = taken.reduce((total, each) => total + each, 0);
    // Something has to be taken, and be it too large.
    const fits = (index: number) => size + sizes[index] <= mostSize || (nPicked === 0 && sizes[index] === smallest);
    const losses = scores.map((own, index) => {
      const isOut = counts[index] > 0 ? !mayRepeat : taken.length >= most || !fits(index);
      return isOut ? Number.POSITIVE_INFINITY : lossOfMean(evidence, { sum, own, n: nPicked + 1 });
    });
    const least = Math.min(...losses);
    if (!(least < best - LEAST_GAIN * Math.abs(best)) && nPicked > 0) break;
    best = least;
    const picked = losses.indexOf(least);
    counts[Math.max(picked, 0)]++;
    for (let row = 0; row < sum.length; row++) sum[row] += scores[Math.max(picked, 0)][row];
  }
  return counts;
}

function lossOfMean(
  evidence: OutOfFold,
  { sum, own, n }: { readonly sum: Float64Array; readonly own: Float64Array; readonly n: number },
): number {
  if (evidence.criterion)
    return mean(
      rowLosses(
        sum.map((value, at) => (value + own[at]) / n),
        evidence,
      ),
    );
  let total = 0;
  for (let row = 0; row < sum.length; row++) {
    total += lossOf(evidence, (sum[row] + own[row]) / n, row);
  }
  return total / sum.length;
}
