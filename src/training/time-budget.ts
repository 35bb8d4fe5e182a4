/** How the time of a run is divided: what was spent and what scoring will take come off before phases share the rest. */

/** Shares of the phases that train. Retraining and the plain pipeline take as many steps at most, and cheaper ones. */
const SHARES = { soft: 0.5, tuning: 0.25, baseline: 0.25 } as const;
const ORDER = ["soft", "tuning", "baseline"] as const;

export type TrainingPhase = (typeof ORDER)[number];

/** Scoring is planned for at most this share of the whole, or nothing would be left to score. */
const MAX_SCORING_SHARE = 0.4;

/** The part of a run's remaining training time that `phase` may take: its share of the shares still to come. */
export function shareOfRest(phase: TrainingPhase): number {
  const rest = ORDER.slice(ORDER.indexOf(phase)).reduce((total, other) => total + SHARES[other], 0);
  return SHARES[phase] / rest;
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
