/** Which class a trained pipeline says, where that is to be another than the likeliest: chosen after training, and kept with what predicts. */
import { studioError } from "../base/error.ts";
import { type Costs, codeOf, costMatrix } from "../pipeline/costs.ts";
import { type Decision, isAbout } from "../pipeline/decision.ts";
import type { TrainedPipeline } from "../training/types.ts";

/** The same pipeline with another decision; undefined: the likeliest class. @throws E_DECISION_CLASS where it is not about these classes */
export function withDecision(trained: TrainedPipeline, decision: Decision | undefined): TrainedPipeline {
  const { decision: _, ...others } = trained;
  if (decision === undefined) return others;
  const known = trained.schema.target.classes.map(({ label }) => label);
  if (!isAbout(decision, known.length)) throw studioError("E_DECISION_CLASS", { known, got: undefined });
  return { ...others, decision };
}

/** A class from a probability on. @throws E_DECISION_CLASS */
export function thresholdFor(trained: TrainedPipeline, label: string, threshold: number): Decision {
  return { by: "threshold", code: codeOf(trained.schema.target.classes, label), threshold };
}

/** @throws E_DECISION_CLASS */
export function costsFor(trained: TrainedPipeline, given: Costs): Decision {
  return { by: "costs", costs: costMatrix(given, trained.schema.target.classes) };
}
