/** Steps of the compiled engine on WebGPU: recorded, sent in large submissions, and read back when somebody asks. */
import { studioError } from "../../../base/error.ts";
import { optimisersOf, replicasOf, type TensorMap, type TrainingPlan } from "../../engine.ts";
import { fromVectors, toVectors } from "../../loops/parameter-layout.ts";
import { EvaluatorExecutor } from "../../reference/evaluator-executor.ts";
import { averageShare, updateFactors } from "../../step/optimiser-rule.ts";
import type {
  Collected,
  EvaluationOptions,
  EvaluationPoint,
  ExecutorOptions,
  ReplicaValues,
  StepExecutor,
} from "../../step/step-executor.ts";
import type { RowFreeFeeds, StepFeeds } from "../../step/step-feeds.ts";
import { CONTROL } from "../emit/evaluation-kernels.ts";
import type { BufferName } from "../plan/bindings.ts";
import { EVALUATION_FLAGS, writeEvaluation, writeStep } from "../plan/records.ts";
import { type Gpu, whenAccepted } from "./gpu.ts";
import { Submissions } from "./submissions.ts";
import { MOST_EVALUATIONS, MOST_POINTS, WebgpuProgram } from "./webgpu-program.ts";

export interface WebgpuExecutorOptions extends ExecutorOptions {
  readonly gpu: Gpu;
  /** Milliseconds, for the length of submissions. */
  readonly clock?: () => number;
}

/**
 * Steps of the first submission after everything was waited for; those that follow take twice as many each, until they keep the device
 * busy for a while. While all of the first was recorded, the device would have nothing to do.
 */
const FIRST_LENGTH = 4;
const BYTES = 4;
/** Evaluation points keep clear of the slots where `meanLoss` leaves its sums. */
const MOST_KEPT_POINTS = MOST_POINTS - MOST_EVALUATIONS;

interface Evaluation {
  /** Steps of the chunk before it. */
  readonly afterSteps: number;
  readonly nRows: number;
  readonly keepsBest: boolean;
}

/** What is known of a replica without asking the device. */
interface Counted {
  /** How often each group was updated, by now and at the evaluation points since the last read. */
  readonly nUpdates: number[];
  readonly atPoints: (readonly number[])[];
  readonly fixed: TensorMap;
}

/** Numbers of a buffer, from the beginning of a replica's part where `from` is absent. */
interface Part {
  readonly name: BufferName;
  readonly from?: number;
  readonly count: number;
}

/** What one submission does. */
interface Chunk {
  readonly maxSteps: number;
  /** The chunk before has run the prologue of this one's first pass. */
  readonly hasPrologue: boolean;
  /** The record of the step after the last one is there, too. */
  hasNext?: boolean;
  nSteps: number;
  /** Made with the first step, and with the first evaluation. */
  steps?: Int32Array;
  evaluations?: Int32Array;
  readonly order: Evaluation[];
}

export class WebgpuExecutor implements StepExecutor {
  readonly stepsPerTurn = 32;
  private chunk: Chunk | undefined;
  private readonly submissions: Submissions<Chunk>;
  /** Steps of the next submission, if so many are wanted. */
  private nextLength = FIRST_LENGTH;
  private readonly rules: readonly { readonly rate: number; readonly optimisers: TrainingPlan["optimisers"] }[];
  private replicas: Counted[] = [];
  private nPoints = 0;
  /** One of these evaluation points counts. */
  private mayHaveBest = false;
  private isDisposed = false;

  private constructor(
    private readonly options: WebgpuExecutorOptions,
    private readonly program: WebgpuProgram,
  ) {
    const { gpu, clock, plan } = options;
    this.rules = replicasOf(plan).map((each) => ({ rate: each.rate, optimisers: optimisersOf(plan, each) }));
    this.submissions = new Submissions({
      device: gpu.device,
      submit: (chunk) => this.submit(chunk),
      firstLength: FIRST_LENGTH,
      maxLength: program.records.maxSteps,
      ...(clock ? { clock } : {}),
    });
  }

