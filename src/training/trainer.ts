/** The trainer decides, an engine executes: soft training, hardening, retraining, the plain pipeline, and the report. */
import type { ChunkReport, Engine, LossPoint, Schedule, TensorMap, TrainingState } from "../engine/engine.ts";
import type { PipelineStatistics } from "../pipeline/compile.ts";
import { plainDocument } from "../pipeline/default-document.ts";
import type { TrainingSettings } from "../pipeline/document.ts";
import { fit } from "../pipeline/fit.ts";
import { StudioError } from "../program/error.ts";
import { initialParameters, parameterNodes } from "../program/parameters.ts";
import { predictionProgram } from "../program/prediction-program.ts";
import type { ParameterRole, Program } from "../program/types.ts";
import type { Dataset } from "../table/types.ts";
import { freshState, hardStart, type StartOptions, startSoft, withFreshModel } from "./phase-starts.ts";
import { evaluationCadence, hardSchedule, planOf, softSchedule } from "./plan.ts";
import { predict } from "./predict.ts";
import { EngineHost, type Recover, ResilientTrainable } from "./resilient.ts";
import { type PhaseState, runPhase } from "./run-phase.ts";
import { explainBlocks, nScoredRows, scoreStages } from "./stages.ts";
import { phaseBudgetMs, type TrainingPhase } from "./time-budget.ts";
import type {
  Pace,
  Phase,
  Predictor,
  TrainedPipeline,
  TrainingControl,
  TrainingProgress,
  TrainingReport,
} from "./types.ts";

export interface TrainOptions extends StartOptions {
  readonly engine: Engine;
  /** Another engine, asked for when the device is lost. */
  readonly recover?: Recover;
  /** Milliseconds; differences alone count. */
  readonly clock: () => number;
  readonly control: TrainingControl;
  /** Of the blend; absent: as fast as the engine can. */
  readonly pace?: Pace;
  readonly onProgress: (progress: TrainingProgress) => void;
  readonly fileHashes: readonly string[];
  readonly splitNotes: readonly string[];
  /** Awaited between chunks of steps and of rows, so that a worker can answer in between. */
  readonly pause?: () => Promise<void>;
}

/**
 * Without a given number of steps, no phase passes over the training rows more often than this …
 *
 * Of eight small tables (four seeds each), 300 passes gave a test loss 5 to 17 % higher than 80 on five, the same on one,
 * and 4 and 10 % lower on two: weights learn rows by heart, and gates and choices follow, before best weights count. On
 * five larger tables (one seed) 80 were about as good.
 */
const MAX_EPOCHS = 80;
/** … or stops for that reason before so many steps. */
const MIN_STEPS_CAP = 400;
/** Retraining and the plain pipeline together take about this many times as long as the blend. */
const LATER_PER_SOFT = 0.7;
/** Rows that tell how long scoring will take, how often they are timed, and how many predictors are scored. */
const TIMED_ROWS = 64;
const TIMED_CALLS = 20;
const TIMING_MS = 200;
const N_PREDICTORS = 4;
/** Budget of each later phase after Stop, in milliseconds: a result within ten seconds. */
const STOPPED_BUDGET_MS = 2000;

interface PhaseOutcome {
  readonly best: TrainingState;
  /** The phase found nothing better than the rival that it was given, which is `best` then. */
  readonly isRivalBest: boolean;
  readonly steps: number;
  /** Time that the phase took, without pauses and waits. */
  readonly ms: number;
  readonly history: readonly LossPoint[];
}

/** One run; holds what the phases share. */
class Run {
  readonly notes: string[] = [];
  private readonly host: EngineHost;
  private readonly started: number;
  private readonly budgetMs: number;
  private pausedMs = 0;
  private waitedMs = 0;
  private scoringMs = 0;
  private fraction = 0;
  private softState: PhaseState = { step: 0, totalSteps: 0, msPerStep: 0, msLeft: 0 };

  constructor(private readonly options: TrainOptions) {
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

  report(phase: Phase, chunk?: ChunkReport, program?: Program): void {
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
      losses: phase === "soft" ? (chunk?.losses ?? []) : [],
      ...(phase === "soft" && chunk ? { probes: chunk.probes } : {}),
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
    readonly start: TrainingState;
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
    const plan = planOf(document.training, program, options.frozen, cadence);
    const data = { ...dataset, labelOffset, labelScale };
    const trainable = await ResilientTrainable.create(this.host, program, data, plan);
    try {
      await trainable.write(options.start);
      if (isSoft) this.report("preparing", undefined, program);
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
        onChunk: (chunk, state) => {
          if (isSoft) this.softState = state;
          this.report(phase, chunk);
        },
      });
      this.notes.push(...result.notes);
      this.waitedMs += result.waitedMs;
      const trained = await trainable.read("best");
      const { rival } = options;
      const schedule = options.scheduleOf(result.steps);
      const lossOf = async (state: TrainingState) => {
        // Both at the end of the schedule, where choices have cooled.
        await trainable.write({ ...state, step: schedule.totalSteps });
        return trainable.evaluate("validation", schedule);
      };
      const isRivalBest = rival !== undefined && (await lossOf(rival)) < (await lossOf(trained));
      const { steps, history } = result;
      const ms = this.activeMs() - times.elapsedMs;
      return { best: isRivalBest ? rival : trained, isRivalBest, steps, ms, history };
    } finally {
      trainable.dispose();
    }
  }
}

function predictorOf(program: Program, parameters: TensorMap, statistics: PipelineStatistics): Predictor {
  const prediction = predictionProgram(program);
  const kept = parameterNodes(prediction.nodes).map(({ name }) => [name, parameters[name]] as const);
  const { labelOffset, labelScale } = statistics;
  return { program: prediction, parameters: Object.fromEntries(kept), labelOffset, labelScale };
}

