/** What training goes on from, as a file holds it: numbers that no optimiser leaves behind are not gone on from. */
import type { TrainedPipeline } from "../training/types.ts";

type TrainingState = TrainedPipeline["soft"]["state"];

/** A slot is named "<parameter>/m" and the like: mean, mean square, number of updates, average. */
const SLOT = /^(.+)\/([^/]*)$/;

function isSoundSlot(name: string, values: Float32Array, state: TrainingState): boolean {
  const [, parameter = "", slot = ""] = SLOT.exec(name) ?? [];
  const isCount = slot === "t";
  const size = isCount ? 1 : state.parameters[parameter]?.length;
  // Row weights are not stored, and neither are their slots.
  if (size !== undefined && values.length !== size) return false;
  if (!values.every(Number.isFinite)) return false;
  if (slot === "v") return values.every((value) => value >= 0);
  return !isCount || values.every((value) => value >= 0 && Number.isInteger(value));
}

/** @returns false where going on from this state would be going on from nonsense. */
export function isSoundState(state: TrainingState): boolean {
  return (
    Object.values(state.parameters).every((values) => values.every(Number.isFinite)) &&
    Object.entries(state.optimiser).every(([name, values]) => isSoundSlot(name, values, state))
  );
}

/** The same parameters with no step taken: training then begins anew. */
export function withoutSteps(state: TrainingState): TrainingState {
  return { ...state, step: 0, optimiser: {} };
}
