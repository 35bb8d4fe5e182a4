/** From a document to a program: one walk over the blocks, used for fitting (with rows) and compiling (without). */

import { StudioError, studioError } from "../base/error.ts";
import { problemWords } from "../base/errors/pipeline.ts";
import { atOnce } from "../base/in-pieces.ts";
import type { Block } from "../blocks/block.ts";
import type { Statistics } from "../blocks/block-spec.ts";
import type { Port } from "../blocks/ports.ts";
import { ProgramBuilder } from "../program/builder.ts";
import { classWeightInput, penaltyScale, rowWeightInput } from "../program/inputs.ts";
import type { Program, ValueId } from "../program/types.ts";
import type { DatasetSchema } from "../table/types.ts";
import { type Catalogue, checkDocument, documentIssue, topologicalOrder } from "./checks.ts";
import type { BlockInstance, PipelineDocument } from "./document.ts";
import { joinPorts } from "./join-ports.ts";
import { areClassesBalanced, lossOfDoubted, outputsOf, rowLoss } from "./loss.ts";

/** All that fitting learns from training rows without gradients. JSON. */
export interface PipelineStatistics {
  readonly nTrainRows: number;
  /** Mean and standard deviation of a regression target; 0 and 1 for classes. */
  readonly labelOffset: number;
  readonly labelScale: number;
  /** Which rows were trained on, judged by and left to test (`splitFingerprint`); "" where a file does not say. */
  readonly split: string;
  /** By block id. Blocks that no column reached have none. */
  readonly blocks: Readonly<Record<string, Statistics>>;
}

/** What arrives at a block and what leaves it, by the names of its ports; several edges into one port are joined. */
export interface BlockPorts {
  readonly inputs: Readonly<Record<string, Port | undefined>>;
  readonly outputs: Readonly<Record<string, Port>>;
}

/** Makes the statistics of a block whose inputs have just been written. */
export type StatisticsOf = (
  instance: BlockInstance,
  block: Block,
  inputs: Readonly<Record<string, Port | undefined>>,
  builder: ProgramBuilder,
) => Generator<void, Statistics>;

function assertTrainable(catalogue: Catalogue, document: PipelineDocument): readonly BlockInstance[] {
  const [issue] = checkDocument(catalogue, document);
  const order = topologicalOrder(document);
  if (!issue && order) return order;
  const { code, block, message } = issue ?? documentIssue("E_PIPELINE_CIRCLE", "");
  throw new StudioError({ code, ...problemWords(block, message) });
}

function inputsOf(
  builder: ProgramBuilder,
  block: Block,
  instance: BlockInstance,
  document: PipelineDocument,
  written: ReadonlyMap<string, Readonly<Record<string, Port>>>,
): Readonly<Record<string, Port | undefined>> {
  return Object.fromEntries(
    block.spec.inputs.map((spec) => {
      const ports = document.edges
        .filter((edge) => edge.to.block === instance.id && edge.to.port === spec.name)
        .flatMap((edge) => written.get(edge.from.block)?.[edge.from.port] ?? []);
      return [spec.name, joinPorts(builder, ports, spec.type)];
    }),
  );
}

/**
 * Writes the program of a document, a block at a time.
 *
 * @throws E_PIPELINE_* when the document is not a complete pipeline, E_BLOCK_SETTINGS for bad settings.
 */
export function* writeProgram(options: {
  readonly catalogue: Catalogue;
  readonly document: PipelineDocument;
  readonly schema: DatasetSchema;
  readonly nTrainRows: number;
  readonly statisticsOf: StatisticsOf;
  /** Told of each block that columns reach. */
  readonly onBlock?: (instance: BlockInstance, ports: BlockPorts) => void;
}): Generator<void, Program> {
  const { catalogue, document, schema, nTrainRows, statisticsOf, onBlock } = options;
  const builder = new ProgramBuilder();
  const { task, classes } = schema.target;
  const nOutputs = outputsOf(task, classes.length);
  const written = new Map<string, Readonly<Record<string, Port>>>();
  let prediction: Port | undefined;
  let weights: Port | undefined;
  for (const instance of assertTrainable(catalogue, document)) {
    const block = catalogue.get(instance.type)!;
    const inputs = builder.inBlock(instance.id, () => inputsOf(builder, block, instance, document, written));
    const isModel = block.spec.outputs.some((port) => port.type === "prediction");
    const isStarved = block.spec.inputs.some((spec) => !spec.optional && inputs[spec.name] === undefined);
    if (isStarved && isModel) throw studioError("E_PIPELINE_EMPTY", { block: block.spec.title });
    if (isStarved) continue;
    const settings = block.parseSettings(instance.settings, `${instance.type} (block ${instance.id})`);
    const statistics = yield* statisticsOf(instance, block, inputs, builder);
    const ports = builder.inBlock(instance.id, () =>
      block.program({ builder, settings, statistics, inputs, schema, task, nOutputs, nTrainRows }),
    );
    written.set(instance.id, ports);
    onBlock?.(instance, { inputs, outputs: ports });
    if (isModel) {
      prediction = ports[block.spec.outputs.find((port) => port.type === "prediction")!.name];
      weights = inputs[block.spec.inputs.find((port) => port.type === "weights")?.name ?? ""];
    }
    yield;
  }
  if (prediction?.type !== "prediction") throw studioError("E_PIPELINE_EMPTY", { block: "model" });
  const lossAlike = rowLoss(builder, prediction.value, { task, numbers: document.training });
  const { wrongLabels = 0 } = document.training;
  const factors = [
    ...(schema.weight === undefined ? [] : [rowWeightInput(builder)]),
    ...(areClassesBalanced(document.training, task) ? [classWeightInput(builder)] : []),
  ];
  const weighed = (value: ValueId): ValueId =>
    factors.reduce((product, factor) => builder.mul(product, builder.reshape(factor, [])), value);
  const trainedLoss =
    wrongLabels > 0 && task !== "regression"
      ? weighed(lossOfDoubted(builder, lossAlike, { wrong: wrongLabels, nClasses: classes.length }))
      : undefined;
  const loss = weighed(lossAlike);
  const penalty = builder.penalties.reduce<number>((total, value) => builder.add(total, value), builder.scalar(0));
  return {
    nodes: builder.nodes,
    probes: builder.probes,
    ...(builder.atPrediction.length > 0 ? { atPrediction: builder.atPrediction } : {}),
    outputs: {
      prediction: prediction.value,
      loss,
      ...(trainedLoss === undefined ? {} : { trainedLoss }),
      penalty: builder.mul(penaltyScale(builder), penalty),
      ...(weights?.type === "weights" ? { weights: weights.value } : {}),
    },
  };
}

/**
 * The program of a document whose statistics are known; needs no rows, so an exported file opens without data.
 *
 * @throws E_BLOCK_STATISTICS with the path of what is wrong in them; as `writeProgram`.
 */
export function compile(
  catalogue: Catalogue,
  document: PipelineDocument,
  schema: DatasetSchema,
  statistics: PipelineStatistics,
  onBlock?: (instance: BlockInstance, ports: BlockPorts) => void,
): Program {
  const program = writeProgram({
    ...(onBlock ? { onBlock } : {}),
    catalogue,
    document,
    schema,
    nTrainRows: statistics.nTrainRows,
    // biome-ignore lint/correctness/useYield: what is known takes no time
    *statisticsOf(instance, block) {
      return block.parseStatistics(statistics.blocks[instance.id] ?? {}, `${instance.type} (block ${instance.id})`);
    },
  });
  return atOnce(program);
}
