/** The time for trying what each source is worth: short trainings before the phases. */
import type { TrainingSettings } from "../../pipeline/document.ts";
import type { Run } from "../run.ts";

/** Of the time for the whole run, trying may take so much … */
const MOST_TIME_SHARE = 0.15;
const N_EPOCHS = 10;
/**
 * In more, small tables are learned by heart: the penguin notebook with wrong labels stood out by 8.7, 7.9, 6.3 and 5.0 standard errors after
 * 30, 60, 120 and 200 steps (three seeds, two of the last).
 */
const LEAST_STEPS = 60;

/** Steps of a short training on so many rows. */
export function stepsOfTrying({ batchSize, maxSteps }: TrainingSettings, nRows: number): number {
  const wanted = Math.max(LEAST_STEPS, Math.ceil((N_EPOCHS * nRows) / Math.min(batchSize, nRows)));
  return Math.min(wanted, maxSteps ?? Number.POSITIVE_INFINITY);
}

export class TryingTime {
  private readonly begunMs: number;
  private readonly allMs: number;

  constructor(private readonly run: Run) {
    this.begunMs = run.activeMs();
    this.allMs = run.time.isFixed ? Number.POSITIVE_INFINITY : MOST_TIME_SHARE * run.time.msLeft();
  }

  private get leftMs(): number {
    return this.allMs - (this.run.activeMs() - this.begunMs);
  }

  /** Whether so many trainings as long as one that took `ms` have time. */
  affords(nTrainings: number, ms: number): boolean {
    return !this.run.isStopped() && nTrainings * ms <= this.leftMs;
  }
}
