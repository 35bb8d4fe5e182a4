/** The part of a program that decides a value at given parameters. */
import { dependencies, evaluate } from "../evaluate.ts";
import type { ParameterValues } from "../parameters.ts";
import type { Node, ValueId } from "../types.ts";
import { Elements } from "./elements.ts";
import { pruneRules } from "./prune-rules.ts";
import { PrunedWriter } from "./pruned-writer.ts";
import type { PrunedOp } from "./rule.ts";

export interface PrunedProgram {
  /** Row-bound inputs, float64 constants and ops; no parameters. */
  readonly nodes: readonly Node[];
  /** Of the shape that it had; row-free where it turned out to be the same for all rows. */
  readonly value: ValueId;
}

/** Row-bound values that `wanted` depends on, and the row-free ones that they read, in order. */
function takingPart(nodes: readonly Node[], wanted: ValueId) {
  const needed = dependencies(nodes, [wanted]);
  const rowBound = [...needed].filter((id) => nodes[id].type.rows);
  const read = rowBound.flatMap((id) => {
    const node = nodes[id];
    return node.kind === "op" ? node.inputs : [];
  });
  const rowFree = [...new Set([wanted, ...read])].filter((id) => !nodes[id].type.rows);
  return { rowFree, values: [...rowBound, ...rowFree].sort((a, b) => a - b) };
}

function opsOf(nodes: readonly Node[], values: readonly ValueId[]): readonly PrunedOp[] {
  return values.flatMap((value) => {
    const node = nodes[value];
    return node.kind === "op" && node.type.rows ? [{ node, value }] : [];
  });
}

function ruleOf({ node: { op } }: PrunedOp) {
  const rule = pruneRules[op];
  if (rule === "mixes rows") throw new Error(`${op} mixes rows: no prediction has it`);
  return rule;
}

/**
 * Leaves out what decides nothing at these parameters: alternatives that a hard choice did not take, columns behind closed
 * gates, numbers that nothing reads. Values without rows are computed here, once. A pure function; the whole program stays as
 * it is. Element by element: of a choice for each column, every column keeps its own alternative.
 *
 * What is left is computed by the same ops in the same order, so that numbers are the same but for terms that were
 * multiplied by 0, or by a share that no float64 sum beside them can hold.
 *
 * @param nodes      of a prediction program: no inputs of training.
 * @param parameters those that `wanted` depends on.
 * @throws E_PROGRAM_FEED when one of them is absent or of the wrong length.
 */
export function pruneProgram(nodes: readonly Node[], parameters: ParameterValues, wanted: ValueId): PrunedProgram {
  const { rowFree, values } = takingPart(nodes, wanted);
  const elements = new Elements(nodes, values);
  evaluate(nodes, { nRows: 1, inputs: {}, parameters }, rowFree).forEach(({ data }, index) => {
    const start = elements.startOf(rowFree[index]);
    data.forEach((number, e) => {
      elements.setConstant(start + e, number);
    });
  });
  const ops = opsOf(nodes, values);
  for (const op of ops) ruleOf(op).settle(op, elements);
  const outputs = Array.from({ length: elements.sizeOf(wanted) }, (_, e) => elements.startOf(wanted) + e);
  for (const element of outputs) elements.read(element);
  for (const op of [...ops].reverse()) ruleOf(op).reads(op, elements);

  const writer = new PrunedWriter(elements);
  const { builder } = writer;
  for (const value of values) {
    const node = nodes[value];
    if (node.kind === "input" && elements.computed(value).length > 0) writer.input(node, value);
    if (node.kind !== "op" || !node.type.rows || elements.computed(value).length === 0) continue;
    builder.inBlock(node.block, () => {
      const op = { node, value };
      ruleOf(op).write(op, elements, writer);
    });
  }
  const { shape } = nodes[wanted].type;
  const flat = builder.broadcast(writer.gather(outputs), [outputs.length]);
  return { nodes: builder.nodes, value: builder.reshape(flat, shape) };
}
