/** One run of the trainer: what its phases share of time, engine and reports. */
import type { Engine, LossPoint, Schedule, TrainingState } from "../engine/engine.ts";
import type { PipelineStatistics } from "../pipeline/compile.ts";
import type { PipelineDocument } from "../pipeline/document.ts";
import type { Program } from "../program/types.ts";
import type { Dataset } from "../table/types.ts";
import type { PhaseProgress } from "./phase/phase-state.ts";
import { runPhase } from "./phase/run-phase.ts";
import { evaluationCadence, planOf } from "./plan.ts";
import { predict } from "./predict.ts";
import { engineReplicaOf, lowest, type ReplicaResult, type ReplicaSettings } from "./replicas.ts";
import { EngineHost, type Recover, ResilientTrainable } from "./resilient.ts";
import { nScoredRows } from "./stages.ts";
import { phaseBudgetMs, type TrainingPhase } from "./time-budget.ts";
import type { Pace, Phase, Predictor, ReplicaProgress, TrainingControl, TrainingProgress } from "./types.ts";

export interface RunOptions {
  readonly document: PipelineDocument;
  readonly dataset: Dataset;
  readonly engine: Engine;
  /** Another engine, asked for when the device is lost. */
  readonly recover?: Recover;
  /** Milliseconds; differences alone count. */
  readonly clock: () => number;
  readonly control: TrainingControl;
  /** Of the blend; absent: as fast as the engine can. */
  readonly pace?: Pace;
  readonly onProgress: (progress: TrainingProgress) => void;
  /** Awaited between chunks of steps and of rows, so that a worker can answer in between. */
  readonly pause?: () => Promise<void>;
}

/** Retraining and the plain pipeline together take about this many times as long as the blend. */
const LATER_PER_SOFT = 0.7;
/** Rows that tell how long scoring will take, how often they are timed, and how many predictors are scored. */
const TIMED_ROWS = 64;
const TIMED_CALLS = 20;
const TIMING_MS = 200;
const N_PREDICTORS = 4;
/** Budget of each later phase after Stop, in milliseconds: a result within ten seconds. */
const STOPPED_BUDGET_MS = 2000;

export interface PhaseOutcome {
  readonly best: TrainingState;
  /** The phase found nothing better than the rival that it was given, which is `best` then. */
  readonly isRivalBest: boolean;
  readonly steps: number;
  /** Time that the phase took, without pauses and waits. */
  readonly ms: number;
  /** Of the replica that was kept. */
  readonly history: readonly LossPoint[];
  /** With validation losses where there was anything to compare. */
  readonly replicas: readonly ReplicaResult[];
}

/** One run; holds what the phases share. */
export class Run {
  readonly notes: string[] = [];
  private readonly host: EngineHost;
  private readonly started: number;
  private readonly budgetMs: number;
  private pausedMs = 0;
  private waitedMs = 0;
  private scoringMs = 0;
  private fraction = 0;
  private softState: PhaseProgress = { step: 0, totalSteps: 0, msPerStep: 0, msLeft: 0 };

  constructor(private readonly options: RunOptions) {
    this.host = new EngineHost(options.engine, options.recover);
    this.started = options.clock();
    this.budgetMs = options.document.training.budgetSeconds * 1000;
  }

  get engine(): Engine {
    return this.host.engine;
  }

  hostNotes(): readonly string[] {
    return this.host.notes;
  }

  seconds(): number {
    return (this.options.clock() - this.started - this.pausedMs) / 1000;
  }

  private activeMs(): number {
    return this.seconds() * 1000 - this.waitedMs;
  }

  /** Times predictions of a few training rows, so that the time for scoring all of them is kept free. */
  async planScoring(predictor: Predictor): Promise<void> {
    const { clock, dataset } = this.options;
    const rows = dataset.split.train.subarray(0, TIMED_ROWS);
    let fastestMs = Number.POSITIVE_INFINITY;
    const end = clock() + TIMING_MS;
    // The first calls are interpreted, and other programs come in between: the fastest is what a long run comes to.
    for (let call = 0; call < TIMED_CALLS && clock() <= end; call++) {
      const start = clock();
      await predict(predictor, dataset, { rows });
      fastestMs = Math.min(fastestMs, clock() - start);
    }
    this.scoringMs = (N_PREDICTORS * nScoredRows(dataset) * fastestMs) / rows.length;
  }

  report(phase: Phase, replicas: readonly ReplicaProgress[] = [], program?: Program): void {
    const { step, totalSteps } = this.softState;
    const secondsLeft = step === 0 ? Number.POSITIVE_INFINITY : this.secondsLeft(phase);
    const seconds = this.seconds();
    // Estimates rise, too: the bar then waits.
    this.fraction = Math.max(this.fraction, secondsLeft > 0 ? seconds / (seconds + secondsLeft) : 1);
    this.options.onProgress({
      phase,
      isPaused: false,
      step,
      totalSteps,
      secondsLeft,
      fraction: this.fraction,
      engine: this.engine.info,
      replicas,
      ...(program ? { probeLabels: program.probes.map(({ value: _, ...labels }) => labels) } : {}),
    });
  }

