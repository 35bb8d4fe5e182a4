/** Drives one trainable program through a phase: chunks, time budget, pause, stop, and what is not finite. */

import { StudioError } from "../base/error.ts";
import type { ChunkReport, LossPoint, Schedule, TrainableProgram } from "../engine/engine.ts";
import { ChunkTiming } from "./chunk-timing.ts";
import type { Pace, TrainingControl } from "./types.ts";

/** Steps of the first chunk, before any speed is known. */
const FIRST_CHUNK = 2;
/** Steps of a chunk where the number of steps is given: results then do not depend on the clock. */
const FIXED_CHUNK = 10;
/** A phase ends when this share of its steps brought no better validation loss; it counts once best weights count. */
const PATIENCE = 0.4;
/** Clocks of browsers are coarse; no step is taken to be faster than this. */
const FASTEST_MS_PER_STEP = 0.005;
/** After a loss that is not finite, training goes on from the last good weights with a smaller rate, this often. */
const MAX_RETREATS = 2;
/** A phase with a pace moves about so often … */
const TICK_MS = 100;
/** … and asks so often, while it waits, whether to pause, step or stop. */
const LONGEST_WAIT_MS = 50;

export interface PhaseOptions {
  readonly trainable: TrainableProgram;
  readonly scheduleOf: (totalSteps: number) => Schedule;
  /** Asked again after every chunk: Stop makes it smaller. */
  readonly budgetMs: () => number;
  readonly maxSteps: number;
  /** Steps are given by the caller: chunks do not depend on the clock, and the budget is only a bound. */
  readonly isFixed: boolean;
  readonly clock: () => number;
  readonly control: TrainingControl;
  /** Chunks of a phase with a pace end at its evaluation points, so that loss points lie evenly. */
  readonly evaluateEvery: number;
  /** Absent: as fast as the engine can. It never takes more than the budget. */
  readonly pace?: Pace;
  /** @param chunks one for each replica. */
  readonly onChunk: (chunks: readonly ChunkReport[], state: PhaseState) => void;
}

export interface PhaseState {
  readonly step: number;
  readonly totalSteps: number;
  /** Without waits. */
  readonly msPerStep: number;
  /** What the phase still takes, with waits. */
  readonly msLeft: number;
}

export interface PhaseResult {
  readonly steps: number;
  /** For the pace; the budget pays for none of it. */
  readonly waitedMs: number;
  /** The steps at which replicas ended because a value was not finite, while others went on. */
  readonly ended: ReadonlyMap<number, number>;
  /** One for each replica. */
  readonly histories: readonly (readonly LossPoint[])[];
  readonly notes: readonly string[];
}

function slower(schedule: Schedule, factor: number): Schedule {
  const { learningRate } = schedule;
  return {
    ...schedule,
    learningRate:
      learningRate.kind === "constant"
        ? { ...learningRate, value: learningRate.value * factor }
        : { ...learningRate, from: learningRate.from * factor, to: learningRate.to * factor },
  };
}

function wordsFor({ step, blocks }: NonNullable<ChunkReport["nonFinite"]>): string {
  return `At step ${step} a value was not finite${blocks.length > 0 ? ` (block ${blocks.join(", ")})` : ""}`;
}

/** Notes for replicas that end though others go on; `ended` takes them in. */
function endNotes(chunks: readonly ChunkReport[], ended: Map<number, number>): readonly string[] {
  return chunks.flatMap(({ nonFinite }, index) => {
    if (!nonFinite || ended.has(index)) return [];
    ended.set(index, nonFinite.step);
    return [`${wordsFor(nonFinite)} in start ${index + 1} of ${chunks.length}; it ended there, the others went on.`];
  });
}

function divergedError(step: number, blocks: readonly string[]): StudioError {
  return new StudioError({
    code: "E_TRAIN_NOT_FINITE",
    where: `training step ${step}${blocks.length > 0 ? `, block ${blocks.join(", ")}` : ""}`,
    expected: "a finite loss",
    got: "a value that is not a number or is infinite, also at smaller learning rates",
    fix: "Lower the learning rate, or scale this block's columns (Scale number, Tame outliers) before the model.",
  });
}

