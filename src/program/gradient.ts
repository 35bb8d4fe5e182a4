import { studioError } from "../base/error.ts";
import type { ProgramBuilder } from "./builder.ts";
import type { OpNode, ValueId } from "./types.ts";
import { vjpRules } from "./vjp.ts";

/** Applies the rule of the node's own op; the one place where key and attributes meet untyped. */
function applyVjp<Node extends OpNode>(builder: ProgramBuilder, node: Node, output: ValueId, cotangent: ValueId) {
  const rule = vjpRules[node.op] as (typeof vjpRules)["add"];
  if (!rule) {
    throw studioError("E_PROGRAM_SECOND_ORDER", { op: node.op });
  }
  return rule({ builder, inputs: node.inputs, output, attributes: node.attributes as never, cotangent });
}

/**
 * Reverse-mode differentiation by program transformation: writes the gradient of a row-free scalar into `builder`.
 *
 * @param objective row-free [].
 * @param wanted    values whose gradients are asked for.
 * @returns one value id for each of `wanted`, of its type; undefined where the objective does not depend on it.
 * @source Griewank & Walther, "Evaluating Derivatives" (2008), reverse accumulation.
 */
export function gradient(
  builder: ProgramBuilder,
  objective: ValueId,
  wanted: readonly ValueId[],
): readonly (ValueId | undefined)[] {
  const needed = new Set<ValueId>(wanted);
  for (let id = 0; id <= objective; id++) {
    const node = builder.nodes[id];
    if (node.kind === "op" && node.inputs.some((input) => needed.has(input))) needed.add(id);
  }
  const cotangents = new Map<ValueId, ValueId>();
  if (needed.has(objective)) cotangents.set(objective, builder.scalar(1));
  for (let id = objective; id >= 0; id--) {
    const cotangent = cotangents.get(id);
    const node = builder.nodes[id];
    if (cotangent === undefined || node.kind !== "op" || !needed.has(id)) continue;
    const flows = builder.inBlock(node.block, () => applyVjp(builder, node, id, cotangent));
    flows.forEach((flow, index) => {
      const input = node.inputs[index];
      if (flow === undefined || !needed.has(input)) return;
      const sofar = cotangents.get(input);
      cotangents.set(input, sofar === undefined ? flow : builder.add(sofar, flow));
    });
  }
  return wanted.map((value) => cotangents.get(value));
}
