/** What one step does, as operations that both compiled engines carry out in order. */
import type { Node, ParameterRole, ValueId } from "../../program/types.ts";
import type { TrainingPlan, Update } from "../engine.ts";
import { gradientProgram } from "../step/gradient-program.ts";
import type { Objectives } from "../step/objectives.ts";
import type { ParameterGroup } from "../step/parameter-groups.ts";
import { compilePass } from "./compile-pass.ts";
import type { Pass } from "./statements.ts";

/** Names of outputs beside gradients, which have the names of their parameters. */
export const OUTPUTS = { trainLoss: "train loss", validationLoss: "validation loss" } as const;

export type Operation =
  /**
   * Runs a pass over the step's rows of a split, with parameters as they are or moved. Gradients go to the gradient
   * vector, 0 for parameters that the pass has none for. `OUTPUTS.trainLoss` is added to the loss sum.
   */
  | {
      readonly kind: "pass";
      readonly pass: Pass;
      readonly on: "train" | "validation";
      readonly at: "current" | "moved";
    }
  /** A virtual step: moved = current − learning rate · the model's own rate · gradient for these groups; others as they are. */
  | { readonly kind: "move"; readonly groups: readonly number[] }
  /** The optimiser's step of these groups from the gradient vector. */
  | { readonly kind: "update"; readonly groups: readonly number[] }
  /** The model's parameters at the ends of an alignment's difference: current ± ALIGNMENT_DISTANCE · gradient / its norm. */
  | { readonly kind: "ends" };

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
  { roles, lossOn, at }: Update,
  beside: Readonly<Record<string, ValueId>>,
): readonly Operation[] {
  const { objectives } = context;
  const aligns = lossOn === "validation" && roles.includes("data");
  const others = groupsOf(context, aligns ? roles.filter((role) => role !== "data") : roles);
  const data = aligns && objectives.alignment !== undefined ? groupsOf(context, ["data"]) : [];
  // A model that stays, or that no row's loss depends on, gives no direction.
  const hasEnds = data.length > 0 && objectives.atEnds.length > 0;
  const model = groupsOf(context, ["model"]);
  const differentiated = hasEnds ? [...new Set([...others, ...model])] : others;
  const operations: Operation[] = [];
  if (!aligns || differentiated.length > 0) {
    const isAhead = at === "lookAhead";
    if (isAhead) {
      const pass = gradientPass(context, objectives.train, model, beside);
      operations.push({ kind: "pass", pass, on: "train", at: "current" }, { kind: "move", groups: model });
    }
    const pass = gradientPass(context, objectives[lossOn], differentiated, isAhead ? {} : beside);
    operations.push({ kind: "pass", pass, on: lossOn, at: isAhead ? "moved" : "current" });
    if (others.length > 0) operations.push({ kind: "update", groups: others });
  }
  if (data.length > 0) {
    if (hasEnds) operations.push({ kind: "ends" });
    const pass = gradientPass(context, objectives.alignment!, data);
    operations.push({ kind: "pass", pass, on: "train", at: "current" }, { kind: "update", groups: data });
  }
  return operations;
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
  const [first, ...others] = plan.updates;
  const loss: Operation = { kind: "pass", pass: forwardPass(objectives.nodes, beside), on: "train", at: "current" };
  if (!first) return [loss];
  const startsOnTrain = first.lossOn === "train" || first.at === "lookAhead";
  const head = operationsOf(context, first, startsOnTrain ? beside : {});
  const hasLoss = head[0]?.kind === "pass" && head[0].pass.outputs.has(OUTPUTS.trainLoss);
  return [...(hasLoss ? [] : [loss]), ...head, ...others.flatMap((update) => operationsOf(context, update, {}))];
}

/** Sum of the row losses, for the validation loss of evaluation points. */
export function evaluationPass(objectives: Objectives): Pass {
  return forwardPass(objectives.nodes, { [OUTPUTS.validationLoss]: objectives.validationLoss });
}
