/** From program nodes to a pass in the loop-level form: what is stored, which loops are one, and in which order they run. */
import { dependencies } from "../../program/evaluate.ts";
import type { Node, ValueId } from "../../program/types.ts";
import { sizeOf } from "../../program/types.ts";
import { IDENTITY, indexAt, isIdentity, mapFrom, toOne } from "./index-map.ts";
import { applyKernelRule } from "./kernel-rules.ts";
import { LoopBuilder, type Placement } from "./loop-builder.ts";
import type { Pass, Slot } from "./statements.ts";
import { all, inputsOf, type Part, type Ref, type Stage, type Value, ValueGraph } from "./value-graph.ts";

/** Writes the nodes that `wanted` depends on as values. */
function writeValues(graph: ValueGraph, nodes: readonly Node[], wanted: readonly ValueId[]): Map<ValueId, Ref> {
  const refs = new Map<ValueId, Ref>();
  const needed = dependencies(nodes, wanted);
  nodes.forEach((node, id) => {
    if (needed.has(id)) refs.set(id, refOf(graph, nodes, node, refs));
  });
  return refs;
}

function refOf(graph: ValueGraph, nodes: readonly Node[], node: Node, refs: ReadonlyMap<ValueId, Ref>): Ref {
  const size = sizeOf(node.type.shape);
  const { dtype } = node.type;
  switch (node.kind) {
    case "constant":
      return graph.constant(size, node.data, dtype);
    case "parameter":
      return all(graph.leaf("parameter", size, { name: node.name }));
    case "input":
      return all(graph.leaf(node.type.rows ? "row input" : "feed", size, { name: node.name, dtype }));
    case "op":
      return applyKernelRule(node.op, {
        graph,
        inputs: node.inputs.map((input) => refs.get(input)!),
        inputTypes: node.inputs.map((input) => nodes[input].type),
        type: node.type,
        attributes: node.attributes as never,
      });
    default:
      return node satisfies never;
  }
}

const COSTS: Readonly<Record<string, number>> = {
  exp: 10,
  log: 10,
  sigmoid: 12,
  tanh: 12,
  softplus: 20,
  normalCdf: 15,
  div: 3,
  sqrt: 3,
};
/** A value that costs more is stored where one of more elements reads it, and not computed again for each of them. */
const CHEAP = 2;

function isInlined({ definition: { kind } }: Value): boolean {
  return kind === "point" || kind === "loadAt";
}

/** All that decides which values get memory of their own. */
class Storage {
  readonly stored = new Set<Value>();
  private readonly nReaders = new Map<Value, number>();

  constructor(needed: readonly Value[], outputs: readonly Ref[]) {
    for (const value of needed)
      if (value.definition.kind !== "leaf" && !isInlined(value) && value.definition.kind !== "constant")
        this.stored.add(value);
    for (const value of needed) this.readBy(value);
    for (const { value } of outputs) this.count(value);
    for (const value of needed) if (isInlined(value) && (this.nReaders.get(value) ?? 0) > 1) this.stored.add(value);
    // Again in order, now that shared values cost their readers nothing.
    const costs = new Map<Value, number>();
    for (const value of needed) this.spareLargerReaders(value, costs);
  }

  private count(value: Value): void {
    this.nReaders.set(value, (this.nReaders.get(value) ?? 0) + 1);
  }

  private readBy(reader: Value): void {
    for (const value of inputsOf(reader)) {
      this.count(value);
      if (!isInlined(value)) continue;
      const { kind } = reader.definition;
      const byStride =
        kind === "contract" || kind === "outer" || (kind === "scatter" && value !== reader.definition.codes.value);
      const isTable = kind === "loadAt" && value === reader.definition.table;
      if (byStride || isTable || value.stage !== runsIn(reader)) this.stored.add(value);
    }
  }

  private spareLargerReaders(reader: Value, costs: Map<Value, number>): void {
    let cost = 1;
    const { definition } = reader;
    if (definition.kind === "point") cost = COSTS[definition.function] ?? 1;
    if (definition.kind === "loadAt") cost = 4;
    const nReads = definition.kind === "reduce" ? flatSize(reader, definition) : reader.size;
    for (const value of inputsOf(reader)) {
      if (!isInlined(value) || this.stored.has(value)) continue;
      const own = costs.get(value) ?? 1;
      if (nReads > value.size && own > CHEAP) this.stored.add(value);
      else cost += own;
    }
    costs.set(reader, cost);
  }
}

/** How many numbers a reduction reads. */
function flatSize({ size }: Value, { extent }: Extract<Value["definition"], { kind: "reduce" }>): number {
  return "starts" in extent ? extent.starts[size] : size * extent.length;
}

/** Sums over rows are values of the epilogue, and are computed in the body. */
function runsIn({ stage, definition: { kind } }: Value): Stage {
  return kind === "sumRows" || kind === "outer" || kind === "scatter" ? "body" : stage;
}

