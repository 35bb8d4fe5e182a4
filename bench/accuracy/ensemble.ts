/** Which members a mean is taken over, judged on validation rows. */
import { lossesOfRows, type ScoredPredictions } from "./score.ts";

const MOST_MEMBERS = 16;

/** Mean loss on the rows. */
export function meanLoss(scored: ScoredPredictions): number {
  const losses = lossesOfRows(scored);
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** Σ weight · values. */
export function blend(members: readonly Float64Array[], weights: readonly number[]): Float64Array {
  return members[0].map((_, index) =>
    members.reduce((sum, values, member) => sum + (weights[member] === 0 ? 0 : weights[member] * values[index]), 0),
  );
}

/**
 * Greedy selection with replacement: each round takes the member that lowers the mean loss of the average most, until none
 * does.
 *
 * @param members  predictions of the same rows.
 * @param on       those rows' labels; its predictions are not read.
 * @returns        weights that sum to 1, one a member.
 * @source         Caruana et al., "Ensemble selection from libraries of models" (ICML 2004).
 */
export function greedyWeights(members: readonly Float64Array[], on: ScoredPredictions): readonly number[] {
  const counts = members.map(() => 0);
  let sum = new Float64Array(members[0].length);
  let lowest = Number.POSITIVE_INFINITY;
  for (let round = 1; round <= MOST_MEMBERS; round++) {
    const losses = members.map((values) =>
      meanLoss({ ...on, predictions: values.map((value, index) => (sum[index] + value) / round) }),
    );
    const best = losses.indexOf(Math.min(...losses));
    if (!(losses[best] < lowest)) break;
    lowest = losses[best];
    counts[best]++;
    sum = sum.map((value, index) => value + members[best][index]);
  }
  const total = counts.reduce((sofar, count) => sofar + count, 0);
  // Where no loss is a number, the first member stands for all.
  return total === 0 ? counts.map((_, index) => (index === 0 ? 1 : 0)) : counts.map((count) => count / total);
}
