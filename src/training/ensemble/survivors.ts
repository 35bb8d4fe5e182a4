/** Which candidates go on, from what they said of the first part of the rows. */
import type { Dataset } from "../../table/types.ts";
import { type Candidate, PLAIN } from "./candidates.ts";
import { chooseWeights, rowLosses } from "./choose-members.ts";
import type { TrainedCandidate } from "./members.ts";
import { scoresOf } from "./out-of-fold.ts";

/** So many candidates are trained on all parts. */
export const MOST_SURVIVORS = 6;

/** Changed plain pipelines that did better than the plain one, the best first. */
export function betterThanPlain(dataset: Dataset, first: readonly TrainedCandidate[]): readonly Candidate[] {
  const losses = lossesOf(dataset, first);
  const plain = losses[first.findIndex(({ candidate }) => candidate.id === PLAIN)];
  const better = first.flatMap(({ candidate }, index) => {
    const loss = losses[index];
    return !candidate.isLearned && loss < plain ? [{ candidate, loss }] : [];
  });
  return better.sort((a, b) => a.loss - b.loss).map(({ candidate }) => candidate);
}

/**
 * What is compared at the end, those that would be in the ensemble if the first part were all there is, and the next best.
 */
export function survivorsOf<Tried extends TrainedCandidate>(
  dataset: Dataset,
  first: readonly Tried[],
): readonly Tried[] {
  const losses = lossesOf(dataset, first);
  const sizes = first.map(() => 1);
  const weights = chooseWeights(scoresOf(dataset, first, 1), { most: MOST_SURVIVORS, sizes, mostSize: first.length });
  const bestOf = (isWanted: (candidate: Candidate) => boolean) => {
    const own = first.flatMap(({ candidate }, index) => (isWanted(candidate) ? [index] : []));
    return own.length > 0 ? [own.reduce((best, index) => (losses[index] < losses[best] ? index : best))] : [];
  };
  const needed = [
    ...bestOf(({ id }) => id === PLAIN),
    ...bestOf(({ isLearned }) => !isLearned),
    ...bestOf(({ isLearned }) => isLearned),
  ];
  const chosen = weights.flatMap((weight, index) => (weight > 0 ? [{ weight, index }] : []));
  chosen.sort((a, b) => b.weight - a.weight);
  const others = first.map((_, index) => index).sort((a, b) => losses[a] - losses[b]);
  const kept = [...new Set([...needed, ...chosen.map(({ index }) => index), ...others])].slice(0, MOST_SURVIVORS);
  return first.filter((_, index) => kept.includes(index));
}

/** Sums over the rows of the first part. */
function lossesOf(dataset: Dataset, first: readonly TrainedCandidate[]): readonly number[] {
  const evidence = scoresOf(dataset, first, 1);
  return evidence.scores.map((scores) => rowLosses(scores, evidence).reduce((sum, loss) => sum + loss, 0));
}
