/** Drives one trainable program through a phase: chunks, time budget, pause, stop, and what is not finite. */
import type { ChunkReport, LossPoint, Schedule, TrainableProgram } from "../engine/engine.ts";
import { StudioError } from "../program/error.ts";
import type { TrainingControl } from "./types.ts";

/** A chunk takes about this long, so that pause and stop answer at once and charts move. */
const CHUNK_MS = 200;
/** Steps of a chunk where the number of steps is given: results then do not depend on the clock. */
const FIXED_CHUNK = 10;
/** After a loss that is not finite, training goes on from the last good weights with a smaller rate, this often. */
const MAX_RETREATS = 2;

export interface PhaseOptions {
  readonly trainable: TrainableProgram;
  readonly scheduleOf: (totalSteps: number) => Schedule;
  readonly budgetMs: number;
  readonly maxSteps: number;
  /** Steps are given by the caller, so chunks do not depend on the clock. */
  readonly isFixed: boolean;
  readonly clock: () => number;
  readonly control: TrainingControl;
  readonly onChunk: (chunk: ChunkReport, state: PhaseState) => void;
}

export interface PhaseState {
  readonly step: number;
  readonly totalSteps: number;
  readonly msPerStep: number;
}

export interface PhaseResult {
  readonly steps: number;
  readonly history: readonly LossPoint[];
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

function divergedError(step: number, blocks: readonly string[]): StudioError {
  return new StudioError({
    code: "E_TRAIN_NOT_FINITE",
    where: `training step ${step}${blocks.length > 0 ? `, block ${blocks.join(", ")}` : ""}`,
    expected: "a finite loss",
    got: "a value that is not a number or is infinite, also at smaller learning rates",
    fix: "Lower the learning rate, or scale this block's columns (Scale number, Tame outliers) before the model.",
  });
}

function firstSteps(isFixed: boolean): number {
  return isFixed ? FIXED_CHUNK : 2;
}

/** Runs up to `maxSteps` steps within the budget; the total follows the speed measured so far. */
export async function runPhase(options: PhaseOptions): Promise<PhaseResult> {
  const { trainable, scheduleOf, budgetMs, isFixed, clock, control, onChunk } = options;
  const history: LossPoint[] = [];
  const notes: string[] = [];
  let totalSteps = options.maxSteps;
  let step = 0;
  let activeMs = 0;
  let firstMs = 0;
  let msPerStep = 0;
  let retreats = 0;
  while (step < totalSteps && !control.isStopped()) {
    const permit = await control.gate();
    if (control.isStopped()) break;
    const isFirst = step === 0;
    const wanted = isFirst
      ? firstSteps(isFixed)
      : isFixed
        ? FIXED_CHUNK
        : Math.min(Math.max(Math.round(CHUNK_MS / msPerStep), 1), 200);
    const nSteps = permit === "single step" ? 1 : Math.min(wanted, totalSteps - step);
    const started = clock();
    const chunk = await trainable.run(nSteps, slower(scheduleOf(totalSteps), 0.3 ** retreats));
    const ms = clock() - started;
    if (chunk.nonFinite) {
      if (retreats === MAX_RETREATS) throw divergedError(chunk.nonFinite.step, chunk.nonFinite.blocks);
      retreats++;
      const blocks = chunk.nonFinite.blocks.join(", ");
      notes.push(
        `At step ${chunk.nonFinite.step} a value was not finite${blocks ? ` (block ${blocks})` : ""}; training went on from the last good weights with a smaller learning rate.`,
      );
    }
    step += nSteps;
    activeMs += ms;
    // The first chunk compiles kernels; it says nothing of the speed to come.
    if (isFirst) firstMs = ms;
    const timedSteps = step - firstSteps(isFixed);
    msPerStep = Math.max(timedSteps > 0 ? (activeMs - firstMs) / timedSteps : ms / nSteps, 0.05);
    if (!isFirst || isFixed) {
      const affordable = step + Math.floor(Math.max(budgetMs - activeMs, 0) / msPerStep);
      totalSteps = Math.max(step, Math.min(options.maxSteps, affordable));
    }
    history.push(...chunk.losses);
    onChunk(chunk, { step, totalSteps, msPerStep });
  }
  return { steps: step, history, notes };
}
