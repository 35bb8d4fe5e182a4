import { studioError } from "../base/error.ts";
import { evaluateOp, type Tensor } from "./evaluate-ops.ts";
import type { Node, ValueId } from "./types.ts";
import { sizeOf } from "./types.ts";

/** Numbers for a run: inputs and parameters by name, row-major; row-bound inputs hold `nRows` rows. */
export interface Feeds {
  readonly nRows: number;
  readonly inputs: Readonly<Record<string, ArrayLike<number>>>;
  readonly parameters: Readonly<Record<string, ArrayLike<number>>>;
}

function feedTensor(node: Exclude<Node, { kind: "op" }>, feeds: Feeds): Tensor {
  const nRows = node.type.rows ? feeds.nRows : 1;
  const expected = nRows * sizeOf(node.type.shape);
  const data =
    node.kind === "constant"
      ? node.data
      : node.kind === "input"
        ? feeds.inputs[node.name]
        : feeds.parameters[node.name];
  if (data === undefined || data.length !== expected) {
    throw studioError("E_PROGRAM_FEED", {
      node: node.kind === "constant" ? `constant of block ${node.block}` : `${node.kind} ${node.name}`,
      size: expected,
      nRows,
      shape: node.type.shape,
      got: data?.length,
    });
  }
  return { type: node.type, nRows, data: data instanceof Float64Array ? data : Float64Array.from(data) };
}

/** The ids that `wanted` depend on, themselves included. */
export function dependencies(nodes: readonly Node[], wanted: readonly ValueId[]): Set<ValueId> {
  const needed = new Set<ValueId>(wanted);
  for (let id = nodes.length - 1; id >= 0; id--) {
    const node = nodes[id];
    if (needed.has(id) && node.kind === "op") for (const input of node.inputs) needed.add(input);
  }
  return needed;
}

/**
 * Evaluates values of a program in float64: the oracle of every engine, and what predicts where WebAssembly is refused.
 *
 * @param compute the rules of ops, where they are not the usual ones.
 * @returns the tensors of `wanted`, in that order.
 * @throws E_PROGRAM_FEED when an input or parameter that is needed is absent or of the wrong length.
 */
export function evaluate(
  nodes: readonly Node[],
  feeds: Feeds,
  wanted: readonly ValueId[],
  compute: typeof evaluateOp = evaluateOp,
): Tensor[] {
  const needed = dependencies(nodes, wanted);
  const lastUse = new Map<ValueId, ValueId>();
  for (const id of needed) {
    const node = nodes[id];
    if (node.kind === "op") for (const input of node.inputs) lastUse.set(input, Math.max(lastUse.get(input) ?? 0, id));
  }
  for (const id of wanted) lastUse.set(id, Number.POSITIVE_INFINITY);
  const values = new Map<ValueId, Tensor>();
  for (let id = 0; id < nodes.length; id++) {
    if (!needed.has(id)) continue;
    const node = nodes[id];
    if (node.kind !== "op") {
      values.set(id, feedTensor(node, feeds));
      continue;
    }
    const inputs = node.inputs.map((input) => values.get(input)!);
    const nRows = node.type.rows ? feeds.nRows : 1;
    const data = compute(node.op, inputs, node.attributes as never, { type: node.type, nRows, batch: feeds.nRows });
    values.set(id, { type: node.type, nRows, data });
    for (const input of node.inputs) if (lastUse.get(input) === id) values.delete(input);
  }
  return wanted.map((id) => values.get(id)!);
}

/** Numbers that a value of a block of rows holds at most: blocks of this size stay in the processor's cache. */
const NUMBERS_AT_ONCE = 1 << 18;
const MAX_ROWS_AT_ONCE = 256;

/** Rows to evaluate at once: as no op mixes rows, the numbers are the same for blocks of any size. */
export function rowsAtOnce(nodes: readonly Node[]): number {
  const widest = nodes.reduce((most, { type }) => (type.rows ? Math.max(most, sizeOf(type.shape)) : most), 1);
  return Math.min(Math.max(Math.floor(NUMBERS_AT_ONCE / widest), 1), MAX_ROWS_AT_ONCE);
}
