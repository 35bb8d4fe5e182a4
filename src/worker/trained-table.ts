/** The open table as a run was trained on it. */
import { tableOfTraining } from "../app/compare.ts";
import type { TrainingTable } from "../app/training-table.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { editedTableOf, type WorkerState } from "./state.ts";

/** With the edits and the split of the run. @throws E_SESSION_TABLE, and as `trainingTable` */
export function tableTrainedOn(state: WorkerState, trained: TrainedPipeline): TrainingTable {
  return tableOfTraining(trained, editedTableOf(state, trained.document.table));
}
