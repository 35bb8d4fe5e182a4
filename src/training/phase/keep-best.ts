/** Which weights a phase leaves: those of the replica with the lowest validation loss, or of a rival with a lower one still. */
import type { Schedule, TrainableProgram, TrainingState } from "../../engine/engine.ts";
import { lowest } from "../replicas.ts";

export interface Kept {
  readonly best: TrainingState;
  /** Index of the replica with the lowest loss. */
  readonly replica: number;
  readonly isRivalBest: boolean;
  /** Validation loss of each replica; NaN where there was nothing to compare. */
  readonly losses: readonly number[];
}

/** @param schedule of the whole phase: all are compared at its end, where choices have cooled. */
export async function keepBest(
  trainable: TrainableProgram,
  options: { readonly nReplicas: number; readonly rival?: TrainingState; readonly schedule: Schedule },
): Promise<Kept> {
  const { nReplicas, rival, schedule } = options;
  const lossOf = async (state: TrainingState) => {
    await trainable.write({ ...state, step: schedule.totalSteps });
    return trainable.evaluate("validation", schedule);
  };
  const trained: TrainingState[] = [];
  for (let index = 0; index < nReplicas; index++) trained.push(await trainable.read("best", index));
  // A replica that has nothing to be compared with wins unseen.
  const isContest = nReplicas > 1 || rival !== undefined;
  const losses: number[] = [];
  for (const state of trained) losses.push(isContest ? await lossOf(state) : Number.NaN);
  const replica = lowest(losses);
  if (rival && (await lossOf(rival)) < losses[replica]) return { best: rival, replica, isRivalBest: true, losses };
  return { best: trained[replica], replica, isRivalBest: false, losses };
}