/** The elements that no part fills, as one more part of zeros. */
function completed(graph: ValueGraph, size: number, parts: readonly Part[]): readonly Part[] {
  const filled = new Uint8Array(size);
  for (const part of parts) for (let i = 0; i < part.size; i++) filled[indexAt(part.to, i)] = 1;
  const empty = Array.from(filled.keys()).filter((element) => filled[element] === 0);
  if (empty.length === 0) return parts;
  const to = mapFrom(empty.length, (i) => empty[i]);
  return [...parts, { from: { value: graph.number(0), map: toOne(0) }, size: empty.length, to }];
}

/** Values that others depend on come first. */
function neededValues(graph: ValueGraph, outputs: readonly Ref[]): readonly Value[] {
  const needed = new Set<Value>(outputs.map(({ value }) => value));
  for (let id = graph.values.length - 1; id >= 0; id--) {
    const value = graph.values[id];
    if (needed.has(value)) for (const input of inputsOf(value)) needed.add(input);
  }
  return graph.values.filter((value) => needed.has(value));
}

/**
 * Compiles the values that `wanted` names, and all that they need.
 *
 * @param wanted row-free values.
 * @throws E_ENGINE_KERNEL where a row-bound value depends on a sum over rows.
 */
export function compilePass(nodes: readonly Node[], wanted: ReadonlyMap<string, ValueId>): Pass {
  return compile(nodes, wanted, "epilogue");
}

/**
 * Compiles values of each row, and all that they need: a pass that has no epilogue. A value that is the same for all rows is
 * stored for each of them.
 *
 * @throws E_ENGINE_KERNEL where one depends on a sum over rows.
 */
export function compileForward(nodes: readonly Node[], wanted: ReadonlyMap<string, ValueId>): Pass {
  return compile(nodes, wanted, "body");
}

function compile(nodes: readonly Node[], wanted: ReadonlyMap<string, ValueId>, outputStage: "epilogue" | "body"): Pass {
  const graph = new ValueGraph();
  const refs = writeValues(graph, nodes, [...wanted.values()]);
  const outputRefs = new Map([...wanted].map(([name, id]) => [name, refs.get(id)!] as const));
  const needed = neededValues(graph, [...outputRefs.values()]);
  const { stored } = new Storage(needed, [...outputRefs.values()]);
  const placements = new Map<Value, Placement>();
  const builder = new LoopBuilder(placements);
  const placeValue = (value: Value, level: number, stage: Stage, slot: Slot) =>
    placements.set(value, { stage, level, slot });

  for (const value of needed) {
    const { definition, size } = value;
    if (definition.kind === "leaf") placeValue(value, -1, "prologue", definition.slot);
    if (!stored.has(value)) continue;
    const stage = runsIn(value);
    const space = value.stage === "epilogue" && stage === "body" ? "sum" : stage === "body" ? "tile" : "row-free";
    const slot = graph.slot(space, size);
    switch (definition.kind) {
      case "leaf":
      case "constant":
        break;
      case "point":
      case "loadAt": {
        const level = builder.levelOf([all(value)], stage, size);
        builder.addMember(stage, level, size, { kind: "define", value, slot });
        placeValue(value, level, stage, slot);
        break;
      }
      case "assembly": {
        const levels = completed(graph, size, definition.parts).map(({ from: of, size: own, to: map }) => {
          const level = builder.levelOf([of], stage, own);
          builder.addMember(stage, level, own, { kind: "store", of, slot, map });
          return level;
        });
        placeValue(value, Math.max(...levels), stage, slot);
        break;
      }
      case "sumRows": {
        const level = builder.levelOf([definition.of], stage, size);
        builder.addMember(stage, level, size, { kind: "sumRows", of: definition.of, slot });
        placeValue(value, level, stage, slot);
        break;
      }
      case "reduce":
      case "contract":
      case "outer":
      case "scatter": {
        const flat = definition.kind === "reduce" ? flatSize(value, definition) : size;
        const refs = definition.kind === "reduce" ? [definition.of] : inputsOf(value).map(all);
        const level = builder.levelAfter(refs, stage, flat);
        builder.addLoop(stage, level, { ...value, definition }, slot);
        placeValue(value, level, stage, slot);
        break;
      }
      default:
        definition satisfies never;
    }
  }

  const outputs = new Map<string, Slot>();
  for (const [name, ref] of outputRefs) {
    const { value } = ref;
    const node = nodes[wanted.get(name)!];
    const size = sizeOf(node.type.shape);
    const own = placements.get(value);
    // A sum that two names ask for is the first one's.
    if (own?.slot.space === "sum" && isIdentity(ref.map) && ![...outputs.values()].includes(own.slot)) {
      outputs.set(name, own.slot);
      continue;
    }
    const slot = graph.slot(outputStage === "body" ? "row output" : "output", size, { name });
    const level = builder.levelOf([ref], outputStage, size);
    builder.addMember(outputStage, level, size, { kind: "store", of: ref, slot, map: IDENTITY });
    outputs.set(name, slot);
  }
  return { ...builder.statements([...outputs.values()]), slots: graph.slots, outputs };
}
