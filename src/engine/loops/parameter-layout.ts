/** The span of each parameter in the one vector that the compiled engines train; each begins at a multiple of four numbers. */
import { parameterNodes } from "../../program/parameters.ts";
import { type Program, sizeOf } from "../../program/types.ts";
import type { TensorMap } from "../engine.ts";
import { perturbedName, SIDES, type Side } from "../step/objectives.ts";
import { evaluatedValues, type GroupValues, type ParameterGroup } from "../step/parameter-groups.ts";

export interface ParameterSpan {
  readonly name: string;
  /** Numbers from the start of the vector. */
  readonly offset: number;
  readonly size: number;
}

/** A group's span of the vector, with what pads its members. */
export interface GroupSpan {
  readonly group: ParameterGroup;
  readonly offset: number;
  readonly length: number;
}

export interface ParameterLayout {
  /** By name. */
  readonly spans: ReadonlyMap<string, ParameterSpan>;
  /** In the order of the groups. */
  readonly groups: readonly GroupSpan[];
  /** Numbers that move: the groups come first. */
  readonly nMoving: number;
  /** All numbers, with those of parameters that do not move, and of the perturbed copies. */
  readonly length: number;
  /** A group whose perturbed copies an alignment reads, and where each copy of its span begins; absent where none does. */
  readonly perturbed?: { readonly group: number } & Readonly<Record<Side, number>>;
  /** float32 [nMoving]: 1 where weight decay applies. */
  readonly decay: Float32Array;
  /** uint32 [nMoving]: all bits set where a number is a parameter, 0 where it pads. */
  readonly isParameter: Uint32Array;
}

const ALIGNMENT = 4;

export function aligned(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT;
}

/** @param perturbed names of the model's parameters that an alignment reads on both sides of its difference. */
export function layOut(
  program: Pick<Program, "nodes">,
  groups: readonly ParameterGroup[],
  perturbed: readonly string[] = [],
): ParameterLayout {
  const spans = new Map<string, ParameterSpan>();
  let length = 0;
  const put = (name: string, size: number) => {
    spans.set(name, { name, offset: length, size });
    length += aligned(size);
  };
  const groupSpans = groups.map((group): GroupSpan => {
    const offset = length;
    for (const { name, size } of group.members) put(name, size);
    return { group, offset, length: length - offset };
  });
  const nMoving = length;
  const decay = new Float32Array(nMoving);
  const isParameter = new Uint32Array(nMoving);
  for (const { group } of groupSpans) {
    for (const { name, offset, size } of group.members) {
      const at = spans.get(name)!.offset;
      decay.set(group.decay.subarray(offset, offset + size), at);
      isParameter.fill(0xffffffff, at, at + size);
    }
  }
  for (const { name, type } of parameterNodes(program.nodes)) if (!spans.has(name)) put(name, sizeOf(type.shape));
  const layout = { spans, groups: groupSpans, nMoving, decay, isParameter };
  if (perturbed.length === 0) return { ...layout, length };
  const index = groups.findIndex(({ role }) => role === "model");
  const model = groupSpans[index];
  const copies = { group: index, plus: length, minus: length + model.length };
  for (const side of SIDES) {
    for (const parameter of perturbed) {
      const { offset, size } = spans.get(parameter)!;
      const name = perturbedName(side, parameter);
      spans.set(name, { name, offset: offset - model.offset + copies[side], size });
    }
  }
  return { ...layout, length: length + 2 * model.length, perturbed: copies };
}

/** Writes a group's numbers where they stand in the vector. */
export function spreadGroup(layout: ParameterLayout, index: number, values: Float32Array, vector: Float32Array): void {
  for (const { name, offset, size } of layout.groups[index].group.members) {
    vector.set(values.subarray(offset, offset + size), layout.spans.get(name)!.offset);
  }
}

/** The inverse of spreadGroup. */
export function gatherGroup(layout: ParameterLayout, index: number, vector: Float32Array): Float32Array {
  const { group } = layout.groups[index];
  const values = new Float32Array(group.length);
  for (const { name, offset, size } of group.members) {
    const at = layout.spans.get(name)!.offset;
    values.set(vector.subarray(at, at + size), offset);
  }
  return values;
}

interface Vectors {
  readonly values: Float32Array;
  readonly m: Float32Array;
  readonly v: Float32Array;
  /** Of what moves; there where the plan averages. */
  readonly average?: Float32Array;
}

/** The vectors that a state is: parameters and averages [length] with the fixed ones, and both moments [nMoving]. */
export function toVectors(layout: ParameterLayout, groups: readonly GroupValues[], fixed: TensorMap): Vectors {
  const values = new Float32Array(layout.length);
  const m = new Float32Array(layout.nMoving);
  const v = new Float32Array(layout.nMoving);
  groups.forEach((group, index) => {
    spreadGroup(layout, index, group.values, values);
    spreadGroup(layout, index, group.m, m);
    spreadGroup(layout, index, group.v, v);
  });
  for (const [name, own] of Object.entries(fixed)) values.set(own, layout.spans.get(name)!.offset);
  if (groups.every(({ average }) => average === undefined)) return { values, m, v };
  const average = values.slice();
  groups.forEach((group, index) => {
    spreadGroup(layout, index, evaluatedValues(group).values, average);
  });
  return { values, m, v, average };
}

/** The inverse of toVectors for what moves. */
export function fromVectors(
  layout: ParameterLayout,
  vectors: Vectors,
  nUpdates: readonly number[],
): readonly GroupValues[] {
  return layout.groups.map((_, index) => ({
    values: gatherGroup(layout, index, vectors.values),
    m: gatherGroup(layout, index, vectors.m),
    v: gatherGroup(layout, index, vectors.v),
    nUpdates: nUpdates[index],
    ...(vectors.average ? { average: gatherGroup(layout, index, vectors.average) } : {}),
  }));
}
