/** All kernels of a program that trains, in the memory that they share, ready to be dispatched. */
import { studioError } from "../../../base/error.ts";
import { replicasOf } from "../../engine.ts";
import { layOut, type ParameterLayout } from "../../loops/parameter-layout.ts";
import { compileStep, evaluationPass } from "../../loops/step-passes.ts";
import { writeObjectives } from "../../step/objectives.ts";
import { rowInputs } from "../../step/row-inputs.ts";
import type { ExecutorOptions } from "../../step/step-executor.ts";
import { CONTROL, type EvaluationKernels, evaluationKernels } from "../emit/evaluation-kernels.ts";
import { type Kernel, Regions } from "../emit/kernels.ts";
import { StepKernels } from "../emit/step-kernels.ts";
import type { MomentOffsets } from "../emit/update.ts";
import type { MemorySizes } from "../plan/bindings.ts";
import type { KernelLimits } from "../plan/limits.ts";
import { workgroupsFor } from "../plan/pass-plan.ts";
import { type EvaluationRecordLayout, layOutEvaluation, layOutStep, type StepRecordLayout } from "../plan/records.ts";
import { tableWords } from "../plan/table-words.ts";
import { DeviceMemory } from "./device-memory.ts";
import { type Gpu, kernelLimits } from "./gpu.ts";

export type WebgpuProgramOptions = Omit<ExecutorOptions, "evaluationRows">;

/** Rows that an evaluation takes at a time. */
const EVALUATION_CHUNK = 4096;
/** Words that the records of a submission take at most, and how many steps and evaluation points it has at most. */
const MOST_RECORD_WORDS = 1 << 20;
const MOST_STEPS = 2048;
/** Evaluation points of a submission. */
export const MOST_EVALUATIONS = 16;
/** Evaluation points between two reads. */
export const MOST_POINTS = 8192;
const BYTES = 4;

interface Dispatch {
  readonly kernel: Kernel;
  readonly pipeline: GPUComputePipeline;
}

/**
 * All kernels of a program, those of a step first, and the memory that they need; nothing is asked of a device.
 *
 * @throws E_GPU_LIMITS, E_ENGINE_KERNEL, E_ENGINE_INPUT
 */
export function planKernels(options: WebgpuProgramOptions, given: KernelLimits) {
  const { program, data, plan, groups } = options;
  const nReplicas = replicasOf(plan).length;
  const limits = { ...given, sliceBytes: given.sliceBytes / nReplicas };
  const objectives = writeObjectives(program, plan.frozen);
  const operations = compileStep(objectives, plan, groups);
  const layout = layOut(program, groups, objectives.perturbed);
  const table = tableWords(rowInputs(program.nodes, data), data.nRows, limits);
  const usesValidation = operations.some((operation) => operation.kind === "pass" && operation.split === "validation");
  const batchOf = (rows: Uint32Array) => Math.min(plan.batchSize, rows.length);
  const batches = {
    train: batchOf(data.split.train),
    validation: usesValidation ? batchOf(data.split.validation) : 0,
  };
  const step = layOutStep(objectives.nodes, operations, batches, nReplicas);
  const evaluation = layOutEvaluation(objectives.nodes, Math.min(EVALUATION_CHUNK, data.nRows));
  const { nMoving } = layout;
  const moments = { m: 0, v: nMoving, decay: 2 * nMoving, best: 3 * nMoving, length: 6 * nMoving };
  const regions = new Regions(table.shape, limits.usesSubgroups);
  regions.values.take(layout.length);
  const averageAt = plan.averageDecay === undefined ? undefined : regions.values.take(layout.length);
  const averaged = averageAt === undefined ? {} : { averageAt };
  const shared = { layout, moments, rowInputs: table.locations, limits, regions, ...averaged };
  const steps = new StepKernels({ ...shared, operations, plan, record: step, batches });
  const evaluations = evaluationKernels({
    ...shared,
    pass: evaluationPass(objectives),
    record: evaluation,
    bestAt: moments.best,
  });
  const maxSteps = Math.min(Math.max(Math.floor(MOST_RECORD_WORDS / step.words), 1), MOST_STEPS);
  const seen = Math.max(2 * step.words, evaluation.words);
  const constants = regions.constants.data;
  const kernels: readonly Kernel[] = [...steps.step, ...evaluations.evaluate, evaluations.keepBest];
  const sizes: MemorySizes = {
    feeds: BYTES * ((maxSteps + 2) * step.words + MOST_EVALUATIONS * evaluation.words + seen),
    record: BYTES * seen,
    table: table.bytes,
    nTables: table.shape.nShards,
    nReplicas,
    constants: constants.byteLength,
    values: BYTES * regions.values.size,
    moments: BYTES * moments.length,
    scratch: BYTES * regions.scratch.size,
    slices: BYTES * regions.slices,
    spill: 16 * regions.spill,
    control: BYTES * (CONTROL.points + 2 * MOST_POINTS),
  };
  const records = { step, evaluation, maxSteps };
  return { kernels, steps, evaluations, layout, moments, averageAt, records, sizes, table, constants };
}

