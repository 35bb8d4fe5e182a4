/** Ops that compute each element from one element of each input. */
import { broadcastMap } from "../evaluate-ops.ts";
import type { OpName } from "../ops.ts";
import type { Elements } from "./elements.ts";
import { foldedOp, type PrunedOp, type PruneRule } from "./rule.ts";

/**
 * A factor below this counts as 0. Alternatives that a hard choice did not take have shares of e^−400 ≈ 2e-174; parameters
 * and constants are float32, which has nothing between 0 and 1e-45.
 */
const NEGLIGIBLE = 2 ** -400;

/** For each input, the element that element e of the op reads, at e. */
function operandsOf({ node, value }: PrunedOp, elements: Elements): readonly Int32Array[] {
  const size = elements.sizeOf(value);
  return node.inputs.map((input) => {
    const { shape } = elements.nodes[input].type;
    const start = elements.startOf(input);
    const map = shape.join() === node.type.shape.join() ? undefined : broadcastMap(shape, node.type.shape);
    const operands = new Int32Array(size);
    for (let e = 0; e < size; e++) operands[e] = start + (map ? map[e] : e);
    return operands;
  });
}

function areConstant(operands: readonly Int32Array[], e: number, elements: Elements): boolean {
  for (const operand of operands) if (!elements.isConstant(operand[e])) return false;
  return true;
}

function isNothing(element: number, elements: Elements): boolean {
  return elements.isConstant(element) && Math.abs(elements.constant[element]) < NEGLIGIBLE;
}

/** What a binary op of one constant comes to: the element that it passes on, or 0. */
function simplified(
  op: OpName,
  { a, b }: { readonly a: number; readonly b: number },
  elements: Elements,
): number | "zero" | undefined {
  switch (op) {
    case "mul":
      if (isNothing(a, elements) || isNothing(b, elements)) return "zero";
      return elements.is(a, 1) ? b : elements.is(b, 1) ? a : undefined;
    case "add":
      return elements.is(a, 0) ? b : elements.is(b, 0) ? a : undefined;
    case "sub":
      return elements.is(b, 0) ? a : undefined;
    case "div":
      return elements.is(b, 1) ? a : undefined;
    default:
      return undefined;
  }
}

export const pointwise: PruneRule = {
  settle(op, elements) {
    const { node, value } = op;
    const operands = operandsOf(op, elements);
    const [first, second] = operands;
    const start = elements.startOf(value);
    let folded: Float64Array | undefined;
    for (let e = 0; e < first.length; e++) {
      if (areConstant(operands, e, elements)) {
        folded ??= foldedOp(op, elements);
        elements.setConstant(start + e, folded[e]);
        continue;
      }
      if (second === undefined) continue;
      const known = simplified(node.op, { a: first[e], b: second[e] }, elements);
      if (known === "zero") elements.setConstant(start + e, 0);
      else if (known !== undefined) elements.alias(start + e, known);
    }
  },
  sourcesOf(op, elements) {
    const operands = operandsOf(op, elements);
    return (e) => operands.map((operand) => operand[e]);
  },
  write(op, elements, writer) {
    const { node, value } = op;
    const list = elements.computed(value);
    const inputs = operandsOf(op, elements).map((operand) => writer.gather(list.map((e) => operand[e])));
    writer.put(value, list, writer.builder.op(node.op, inputs, node.attributes as never));
  },
};
