/**
 * Steps that are compiled once for all trainings of the same structure: the parts of the rows, opponents and trials of a run differ in
 * their rows, statistics and seeds, which are numbers in memory.
 */

import { yieldToEventLoop } from "../../../base/yield.ts";
import type { Node, ValueId } from "../../../program/types.ts";
import { replicasOf } from "../../engine.ts";
import { layOut } from "../../loops/parameter-layout.ts";
import { productsOf } from "../../loops/products.ts";
import type { Pass, Slot } from "../../loops/statements.ts";
import { type CompiledOperation, compileStep, evaluationPass } from "../../loops/step-passes.ts";
import { writeObjectives } from "../../step/objectives.ts";
import type { RowInput } from "../../step/row-inputs.ts";
import type { ExecutorOptions } from "../../step/step-executor.ts";
import type { ThreadStock } from "./threads.ts";
import { compileKernels, type Kernels } from "./wasm-program.ts";

/** Structures that are kept, those asked for last. */
const MOST_KEPT = 32;
/** Rows that an evaluation takes at a time. */
export const EVALUATION_CHUNK = 4096;
/** Steps of fewer products stay on one thread. */
const WORTH_THREADS = 1e6;

export interface StepKernels {
  readonly operations: readonly CompiledOperation[];
  readonly evaluation: Pass;
  /** Of a step. */
  readonly nProducts: number;
  /** As in the objectives. */
  readonly perturbed: readonly string[];
  readonly kernels: Kernels;
  /** Constants of the program by the slots that they have in the kernels: numbers of them that differ are no other structure. */
  readonly constants: ReadonlyMap<Slot, ValueId>;
}

export class SharedSteps {
  /** By structure; the latest stand last. */
  private readonly kept = new Map<string, Promise<StepKernels>>();

  /**
   * Of the same structure: as they were compiled before.
   *
   * @throws E_ENGINE_MEMORY, E_ENGINE_KERNEL
   */
  kernelsOf(options: ExecutorOptions, inputs: readonly RowInput[], threads?: ThreadStock): Promise<StepKernels> {
    const { kept } = this;
    const key = structureOf(options, threads);
    const made = kept.get(key) ?? compiled(options, inputs, threads);
    kept.delete(key);
    kept.set(key, made);
    // Whoever asks next may have memory for it.
    made.catch(() => kept.delete(key));
    if (kept.size > MOST_KEPT) for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest);
    return made;
  }
}

async function compiled(
  options: ExecutorOptions,
  inputs: readonly RowInput[],
  threads: ThreadStock | undefined,
): Promise<StepKernels> {
  const { program, plan, groups } = options;
  const objectives = writeObjectives(program, plan.frozen);
  // Of thousands of columns either takes a tenth of a second.
  await yieldToEventLoop();
  const operations = compileStep(objectives, plan, groups);
  const evaluation = evaluationPass(objectives);
  const passes = [
    ...operations.flatMap((operation) => (operation.kind === "pass" ? [operation.pass] : [])),
    evaluation,
  ];
  const { maxRows, batchRows } = rowsOf(options);
  const { perturbed } = objectives;
  const layout = layOut(program, groups, perturbed);
  const nReplicas = replicasOf(plan).length;
  const nProducts = productsPerRow(operations);
  const isLong = nProducts * batchRows >= WORTH_THREADS && !plan.onOneThread;
  const kernels = await compileKernels(
    { passes: [...new Set(passes)], layout, inputs, maxRows, batchRows, nReplicas },
    isLong ? (threads?.nThreads ?? 1) : 1,
  );
  return {
    ...{ operations, evaluation, perturbed, kernels, constants: constantsOf(program.nodes, kernels) },
    nProducts: nProducts * plan.batchSize,
  };
}

function productsPerRow(operations: readonly CompiledOperation[]): number {
  const ofRow = operations.flatMap((operation) => (operation.kind === "pass" ? operation.pass.body : []));
  return ofRow.reduce((total, statement) => total + productsOf(statement), 1);
}

function rowsOf({ data, plan }: ExecutorOptions) {
  return {
    maxRows: Math.max(Math.min(plan.batchSize, data.nRows), Math.min(EVALUATION_CHUNK, data.nRows)),
    batchRows: Math.min(plan.batchSize, data.split.train.length),
  };
}

/** All elements of a number that is written into the code. */
const isOneNumber = ({ type, data }: Extract<Node, { kind: "constant" }>) =>
  type.dtype === "float32" && data.every((value) => value === data[0]);

/** Whose data are in memory, by the slot. */
function constantsOf(nodes: readonly Node[], { built }: Kernels): ReadonlyMap<Slot, ValueId> {
  const idOf = new Map<readonly number[] | undefined, ValueId>();
  nodes.forEach((node, id) => {
    if (node.kind === "constant" && !isOneNumber(node)) idOf.set(node.data, id);
  });
  return new Map(
    built.constants.flatMap(({ slot }) => {
      const id = idOf.get(slot.data);
      return id === undefined ? [] : [[slot, id] as const];
    }),
  );
}

/** All that kernels and their memory follow from, as a text. */
function structureOf(options: ExecutorOptions, threads: ThreadStock | undefined): string {
  const { program, data, plan } = options;
  const { nodes, outputs } = program;
  const { updates, frozen, batchSize, onOneThread = false } = plan;
  const { maxRows, batchRows } = rowsOf(options);
  return JSON.stringify([
    nodes.map(structureOfNode),
    [outputs.loss, outputs.trainedLoss, outputs.weights, outputs.penalty],
    [updates, frozen, batchSize, replicasOf(plan).length, onOneThread],
    // Of a batch that no threads share, the rows decide nothing.
    [data.nRows, maxRows, ...(threads ? [threads.nThreads, batchRows] : [])],
  ]);
}

function structureOfNode(node: Node): unknown {
  const { rows, shape, dtype } = node.type;
  switch (node.kind) {
    case "constant":
      // As a text, or −0 would be 0.
      return [shape, dtype, isOneNumber(node) ? (Object.is(node.data[0], -0) ? "-0" : node.data[0]) : "numbers"];
    case "parameter":
      return [node.name, shape, node.role, node.decays];
    case "input":
      return [node.name, rows, shape, dtype];
    case "op":
      return [node.op, node.inputs, node.attributes];
    default:
      return node satisfies never;
  }
}