  /** @throws E_GPU_LIMITS, E_GPU_MEMORY, E_GPU_VALIDATION, E_GPU_LOST, E_ENGINE_KERNEL */
  static async create(options: WebgpuExecutorOptions): Promise<WebgpuExecutor> {
    const { gpu } = options;
    const make = () => WebgpuProgram.create(gpu, options);
    return new WebgpuExecutor(options, await whenAccepted(gpu, make, (program) => program.dispose()));
  }

  get notes(): readonly string[] {
    return this.program.notes;
  }

  load(replicas: readonly ReplicaValues[]): void {
    this.options.gpu.watch.begin();
    this.chunk = undefined;
    this.submissions.clear();
    const { memory, layout, moments, averageAt } = this.program;
    const head = new Float32Array(CONTROL.points);
    head[CONTROL.best] = Number.POSITIVE_INFINITY;
    head[CONTROL.bestPoint] = -1;
    replicas.forEach(({ groups, fixed }, replica) => {
      const { values, m, v, average = values } = toVectors(layout, groups, fixed);
      memory.write("values", values, 0, replica);
      if (averageAt !== undefined) memory.write("values", average, BYTES * averageAt, replica);
      memory.write("moments", m, BYTES * moments.m, replica);
      memory.write("moments", v, BYTES * moments.v, replica);
      memory.write("control", head, 0, replica);
    });
    this.replicas = replicas.map(({ groups, fixed }) => ({
      nUpdates: groups.map(({ nUpdates }) => nUpdates),
      fixed,
      atPoints: [],
    }));
    this.nPoints = 0;
    this.mayHaveBest = false;
  }

  step({ trainRows, validationRows, inputs, learningRate }: StepFeeds): void {
    this.options.gpu.watch.begin();
    const { plan } = this.options;
    const { step } = this.program.records;
    const full = this.chunk?.nSteps === this.chunk?.maxSteps ? this.chunk : undefined;
    const chunk = full ? this.newChunk(true) : this.open();
    const replicas = this.replicas.map(({ nUpdates }, index) => {
      const { rate, optimisers } = this.rules[index];
      const own = learningRate * rate;
      const factors = step.factors.map(({ group }) => {
        const settings = optimisers[this.program.layout.groups[group].group.role];
        const average = averageShare(plan.averageDecay, nUpdates[group]);
        return { ...updateFactors(settings, nUpdates[group]++, own), average };
      });
      return { learningRate: own, factors };
    });
    chunk.steps ??= new Int32Array((chunk.maxSteps + 2) * step.words);
    const at = (chunk.nSteps + 1) * step.words;
    const rows = validationRows ? { trainRows, validationRows } : { trainRows };
    const model = plan.optimisers.model;
    const record = chunk.steps.subarray(at, at + step.words);
    writeStep(step, record, { ...rows, inputs, replicas, model });
    chunk.nSteps++;
    if (!full) return;
    // The last kernel of a full chunk runs this step's first prologue, so that it costs no dispatch of its own.
    full.steps?.set(record, (full.nSteps + 1) * step.words);
    full.hasNext = true;
    this.close();
    this.chunk = chunk;
  }

  evaluate({ inputs, countsForBest }: EvaluationOptions): void {
    this.options.gpu.watch.begin();
    const slot = this.nPoints;
    if (slot >= MOST_KEPT_POINTS) throw studioError("E_ENGINE_POINTS", { most: MOST_KEPT_POINTS, got: slot + 1 });
    this.nPoints++;
    for (const { atPoints, nUpdates } of this.replicas) atPoints.push([...nUpdates]);
    this.mayHaveBest ||= countsForBest;
    const flags = EVALUATION_FLAGS.isPoint | (countsForBest ? EVALUATION_FLAGS.countsForBest : 0);
    const rows = this.options.evaluationRows;
    this.addEvaluation(this.open(), { rows, inputs, slot, flags, keepsBest: countsForBest });
  }

