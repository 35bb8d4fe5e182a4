/**
 * How far a phase of training has come. Pure: what an engine, a clock and people do arrives as events, so that every way through
 * a phase can be tested without any of them. `nextAction` says what to do next, and `runPhase` does it and brings the events.
 */
import { runText } from "../../base/texts/training.ts";
import type { ChunkReport } from "../../engine/engine.ts";
import type { Steering } from "../types.ts";
import { type ChunkTiming, NO_CHUNKS, withChunk } from "./chunk-timing.ts";

/** A phase ends when this share of its steps brought no better validation loss; it counts once best weights count. */
const PATIENCE = 0.4;
/** Clocks of browsers are coarse; no step is taken to be faster than this. */
const FASTEST_MS_PER_STEP = 0.005;
/** After a loss that is not finite, training goes on from the last good weights with a smaller rate, this often. */
const MAX_RETREATS = 2;

/** What does not change while a phase goes on. */
export interface PhaseRules {
  /** The engine's step where the phase begins: more than 0 where training goes on. */
  readonly begin: number;
  readonly maxSteps: number;
  /** Steps are given by the caller: chunks do not depend on the clock, and the budget is only a bound. */
  readonly isFixed: boolean;
  /** Chunks of a phase with a pace end at its evaluation points, so that loss points lie evenly. */
  readonly evaluateEvery: number;
  /** How long the phase takes at least; 0: as fast as the engine can. It never takes more than the budget. */
  readonly paceMs: number;
}

/** A value that was not finite: where it came up first. */
type NonFinite = NonNullable<ChunkReport["nonFinite"]>;

/** Why a phase is over. */
export type PhaseEnd =
  | { readonly kind: "all steps" | "no better" | "stopped" }
  | { readonly kind: "not finite"; readonly at: NonFinite };

export interface PhaseState {
  readonly rules: PhaseRules;
  /** Steps of this phase alone. */
  readonly step: number;
  /** How many there will be at the speed measured so far. */
  readonly totalSteps: number;
  /** Steps that ran, with those that a retreat undid. */
  readonly ranSteps: number;
  /** Time that steps took. */
  readonly activeMs: number;
  /** Time waited for the pace; the budget pays for none of it. */
  readonly waitedMs: number;
  /** Without waits; 0 before the first chunk. */
  readonly msPerStep: number;
  /** It compiles kernels, and says nothing of the speed to come. */
  readonly firstChunk?: { readonly steps: number; readonly ms: number };
  readonly timing: ChunkTiming;
  readonly retreats: number;
  /** Absent: as the settings say. */
  readonly steering?: Steering | undefined;
  /** The steps at which replicas ended because a value was not finite, while others went on. */
  readonly ended: ReadonlyMap<number, number>;
  readonly notes: readonly string[];
  readonly end?: PhaseEnd;
}

export type PhaseEvent =
  /** The engine ran a chunk. */
  | {
      readonly kind: "chunk";
      readonly steps: number;
      readonly ms: number;
      /** One for each replica. */
      readonly reports: readonly ChunkReport[];
      /** Of the whole phase, as it stands now: Stop makes it smaller. */
      readonly budgetMs: number;
    }
  /** The phase waited for its pace. */
  | { readonly kind: "wait"; readonly ms: number }
  /** Somebody changed what steps are taken with. */
  | { readonly kind: "steer"; readonly steering: Steering }
  /** Somebody ended the phase. */
  | { readonly kind: "stop" };

export function beginPhase(rules: PhaseRules): PhaseState {
  return endedIfDone({
    rules,
    step: 0,
    totalSteps: rules.maxSteps,
    ranSteps: 0,
    activeMs: 0,
    waitedMs: 0,
    msPerStep: 0,
    timing: NO_CHUNKS,
    retreats: 0,
    ended: new Map(),
    notes: [],
  });
}

