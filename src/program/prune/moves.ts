/** Ops that only move elements: nothing is left of them. */
import { broadcastMap } from "../evaluate-ops.ts";
import type { OpNode } from "../types.ts";
import type { Elements } from "./elements.ts";
import { foldedOp, type PrunedOp, type PruneRule } from "./rule.ts";

type Moving = Extract<OpNode, { readonly op: "broadcast" | "reshape" | "concat" | "takeColumns" }>;

/** For each element of the op in order, the number of the element that it is. */
function* movedFrom(node: Moving, elements: Elements): Iterable<number> {
  const starts = node.inputs.map((input) => elements.startOf(input));
  const lastOf = (position: number) => elements.nodes[node.inputs[position]].type.shape.at(-1)!;
  const size = node.type.shape.reduce((product, own) => product * own, 1);
  switch (node.op) {
    case "reshape":
      for (let e = 0; e < size; e++) yield starts[0] + e;
      break;
    case "broadcast":
      for (const from of broadcastMap(elements.nodes[node.inputs[0]].type.shape, node.type.shape))
        yield starts[0] + from;
      break;
    case "takeColumns":
      for (let e = 0; e < size; e += node.attributes.indices.length) {
        const vector = (e / node.attributes.indices.length) * lastOf(0);
        for (const index of node.attributes.indices) yield starts[0] + vector + index;
      }
      break;
    case "concat": {
      const widths = node.inputs.map((_, position) => lastOf(position));
      const width = node.type.shape[node.type.shape.length - 1];
      for (let vector = 0; vector * width < size; vector++)
        for (const [position, own] of widths.entries())
          for (let i = 0; i < own; i++) yield starts[position] + vector * own + i;
      break;
    }
    default:
      node satisfies never;
  }
}

export const moves: PruneRule = {
  settle({ node, value }, elements) {
    let element = elements.startOf(value);
    for (const from of movedFrom(node as Moving, elements)) elements.alias(element++, from);
  },
  sourcesOf: () => () => [],
  write() {},
};

/** The sources of each element in order: y[…, indices[j]] += x[…, j]. */
function scattered({ node }: PrunedOp, elements: Elements): readonly (readonly number[])[] {
  const { indices, size } = node.attributes as Extract<OpNode, { readonly op: "scatterColumns" }>["attributes"];
  const start = elements.startOf(node.inputs[0]);
  const nVectors = node.type.shape.slice(0, -1).reduce((product, own) => product * own, 1);
  const sources = Array.from({ length: nVectors * size }, (): number[] => []);
  for (let vector = 0; vector < nVectors; vector++)
    for (const [j, index] of indices.entries())
      sources[vector * size + index].push(start + vector * indices.length + j);
  return sources;
}

/** Where an element has one source at most, it is that; sums of several are left. */
export const scatters: PruneRule = {
  settle(op, elements) {
    const start = elements.startOf(op.value);
    let folded: Float64Array | undefined;
    for (const [e, sources] of scattered(op, elements).entries()) {
      if (sources.length === 1) elements.alias(start + e, sources[0]);
      else if (sources.every((source) => elements.isConstant(source))) {
        folded ??= foldedOp(op, elements);
        elements.setConstant(start + e, folded[e]);
      }
    }
  },
  sourcesOf(op, elements) {
    const sources = scattered(op, elements);
    return (e) => sources[e];
  },
  write(op, elements, writer) {
    const list = elements.computed(op.value);
    const sources = scattered(op, elements);
    const read = list.flatMap((e) => sources[e]);
    const to = list.flatMap((e, position) => sources[e].map(() => position));
    writer.put(op.value, list, writer.builder.scatterColumns(writer.gather(read), to, list.length));
  },
};
