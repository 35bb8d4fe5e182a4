/** Seconds that a training can be given by one choice. */
export const BUDGETS_SECONDS: readonly number[] = [5, 20, 60, 300];

/** The next longer one; twice as long where there is none. */
export function longerBudget(seconds: number): number {
  return BUDGETS_SECONDS.find((budget) => budget > seconds) ?? 2 * seconds;
}
