/** By which metric predictions are compared, and runs put in order. */
import type { TrainingSettings } from "../pipeline/document.ts";
import type { Task } from "../table/types.ts";
import { criterionName, criterionOf } from "./ensemble/criterion.ts";
import { type LeadingLoss, leadingLoss } from "./measure.ts";
import type { TrainingReport } from "./types.ts";

/** By what predictions of such a run are compared: what somebody asked for, else what goes with the loss that it lowers. */
export function comparedMetric(training: TrainingSettings, task: Task): ComparedMetric {
  // Which metric it is, costs of no class say as well.
  const criterion = criterionOf({ ...training, costs: undefined }, { task, classes: [] });
  return criterion === undefined ? leadingLoss(task, {}) : criterionName(criterion);
}

export type ComparedMetric = LeadingLoss | ReturnType<typeof criterionName>;

/** A loss that all runs on the same rows can be put in order by, but for those that say something else than means and shares. */
export function sharedLoss({ task, optimisedFor }: Pick<TrainingReport, "task" | "optimisedFor">): LeadingLoss {
  if (optimisedFor === "quantileLoss" || optimisedFor === "balancedLogLoss") return optimisedFor;
  return leadingLoss(task, {});
}
