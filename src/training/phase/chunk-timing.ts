/** How many steps an engine takes in one go, learned from how long such chunks took. */

/** A chunk takes about this long, so that pause and stop answer within a fifth of a second and charts move … */
const CHUNK_MS = 120;
/** … or up to this long, where the end of a chunk (evaluation, reading back) would take most of the time. */
const LONGEST_CHUNK_MS = 400;
/** Steps take at least this many times as long as the end of their chunk. */
const STEPS_PER_END = 4;
/** Most steps of a chunk, however fast. */
const MAX_CHUNK = 1000;
/** Chunks before count this much less with every new one: other programs come and go. */
const MEMORY = 0.8;

/**
 * A line ms = end + step · steps through the chunks so far, by least squares, newer ones weighing more.
 *
 * A large validation split can take as long as ten steps; were every chunk to last the same 120 ms, such a run would
 * evaluate after every single step and train little.
 */
export interface ChunkTiming {
  readonly weight: number;
  readonly meanSteps: number;
  readonly meanMs: number;
  readonly varianceSteps: number;
  readonly covariance: number;
  /** The end of a chunk in steps: what slows a machine down slows both. Unknown until chunks of two lengths have run. */
  readonly stepsOfEnd?: number;
  readonly last: { readonly steps: number; readonly ms: number };
}

export const NO_CHUNKS: ChunkTiming = {
  weight: 0,
  meanSteps: 0,
  meanMs: 0,
  varianceSteps: 0,
  covariance: 0,
  last: { steps: 1, ms: 0 },
};

/**
 * The line with one more chunk.
 *
 * @param chunk.ms above 0.
 */
export function withChunk(before: ChunkTiming, chunk: { readonly steps: number; readonly ms: number }): ChunkTiming {
  const fading = before.weight * MEMORY;
  const weight = fading + 1;
  const share = 1 / weight;
  const [dSteps, dMs] = [chunk.steps - before.meanSteps, chunk.ms - before.meanMs];
  const meanSteps = before.meanSteps + share * dSteps;
  const meanMs = before.meanMs + share * dMs;
  const varianceSteps = (1 - share) * (before.varianceSteps + share * dSteps * dSteps);
  const covariance = (1 - share) * (before.covariance + share * dSteps * dMs);
  const line = { weight, meanSteps, meanMs, varianceSteps, covariance, last: chunk };
  if (varianceSteps <= 0.02 * meanSteps ** 2) return { ...before, ...line };
  const whole = meanMs / meanSteps;
  const step = Math.min(Math.max(covariance / varianceSteps, 0.02 * whole), whole);
  return { ...line, stepsOfEnd: (meanMs - step * meanSteps) / step };
}

/** Steps of the next chunk, at most twice as many as in the last one. */
export function stepsOfNextChunk({ weight, meanSteps, meanMs, stepsOfEnd, last }: ChunkTiming): number {
  if (weight === 0) return 1;
  const bounded = (steps: number) => Math.min(Math.max(Math.round(steps), 1), 2 * last.steps, MAX_CHUNK);
  if (stepsOfEnd === undefined) {
    // Chunks of one length do not tell steps from their end: a longer one will, if there is time for it.
    const longer = last.ms < LONGEST_CHUNK_MS / 2 ? 2 * last.steps : 1;
    return bounded(Math.max(CHUNK_MS / (meanMs / meanSteps), longer));
  }
  const step = meanMs / (meanSteps + stepsOfEnd);
  const wanted = Math.max(CHUNK_MS / step - stepsOfEnd, STEPS_PER_END * stepsOfEnd);
  return bounded(Math.min(wanted, LONGEST_CHUNK_MS / step - stepsOfEnd));
}
