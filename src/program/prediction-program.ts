import { studioError } from "../base/error.ts";
import { dependencies } from "./evaluate.ts";
import type { Node, Program, ValueId } from "./types.ts";
import { sizeOf } from "./types.ts";

/** Schedule values and noise as the constants that they are at prediction. Ids stay. */
export function withoutSchedule(nodes: readonly Node[]): readonly Node[] {
  return nodes.map((node): Node => {
    if (node.kind !== "input" || !node.training || node.training.kind === "row") return node;
    const value = node.training.kind === "schedule" ? node.training.atPrediction : 0;
    const data = new Array<number>(sizeOf(node.type.shape)).fill(value);
    return { kind: "constant", type: node.type, data, block: node.block };
  });
}

/**
 * What is left of a program when rows are new: schedule values and noise become constants, what is for training alone is replaced,
 * labels, weights and penalties go away, and nodes that nothing reads are dropped. Probes stay.
 *
 * @throws E_PROGRAM_TRAINING_ONLY when the prediction or a probe reads what only training rows have (labels, sources).
 */
export function predictionProgram(program: Program): Program {
  const insteadOf = new Map(program.atPrediction);
  const read = (id: ValueId): ValueId => {
    const instead = insteadOf.get(id);
    return instead === undefined ? id : read(instead);
  };
  const nodes = withoutSchedule(program.nodes).map(
    (node): Node => (node.kind === "op" ? { ...node, inputs: node.inputs.map(read) } : node),
  );
  const outputs = { prediction: read(program.outputs.prediction) };
  const probes = program.probes.map((probe) => ({ ...probe, value: read(probe.value) }));
  const needed = dependencies(nodes, [outputs.prediction, ...probes.map(({ value }) => value)]);
  const renumbered = new Map<ValueId, ValueId>();
  const kept: Node[] = [];
  nodes.forEach((node, id) => {
    if (!needed.has(id)) return;
    if (node.kind === "input" && node.training) throw studioError("E_PROGRAM_TRAINING_ONLY", { input: node.name });
    renumbered.set(id, kept.length);
    kept.push(node.kind === "op" ? { ...node, inputs: node.inputs.map((input) => renumbered.get(input)!) } : node);
  });
  return {
    nodes: kept,
    outputs: { prediction: renumbered.get(outputs.prediction)! },
    probes: probes.map((probe) => ({ ...probe, value: renumbered.get(probe.value)! })),
  };
}
