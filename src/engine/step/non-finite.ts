/** Where a NaN or an infinity begins. */
import { dependencies } from "../../program/evaluate.ts";
import type { Node, ValueId } from "../../program/types.ts";
import type { GradientProgram } from "./gradient-program.ts";

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
