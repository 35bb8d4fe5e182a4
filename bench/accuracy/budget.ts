/** What a method may take. */

/**
 * Steps, for each training: the same bits on every machine. Seconds: what people wait. Core seconds: processor time of all
 * threads together, so that a machine that others use, too, changes little.
 */
export type Budget = { readonly steps: number } | { readonly seconds: number } | { readonly coreSeconds: number };

export function budgetWords(budget: Budget): string {
  if ("steps" in budget) return `${budget.steps} steps`;
  return "seconds" in budget ? `${budget.seconds} s` : `${budget.coreSeconds} core seconds`;
}

/** Seconds by the budget's own clock; undefined where steps are given. */
export function secondsOf(budget: Budget): number | undefined {
  if ("steps" in budget) return undefined;
  return "seconds" in budget ? budget.seconds : budget.coreSeconds;
}

/** Milliseconds, of which differences alone count: of processor time where that is what is given. */
export function clockOf(budget: Budget): () => number {
  if (!("coreSeconds" in budget)) return () => performance.now();
  return () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
}

/** A part of a budget: of given steps, or of the time that all get. */
export function shareOf(budget: Budget, share: { readonly steps: number; readonly time: number }): Budget {
  if ("steps" in budget) return { steps: Math.max(Math.round(budget.steps * share.steps), 1) };
  return "seconds" in budget
    ? { seconds: budget.seconds * share.time }
    : { coreSeconds: budget.coreSeconds * share.time };
}
