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

/** The best fixed pipeline and the best learned one, where that did better than the plain one. */
export function bestOf(dataset: Dataset, first: readonly TrainedCandidate[]): readonly TrainedCandidate[] {
  const losses = lossesOf(dataset, first);
  const plain = losses[first.findIndex(({ candidate }) => candidate.id === PLAIN)];
  return [
    ...lowest(first, losses, ({ isLearned }) => !isLearned),
    ...lowest(first, losses, ({ isLearned }) => isLearned).filter((index) => losses[index] < plain),
  ].map((index) => first[index]);
}

/** Index of the one of some candidates that has the lowest loss; none where none is among them. */
function lowest(
  first: readonly TrainedCandidate[],
  losses: readonly number[],
  isWanted: (candidate: Candidate) => boolean,
): readonly number[] {
  const own = first.flatMap(({ candidate }, index) => (isWanted(candidate) ? [index] : []));
  return own.length > 0 ? [own.reduce((best, index) => (losses[index] < losses[best] ? index : best))] : [];
}

/**
 * What is compared at the end, those that would be in the ensemble if the first part were all there is, and the next best.
 *
 * @param areNextBest without them, what there is time for is trained on more parts.
 */
export function survivorsOf<Tried extends TrainedCandidate>(
  dataset: Dataset,
  first: readonly Tried[],
  { areNextBest = true } = {},
): readonly Tried[] {
  const losses = lossesOf(dataset, first);
  const sizes = first.map(() => 1);
  const weights = chooseWeights(scoresOf(dataset, first, 1), { most: MOST_SURVIVORS, sizes, mostSize: first.length });
  const needed = [
    ...lowest(first, losses, ({ id }) => id === PLAIN),
    ...lowest(first, losses, ({ isLearned }) => !isLearned),
    ...lowest(first, losses, ({ isLearned }) => isLearned),
  ];
  const chosen = weights.flatMap((weight, index) => (weight > 0 ? [{ weight, index }] : []));
  chosen.sort((a, b) => b.weight - a.weight);
  const others = areNextBest ? first.map((_, index) => index).sort((a, b) => losses[a] - losses[b]) : [];
  const kept = [...new Set([...needed, ...chosen.map(({ index }) => index), ...others])].slice(0, MOST_SURVIVORS);
  return first.filter((_, index) => kept.includes(index));
}

/** Sums over the rows of the first part. */
function lossesOf(dataset: Dataset, first: readonly TrainedCandidate[]): readonly number[] {
  const evidence = scoresOf(dataset, first, 1);
  return evidence.scores.map((scores) => rowLosses(scores, evidence).reduce((sum, loss) => sum + loss, 0));
}
