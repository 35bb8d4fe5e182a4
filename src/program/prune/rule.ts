/** What pruning has to know of an op. */
import type { OpNode, ValueId } from "../types.ts";
import type { Elements } from "./elements.ts";
import { evaluateExactly } from "./exact-functions.ts";
import type { PrunedWriter } from "./pruned-writer.ts";

/** An op of the whole program: the node and its place there. */
export interface PrunedOp {
  readonly node: OpNode;
  readonly value: ValueId;
}

export interface PruneRule {
  /** Finds elements that are constant or equal to another one; the inputs' are known. */
  settle(op: PrunedOp, elements: Elements): void;
  /** The elements by number that element e of the op is computed from; of an alias it is not asked. */
  sourcesOf(op: PrunedOp, elements: Elements): (e: number) => readonly number[];
  /** Writes these elements. */
  write(op: PrunedOp, elements: Elements, writer: PrunedWriter): void;
}

/** The op's numbers from constants of its inputs alone: right where an element reads nothing else. */
export function foldedOp({ node }: PrunedOp, elements: Elements): Float64Array {
  const inputs = node.inputs.map((input) => elements.constantsOf(input));
  const type = { ...node.type, rows: false };
  return evaluateExactly(node.op, inputs, node.attributes as never, { type, nRows: 1, batch: 1 });
}