/**
 * Runs up to `maxSteps` steps within the budget; the total follows the speed measured so far.
 *
 * @source Early stopping by patience on validation loss: Prechelt, "Early stopping — but when?" (1998).
 */
export async function runPhase(options: PhaseOptions): Promise<PhaseResult> {
  const { trainable, scheduleOf, budgetMs, maxSteps, isFixed, clock, control, evaluateEvery, pace, onChunk } = options;
  const begin = (await trainable.read("current")).step;
  const histories: LossPoint[][] = [];
  const notes: string[] = [];
  const ended = new Map<number, number>();
  const timing = new ChunkTiming();
  let totalSteps = maxSteps;
  let step = 0;
  /** With those that a retreat undid. */
  let ranSteps = 0;
  let activeMs = 0;
  let waitedMs = 0;
  let first: { readonly steps: number; readonly ms: number } | undefined;
  let msPerStep = 0;
  let retreats = 0;
  const paceMs = () => Math.min(pace?.ms ?? 0, budgetMs());
  const stepsOfChunk = (): number => {
    // With or without a pace, the same weights come out.
    if (isFixed) return FIXED_CHUNK;
    if (!first) return FIRST_CHUNK;
    const isSlower = maxSteps * msPerStep >= paceMs();
    if (isSlower) return timing.next();
    const points = Math.round((TICK_MS * maxSteps) / paceMs() / evaluateEvery);
    return Math.max(points, 1) * evaluateEvery - ((begin + step) % evaluateEvery);
  };
  while (step < totalSteps && !control.isStopped()) {
    const permit = await control.gate();
    if (control.isStopped()) break;
    const aheadMs = (paceMs() * step) / totalSteps - activeMs - waitedMs;
    if (pace && permit === "run" && aheadMs >= 1) {
      const asked = clock();
      await pace.wait(Math.min(aheadMs, LONGEST_WAIT_MS));
      waitedMs += clock() - asked;
      continue;
    }
    const nSteps = permit === "single step" ? 1 : Math.min(stepsOfChunk(), totalSteps - step);
    const started = clock();
    const chunks = await trainable.run(nSteps, slower(scheduleOf(totalSteps), 0.3 ** retreats));
    const ms = clock() - started;
    // The engine knows how far it came: after a retreat it stands at the last good step again.
    const furthest = chunks.reduce((most, chunk) => (chunk.step > most.step ? chunk : most));
    // One that lags behind stays there, also where the engine that knew why was lost.
    const alive = chunks.filter((chunk) => !chunk.nonFinite && chunk.step === furthest.step);
    if (alive.length === 0) {
      const { step: at, blocks } = furthest.nonFinite!;
      if (retreats === MAX_RETREATS) throw divergedError(at, blocks);
      retreats++;
      notes.push(
        `${wordsFor(furthest.nonFinite!)}; training went on from the last good weights with a smaller learning rate.`,
      );
    } else notes.push(...endNotes(chunks, ended));
    step = furthest.step - begin;
    ranSteps += nSteps;
    activeMs += ms;
    const isFirst = first === undefined;
    if (!isFirst) timing.add(nSteps, ms);
    first ??= { steps: nSteps, ms };
    // The first chunk compiles kernels; it says nothing of the speed to come.
    msPerStep = Math.max(isFirst ? ms / nSteps : (activeMs - first.ms) / (ranSteps - first.steps), FASTEST_MS_PER_STEP);
    if (!isFirst || isFixed) {
      const affordable = step + Math.floor(Math.max(budgetMs() - activeMs, 0) / msPerStep);
      totalSteps = Math.max(step, Math.min(maxSteps, affordable));
    }
    const isPatient = ({ best }: ChunkReport) => !best || furthest.step - best.step <= PATIENCE * totalSteps;
    if (alive.length > 0 && !alive.some(isPatient)) totalSteps = step;
    chunks.forEach(({ losses }, index) => {
      histories[index] ??= [];
      histories[index].push(...losses);
    });
    const msLeft = Math.max((totalSteps - step) * msPerStep, step < totalSteps ? paceMs() - activeMs - waitedMs : 0);
    onChunk(chunks, { step, totalSteps, msPerStep, msLeft });
  }
  return { steps: step, waitedMs, ended, histories, notes };
}
