/** Which class a trained pipeline says, where that is to be another than the likeliest: chosen after training, and kept with what predicts. */
import { studioError } from "../base/error.ts";
import { type Decision, isAbout } from "../pipeline/decision.ts";
import type { TrainedPipeline } from "../training/types.ts";

/** What a wrong class costs where nobody has said it. */
const USUAL_COST: number = 1;

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
  return { by: "threshold", code: codeOf(trained, label), threshold };
}

/** What it costs to say a class of a row that is another, by the labels of both: that of the row first. What is not said costs 1, what is right nothing. */
export type Costs = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** @throws E_DECISION_CLASS */
export function costsFor(trained: TrainedPipeline, given: Costs): Decision {
  const { classes } = trained.schema.target;
  const costs = classes.map((_, is) => classes.map((_, said) => (is === said ? 0 : USUAL_COST)));
  for (const [label, ofRow] of Object.entries(given)) {
    const row = codeOf(trained, label);
    for (const [said, cost] of Object.entries(ofRow)) costs[row][codeOf(trained, said)] = cost;
  }
  return { by: "costs", costs };
}

function codeOf({ schema }: TrainedPipeline, label: string): number {
  const { classes } = schema.target;
  const code = classes.findIndex((each) => each.label === label || each.spellings.includes(label));
  if (code >= 0) return code;
  throw studioError("E_DECISION_CLASS", { known: classes.map((each) => each.label), got: label });
}
