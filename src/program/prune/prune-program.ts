/** The part of a program that decides a value at given parameters. */
import { atOnce } from "../../base/in-pieces.ts";
import { dependencies, evaluate } from "../evaluate.ts";
import { predictionOp } from "../op-traits.ts";
import type { ParameterValues } from "../parameters.ts";
import type { Node, ValueId } from "../types.ts";
import { Elements } from "./elements.ts";
import { evaluateExactly } from "./exact-functions.ts";
import { pruneRules } from "./prune-rules.ts";
import { PrunedWriter } from "./pruned-writer.ts";
import type { PrunedOp } from "./rule.ts";

export interface PrunedProgram {
  /** Row-bound inputs, float64 constants and ops; no parameters. */
  readonly nodes: readonly Node[];
  /** Of the shape that it had; row-free where it turned out to be the same for all rows. */
  readonly value: ValueId;
}

interface PrunedOnce extends PrunedProgram {
  /** Tables stand for some of what was there. */
  readonly hasTables: boolean;
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

const ruleOf = ({ node: { op } }: PrunedOp) => pruneRules[predictionOp(op)];

/** Elements that are looked at in one piece: a hundredth of a second. */
const PIECE = 20_000;

/** Ops one after the other, with a pause after each `PIECE` of elements. */
function* eachOp(elements: Elements, ops: readonly PrunedOp[], carryOut: (op: PrunedOp) => void): Generator<void> {
  let nElements = 0;
  for (const op of ops) {
    carryOut(op);
    nElements += elements.sizeOf(op.value);
    if (nElements < PIECE) continue;
    nElements = 0;
    yield;
  }
}

/** What is known of each element, and what it is computed from. */
function settle(elements: Elements, ops: readonly PrunedOp[]): Generator<void> {
  return eachOp(elements, ops, (op) => {
    const rule = ruleOf(op);
    rule.settle(op, elements);
    const sources = rule.sourcesOf(op, elements);
    const start = elements.startOf(op.value);
    const size = elements.sizeOf(op.value);
    for (let e = 0; e < size; e++) {
      if (elements.origin[start + e] === start + e) elements.computeFrom(start + e, sources(e));
    }
  });
}

/** Marks what `outputs` need. */
function read(elements: Elements, ops: readonly PrunedOp[], outputs: readonly number[]): Generator<void> {
  for (const element of outputs) elements.read(element);
  return eachOp(elements, [...ops].reverse(), (op) => {
    const computed = elements.computed(op.value);
    if (computed.length === 0) return;
    const sourcesOf = ruleOf(op).sourcesOf(op, elements);
    let read: readonly number[] = [];
    for (const e of computed) {
      const sources = sourcesOf(e);
      // Of a product, all columns of a vector have one list.
      if (sources !== read) for (const source of sources) elements.read(source);
      read = sources;
    }
  });
}

function* pruneOnce(nodes: readonly Node[], parameters: ParameterValues, wanted: ValueId): Generator<void, PrunedOnce> {
  const { rowFree, values } = takingPart(nodes, wanted);
  const elements = new Elements(nodes, values);
  const known = evaluate(nodes, { nRows: 1, inputs: {}, parameters }, rowFree, evaluateExactly);
  for (const [index, { data }] of known.entries()) elements.setConstants(rowFree[index], data);
  const ops = opsOf(nodes, values);
  yield;
  yield* settle(elements, ops);
  yield;
  const outputs = Array.from({ length: elements.sizeOf(wanted) }, (_, e) => elements.startOf(wanted) + e);
  yield* read(elements, ops, outputs);
  yield;
  const writer = new PrunedWriter(elements);
  const { builder } = writer;
  let nElements = 0;
  for (const value of values) {
    const node = nodes[value];
    if (node.kind === "input" && elements.computed(value).length > 0) writer.input(node, value);
    if (node.kind !== "op" || !node.type.rows || elements.computed(value).length === 0) continue;
    builder.inBlock(node.block, () => {
      const op = { node, value };
      ruleOf(op).write(op, elements, writer);
    });
    nElements += elements.sizeOf(value);
    if (nElements < PIECE) continue;
    nElements = 0;
    yield;
  }
  yield;
  const flat = builder.broadcast(writer.gather(outputs), [outputs.length]);
  return { nodes: builder.nodes, value: builder.reshape(flat, nodes[wanted].type.shape), hasTables: writer.hasTables };
}

/**
 * Leaves out what decides nothing at these parameters: alternatives that a hard choice did not take, columns behind closed
 * gates, numbers that nothing reads. Values without rows are computed here, once. What depends on one code alone, as the
 * levels of a category do, and goes into a product, becomes a table with a row for each code. A pure function; the whole
 * program stays as it is. Element by element: of a choice for each column, every column keeps its own alternative.
 *
 * What is left is computed by the same ops in the same order, so that numbers are the same but for terms that were
 * multiplied by 0, or by a share that no float64 sum beside them can hold; rows of tables are added up in another order, and
 * exponentials of values without rows are those of `exact-functions.ts`, the same on every host.
 *
 * @param nodes      of a prediction program: no inputs of training.
 * @param parameters those that `wanted` depends on.
 * @throws E_PROGRAM_FEED when one of them is absent or of the wrong length.
 */
export function pruneProgram(nodes: readonly Node[], parameters: ParameterValues, wanted: ValueId): PrunedProgram {
  return atOnce(pruneInPieces(nodes, parameters, wanted));
}

/** As `pruneProgram`, a pass over the values at a time. */
export function* pruneInPieces(
  nodes: readonly Node[],
  parameters: ParameterValues,
  wanted: ValueId,
): Generator<void, PrunedProgram> {
  const pruned = yield* pruneOnce(nodes, parameters, wanted);
  // What tables stand for now is read no more.
  return pruned.hasTables ? yield* pruneOnce(pruned.nodes, {}, pruned.value) : pruned;
}
