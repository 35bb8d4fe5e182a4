/** Parameters that move, joined to one flat vector a role: one optimiser update and one read-back, however many there are. */
import { studioError } from "../../base/error.ts";
import { parameterNodes } from "../../program/parameters.ts";
import { type ParameterRole, type Program, sizeOf } from "../../program/types.ts";
import type { TensorMap, TrainingPlan, TrainingState } from "../engine.ts";

export interface GroupMember {
  readonly name: string;
  readonly shape: readonly number[];
  /** Where the parameter starts in the flat vector. */
  readonly offset: number;
  readonly size: number;
}

export interface ParameterGroup {
  readonly role: ParameterRole;
  readonly members: readonly GroupMember[];
  readonly length: number;
  /** 1 where weight decay applies. */
  readonly decay: Float32Array;
}

/** Values of a group: parameters, optimiser slots, and how often it was updated. */
export interface GroupValues {
  readonly values: Float32Array;
  /** First moment or momentum. */
  readonly m: Float32Array;
  /** Second moment; all 0 for SGD. */
  readonly v: Float32Array;
  readonly nUpdates: number;
  /** Of the values; there where the plan averages. */
  readonly average?: Float32Array;
}

/** The values at which a group is evaluated and kept. */
export function evaluatedValues(group: GroupValues): GroupValues {
  return group.average ? { ...group, values: group.average } : group;
}

/** Groups of the roles that have parameters to train, in the order of their first parameter. */
export function groupParameters(
  program: Pick<Program, "nodes">,
  plan: Pick<TrainingPlan, "frozen">,
): readonly ParameterGroup[] {
  const frozen = new Set(plan.frozen);
  const moving = parameterNodes(program.nodes).filter((node) => !frozen.has(node.name));
  const roles = [...new Set(moving.map((node) => node.role))];
  return roles.map((role) => {
    const nodes = moving.filter((node) => node.role === role);
    let length = 0;
    const members = nodes.map((node): GroupMember => {
      const offset = length;
      const size = sizeOf(node.type.shape);
      length += size;
      return { name: node.name, shape: node.type.shape, offset, size };
    });
    const decay = new Float32Array(length);
    nodes.forEach((node, index) => {
      if (node.decays) decay.fill(1, members[index].offset, members[index].offset + members[index].size);
    });
    return { role, members, length, decay };
  });
}

function checked(map: TensorMap, name: string, size: number): Float32Array {
  const values = map[name];
  if (values?.length === size) return values;
  throw studioError("E_ENGINE_STATE", { name, size, got: values?.length });
}

/**
 * The flat values of a group from a state. Slots that the state lacks start at 0.
 *
 * @throws E_ENGINE_STATE for an absent parameter or one of another size.
 */
export function packGroup(group: ParameterGroup, state: TrainingState): GroupValues {
  const values = new Float32Array(group.length);
  const m = new Float32Array(group.length);
  const v = new Float32Array(group.length);
  let nUpdates = 0;
  for (const { name, offset, size } of group.members) {
    values.set(checked(state.parameters, name, size), offset);
    if (state.optimiser[`${name}/m`]) m.set(checked(state.optimiser, `${name}/m`, size), offset);
    if (state.optimiser[`${name}/v`]) v.set(checked(state.optimiser, `${name}/v`, size), offset);
    if (state.optimiser[`${name}/t`]) nUpdates = Math.max(nUpdates, checked(state.optimiser, `${name}/t`, 1)[0]);
  }
  return { values, m, v, nUpdates };
}

/** The flat averages of a group from a state: the parameters themselves where it has none. */
export function packAverage(group: ParameterGroup, state: TrainingState): Float32Array {
  const average = new Float32Array(group.length);
  for (const { name, offset, size } of group.members) {
    const slot = `${name}/a`;
    const own = state.optimiser[slot] ? checked(state.optimiser, slot, size) : checked(state.parameters, name, size);
    average.set(own, offset);
  }
  return average;
}

/** The inverse of packGroup and packAverage over all groups, with the parameters that do not move. */
export function unpackState(options: {
  readonly step: number;
  readonly groups: readonly ParameterGroup[];
  readonly values: readonly GroupValues[];
  readonly fixed: TensorMap;
}): TrainingState {
  const parameters: Record<string, Float32Array> = { ...options.fixed };
  const optimiser: Record<string, Float32Array> = {};
  options.groups.forEach((group, index) => {
    const { values, m, v, nUpdates, average } = options.values[index];
    for (const { name, offset, size } of group.members) {
      parameters[name] = values.slice(offset, offset + size);
      optimiser[`${name}/m`] = m.slice(offset, offset + size);
      optimiser[`${name}/v`] = v.slice(offset, offset + size);
      optimiser[`${name}/t`] = Float32Array.of(nUpdates);
      if (average) optimiser[`${name}/a`] = average.slice(offset, offset + size);
    }
  });
  return { step: options.step, parameters, optimiser };
}

/** Parameters of a state that no group moves. */
export function fixedParameters(
  program: Pick<Program, "nodes">,
  groups: readonly ParameterGroup[],
  state: TrainingState,
): TensorMap {
  const moving = new Set(groups.flatMap((group) => group.members.map((member) => member.name)));
  return Object.fromEntries(
    parameterNodes(program.nodes)
      .filter((node) => !moving.has(node.name))
      .map((node) => [node.name, checked(state.parameters, node.name, sizeOf(node.type.shape))]),
  );
}
