/** One run of the trainer: what its phases share of time, engine and reports. */
import { runText } from "../base/texts/training.ts";
import type { EngineInfo } from "../engine/engine.ts";
import type { Program } from "../program/types.ts";
import type { Dataset } from "../table/types.ts";
import type { Checkpoint, DoneTraining } from "./checkpoint/checkpoint.ts";
import { RunJournal } from "./checkpoint/journal.ts";
import { doneTraining, outcomeOf } from "./done-training.ts";
import { keepBest } from "./phase/keep-best.ts";
import type { PhaseOutcome, PhaseStart } from "./phase/phase.ts";
import { type PhaseProgress, progressOf } from "./phase/phase-action.ts";
import { runPhase } from "./phase/run-phase.ts";
import { MEMBERS_PHASE, type Phase, phasesFrom, type RunPhase, rivalWonNotes } from "./phases.ts";
import { evaluationCadence, planOf } from "./plan.ts";
import { engineReplicaOf } from "./replicas.ts";
import { EngineHost, ResilientTrainable } from "./resilient.ts";
import { RunClock } from "./run-clock.ts";
import type { RunOptions, Within } from "./run-options.ts";
import { RunTime } from "./run-time.ts";
import { type ScoringTime, timeScoring } from "./scoring-time.ts";
import { phaseBudgetMs, unwatchedMs } from "./time-budget.ts";
import type { ReplicaProgress, TrainingControl, TrainingProgress } from "./types.ts";
import { TrainableInTurn, watchTraining } from "./watched-training.ts";

/** A first chunk that takes longer compiles kernels: the phase has its share of the time behind it, and later phases take as long to begin. */
const SLOW_START_MS = 500;
/** Where later phases would begin for more than this share of what is left, another engine carries them out. */
const MOST_OF_STARTS = 0.4;
/** After Stop, what takes no longer is not worth leaving out. */
const QUICK_MS = 100;
/** Steps that a training takes in any case, to find out how fast it is. */
const FEWEST_STEPS = 2;
/** Compiling the predictor of a stage takes about this share of what a training takes before its first step. */
const STAGE_IN_STARTS = 0.5;

type Told = Pick<DoneTraining, "histories"> & Pick<PhaseStart, "replicas"> & { readonly watched: PhaseProgress };

export class Run {
  readonly notes: string[] = [];
  readonly host: EngineHost;
  private readonly clock: RunClock;
  readonly time: RunTime;
  readonly journal: RunJournal;
  private scoring: ScoringTime = { allMs: 0 };
  private fraction = 0;
  /** What a phase takes before its first step. */
  private startMs = 0;
  /** What the phase that goes on still takes; undefined before its first chunk. */
  private ownMsLeft: number | undefined;
  /** When the last phase was over. */
  private endedMs = 0;
  /** Whose rows are trained on from here on. */
  dataset: Dataset;
  /** Of members: their trainings, as far as they are known, and what their losses on held-out rows say by now. */
  told: Pick<TrainingProgress, "members" | "soFar"> = {};
  private watched: PhaseProgress = { step: 0, totalSteps: 0, msPerStep: 0, msLeft: 0 };

  constructor(private readonly options: RunOptions) {
    this.host = new EngineHost(options.engine, options.recover);
    this.dataset = options.dataset;
    const { checkpoint, onCheckpoint, clock, askedAt = clock() } = options;
    this.clock = new RunClock(clock, { askedAt, before: checkpoint?.time });
    this.endedMs = this.clock.activeMs();
    this.journal = new RunJournal({ clock, from: checkpoint, keep: onCheckpoint });
    this.time = new RunTime(this.clock, options.control, options.document.training);
  }

  get engine(): EngineInfo {
    return this.host.info;
  }

  /** The engine that now trains is the one that other cores have, too. */
  get isCompiledOnCpu(): boolean {
    return this.host.engine.info.id === "compiled-wasm";
  }

  hostNotes(): readonly string[] {
    return this.host.notes;
  }

  seconds(): number {
    return this.clock.seconds();
  }

  /** Times predictions of some training rows, so that the time for scoring all of them is kept free. */
  async planScoring(start: PhaseStart, nPredictors: number): Promise<void> {
    const { rest, dataset } = this;
    const isStopped = () => this.isStopped();
    this.scoring = await timeScoring(start, { dataset, nPredictors, now: () => this.activeMs(), rest, isStopped });
  }