  /** What the soft phase still needs, and the later phases in their proportion to it. */
  private secondsLeft(phase: Phase): number {
    const { totalSteps, msPerStep, msLeft } = this.softState;
    const softMs = totalSteps * msPerStep;
    const later = { preparing: 1, soft: 1, tuning: 1, baseline: 0.5, evaluating: 0 }[phase];
    const laterMs = later * LATER_PER_SOFT * softMs + this.scoringMs;
    const estimate = ((phase === "soft" ? msLeft : 0) + laterMs) / 1000;
    // The first chunk compiles kernels, and its speed may promise hours: the budget holds all the same.
    const ofBudget = this.budgetMs / 1000 - this.seconds();
    return ofBudget > 0 ? Math.min(estimate, ofBudget) : estimate;
  }

  private control(isLater: boolean): TrainingControl {
    const { control, clock, pause } = this.options;
    return {
      // After Stop the later phases still run, shortly: best weights are hardened and an export is possible.
      isStopped: () => !isLater && control.isStopped(),
      gate: async () => {
        // An engine may take short chunks without letting anything through.
        await pause?.();

        if (isLater && control.isStopped()) return "run";
        const asked = clock();
        const permit = await control.gate();
        this.pausedMs += clock() - asked;
        return permit;
      },
    };
  }

  async phase(options: {
    readonly phase: TrainingPhase;
    readonly program: Program;
    readonly statistics: PipelineStatistics;
    readonly replicas: readonly ReplicaSettings[];
    readonly startOf: (each: ReplicaSettings) => TrainingState;
    readonly frozen: readonly string[];
    readonly maxSteps: number;
    readonly scheduleOf: (totalSteps: number) => Schedule;
    /** Weights that win if their validation loss is lower than what the phase comes to. */
    readonly rival?: TrainingState;
    /** The phase may take so long, even if too little of the budget is left. */
    readonly atLeastMs?: number;
  }): Promise<PhaseOutcome> {
    const { document, dataset, clock, control, pace } = this.options;
    const { phase, program, statistics } = options;
    const isSoft = phase === "soft";
    const { labelOffset, labelScale } = statistics;
    const cadence = evaluationCadence(dataset.split, document.training.batchSize);
    const { replicas } = options;
    const plan = {
      ...planOf(document.training, program, options.frozen, cadence),
      replicas: replicas.map((each) => engineReplicaOf(each, document.training)),
    };
    const data = { ...dataset, labelOffset, labelScale };
    const trainable = await ResilientTrainable.create(this.host, program, data, plan);
    try {
      for (const [index, each] of replicas.entries()) await trainable.write(options.startOf(each), index);
      if (isSoft) this.report("preparing", [], program);
      const times = { totalMs: this.budgetMs, elapsedMs: this.activeMs(), scoringMs: this.scoringMs };
      const wholeMs = Math.max(phaseBudgetMs(phase, times), options.atLeastMs ?? 0);
      const budgetMs = () => (control.isStopped() ? Math.min(wholeMs, STOPPED_BUDGET_MS) : wholeMs);
      const result = await runPhase({
        trainable,
        scheduleOf: options.scheduleOf,
        budgetMs,
        maxSteps: options.maxSteps,
        isFixed: document.training.maxSteps !== undefined,
        clock,
        control: this.control(!isSoft),
        evaluateEvery: cadence,
        ...(isSoft && pace ? { pace } : {}),
        onChunk: (chunks, state) => {
          if (!isSoft) {
            this.report(phase);
            return;
          }
          this.softState = state;
          this.report(
            phase,
            chunks.map(({ losses, probes }, index) => ({ ...replicas[index], losses, probes })),
          );
        },
      });
      this.notes.push(...result.notes);
      this.waitedMs += result.waitedMs;
      const { rival } = options;
      const schedule = options.scheduleOf(result.steps);
      const lossOf = async (state: TrainingState) => {
        // All at the end of the schedule, where choices have cooled.
        await trainable.write({ ...state, step: schedule.totalSteps });
        return trainable.evaluate("validation", schedule);
      };
      const trained: TrainingState[] = [];
      for (const index of replicas.keys()) trained.push(await trainable.read("best", index));
      // A replica that has nothing to be compared with wins unseen.
      const isContest = trained.length > 1 || rival !== undefined;
      const losses: number[] = [];
      for (const state of trained) losses.push(isContest ? await lossOf(state) : Number.NaN);
      const kept = lowest(losses);
      const isRivalBest = rival !== undefined && (await lossOf(rival)) < losses[kept];
      return {
        best: isRivalBest ? rival : trained[kept],
        isRivalBest,
        steps: result.steps,
        ms: this.activeMs() - times.elapsedMs,
        history: result.histories[kept] ?? [],
        replicas: replicas.map((each, index) => ({
          ...each,
          validation: losses[index],
          isKept: !isRivalBest && index === kept,
          ...(result.ended.has(index) ? { endedAt: result.ended.get(index) } : {}),
        })),
      };
    } finally {
      trainable.dispose();
    }
  }
}
