/**
 * The plain pipeline, trained before anything else where that is quick. From then on a run can say how far it is, and whenever it is
 * stopped there is something to compare with.
 */
import { z } from "zod";
import type { Catalogue } from "../../pipeline/checks.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import type { Dataset } from "../../table/types.ts";
import type { PhaseStart } from "../phase/phase.ts";
import { wantedSteps } from "../phase/phase-starts.ts";
import { BASELINE_PHASE } from "../phases.ts";
import { predictorOf, predictToJudge } from "../predict.ts";
import type { Run } from "../run.ts";
import type { Within } from "../run-options.ts";
import { blendOf, PLAIN, plainOf } from "./candidates.ts";
import { letThroughOf } from "./column-gates.ts";
import { evidenceRows } from "./folds.ts";
import type { FoldModel } from "./members.ts";
import { SoFarFound } from "./so-far.ts";
import { hasDiverged, trainMember } from "./train-member.ts";

/** It has all of its steps, and takes no more than this share of the time: else later candidates would have far fewer of theirs. */
const MOST_SHARE = 0.04;
/** The first steps are slower than those that follow: how fast it is counts after this share of that. */
const MEASURED_SHARE = 0.25;
/** No step is faster: of many rows, statistics and kernels need not be made to find out. */
const FASTEST_STEP_MS = 0.1;
/** Of a shorter run the whole is there nearly as soon. */
const LEAST_MS = 8000;
/** The blend is compared with it after so long, and whenever the run is twice as old. */
const FIRST_LOOK_MS = 4000;

interface OpeningOptions {
  readonly run: Run;
  readonly catalogue: Catalogue;
  readonly document: PipelineDocument;
  readonly dataset: Dataset;
  readonly fileHashes: readonly string[];
}

/** Whether a run begins with it, if it turns out to be quick. */
function mayOpen({ run, document, dataset }: OpeningOptions): boolean {
  if (run.time.isFixed || run.isStopped() || run.trainingMsLeft() < LEAST_MS) return false;
  return wantedSteps(document.training, dataset) * FASTEST_STEP_MS <= MOST_SHARE * run.trainingMsLeft();
}

export class Opening {
  readonly found: SoFarFound;
  private nextLookMs = FIRST_LOOK_MS;

  private constructor(
    private readonly options: OpeningOptions,
    /** With the first part held out; absent: it would have taken too long. */
    private readonly plain: FoldModel | undefined,
  ) {
    const { dataset, document, catalogue } = options;
    this.found = new SoFarFound(dataset);
    if (plain) this.found.add(plainOf(document, catalogue), 0, plain);
  }

  static async of(options: OpeningOptions): Promise<Opening> {
    const { run } = options;
    const isBegun = run.journal.decide("opening", z.boolean().parse, () => mayOpen(options));
    return new Opening(options, isBegun ? await trainPlain(options) : undefined);
  }

  /** What it came to, where the candidate would be trained like that once more. */
  trained(candidate: { readonly id: string }, fold: number, learningRate: number): FoldModel | undefined {
    const isSame = candidate.id === PLAIN && fold === 0 && learningRate === this.options.document.training.learningRate;
    return isSame ? this.plain : undefined;
  }

  /** Now and then, what the blend says of rows that are held out, while it trains. */
  lookAt({ program, statistics }: PhaseStart): Pick<Within, "look"> {
    const { run, dataset, document } = this.options;
    if (!this.plain) return {};
    const blend = blendOf(document);
    const rows = evidenceRows(dataset, document.training.seed);
    return {
      look: async (read) => {
        const ms = run.activeMs();
        if (ms < this.nextLookMs) return;
        this.nextLookMs = 2 * ms;
        const predictor = predictorOf(program, await read(), statistics);
        const { values } = await predictToJudge(predictor, dataset, { rows, pause: run.rest });
        const letThrough = letThroughOf(predictor);
        const measured = { stepsDone: 1, bestShare: 1, seconds: run.seconds() };
        this.found.add(blend, 0, { predictor, statistics, rows, values, letThrough, ...measured });
        run.told = { ...run.told, soFar: this.found.words };
      },
    };
  }
}

async function trainPlain({
  run,
  catalogue,
  document,
  dataset,
  fileHashes,
}: OpeningOptions): Promise<FoldModel | undefined> {
  const { training } = document;
  const begunMs = run.activeMs();
  const mostMs = MOST_SHARE * run.trainingMsLeft();
  const isTooSlow = () => {
    const ms = run.activeMs() - begunMs;
    return ms > MEASURED_SHARE * mostMs && ms + (run.msLeftOfPhase ?? 0) > mostMs;
  };
  const job = {
    // Of the journal: it may have fewer steps than the plain pipeline of later parts.
    candidate: { ...plainOf(document, catalogue), id: `${PLAIN}, first` },
    fold: 0,
    maxSteps: wantedSteps(training, dataset),
    learningRate: training.learningRate,
    fitRows: run.time.fitRows(dataset.schema),
    isBlendAveraged: true,
    isKept: run.journal.isKept,
  };
  try {
    const model = await trainMember(job, {
      run,
      catalogue,
      table: { dataset, folds: [dataset.split], fileHashes },
      phase: BASELINE_PHASE,
      msLeft: () => run.trainingMsLeft(),
      isGivenUp: () => run.isStopped() || isTooSlow(),
      onTrained: () => {},
    });
    return model.stepsDone === 1 ? model : undefined;
  } catch (error) {
    // It is tried once more among the others, and what is wrong with it is told then.
    if (hasDiverged(error)) return undefined;
    throw error;
  }
}
