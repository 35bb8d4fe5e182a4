/** How the time of a run is divided: what was spent and what scoring will take come off before phases share the rest. */
import type { PhaseRow } from "./phases.ts";

/**
 * Milliseconds that the first of some phases may train, asked for when it begins: its share of the shares still to come. Time
 * that an earlier phase left over goes to later ones.
 *
 * @param phases     it and all that follow.
 * @param msLeft     until the run has to be over.
 * @param scoringMs  what is kept for scoring at the end.
 * @param startMs    what each of the later phases takes before its first step: statistics, kernels. Kept free, or the last phase, which
 *                   mostly trains the opponent, would pay for all of them.
 */
export function phaseBudgetMs(
  phases: readonly Pick<PhaseRow, "budgetShare">[],
  { msLeft, scoringMs, startMs }: { readonly msLeft: number; readonly scoringMs: number; readonly startMs: number },
): number {
  const left = msLeft - scoringMs - startMs * (phases.length - 1);
  const shareOfRest = phases[0].budgetShare / phases.reduce((total, { budgetShare }) => total + budgetShare, 0);
  return Math.max(left, 0) * shareOfRest;
}

/**
 * Milliseconds that unwatched phases are expected to take: as many times as long as the watched one as their rows say.
 *
 * @param watchedMs what the watched phase takes in all, by the speed measured so far.
 */
export function unwatchedMs(
  phases: readonly Pick<PhaseRow, "isWatched" | "expectedTime">[],
  watchedMs: number,
): number {
  return phases.reduce((total, { isWatched, expectedTime }) => total + (isWatched ? 0 : expectedTime), 0) * watchedMs;
}