/** The state after an event. A phase that is over stays as it is. */
export function nextPhaseState(state: PhaseState, event: PhaseEvent): PhaseState {
  if (state.end) return state;
  switch (event.kind) {
    case "chunk":
      return afterChunk(state, event);
    case "wait":
      return { ...state, waitedMs: state.waitedMs + event.ms };
    case "steer": {
      const { steering } = event;
      const note = runText("steered", { step: state.rules.begin + state.step + 1, ...steering });
      return { ...state, steering, notes: [...state.notes, note] };
    }
    case "stop":
      return { ...state, end: { kind: "stopped" } };
    default:
      return event satisfies never;
  }
}

type Chunk = Extract<PhaseEvent, { kind: "chunk" }>;

function afterChunk(state: PhaseState, chunk: Chunk): PhaseState {
  const { reports } = chunk;
  // The engine knows how far it came: after a retreat it stands at the last good step again.
  const furthest = reports.reduce((most, report) => (report.step > most.step ? report : most));
  // One that lags behind stays there, also where the engine that knew why was lost.
  const alive = reports.filter((report) => !report.nonFinite && report.step === furthest.step);
  const moved = timed({ ...state, step: furthest.step - state.rules.begin }, chunk);
  if (alive.length === 0) return retreated(moved, furthest);
  const told = withoutEnded(moved, reports);
  const isPatient = ({ best }: ChunkReport) => !best || furthest.step - best.step <= PATIENCE * told.totalSteps;
  if (!alive.some(isPatient)) return { ...told, totalSteps: told.step, end: { kind: "no better" } };
  return endedIfDone(told);
}

/** The speed as it is known now, and how many steps the budget pays for at that speed. */
function timed(state: PhaseState, { steps, ms, budgetMs }: Chunk): PhaseState {
  const { rules, step } = state;
  const isFirst = state.firstChunk === undefined;
  const firstChunk = state.firstChunk ?? { steps, ms };
  const ranSteps = state.ranSteps + steps;
  const activeMs = state.activeMs + ms;
  const measured = isFirst ? ms / steps : (activeMs - firstChunk.ms) / (ranSteps - firstChunk.steps);
  const msPerStep = Math.max(measured, FASTEST_MS_PER_STEP);
  const affordable = step + Math.floor(Math.max(budgetMs - activeMs, 0) / msPerStep);
  const isSpeedKnown = !isFirst || rules.isFixed;
  return {
    ...state,
    ranSteps,
    activeMs,
    msPerStep,
    firstChunk,
    timing: isFirst ? state.timing : withChunk(state.timing, { steps, ms: Math.max(ms, FASTEST_MS_PER_STEP * steps) }),
    totalSteps: isSpeedKnown ? Math.max(step, Math.min(rules.maxSteps, affordable)) : state.totalSteps,
  };
}

/** No replica moves any more: back to the last good weights with a smaller rate, or the end. */
function retreated(state: PhaseState, { step, nonFinite }: ChunkReport): PhaseState {
  const at = nonFinite ?? { step, blocks: [] };
  if (state.retreats === MAX_RETREATS) return { ...state, end: { kind: "not finite", at } };
  const note = runText("smallerRate", at);
  return endedIfDone({ ...state, retreats: state.retreats + 1, notes: [...state.notes, note] });
}

/** Replicas that end though others go on are told of once. */
function withoutEnded(state: PhaseState, reports: readonly ChunkReport[]): PhaseState {
  const ended = new Map(state.ended);
  const notes = reports.flatMap(({ nonFinite }, index) => {
    if (!nonFinite || ended.has(index)) return [];
    ended.set(index, nonFinite.step);
    return [runText("replicaEnded", { ...nonFinite, replica: index + 1, nReplicas: reports.length })];
  });
  return notes.length === 0 ? state : { ...state, ended, notes: [...state.notes, ...notes] };
}

function endedIfDone(state: PhaseState): PhaseState {
  return state.step >= state.totalSteps ? { ...state, end: { kind: "all steps" } } : state;
}
