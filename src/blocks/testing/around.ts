/** Test support: the smallest pipeline around a block, found by port types alone, and runs of its program in float64. */

import { randomNormals } from "../../base/random.ts";
import { accepts, type Catalogue, catalogueOf } from "../../pipeline/checks.ts";
import type { PipelineStatistics } from "../../pipeline/compile.ts";
import { documentSchema, type Edge, FORMAT_VERSION, type PipelineDocument } from "../../pipeline/document.ts";
import { fit, tableFeeds } from "../../pipeline/fit.ts";
import { evaluate, type Feeds } from "../../program/evaluate.ts";
import { type Node, type Program, sizeOf, type ValueId } from "../../program/types.ts";
import type { Dataset } from "../../table/types.ts";
import type { Block, ProbeReading } from "../block.ts";
import { blocks } from "../catalogue.generated.ts";
import type { Port, PortType } from "../ports.ts";

/** The type of the block under test in its pipeline: its own blocks may also stand around it. */
const TESTED = "tested";

const gives = (type: PortType) => (block: Block) => block.spec.outputs.some((port) => port.type === type);
const source = blocks.find((block) => block.spec.inputs.length === 0)!;
const model = blocks.find(gives("prediction"))!;
/** A block that turns categories into features. */
const encoder = blocks.find(
  (block) => gives("features")(block) && block.spec.inputs.some((port) => port.type === "category"),
)!;

const edge = (from: string, output: string, to: string, input: string): Edge => ({
  from: { block: from, port: output },
  to: { block: to, port: input },
});

function inputOf(block: Block, type: PortType): string {
  return block.spec.inputs.find((port) => accepts(port.type, type))!.name;
}

/** Every output of the source, through the encoder too, into every input that takes it. */
function edgesInto(block: Block, id: string): Edge[] {
  const encoded = encoder.spec.outputs[0].name;
  return block.spec.inputs.flatMap((port) => [
    ...source.spec.outputs
      .filter((output) => accepts(port.type, output.type))
      .map((output) => edge("source", output.name, id, port.name)),
    ...(port.type === "features" ? [edge("encoder", encoded, id, port.name)] : []),
  ]);
}

/** Source → the block → model; categories reach the model through the encoder. */
export function documentAround(block: Block, settings: Readonly<Record<string, unknown>> = {}): PipelineDocument {
  const blockOf = (id: string, made: Block) => {
    const isTested = made === block && (id === TESTED || made.spec.inputs.length === 0);
    return {
      id,
      type: isTested ? TESTED : made.spec.id,
      version: made.spec.version,
      settings: isTested ? settings : {},
    };
  };
  const isModel = gives("prediction")(block);
  const isSource = block.spec.inputs.length === 0;
  const from = isSource ? "source" : TESTED;
  const sourceCategories = source.spec.outputs.find((port) => port.type === "category")!.name;
  const categories = inputOf(encoder, "category");
  const edges = isSource ? [] : edgesInto(block, TESTED);
  const middle = [edge("source", sourceCategories, "encoder", categories)];
  const after: Edge[] = isModel
    ? []
    : edgesInto(model, "model").filter((to) => to.to.port !== inputOf(model, "weights"));
  for (const output of isModel || isSource ? [] : block.spec.outputs) {
    if (output.type === "category") {
      middle.push(edge(from, output.name, "encoder2", categories));
      after.push(edge("encoder2", encoder.spec.outputs[0].name, "model", inputOf(model, "features")));
    } else {
      after.push(edge(from, output.name, "model", inputOf(model, output.type)));
    }
  }
  return documentSchema.parse({
    formatVersion: FORMAT_VERSION,
    blocks: [
      blockOf("source", source),
      blockOf("encoder", encoder),
      ...(isSource ? [] : [blockOf(TESTED, block)]),
      ...(middle.length > 1 ? [blockOf("encoder2", encoder)] : []),
      ...(isModel ? [] : [blockOf("model", model)]),
    ],
    edges: [...middle, ...edges, ...after],
    training: {},
  });
}

export interface Around {
  readonly program: Program;
  readonly statistics: PipelineStatistics;
  /** What the block gave; undefined where no column reached it. */
  readonly ports: Readonly<Record<string, Port>> | undefined;
  /** The id of the block in its document. */
  readonly id: string;
}

/** Fits the pipeline around a block and keeps what the block itself gave. */
export function fitAround(block: Block, dataset: Dataset, settings: Readonly<Record<string, unknown>> = {}): Around {
  const isSource = block.spec.inputs.length === 0;
  const id = isSource ? "source" : TESTED;
  let ports: Readonly<Record<string, Port>> | undefined;
  const watched: Block = {
    ...block,
    spec: { ...block.spec, id: TESTED },
    program(context) {
      ports = block.program(context);
      return ports;
    },
  };
  const catalogue: Catalogue = catalogueOf([...blocks, watched]);
  const document = documentAround(block, settings);
  const { program, statistics } = fit({ catalogue, document, dataset, seed: 3 });
  return { program, statistics, ports, id };
}

/** Feeds for some rows: noise as drawn in step `step`, 0 for step 0; the temperature of a half-decided choice. */
export function feedsOf(
  nodes: readonly Node[],
  dataset: Dataset,
  rows: ArrayLike<number>,
  parameters: Feeds["parameters"],
  step = 1,
): Feeds {
  const inputs: Record<string, ArrayLike<number>> = { ...tableFeeds(dataset, rows) };
  const positions = new Map(Array.from(dataset.split.train, (row, position) => [row, position]));
  for (const node of nodes) {
    if (node.kind !== "input" || !node.training) continue;
    if (node.training.kind === "schedule") inputs[node.name] = [0.7];
    if (node.training.kind === "noise") {
      const { stream } = node.training;
      inputs[node.name] = randomNormals({ seed: 5, stream, step }, sizeOf(node.type.shape)).map((x) =>
        step === 0 ? 0 : x,
      );
    }
  }
  inputs.rowId = Array.from(rows, (row) => positions.get(row) ?? 0);
  inputs.source = Array.from(rows, (row) => dataset.source[row]);
  inputs.labels = Array.from(rows, (row) => dataset.labels[row]);
  return { nRows: rows.length, inputs, parameters };
}

/** The float32 values of a port. */
export function valuesOf(port: Port): readonly ValueId[] {
  switch (port.type) {
    case "number":
      return [port.value, port.missing];
    case "category":
      return port.pairs.map((pair) => pair.weights);
    case "features":
    case "prediction":
    case "weights":
      return [port.value];
    default:
      return port satisfies never;
  }
}

export function readProbes(around: Around, feeds: Feeds): readonly ProbeReading[] {
  return around.program.probes
    .filter((probe) => probe.block === around.id)
    .map((probe) => ({
      ...probe,
      values: Array.from(evaluate(around.program.nodes, feeds, [probe.value])[0].data),
    }));
}