  async collect(): Promise<readonly Collected[]> {
    const { memory, layout, moments, averageAt } = this.program;
    const { length, nMoving } = layout;
    const { nPoints } = this;
    const parts: readonly Part[] = [
      { name: "values", count: length },
      { name: "moments", count: 2 * nMoving },
      { name: "control", count: CONTROL.points + 2 * nPoints },
      { name: "moments", from: moments.best, count: this.mayHaveBest ? 3 * nMoving : 0 },
      { name: "values", from: averageAt ?? 0, count: averageAt === undefined ? 0 : nMoving },
    ];
    const read = await this.read(this.replicas.flatMap((_, replica) => parts.map((part) => ({ ...part, replica }))));
    const collected = this.replicas.map((counted, replica) =>
      this.collectedOf(counted, read.slice(replica * parts.length, (replica + 1) * parts.length)),
    );
    this.replicas.forEach(({ atPoints }, replica) => {
      atPoints.length = 0;
      memory.write("control", Float32Array.of(-1), BYTES * CONTROL.bestPoint, replica);
    });
    this.nPoints = 0;
    this.mayHaveBest = false;
    return collected;
  }

  private collectedOf(
    { nUpdates, atPoints }: Counted,
    [values, slots, control, best, average]: readonly Float32Array[],
  ): Collected {
    const { layout, averageAt } = this.program;
    const { nMoving } = layout;
    const points = atPoints.map((_, slot): EvaluationPoint => {
      const at = CONTROL.points + 2 * slot;
      return { lossSum: control[at], validation: control[at + 1] };
    });
    const bestPoint = control[CONTROL.bestPoint];
    const bestUpdates: readonly number[] | undefined = this.mayHaveBest ? atPoints[bestPoint] : undefined;
    const partsOf = (from: Float32Array, count: number) =>
      Array.from({ length: count }, (_, part) => from.subarray(part * nMoving, (part + 1) * nMoving));
    const [m, v] = partsOf(slots, 2);
    const averaged = (own: Float32Array) => (averageAt === undefined ? {} : { average: own });
    const groups = fromVectors(layout, { values, m, v, ...averaged(average) }, nUpdates);
    const [bestValues, bestM, bestV] = partsOf(best, 3);
    const bestVectors = { values: bestValues, m: bestM, v: bestV, ...averaged(bestValues) };
    const kept = bestUpdates && fromVectors(layout, bestVectors, bestUpdates);
    const lossSum = control[CONTROL.lossSum];
    return { lossSum, points, groups, ...(kept ? { best: { point: bestPoint, groups: kept } } : {}) };
  }

  async meanLoss(replica: number, rows: Uint32Array, inputs: RowFreeFeeds): Promise<number> {
    this.options.gpu.watch.begin();
    const { maxRows } = this.program.records.evaluation;
    const firstSlot = this.nPoints;
    let total = 0;
    for (let start = 0; start < rows.length; start += maxRows * MOST_EVALUATIONS) {
      const counts: number[] = [];
      this.close();
      const chunk = this.open();
      const end = Math.min(start + maxRows * MOST_EVALUATIONS, rows.length);
      for (let from = start; from < end; from += maxRows) {
        const own = rows.subarray(from, Math.min(from + maxRows, end));
        this.addEvaluation(chunk, { rows: own, inputs, slot: firstSlot + counts.length, flags: 0, keepsBest: false });
        counts.push(own.length);
      }
      const at = CONTROL.points + 2 * firstSlot;
      const [means] = await this.read([{ name: "control", replica, from: at, count: 2 * counts.length }]);
      counts.forEach((count, index) => {
        total += count * means[2 * index + 1];
      });
    }
    return total / rows.length;
  }

  /** In float64, by the reference engine: it is asked for after a failure alone. */
  async originsOfNonFinite(
    replica: number,
    on: "train" | "validation",
    rows: Uint32Array,
    inputs: RowFreeFeeds,
  ): Promise<readonly string[]> {
    const { layout, moments } = this.program;
    const { nUpdates, fixed } = this.replicas[replica];
    const [values, slots] = await this.read([
      { name: "values", replica, count: layout.length },
      { name: "moments", replica, count: 2 * layout.nMoving },
    ]);
    const vectors = { values, m: slots.subarray(moments.m), v: slots.subarray(moments.v) };
    const reference = new EvaluatorExecutor(this.options);
    reference.load(fromVectors(layout, vectors, nUpdates), fixed);
    return reference.originsOfNonFinite(on, rows, inputs);
  }

