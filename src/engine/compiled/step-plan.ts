/** What one step does, as operations that both compiled engines carry out in order. */
import type { Node, ParameterRole, ValueId } from "../../program/types.ts";
import type { TrainingPlan, Update } from "../engine.ts";
import { gradientProgram } from "../non-finite.ts";
import type { Objectives } from "../objectives.ts";
import type { ParameterGroup } from "../parameter-groups.ts";
import { compilePass } from "./loops/compile-pass.ts";
import type { Pass } from "./loops/statements.ts";

/** Names of outputs beside gradients, which have the names of their parameters. */
export const OUTPUTS = { trainLoss: "train loss", rowLoss: "row loss", validationLoss: "validation loss" } as const;

/** Distances of a move along the gradient vector. */
export type MoveScale =
  /** −(learning rate · the model's own rate): a virtual step. */
  | "ahead"
  /** ± ALIGNMENT_DISTANCE / the vector's norm. */
  | "plus"
  | "minus";

export type Operation =
  /**
   * Runs a pass over the step's rows of a split, with parameters as they are or moved. Gradients go to the gradient
   * vector, 0 for parameters that the pass has none for; a pass with `rowLossAs` leaves the vector as it is.
   * `OUTPUTS.trainLoss` is added to the loss sum; `OUTPUTS.rowLoss` is kept by `rowLossAs`.
   */
  | {
      readonly kind: "pass";
      readonly pass: Pass;
      readonly on: "train" | "validation";
      readonly at: "current" | "moved";
      readonly rowLossAs?: "plus" | "minus";
    }
  /** moved = current + scale · gradient, for the members of these groups; others as they are. */
  | { readonly kind: "move"; readonly groups: readonly number[]; readonly scale: MoveScale }
  /** ALIGNMENT_INPUT = (minus − plus) / (2 · ALIGNMENT_DISTANCE), of each row of the batch. */
  | { readonly kind: "worth" }
  /** The optimiser's step of these groups from the gradient vector. */
  | { readonly kind: "update"; readonly groups: readonly number[] };

interface Context {
  readonly objectives: Objectives;
  readonly groups: readonly ParameterGroup[];
}

function groupsOf({ groups }: Context, roles: readonly ParameterRole[]): readonly number[] {
  return groups.flatMap((group, index) => (roles.includes(group.role) ? [index] : []));
}

/** Gradients of an objective in the parameters of some groups, with other values on the way. */
function gradientPass(
  { objectives, groups }: Context,
  objective: ValueId,
  indices: readonly number[],
  beside: Readonly<Record<string, ValueId>> = {},
): Pass {
  const names = new Set(indices.flatMap((index) => groups[index].members.map(({ name }) => name)));
  const { nodes, gradients } = gradientProgram(objectives, objective, names);
  return compilePass(nodes, new Map([...Object.entries(beside), ...gradients]));
}

/** A pass without gradients. */
export function forwardPass(nodes: readonly Node[], wanted: Readonly<Record<string, ValueId>>): Pass {
  return compilePass(nodes, new Map(Object.entries(wanted)));
}

function operationsOf(
  context: Context,
  update: Update,
  beside: Readonly<Record<string, ValueId>>,
): readonly Operation[] {
  const { objectives } = context;
  const own = groupsOf(context, update.roles);
  const objective = objectives[update.lossOn];
  const on = update.lossOn;
  const apply: Operation = { kind: "update", groups: own };
  if (update.at === "current" && !update.align) {
    return [{ kind: "pass", pass: gradientPass(context, objective, own, beside), on, at: "current" }, apply];
  }
  const model = groupsOf(context, ["model"]);
  const ahead: readonly Operation[] = [
    { kind: "pass", pass: gradientPass(context, objectives.train, model, beside), on: "train", at: "current" },
    { kind: "move", groups: model, scale: "ahead" },
  ];
  if (!update.align) {
    return [...ahead, { kind: "pass", pass: gradientPass(context, objective, own), on, at: "moved" }, apply];
  }
  // Without row weights there is nothing to align, and the update moves nothing.
  if (objectives.alignment === undefined) return [];
  const rowLoss = forwardPass(objectives.nodes, { [OUTPUTS.rowLoss]: objectives.rowLoss });
  const lossAt = (scale: "plus" | "minus"): readonly Operation[] => [
    { kind: "move", groups: model, scale },
    { kind: "pass", pass: rowLoss, on: "train", at: "moved", rowLossAs: scale },
  ];
  return [
    ...ahead,
    { kind: "pass", pass: gradientPass(context, objectives.validationLoss, model), on: "validation", at: "moved" },
    ...lossAt("plus"),
    ...lossAt("minus"),
    { kind: "worth" },
    { kind: "pass", pass: gradientPass(context, objectives.alignment, own), on: "train", at: "current" },
    apply,
  ];
}

/**
 * The operations of a step. The training loss that is reported is that of the parameters at the step's beginning: it is an
 * output of the first pass where that is over training rows, else a pass of its own.
 */
export function stepOperations(
  objectives: Objectives,
  plan: TrainingPlan,
  groups: readonly ParameterGroup[],
): readonly Operation[] {
  const context = { objectives, groups };
  const beside = { [OUTPUTS.trainLoss]: objectives.trainLoss };
  const [first, ...others] = plan.updates.map((update) => update);
  const loss: Operation = { kind: "pass", pass: forwardPass(objectives.nodes, beside), on: "train", at: "current" };
  if (!first) return [loss];
  const startsOnTrain = first.lossOn === "train" || first.at === "lookAhead" || first.align !== undefined;
  const head = operationsOf(context, first, startsOnTrain ? beside : {});
  const hasLoss = startsOnTrain && head.length > 0;
  return [...(hasLoss ? [] : [loss]), ...head, ...others.flatMap((update) => operationsOf(context, update, {}))];
}

/** Sum of the row losses, for the validation loss of evaluation points. */
export function evaluationPass(objectives: Objectives): Pass {
  return forwardPass(objectives.nodes, { [OUTPUTS.validationLoss]: objectives.validationLoss });
}
