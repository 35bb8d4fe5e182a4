/** What one step does, as a list that every engine carries out in order and none adds a meaning to. */

import type { ParameterRole } from "../../program/types.ts";
import type { TrainingPlan, Update } from "../engine.ts";
import type { Objectives } from "./objectives.ts";
import type { ParameterGroup } from "./parameter-groups.ts";

/** Splits that the rows of a step are of. */
export type StepSplit = "train" | "validation";
export type ObjectiveName = StepSplit | "alignment";

/** Groups are numbered as in groupParameters. One gradient is there at a time: that of the last operation that took one. */
export type Operation =
  /** The training loss of the parameters as they are, over the step's training rows, is added to the loss sum. */
  | { readonly kind: "loss" }
  /**
   * The gradient of an objective over the step's rows of a split, in the parameters of some groups; 0 in those that the
   * objective does not depend on.
   */
  | {
      readonly kind: "gradient";
      readonly objective: ObjectiveName;
      readonly split: StepSplit;
      /** The parameters at which it is taken: as they are, or where the last move ahead put them. */
      readonly at: "current" | "ahead";
      readonly groups: readonly number[];
      /** On the way, the training loss is added to the loss sum. Only over training rows, at the current parameters. */
      readonly addsLoss: boolean;
    }
  /** A virtual step: ahead = current − learning rate · the model's own rate · gradient for these groups; others as they are. */
  | { readonly kind: "moveAhead"; readonly groups: readonly number[] }
  /**
   * The perturbed copies of a group's parameters that an alignment reads, on both sides of its central difference:
   * current ± ALIGNMENT_DISTANCE · u, with the group's `alignmentDirection` as u, so long that its product with the unit gradient is 1.
   */
  | { readonly kind: "perturb"; readonly group: number }
  /** The optimiser's step of these groups along the gradient. */
  | { readonly kind: "update"; readonly groups: readonly number[] };

export type GradientOperation = Extract<Operation, { kind: "gradient" }>;

interface Context {
  readonly objectives: Objectives;
  readonly groups: readonly ParameterGroup[];
}

function groupsOf({ groups }: Context, roles: readonly ParameterRole[]): readonly number[] {
  return groups.flatMap((group, index) => (roles.includes(group.role) ? [index] : []));
}

/** @param addsLoss the update is the first of a step, and where it can it takes the training loss on the way. */
function operationsOf(
  context: Context,
  { roles, aligned = [], lossOn, at }: Update,
  addsLoss: boolean,
): readonly Operation[] {
  const { objectives } = context;
  const own = groupsOf(context, roles);
  const model = groupsOf(context, ["model"]);
  const alignedGroups = objectives.alignment === undefined ? [] : groupsOf(context, aligned);
  // A model that stays, or that no row's loss depends on, gives no direction.
  const isPerturbed = alignedGroups.length > 0 && objectives.perturbed.length > 0;
  const differentiated = isPerturbed ? [...new Set([...own, ...model])] : own;
  const operations: Operation[] = [];
  // What only aligns, without a direction, needs no gradient but that of the alignment.
  if (aligned.length === 0 || differentiated.length > 0) {
    const isAhead = at === "lookAhead";
    if (isAhead) {
      operations.push(
        { kind: "gradient", objective: "train", split: "train", at: "current", groups: model, addsLoss },
        { kind: "moveAhead", groups: model },
      );
    }
    operations.push({
      kind: "gradient",
      objective: lossOn,
      split: lossOn,
      at: isAhead ? "ahead" : "current",
      groups: differentiated,
      addsLoss: addsLoss && !isAhead && lossOn === "train",
    });
    if (own.length > 0) operations.push({ kind: "update", groups: own });
  }
  if (alignedGroups.length > 0) {
    if (isPerturbed) operations.push({ kind: "perturb", group: model[0] });
    operations.push(
      {
        kind: "gradient",
        objective: "alignment",
        split: "train",
        at: "current",
        groups: alignedGroups,
        addsLoss: false,
      },
      { kind: "update", groups: alignedGroups },
    );
  }
  return operations;
}

/**
 * The operations of a step. The training loss that is reported is that of the parameters at the step's beginning: it is taken
 * with the first gradient where that is over training rows, else by itself.
 */
export function stepOperations(
  objectives: Objectives,
  plan: Pick<TrainingPlan, "updates">,
  groups: readonly ParameterGroup[],
): readonly Operation[] {
  const context = { objectives, groups };
  const operations = plan.updates.flatMap((update, index) => operationsOf(context, update, index === 0));
  const [first] = operations;
  const hasLoss = first?.kind === "gradient" && first.addsLoss;
  return hasLoss ? operations : [{ kind: "loss" }, ...operations];
}

/** The gradients in the parameters of some groups, whatever an engine keeps a gradient as. */
export function gradientsIn<Gradient>(
  gradients: ReadonlyMap<string, Gradient>,
  groups: readonly ParameterGroup[],
  indices: readonly number[],
): ReadonlyMap<string, Gradient> {
  const names = namesIn(groups, indices);
  return new Map([...gradients].filter(([name]) => names.has(name)));
}

/** The names of the parameters of some groups. */
export function namesIn(groups: readonly ParameterGroup[], indices: readonly number[]): ReadonlySet<string> {
  return new Set(indices.flatMap((index) => groups[index].members.map(({ name }) => name)));
}
