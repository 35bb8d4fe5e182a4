/** What a phase does next, and what it still takes: pure functions of its state. */
import { AS_SET, type Steering } from "../types.ts";
import { stepsOfNextChunk } from "./chunk-timing.ts";
import type { PhaseState } from "./phase-state.ts";

/** Steps of the first chunk, before any speed is known. */
const FIRST_CHUNK = 2;
/** Steps of a chunk where the number of steps is given: results then do not depend on the clock. */
const FIXED_CHUNK = 10;
/** A phase with a pace moves about so often … */
const TICK_MS = 100;
/** … and asks so often, while it waits, whether to pause, step or stop. */
const LONGEST_WAIT_MS = 50;
/** After each retreat the learning rate is this much smaller. */
const RATE_AFTER_RETREAT = 0.3;

export type PhaseAction =
  | { readonly kind: "run"; readonly steps: number; readonly totalSteps: number; readonly factors: Steering }
  | { readonly kind: "wait"; readonly ms: number };

/**
 * What a phase that is not over does next.
 *
 * @param permit   a single step comes alone and does not wait for the pace.
 * @param budgetMs of the whole phase, as it stands now.
 */
export function nextAction(
  state: PhaseState,
  { permit, budgetMs }: { readonly permit: "run" | "single step"; readonly budgetMs: number },
): PhaseAction {
  const { step, totalSteps, retreats, steering = AS_SET } = state;
  const paceMs = Math.min(state.rules.paceMs, budgetMs);
  const aheadMs = (paceMs * step) / totalSteps - state.activeMs - state.waitedMs;
  if (permit === "run" && aheadMs >= 1) return { kind: "wait", ms: Math.min(aheadMs, LONGEST_WAIT_MS) };
  const steps = permit === "single step" ? 1 : Math.min(stepsOfChunk(state, paceMs), totalSteps - step);
  const learningRate = RATE_AFTER_RETREAT ** retreats * steering.learningRate;
  return { kind: "run", steps, totalSteps, factors: { ...steering, learningRate } };
}

function stepsOfChunk({ rules, step, firstChunk, msPerStep, timing }: PhaseState, paceMs: number): number {
  // With or without a pace, the same weights come out.
  if (rules.isFixed) return FIXED_CHUNK;
  if (!firstChunk) return FIRST_CHUNK;
  const isSlowerThanPace = rules.maxSteps * msPerStep >= paceMs;
  if (isSlowerThanPace) return stepsOfNextChunk(timing);
  const points = Math.round((TICK_MS * rules.maxSteps) / paceMs / rules.evaluateEvery);
  return Math.max(points, 1) * rules.evaluateEvery - ((rules.begin + step) % rules.evaluateEvery);
}

/** What a phase tells while it goes on. */
export interface PhaseProgress {
  readonly step: number;
  readonly totalSteps: number;
  /** Without waits. */
  readonly msPerStep: number;
  /** What the phase still takes, with waits. */
  readonly msLeft: number;
}

export function progressOf(state: PhaseState, budgetMs: number): PhaseProgress {
  const { step, totalSteps, msPerStep } = state;
  const ofSteps = (totalSteps - step) * msPerStep;
  const ofPace = step < totalSteps ? Math.min(state.rules.paceMs, budgetMs) - state.activeMs - state.waitedMs : 0;
  return { step, totalSteps, msPerStep, msLeft: Math.max(ofSteps, ofPace) };
}
