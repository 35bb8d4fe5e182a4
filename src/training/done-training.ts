/** A training that is over: as checkpoints keep it, and as what comes after it goes on from. */
import type { DoneTraining } from "./checkpoint/checkpoint.ts";
import type { Kept } from "./phase/keep-best.ts";
import type { PhaseOutcome, PhaseStart } from "./phase/phase.ts";
import type { PhaseProgress } from "./phase/phase-action.ts";
import type { PhaseResult } from "./phase/run-phase.ts";

interface Ended {
  readonly key: string;
  readonly result: PhaseResult;
  readonly kept: Kept;
  readonly notes: readonly string[];
  /** How it went, where people watched: nothing else is gone on from with the optimiser's slots. */
  readonly watched: PhaseProgress | undefined;
}

export function doneTraining(
  { maxSteps, replicas }: PhaseStart,
  { key, result, kept, notes, watched }: Ended,
): DoneTraining {
  return {
    key,
    best: { ...kept.best, optimiser: watched ? kept.best.optimiser : {} },
    isRivalBest: kept.isRivalBest,
    steps: result.steps,
    stepsDone: result.isCut ? result.steps / maxSteps : 1,
    histories: result.histories.map((points) => [...points]),
    history: [...(result.histories[kept.replica] ?? [])],
    replicas: replicas.map((each, index) => ({
      ...each,
      validation: kept.losses[index],
      isKept: !kept.isRivalBest && index === kept.replica,
      ...(result.ended.has(index) ? { endedAt: result.ended.get(index) } : {}),
    })),
    notes: [...notes],
    ...(watched ? { watched } : {}),
  };
}

export function outcomeOf(
  { program, statistics, frozen, rival }: PhaseStart,
  { best, isRivalBest, steps, stepsDone, history, replicas }: DoneTraining,
): PhaseOutcome {
  return { program, statistics, frozen, rival, best, isRivalBest, steps, stepsDone, history, replicas };
}
