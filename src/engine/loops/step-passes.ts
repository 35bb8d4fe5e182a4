/** The operations of a step with their gradients compiled to passes, which both compiled engines carry out in order. */
import type { Node, ValueId } from "../../program/types.ts";
import type { TrainingPlan } from "../engine.ts";
import { gradientProgram } from "../step/gradient-program.ts";
import type { Objectives } from "../step/objectives.ts";
import { type GradientOperation, namesIn, type Operation, type StepSplit, stepOperations } from "../step/operations.ts";
import type { ParameterGroup } from "../step/parameter-groups.ts";
import { compilePass } from "./compile-pass.ts";
import type { Pass } from "./statements.ts";

/** Names of outputs beside gradients, which have the names of their parameters. */
export const OUTPUTS = { trainLoss: "train loss", validationLoss: "validation loss" } as const;

/**
 * A pass stands for a gradient or a loss. Gradients go to the gradient vector, 0 for parameters that the pass has none for.
 * `OUTPUTS.trainLoss` is added to the loss sum.
 */
export interface PassOperation {
  readonly kind: "pass";
  readonly pass: Pass;
  readonly split: StepSplit;
  readonly at: GradientOperation["at"];
}

export type CompiledOperation = PassOperation | Exclude<Operation, { kind: "gradient" | "loss" }>;

/** A pass without gradients. */
export function forwardPass(nodes: readonly Node[], wanted: Readonly<Record<string, ValueId>>): Pass {
  return compilePass(nodes, new Map(Object.entries(wanted)));
}

function compiled(operation: Operation, objectives: Objectives, groups: readonly ParameterGroup[]): CompiledOperation {
  const loss = { [OUTPUTS.trainLoss]: objectives.trainLoss };
  switch (operation.kind) {
    case "loss":
      return { kind: "pass", pass: forwardPass(objectives.nodes, loss), split: "train", at: "current" };
    case "gradient": {
      const { objective, split, at, addsLoss } = operation;
      const names = namesIn(groups, operation.groups);
      const { nodes, gradients } = gradientProgram(objectives, objectives[objective]!, names);
      const wanted = new Map([...Object.entries(addsLoss ? loss : {}), ...gradients]);
      return { kind: "pass", pass: compilePass(nodes, wanted), split, at };
    }
    default:
      return operation;
  }
}

export function compileStep(
  objectives: Objectives,
  plan: Pick<TrainingPlan, "updates">,
  groups: readonly ParameterGroup[],
): readonly CompiledOperation[] {
  return stepOperations(objectives, plan, groups).map((operation) => compiled(operation, objectives, groups));
}

/** Sum of the row losses, for the validation loss of evaluation points. */
export function evaluationPass(objectives: Objectives): Pass {
  return forwardPass(objectives.nodes, { [OUTPUTS.validationLoss]: objectives.validationLoss });
}
