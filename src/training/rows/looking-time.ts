/** The time for looking at labels: short trainings beside the phases, which take a share of what those to come have. */
import type { TrainingSettings } from "../../pipeline/document.ts";
import type { Run } from "../run.ts";
import { N_AVERAGED } from "./short-training.ts";

/**
 * With 20 % of the labels flipped, AUROC on page-blocks, eeg, avila, shuttle and Run_or_walk (docs/labels-and-sources.md): 2, 3 and
 * 5 parts .966, .970 and .965 after 5 passes over the rows, 3 parts .977 after 10 and .983 after 20; of five small tables 3 parts .826, .817
 * and .805. Short trainings have not yet learned small tables by heart.
 */
export const N_PARTS = 3;
/** Trainings that test what is found: with the expectation of wrong labels, and without. */
const N_TESTS = 2;
const N_EPOCHS = 10;
const LEAST_STEPS = 200;
/** Of what is left for training, looking may take so much, all told … */
const MOST_TIME_SHARE = 0.15;
/** … where a step of the plain pipeline takes about this share of a step of the blend. */
const STEP_COST = 0.2;
/** Where the first part takes more of that, its statistics and predictors do: the others would take as long. The first one warms up. */
const MOST_OF_FIRST = 0.5;

export class LookingTime {
  private readonly begunMs: number;
  private readonly allMs: number;

  constructor(
    private readonly run: Run,
    private readonly training: TrainingSettings,
  ) {
    this.begunMs = run.activeMs();
    const isBounded = !run.time.isFixed && run.watchedMsPerStep > 0;
    this.allMs = isBounded ? MOST_TIME_SHARE * run.trainingMsLeft() : Number.POSITIVE_INFINITY;
  }

  private get spentMs(): number {
    return this.run.activeMs() - this.begunMs;
  }

  /** Steps of a short training on so many rows. */
  stepsFor(nRows: number): number {
    const { batchSize, maxSteps = Number.POSITIVE_INFINITY } = this.training;
    const wanted = Math.max(LEAST_STEPS, Math.ceil((N_EPOCHS * nRows) / Math.min(batchSize, nRows)));
    return Math.min(wanted, maxSteps);
  }

  /** Those of a part. @param nTrain of all parts */
  stepsOfPart = (nTrain: number): number => this.stepsFor((nTrain * (N_PARTS - 1)) / N_PARTS);

  /** The share of the rows that there is time to look at, halved until there is; 0 where even a few take too long. */
  shareOf({ train, validation }: { readonly train: number; readonly validation: number }): number {
    const { run } = this;
    if (run.isStopped()) return 0;
    for (let share = 1; share * train >= 1; share /= 2) {
      const stepsMs = STEP_COST * this.stepsOfPart(share * train) * run.watchedMsPerStep;
      const saidMs = N_AVERAGED * run.predictionMs(share * (train + validation));
      if ((N_PARTS + N_TESTS) * (stepsMs + saidMs) <= this.allMs) return share;
    }
    return 0;
  }

  /** Whether there is time for the other parts, when the first has been looked at. */
  canGoOn(): boolean {
    return this.spentMs <= MOST_OF_FIRST * this.allMs;
  }

  /**
   * Steps of each training that tests what was found in parts of `nTrain` rows, at the speed of theirs; 0 where there is no time for
   * as many as say anything.
   */
  testSteps(nRows: number, nTrain: number): number {
    const wanted = this.stepsFor(nRows);
    const msPerStep = this.spentMs / (N_PARTS * this.stepsOfPart(nTrain));
    const affordable = msPerStep > 0 ? (this.allMs - this.spentMs) / (N_TESTS * msPerStep) : Number.POSITIVE_INFINITY;
    const nSteps = Math.floor(Math.min(wanted, affordable));
    return nSteps < Math.min(LEAST_STEPS, wanted) ? 0 : nSteps;
  }
}