function assertColumns({ schema }: Dataset): void {
  if (schema.numbers.length + schema.categories.length > 0) return;
  throw new StudioError({
    code: "E_TRAIN_COLUMNS",
    where: "table",
    expected: `at least one column to predict ${JSON.stringify(schema.target.name)} from`,
    got: "none that is used",
    fix: "Use a column that was set aside, or add columns.",
  });
}

/**
 * Trains a pipeline end to end and everything that it is compared with.
 *
 * @throws E_PIPELINE_* for an incomplete pipeline, E_TRAIN_COLUMNS without a column that is used, E_TRAIN_* when training cannot go on, E_GPU_* from engines.
 */
export async function train(options: TrainOptions): Promise<TrainedPipeline> {
  const { catalogue, document, dataset, control } = options;
  const { training } = document;
  const { seed } = training;
  const pause = options.pause ?? (async () => {});
  assertColumns(dataset);
  const run = new Run(options);
  run.report("preparing");
  const nTrain = dataset.split.train.length;
  const epochs = Math.ceil(nTrain / Math.min(training.batchSize, nTrain));
  const maxSteps = training.maxSteps ?? Math.max(MIN_STEPS_CAP, MAX_EPOCHS * epochs);

  const first = startSoft(options, run.notes);
  await run.planScoring(predictorOf(first.program, first.start.parameters, first.statistics));
  const soft = await run.phase({
    ...first,
    phase: "soft",
    frozen: [],
    maxSteps,
    // Steps of an earlier run count, or choices would soften and the rate rise again when training goes on.
    scheduleOf: (totalSteps) => softSchedule(training, first.start.step + totalSteps),
    ...(first.start.step > 0 ? { rival: first.start } : {}),
  });
  if (soft.isRivalBest) run.notes.push(NOT_BETTER_SO_FAR);
  if (control.isStopped()) run.notes.push(stoppedNote(soft.steps));
  await pause();

  run.report("tuning");
  const hard = hardStart(options, first.program, soft.best);
  const tuned = await run.phase({
    ...hard,
    phase: "tuning",
    start: freshState(withFreshModel(hard.program, seed, hard.parameters)),
    maxSteps: Math.max(soft.steps, 1),
    scheduleOf: (totalSteps) => hardSchedule(training, totalSteps),
    rival: freshState(hard.parameters),
  });
  if (tuned.isRivalBest) run.notes.push(NOT_RETRAINED);
  await pause();

  run.report("baseline");
  const winner = tuned.isRivalBest ? soft : tuned;
  const plain = fit({ catalogue, document: plainDocument(document, catalogue), dataset, seed });
  const baseline = await run.phase({
    ...plain,
    phase: "baseline",
    frozen: [],
    start: freshState(initialParameters(plain.program, seed)),
    // As many steps as the weights that it is compared with had; they are cheaper, so they end in the time that those took.
    maxSteps: Math.max(winner.steps, 1),
    atLeastMs: winner.ms,
    scheduleOf: (totalSteps) => hardSchedule(training, totalSteps),
  });
  await pause();

  run.report("evaluating");
  const predictor = predictorOf(hard.program, tuned.best.parameters, hard.statistics);
  const scores = await scoreStages(
    dataset,
    {
      soft: predictorOf(first.program, soft.best.parameters, first.statistics),
      hard: predictorOf(hard.program, hard.parameters, hard.statistics),
      tuned: predictor,
      baseline: predictorOf(plain.program, baseline.best.parameters, plain.statistics),
    },
    { seed, pause },
  );
  const explanations = explainBlocks({
    catalogue,
    document,
    program: first.program,
    parameters: soft.best.parameters,
    statistics: first.statistics,
  });
  const { split } = dataset;
  const labelled = split.train.length + split.validation.length + split.test.length;
  const { id, title } = run.engine.info;
  const report: TrainingReport = {
    task: dataset.schema.target.task,
    rows: {
      total: dataset.nRows,
      train: split.train.length,
      validation: split.validation.length,
      test: split.test.length,
      unlabelled: dataset.nRows - labelled,
    },
    seconds: run.seconds(),
    engine: id,
    engineTitle: title,
    steps: soft.steps,
    seed,
    ...scores,
    explanations,
    history: soft.history,
    notes: [...options.splitNotes, ...validationNotes(training, first.program), ...run.notes, ...run.hostNotes()],
  };
  const softState = { statistics: first.statistics, state: soft.best };
  return { document, schema: dataset.schema, predictor, soft: softState, fileHashes: options.fileHashes, report };
}

const NOT_BETTER_SO_FAR =
  "Going on did not lower the validation loss of the blend, so it keeps the weights that it came with.";

const NOT_RETRAINED =
  "Retraining did not lower the validation loss of the final pipeline, so it keeps the weights that it had before.";

function stoppedNote(steps: number): string {
  return `The run was stopped after ${steps} ${steps === 1 ? "step" : "steps"} of the blend; its best weights were kept, and what came after was cut short.`;
}

/** What was trained on validation rows, so that nobody takes validation metrics for a test. */
function validationNotes(training: TrainingSettings, program: Program): readonly string[] {
  const words: Readonly<Record<ParameterRole, string>> = {
    model: "Models",
    pipeline: "Cleaning and selection",
    data: "Weights of rows and sources",
  };
  return planOf(training, program, [])
    .updates.filter((update) => update.lossOn === "validation")
    .flatMap((update) => update.roles)
    .map(
      (role) =>
        `${words[role]} were trained on the validation rows, so validation metrics are too good; compare test metrics.`,
    );
}