export class WebgpuProgram {
  private constructor(
    readonly memory: DeviceMemory,
    readonly layout: ParameterLayout,
    readonly moments: MomentOffsets & { readonly best: number; readonly length: number },
    /** Where the averages begin in `values`, as the parameters do at 0; undefined where nothing is averaged. */
    readonly averageAt: number | undefined,
    readonly records: {
      readonly step: StepRecordLayout;
      readonly evaluation: EvaluationRecordLayout;
      readonly maxSteps: number;
    },
    private readonly dispatches: {
      readonly step: readonly Dispatch[];
      readonly firstPrologue: readonly (Dispatch & { readonly nWorkgroups: number })[];
      readonly evaluate: readonly Dispatch[];
      readonly keepBest: Dispatch;
    },
    private readonly evaluation: EvaluationKernels,
    private readonly nReplicas: number,
    readonly notes: readonly string[],
  ) {}

  /** @throws E_GPU_LIMITS, E_ENGINE_KERNEL, E_ENGINE_INPUT */
  static async create(gpu: Gpu, options: WebgpuProgramOptions): Promise<WebgpuProgram> {
    const { device } = gpu;
    const planned = planKernels(options, kernelLimits(gpu));
    const { kernels, steps, evaluations, layout, moments, averageAt, records, sizes, table, constants } = planned;
    assertDispatches(kernels, device.limits.maxComputeWorkgroupsPerDimension);
    const memory = new DeviceMemory(device, sizes);
    try {
      memory.writeTable(table);
      memory.write("constants", constants);
      for (let replica = 0; replica < sizes.nReplicas; replica++) {
        memory.write("moments", layout.decay, BYTES * moments.decay, replica);
      }
      const pipelines = await Promise.all(kernels.map((kernel) => memory.pipeline(kernel)));
      const all = kernels.map((kernel, index): Dispatch => ({ kernel, pipeline: pipelines[index] }));
      const nStep = steps.step.length;
      const dispatches = {
        step: all.slice(0, nStep),
        firstPrologue: steps.firstPrologue.map(({ index, nWorkgroups }) => ({ ...all[index], nWorkgroups })),
        evaluate: all.slice(nStep, -1),
        keepBest: all[all.length - 1],
      };
      return new WebgpuProgram(
        memory,
        layout,
        moments,
        averageAt,
        records,
        dispatches,
        evaluations,
        sizes.nReplicas,
        table.notes,
      );
    } catch (error) {
      memory.dispose();
      throw error;
    }
  }

  /** Bytes from the start of `feeds` to the record of a step of a submission; −1 is the one of the prologue alone. */
  stepOffset(index: number): number {
    return BYTES * this.records.step.words * (index + 1);
  }

  evaluationOffset(index: number): number {
    const { step, evaluation, maxSteps } = this.records;
    return BYTES * ((maxSteps + 2) * step.words + index * evaluation.words);
  }

  encodeFirstPrologue(pass: GPUComputePassEncoder): void {
    const offset = this.stepOffset(-1);
    for (const each of this.dispatches.firstPrologue) {
      this.dispatch(pass, each, { offset, nWorkgroups: each.nWorkgroups });
    }
  }

  encodeStep(pass: GPUComputePassEncoder, index: number): void {
    const offset = this.stepOffset(index);
    for (const each of this.dispatches.step) this.dispatch(pass, each, { offset });
  }

  encodeEvaluation(pass: GPUComputePassEncoder, index: number, nRows: number, keepsBest: boolean): void {
    const offset = this.evaluationOffset(index);
    this.dispatches.evaluate.forEach((each, kernel) => {
      const isRows = kernel === this.evaluation.rowsAt;
      const nWorkgroups = isRows ? workgroupsFor(this.evaluation.plan, nRows) : each.kernel.nWorkgroups;
      this.dispatch(pass, each, { offset, nWorkgroups });
    });
    if (keepsBest) this.dispatch(pass, this.dispatches.keepBest, { offset });
  }

  dispose(): void {
    this.memory.dispose();
  }

  private dispatch(
    pass: GPUComputePassEncoder,
    { kernel, pipeline }: Dispatch,
    { offset, nWorkgroups = kernel.nWorkgroups }: { readonly offset: number; readonly nWorkgroups?: number },
  ): void {
    pass.setPipeline(pipeline);
    this.memory.bind(pass, kernel.layout, offset);
    pass.dispatchWorkgroups(nWorkgroups, this.nReplicas);
  }
}

function assertDispatches(kernels: readonly Kernel[], most: number): void {
  const widest = kernels.reduce((a, b) => (b.nWorkgroups > a.nWorkgroups ? b : a));
  if (widest.nWorkgroups <= most) return;
  throw studioError("E_GPU_LIMITS", { limit: "workgroups", kernel: widest.title, most, got: widest.nWorkgroups });
}
