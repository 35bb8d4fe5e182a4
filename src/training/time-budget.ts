/** How the time of a run is divided: what was spent and what scoring will take come off before phases share the rest. */
import { PHASES, type Phase, TRAINING_PHASES, type TrainingPhase } from "./phases.ts";

/** Scoring is planned for at most this share of the whole, or nothing would be left to score. */
const MAX_SCORING_SHARE = 0.4;

/** The part of a run's remaining training time that `phase` may take: its share of the shares still to come. */
function shareOfRest(phase: TrainingPhase): number {
  const toCome = TRAINING_PHASES.slice(TRAINING_PHASES.findIndex(({ id }) => id === phase));
  return toCome[0].budgetShare / toCome.reduce((total, { budgetShare }) => total + budgetShare, 0);
}

/**
 * Milliseconds that a phase may train, asked for when it begins. Time that an earlier phase left over goes to later ones.
 *
 * @param totalMs    budget of the whole run.
 * @param elapsedMs  spent so far: fitting, earlier phases; without pauses.
 * @param scoringMs  what scoring is expected to take at the end.
 */
export function phaseBudgetMs(
  phase: TrainingPhase,
  {
    totalMs,
    elapsedMs,
    scoringMs,
  }: { readonly totalMs: number; readonly elapsedMs: number; readonly scoringMs: number },
): number {
  const left = totalMs - elapsedMs - Math.min(scoringMs, MAX_SCORING_SHARE * totalMs);
  return Math.max(left, 0) * shareOfRest(phase);
}

/**
 * Milliseconds that the unwatched phases from `phase` on are expected to take: as many times as long as the watched one as
 * their rows say.
 *
 * @param watchedMs what the watched phase takes in all, by the speed measured so far.
 */
export function laterMs(phase: Phase, watchedMs: number): number {
  const toCome = new Set(PHASES.slice(PHASES.indexOf(phase)));
  const times = TRAINING_PHASES.flatMap(({ id, isWatched, expectedTime }) =>
    toCome.has(id) && !isWatched ? expectedTime : [],
  );
  return watchedMs * times.reduce((total, time) => total + time, 0);
}
