/**
 * Members of an ensemble on several parts of the rows, as the replicas of one program: all see one batch, and each leaves the rows of its own
 * part out by weights that do not move.
 */
import type { ProgramBuilder } from "../../program/builder.ts";
import { sourceInput } from "../../program/inputs.ts";
import type { ValueId } from "../../program/types.ts";
import type { Replica, TrainingData, TrainingState } from "../engine.ts";

/** Parts that are held out in turn, and members on each. */
export const PACK = { nParts: 5, nMembers: 4 } as const;

/** The learning rates of the members, times the usual. */
const RATES = [0.5, 1, 2, 4];
const KEEPS = "parts/keeps";

/** Each replica in its turn: part by part, its members. */
export function packReplicas(): readonly Replica[] {
  return Array.from({ length: PACK.nParts * PACK.nMembers }, (_, index) => ({
    seed: 1 + index,
    rate: RATES[index % PACK.nMembers],
  }));
}

export const heldOutBy = (replica: number): number => Math.floor(replica / PACK.nMembers);

/** The weight of a row, float32 rows []: by its part, of which the table's sources tell. */
export function partWeights(b: ProgramBuilder): ValueId {
  return b.inBlock("parts", () => {
    const keeps = b.parameter("keeps", {
      shape: [PACK.nParts],
      role: "data",
      initial: { kind: "constant", value: 1 },
    });
    return b.reshape(b.lookup(keeps, sourceInput(b)), []);
  });
}

/** Rows dealt to the parts in turn. */
export const dealt = (data: TrainingData): TrainingData => ({
  ...data,
  source: Int32Array.from({ length: data.nRows }, (_, row) => row % PACK.nParts),
});

/** A state with the part that a replica leaves out; the others count so that the mean weight stays 1. */
export function leavingOut(state: TrainingState, replica: number): TrainingState {
  const { nParts } = PACK;
  const own = heldOutBy(replica);
  const keeps = Float32Array.from({ length: nParts }, (_, part) => (part === own ? 0 : nParts / (nParts - 1)));
  return { ...state, parameters: { ...state.parameters, [KEEPS]: keeps } };
}
