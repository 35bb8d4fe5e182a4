/** Where a NaN or an infinity begins. */
import { ProgramBuilder } from "../program/builder.ts";
import { dependencies } from "../program/evaluate.ts";
import { gradient } from "../program/gradient.ts";
import type { Node, ValueId } from "../program/types.ts";
import { type Objectives, parametersBehind } from "./objectives.ts";

export interface GradientProgram {
  readonly nodes: readonly Node[];
  /** Gradients by parameter name, of those that the objective depends on. */
  readonly gradients: ReadonlyMap<string, ValueId>;
}

/** The symbolic gradient of an objective in some parameters. */
export function gradientProgram(
  objectives: Objectives,
  objective: ValueId,
  names: ReadonlySet<string>,
): GradientProgram {
  const builder = new ProgramBuilder({ nodes: objectives.nodes, outputs: { prediction: 0 }, probes: [] });
  const wanted = parametersBehind(objectives.nodes, objective, names);
  const ids = gradient(
    builder,
    objective,
    wanted.map(({ id }) => id),
  );
  const gradients = new Map<string, ValueId>();
  wanted.forEach(({ node }, index) => {
    const id = ids[index];
    if (id !== undefined) gradients.set(node.name, id);
  });
  return { nodes: builder.nodes, gradients };
}

/** All node ids that an objective and its gradient need, ascending. */
export function neededBy(program: GradientProgram, objective: ValueId): readonly ValueId[] {
  return [...dependencies(program.nodes, [objective, ...program.gradients.values()])].sort((a, b) => a - b);
}

/** Blocks of the nodes that are not finite though their inputs are, in node order, forward values before gradients. */
export function originBlocks(
  nodes: readonly Node[],
  ids: readonly ValueId[],
  isFiniteAt: (id: ValueId) => boolean,
): readonly string[] {
  const blocks = new Set<string>();
  for (const id of ids) {
    const node = nodes[id];
    if (isFiniteAt(id)) continue;
    if (node.kind === "op" && node.inputs.some((input) => !isFiniteAt(input))) continue;
    blocks.add(node.block);
  }
  return [...blocks];
}