  /** @param more what a message of the watched phase has in addition. */
  report(
    phase: Phase,
    more: { readonly replicas?: readonly ReplicaProgress[]; readonly probes?: Program["probes"] } = {},
  ): void {
    const { step, totalSteps } = this.watched;
    const secondsLeft = this.time.tellMs(this.estimateMs(phase)) / 1000;
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
      ...(phase === MEMBERS_PHASE.id ? this.told : { soFar: this.told.soFar }),
      engine: this.engine,
      replicas: more.replicas ?? [],
      ...(more.probes ? { probeLabels: more.probes.map(({ value: _, ...labels }) => labels) } : {}),
    });
  }

  /** What this phase still needs, the later ones in their proportion to the watched one, and scoring. */
  private estimateMs(phase: Phase): number | undefined {
    const { step, totalSteps, msPerStep } = this.watched;
    if (step === 0) return undefined;
    const expectedMs = (rows: readonly RunPhase[]) => unwatchedMs(rows, totalSteps * msPerStep);
    const [own, ...later] = phase === "evaluating" ? [] : phasesFrom(this.options.phases, phase);
    const sinceMs = this.clock.activeMs() - this.endedMs;
    const scoringMs = phase === "evaluating" ? Math.max(this.scoring.allMs - sinceMs, 0) : this.scoring.allMs;
    return (this.ownMsLeft ?? (own ? expectedMs([own]) : 0)) + expectedMs(later) + scoringMs;
  }

  /** Whether kernels of the phases to come would take more time than there is for them. */
  private isTooSlowToBegin(nPhases: number): boolean {
    if (this.time.isFixed && !this.options.control.isStopped()) return false;
    const left = this.time.msLeft() - this.time.keptForScoring(this.scoring.allMs);
    return this.startMs > SLOW_START_MS && this.startMs * nPhases > MOST_OF_STARTS * left;
  }

  /** Lets others have their turn, and waits while the run is paused. */
  readonly rest = async (): Promise<void> => {
    const { control, pause } = this.options;
    await pause?.();
    await this.clock.paused(async () => control.rest?.());
  };

  /**
   * Whether one more training may begin: after Stop where there is time for its statistics, kernels and first steps, and for scoring
   * so many stages by then.
   */
  canBegin(nStages: number): boolean {
    if (!this.isStopped()) return true;
    const neededMs = this.nextStartMs() + FEWEST_STEPS * this.watched.msPerStep + this.stagesMs(nStages);
    return neededMs < QUICK_MS || neededMs <= this.time.msLeft();
  }

  /** How a phase ends that is not trained: with the weights that it was given to beat, or those that it began with. */
  untrained(row: RunPhase, start: PhaseStart): PhaseOutcome {
    const { program, statistics, frozen, replicas, rival } = start;
    const elapsedMs = this.clock.activeMs();
    this.startMs = Math.max(elapsedMs - this.endedMs, this.startMs);
    this.endedMs = elapsedMs;
    this.notes.push(...(start.notes ?? []));
    if (row.isWatched) this.notes.push(runText("stopped", { nSteps: 0 }));
    const kept = replicas.map((each, index) => ({ ...each, validation: Number.NaN, isKept: index === 0 }));
    const best = rival ?? start.startOf(replicas[0]);
    const outcome = { program, statistics, frozen, rival, best, isRivalBest: rival !== undefined, replicas: kept };
    return { ...outcome, steps: 0, stepsDone: 0, history: [] };
  }

  /** Whether there is time to score so many stages: after Stop, those that the verdict is about come first. */
  canScore(nStages: number): boolean {
    const neededMs = this.stagesMs(nStages);
    return !this.isStopped() || neededMs < QUICK_MS || neededMs <= this.time.msLeft();
  }

  private stagesMs(nStages: number): number {
    return nStages * (this.scoring.stageMs ?? STAGE_IN_STARTS * this.nextStartMs());
  }

  /** What the next training takes before its first step: next to nothing on the engine that takes over from one whose kernels take long. */
  private nextStartMs(): number {
    return this.host.canLeave && this.isTooSlowToBegin(1) ? 0 : this.startMs;
  }

  /** Milliseconds that trainings share until scoring has to begin. */
  trainingMsLeft(): number {
    return Math.max(this.time.msLeft() - this.time.keptForScoring(this.scoring.allMs), 0);
  }

  /** Of the watched phase, without waits; 0 before its first chunk. */
  get watchedMsPerStep(): number {
    return this.watched.msPerStep;
  }

  /** Until rows have to be scored, for the verdict on them to be in time. */
  scoringMsLeft = (): number => this.time.scoringMsLeft() - (this.scoring.verdictMs ?? 0);

  /** Whether nothing that is not needed should begin any more. */
  isOver = (): boolean => this.isStopped() || (!this.time.isFixed && this.trainingMsLeft() === 0);

  /** About what a training takes, at the speed of the watched phase and with what that took before its first step; 0 where no speed is known. */
  trainingMs(nSteps: number): number {
    const { msPerStep } = this.watched;
    return msPerStep === 0 ? 0 : this.startMs + nSteps * msPerStep;
  }

  /** About what one predictor takes for so many rows; 0 where no speed is known. */
  predictionMs(nRows: number): number {
    return nRows * (this.scoring.rowMs ?? 0);
  }

  /** How many threads shared a step of the watched phase. */
  watchedThreads = 1;

  /** Without pauses and waits. */
  activeMs(): number {
    return this.clock.activeMs();
  }

  /** As a checkpoint tells it. */
  get clockTime(): Checkpoint["time"] {
    return this.clock.time;
  }

  /** What the training that goes on still takes; undefined before its first chunk. */
  get msLeftOfPhase(): number | undefined {
    return this.ownMsLeft;
  }

  /** Members are trained elsewhere, and still take so long. */
  tellMembers(msLeft: number): void {
    this.ownMsLeft = msLeft;
    this.report(MEMBERS_PHASE.id);
  }

  /** Waits while the run is paused, on behalf of a step that is taken elsewhere. */
  gate(): Promise<"run" | "single step"> {
    return this.clock.paused(this.options.control.gate);
  }

  isStopped(): boolean {
    return this.options.control.isStopped();
  }

  /** Trains one phase and keeps the best that it came to. */
  async phase(row: RunPhase, start: PhaseStart, within: Within = {}): Promise<PhaseOutcome> {
    const { phases, document, control, pace } = this.options;
    const { dataset = this.dataset, training = document.training, idRows, averageDecay } = within;
    const { program, statistics, replicas, rival } = start;
    const { labelOffset, labelScale } = statistics;
    const evaluateEvery = evaluationCadence(dataset.split, training.batchSize);
    const plan = {
      ...planOf(training, program, start.frozen, evaluateEvery),
      replicas: replicas.map((each) => engineReplicaOf(each, training)),
      ...(averageDecay === undefined ? {} : { averageDecay }),
      // The bits of a step that threads share depend on how many there are.
      ...(this.time.isFixed ? { onOneThread: true } : {}),
    };
    const data = { ...dataset, labelOffset, labelScale, ...(idRows ? { idRows } : {}) };
    const key = within.key ?? row.id;
    const done = this.journal.doneOf(key, program);
    if (done) return this.recall(row, start, done);
    const going = this.journal.goingOf(key, { program, nReplicas: replicas.length });
    const rest = phasesFrom(phases, row.id);
    const nStarts = within.nStarts ?? rest.length;
    await this.rest();
    if (!row.isWatched && this.isTooSlowToBegin(nStarts)) await this.host.leaveSlow();
    const resilient = await ResilientTrainable.create(this.host, program, data, plan);
    const trainable = new TrainableInTurn(resilient);
    try {
      for (const [index, each] of replicas.entries()) {
        if (going) await resilient.goOn(going.replicas[index], index);
        else await trainable.write(start.startOf(each), index);
      }
      const seen = row.isWatched ? watchTraining(start, this.options, trainable) : undefined;
      if (row.isWatched) {
        this.watchedThreads = resilient.nThreads;
        this.report("preparing", { probes: program.probes });
      }
      await this.rest();
      const elapsedMs = this.clock.activeMs();
      this.startMs = elapsedMs - this.endedMs;
      const shareMs =
        within.shareMs ??
        (() => {
          const msLeft = this.time.msLeft();
          const scoringMs = this.time.keptForScoring(this.scoring.allMs);
          const willLeave = this.host.canLeave && this.isTooSlowToBegin(nStarts - 1);
          return phaseBudgetMs(rest, { msLeft, scoringMs, startMs: willLeave ? 0 : this.startMs });
        });
      let wholeMs = going?.budgetMs ?? shareMs();
      let isFirst = !going;
      const sinceMs = () => this.clock.activeMs() - elapsedMs + (going?.phase.activeMs ?? 0);
      if (going && row.isWatched) {
        this.tell(row, { replicas, histories: going.histories, watched: progressOf(going.phase, wholeMs) });
      }
      const ended = await runPhase({
        trainable,
        scheduleOf: start.scheduleOf,
        budgetMs: () => (control.isStopped() ? Math.min(wholeMs, sinceMs() + shareMs()) : wholeMs),
        maxSteps: start.maxSteps,
        isFixed: this.time.isFixed,
        clock: this.clock.moving,
        control: this.controlOf(row, within.isGivenUp),
        evaluateEvery,
        ...(row.isWatched && pace ? { pace } : {}),
        ...(going ? { from: { state: going.phase, histories: going.histories } } : {}),
        keep: async ({ state, histories }, chunks) => {
          await within.look?.(async () => (await trainable.read("best")).parameters);
          // After Stop, statistics are not those that a run which goes on would have.
          if (control.isStopped() || !this.journal.isDue) return;
          const replicaOf = async ({ best }: (typeof chunks)[number], index: number) => ({
            current: await trainable.read("current", index),
            ...(best ? { best: { state: await trainable.read("best", index), loss: best.validation } } : {}),
          });
          await this.journal.keep(this.clock.time, async () => ({
            key,
            phase: { ...state, ended: new Map(state.ended), notes: [...state.notes] },
            histories: histories.map((points) => [...points]),
            replicas: await Promise.all(chunks.map(replicaOf)),
            budgetMs: wholeMs,
          }));
        },
        onChunk: (chunks, progress) => {
          const firstMs = sinceMs();
          if (isFirst && firstMs > SLOW_START_MS) {
            this.startMs += firstMs;
            wholeMs = firstMs + shareMs();
          }
          isFirst = false;
          this.ownMsLeft = progress.msLeft + (within.othersMs?.() ?? 0);
          if (!row.isWatched) return this.report(row.id);
          this.watched = progress;
          const told = chunks.map(({ losses, probes }, index) => ({ ...replicas[index], losses, probes }));
          this.report(row.id, { replicas: told });
        },
      });
      const isGivenUp = within.isGivenUp?.() === true && ended.steps < start.maxSteps;
      const result = { ...ended, isCut: ended.isCut || isGivenUp };
      this.clock.addWaited(result.waitedMs);
      this.ownMsLeft = undefined;
      const schedule = start.scheduleOf(result.steps);
      const kept = await keepBest(trainable, { nReplicas: replicas.length, rival, schedule });
      seen?.keep(kept.best.parameters);
      const notes = [...(start.notes ?? []), ...result.notes];
      if (kept.isRivalBest) notes.push(...rivalWonNotes(row));
      if (row.isWatched && control.isStopped()) notes.push(runText("stopped", { nSteps: result.steps }));
      const watched = row.isWatched ? this.watched : undefined;
      const done = doneTraining(start, { key, result, kept, notes, watched });
      this.journal.finish(done);
      this.notes.push(...notes);
      return { ...outcomeOf(start, done), best: kept.best };
    } finally {
      this.endedMs = this.clock.activeMs();
      trainable.dispose();
    }
  }

  /** One that an earlier worker brought to its end. */
  private recall(row: RunPhase, start: PhaseStart, done: DoneTraining): PhaseOutcome {
    const { histories, watched, notes } = done;
    if (watched) {
      watchTraining(start, this.options).keep(done.best.parameters);
      this.report("preparing", { probes: start.program.probes });
      this.tell(row, { replicas: start.replicas, histories, watched });
    }
    this.journal.finish(done);
    this.notes.push(...notes);
    return outcomeOf(start, done);
  }

  /** Tells what of the watched phase was told before, by an earlier worker. */
  private tell(row: RunPhase, { replicas, histories, watched }: Told): void {
    this.watched = watched;
    this.report(row.id, { replicas: replicas.map((each, index) => ({ ...each, losses: histories[index] ?? [] })) });
  }

  /** What a phase takes to begin counts from here on: something else was trained before. */
  besidesEnded(): void {
    this.endedMs = this.clock.activeMs();
  }

  private controlOf({ isWatched }: RunPhase, isGivenUp = () => false): TrainingControl {
    const { control, pause } = this.options;
    return {
      // After Stop the unwatched phases still run, shortly: best weights are hardened and an export is possible.
      isStopped: () => (isWatched && control.isStopped()) || isGivenUp(),
      gate: async () => {
        // An engine may take short chunks without letting anything through.
        await pause?.();
        if (!isWatched && control.isStopped()) return "run";
        return this.clock.paused(control.gate);
      },
      // Chunks of what is watched end where they would have, or a single step would be several.
      ...(isWatched
        ? { steering: () => control.steering?.() }
        : { rest: () => this.clock.paused(async () => control.rest?.()) }),
    };
  }
}
