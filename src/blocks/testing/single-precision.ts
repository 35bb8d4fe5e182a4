/** Test support: a program with every value rounded to float32, as an engine would hold it. */
import { dependencies, type Feeds } from "../../program/evaluate.ts";
import { evaluateOp, type Tensor } from "../../program/evaluate-ops.ts";
import type { Node, ValueId } from "../../program/types.ts";

export function evaluateSingle(nodes: readonly Node[], feeds: Feeds, wanted: ValueId): number[] {
  const needed = dependencies(nodes, [wanted]);
  const values = new Map<ValueId, Tensor>();
  nodes.forEach((node, id) => {
    if (!needed.has(id)) return;
    const nRows = node.type.rows ? feeds.nRows : 1;
    const target = { type: node.type, nRows, batch: feeds.nRows };
    const given =
      node.kind === "input" ? feeds.inputs[node.name] : node.kind === "parameter" ? feeds.parameters[node.name] : [];
    const data =
      node.kind === "op"
        ? evaluateOp(
            node.op,
            node.inputs.map((input) => values.get(input)!),
            node.attributes as never,
            target,
          )
        : Float64Array.from(node.kind === "constant" ? node.data : given);
    values.set(id, { type: node.type, nRows, data: data.map(Math.fround) });
  });
  return Array.from(values.get(wanted)!.data);
}