  dispose(): void {
    this.isDisposed = true;
    this.chunk = undefined;
    this.submissions.clear();
    this.program.dispose();
  }

  private open(): Chunk {
    this.chunk ??= this.newChunk(false);
    return this.chunk;
  }

  private newChunk(hasPrologue: boolean): Chunk {
    const maxSteps = Math.min(this.nextLength, this.submissions.length, this.program.records.maxSteps);
    this.nextLength = 2 * maxSteps;
    return { maxSteps, hasPrologue, nSteps: 0, order: [] };
  }

  private addEvaluation(
    chunk: Chunk,
    given: Parameters<typeof writeEvaluation>[2] & { readonly keepsBest: boolean },
  ): void {
    const { evaluation } = this.program.records;
    const at = chunk.order.length * evaluation.words;
    chunk.evaluations ??= new Int32Array(MOST_EVALUATIONS * evaluation.words);
    writeEvaluation(evaluation, chunk.evaluations.subarray(at, at + evaluation.words), given);
    chunk.order.push({ afterSteps: chunk.nSteps, nRows: given.rows.length, keepsBest: given.keepsBest });
    if (chunk.order.length === MOST_EVALUATIONS) this.close();
  }

  private close(): void {
    if (this.chunk) this.submissions.add(this.chunk);
    this.chunk = undefined;
  }

  private submit({ nSteps, steps, evaluations, order, hasPrologue, hasNext }: Chunk): void {
    const { program } = this;
    const { step, evaluation } = program.records;
    const { device } = this.options.gpu;
    if (steps) {
      steps[step.isPrologueOnly] = 1;
      program.memory.write("feeds", steps.subarray(0, (nSteps + (hasNext ? 2 : 1)) * step.words));
    }
    const evaluated = evaluations?.subarray(0, order.length * evaluation.words);
    if (evaluated) program.memory.write("feeds", evaluated, program.evaluationOffset(0));
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    let nEvaluations = 0;
    const evaluateAt = (index: number) => {
      for (; order[nEvaluations]?.afterSteps === index; nEvaluations++) {
        const { nRows, keepsBest } = order[nEvaluations];
        program.encodeEvaluation(pass, nEvaluations, nRows, keepsBest);
      }
    };
    evaluateAt(0);
    if (steps && !hasPrologue) program.encodeFirstPrologue(pass);
    for (let index = 0; index < nSteps; index++) {
      program.encodeStep(pass, index);
      evaluateAt(index + 1);
    }
    pass.end();
    device.queue.submit([encoder.finish()]);
  }

  /** Waits for all that was enqueued, and reads numbers back at once. */
  private async read(parts: readonly (Part & { readonly replica: number })[]): Promise<readonly Float32Array[]> {
    const { device, watch } = this.options.gpu;
    watch.begin();
    this.close();
    this.nextLength = FIRST_LENGTH;
    await this.submissions.sent();
    // Buffers that are gone would be a fault of the device that others share.
    if (this.isDisposed) throw studioError("E_ENGINE_DISPOSED");
    const total = parts.reduce((sum, { count }) => sum + count, 0);
    const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
    const staging = device.createBuffer({ size: Math.max(BYTES * total, 16), usage });
    const encoder = device.createCommandEncoder();
    let at = 0;
    const { memory } = this.program;
    for (const { name, replica, from = 0, count } of parts) {
      const start = memory.startOf(name, replica) + BYTES * from;
      if (count > 0) encoder.copyBufferToBuffer(memory.buffer(name), start, staging, BYTES * at, BYTES * count);
      at += count;
    }
    device.queue.submit([encoder.finish()]);
    try {
      await watch.guard(staging.mapAsync(GPUMapMode.READ));
      if (this.isDisposed) throw studioError("E_ENGINE_DISPOSED");
      const all = new Float32Array(staging.getMappedRange().slice(0));
      let start = 0;
      return parts.map(({ count }) => {
        start += count;
        return all.subarray(start - count, start);
      });
    } finally {
      staging.destroy();
    }
  }
}
