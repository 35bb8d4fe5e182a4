/** What wrong answers cost, by the labels of classes: as people write it, and as a matrix of codes. */
import { z } from "zod";
import { studioError } from "../base/error.ts";
import type { Level, TargetRule } from "../table/types.ts";
import type { Decision } from "./decision.ts";

/** What a wrong class costs where nobody has said it. */
const USUAL_COST: number = 1;

/** By the label of the class that a row is, and then by that which is said of it. What is not named costs 1, what is right nothing. */
export const costsSchema = z.record(z.string(), z.record(z.string(), z.number().min(0)));

export type Costs = z.infer<typeof costsSchema>;

/** Every mistake costs the same, and what is right nothing: then the likeliest class costs least. */
export const usualCosts = (nClasses: number): number[][] =>
  Array.from({ length: nClasses }, (_, is) =>
    Array.from({ length: nClasses }, (_, said) => (is === said ? 0 : USUAL_COST)),
  );

/** [classes][classes]: what it costs to say the second of a row that is the first. @throws E_DECISION_CLASS for a label that no class has */
export function costMatrix(given: Costs, classes: readonly Level[]): readonly (readonly number[])[] {
  const costs = usualCosts(classes.length);
  for (const [label, ofRow] of Object.entries(given)) {
    const row = codeOf(classes, label);
    for (const [said, cost] of Object.entries(ofRow)) costs[row][codeOf(classes, said)] = cost;
  }
  return costs;
}

/** With which decision a run ends that is optimised for costs; undefined of all others. @throws E_DECISION_CLASS */
export function decisionOfRun(
  { optimiseFor, costs = {} }: { readonly optimiseFor?: string | undefined; readonly costs?: Costs | undefined },
  { task, classes }: Pick<TargetRule, "task" | "classes">,
): Extract<Decision, { readonly by: "costs" }> | undefined {
  if (task === "regression" || optimiseFor !== "meanCost") return undefined;
  return { by: "costs", costs: costMatrix(costs, classes) };
}

/** @throws E_DECISION_CLASS */
export function codeOf(classes: readonly Level[], label: string): number {
  const code = classes.findIndex((each) => each.label === label || each.spellings.includes(label));
  if (code >= 0) return code;
  throw studioError("E_DECISION_CLASS", { known: classes.map((each) => each.label), got: label });
}
