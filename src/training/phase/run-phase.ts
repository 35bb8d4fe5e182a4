/** Drives a trainable program through a phase: awaits engine, clock and people, and lets the phase's state decide. */

import { studioError } from "../../base/error.ts";
import type { ChunkReport, Curve, LossPoint, Schedule, TrainableProgram } from "../../engine/engine.ts";
import { SCHEDULE_INPUTS } from "../../program/inputs.ts";
import { AS_SET, type Pace, type Steering, type TrainingControl } from "../types.ts";
import { nextAction, type PhaseProgress, progressOf } from "./phase-action.ts";
import { beginPhase, nextPhaseState, type PhaseEnd, type PhaseRules, type PhaseState } from "./phase-state.ts";

export interface PhaseOptions extends Pick<PhaseRules, "maxSteps" | "isFixed" | "evaluateEvery"> {
  readonly trainable: TrainableProgram;
  readonly scheduleOf: (totalSteps: number) => Schedule;
  /** Asked again after every chunk: Stop makes it smaller. */
  readonly budgetMs: () => number;
  /** Stands still while the run is paused. */
  readonly clock: () => number;
  /** Its `rest` is awaited within chunks, too. */
  readonly control: TrainingControl;
  /** Absent: as fast as the engine can. It never takes more than the budget. */
  readonly pace?: Pace;
  /** @param chunks one for each replica. */
  readonly onChunk: (chunks: readonly ChunkReport[], progress: PhaseProgress) => void;
  /** Where an earlier worker had brought the phase; the trainable program stands there already. */
  readonly from?: PhaseSoFar | undefined;
  /** Awaited after each chunk of a phase that is not over. */
  readonly keep?: (soFar: PhaseSoFar, chunks: readonly ChunkReport[]) => Promise<void>;
}

export interface PhaseSoFar {
  readonly state: PhaseState;
  /** One for each replica. */
  readonly histories: readonly (readonly LossPoint[])[];
}

export interface PhaseResult extends Pick<PhaseState, "waitedMs" | "ended" | "notes"> {
  readonly steps: number;
  /** There was no time for all steps. */
  readonly isCut: boolean;
  /** One for each replica. */
  readonly histories: readonly (readonly LossPoint[])[];
}

/**
 * Runs up to `maxSteps` steps within the budget; the total follows the speed measured so far.
 *
 * @throws E_TRAIN_NOT_FINITE where smaller learning rates did not help.
 * @source Early stopping by patience on validation loss: Prechelt, "Early stopping — but when?" (1998).
 */
export async function runPhase(options: PhaseOptions): Promise<PhaseResult> {
  const { trainable, scheduleOf, budgetMs, maxSteps, isFixed, clock, control, evaluateEvery, pace, from, keep } =
    options;
  const { step: begin } = await trainable.read("current");
  // Not in the state: nothing is decided by them, and a copy for each of many chunks would cost more than training.
  const histories: LossPoint[][] = from?.histories.map((points) => [...points]) ?? [];
  let state = from?.state ?? beginPhase({ begin, maxSteps, isFixed, evaluateEvery, paceMs: pace?.ms ?? 0 });
  while (!state.end) {
    const permit = control.isStopped() ? undefined : await control.gate();
    if (permit === undefined || control.isStopped()) {
      state = nextPhaseState(state, { kind: "stop" });
      break;
    }
    const steering = control.steering?.();
    if (steering && !isSame(steering, state.steering ?? AS_SET))
      state = nextPhaseState(state, { kind: "steer", steering });
    const action = nextAction(state, { permit, budgetMs: budgetMs() });
    const started = clock();
    if (action.kind === "wait") {
      await pace?.wait(action.ms);
      state = nextPhaseState(state, { kind: "wait", ms: clock() - started });
      continue;
    }
    const { steps, totalSteps, factors } = action;
    const reports = await trainable.run(steps, scaled(scheduleOf(totalSteps), factors), control.rest);
    const ms = clock() - started;
    state = nextPhaseState(state, { kind: "chunk", steps, ms, reports, budgetMs: budgetMs() });
    assertFinite(state.end);
    reports.forEach(({ losses }, index) => {
      histories[index] ??= [];
      histories[index].push(...losses);
    });
    options.onChunk(reports, progressOf(state, budgetMs()));
    if (!state.end) await keep?.({ state, histories }, reports);
  }
  const { step, waitedMs, ended, notes, end } = state;
  return { steps: step, isCut: end?.kind === "all steps" && step < maxSteps, waitedMs, ended, histories, notes };
}

const isSame = (a: Steering, b: Steering) => a.learningRate === b.learningRate && a.penalties === b.penalties;

function scaled(schedule: Schedule, { learningRate, penalties }: Steering): Schedule {
  const { [SCHEDULE_INPUTS.penaltyScale]: penaltyScale, ...inputs } = schedule.inputs;
  return {
    ...schedule,
    learningRate: times(schedule.learningRate, learningRate),
    inputs: { ...inputs, [SCHEDULE_INPUTS.penaltyScale]: times(penaltyScale, penalties) },
  };
}

function times(curve: Curve, factor: number): Curve {
  return curve.kind === "constant"
    ? { ...curve, value: curve.value * factor }
    : { ...curve, from: curve.from * factor, to: curve.to * factor };
}

function assertFinite(end: PhaseEnd | undefined): void {
  if (end?.kind !== "not finite") return;
  const { step, blocks } = end.at;
  throw studioError("E_TRAIN_NOT_FINITE", { step, blocks });
}
