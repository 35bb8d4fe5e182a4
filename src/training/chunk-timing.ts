/** How many steps an engine takes in one go, learned from how long such chunks took. */

/** A chunk takes about this long, so that pause and stop answer at once and charts move … */
const CHUNK_MS = 200;
/** … or up to this long, where the end of a chunk (evaluation, reading back) would take most of the time. */
const LONGEST_CHUNK_MS = 800;
/** Steps take at least this many times as long as the end of their chunk. */
const STEPS_PER_END = 4;
/** Most steps of a chunk, however fast. */
const MAX_CHUNK = 1000;
/** Chunks before count this much less with every new one: other programs come and go. */
const MEMORY = 0.8;

/**
 * Fits ms = end + step · steps to the chunks so far, by least squares, newer ones weighing more.
 *
 * A large validation split can take as long as ten steps; were every chunk to last the same 200 ms, such a run would
 * evaluate after every single step and train little.
 */
export class ChunkTiming {
  private weight = 0;
  private meanSteps = 0;
  private meanMs = 0;
  private varianceSteps = 0;
  private covariance = 0;
  /** The end of a chunk in steps: what slows a machine down slows both. Unknown until chunks of two lengths have run. */
  private stepsOfEnd: number | undefined;
  private last = { steps: 1, ms: 0 };

  /** A chunk of `steps` steps took `ms`. */
  add(steps: number, ms: number): void {
    this.last = { steps, ms };
    const before = this.weight * MEMORY;
    this.weight = before + 1;
    const share = 1 / this.weight;
    const [dSteps, dMs] = [steps - this.meanSteps, ms - this.meanMs];
    this.meanSteps += share * dSteps;
    this.meanMs += share * dMs;
    this.varianceSteps = (1 - share) * (this.varianceSteps + share * dSteps * dSteps);
    this.covariance = (1 - share) * (this.covariance + share * dSteps * dMs);
  }

  /** Steps of the next chunk, at most twice as many as in the last one. */
  next(): number {
    if (this.weight === 0) return 1;
    const whole = this.meanMs / this.meanSteps;
    if (this.varianceSteps > 0.02 * this.meanSteps ** 2) {
      const step = Math.min(Math.max(this.covariance / this.varianceSteps, 0.02 * whole), whole);
      this.stepsOfEnd = (this.meanMs - step * this.meanSteps) / step;
    }
    // Chunks of one length do not tell steps from their end: a longer one will, if there is time for it.
    if (this.stepsOfEnd === undefined) {
      const { steps, ms } = this.last;
      return this.bounded(Math.max(CHUNK_MS / whole, ms < LONGEST_CHUNK_MS / 2 ? 2 * steps : 1));
    }
    const step = this.meanMs / (this.meanSteps + this.stepsOfEnd);
    const wanted = Math.max(CHUNK_MS / step - this.stepsOfEnd, STEPS_PER_END * this.stepsOfEnd);
    return this.bounded(Math.min(wanted, LONGEST_CHUNK_MS / step - this.stepsOfEnd));
  }

  private bounded(steps: number): number {
    return Math.min(Math.max(Math.round(steps), 1), 2 * this.last.steps, MAX_CHUNK);
  }
}
