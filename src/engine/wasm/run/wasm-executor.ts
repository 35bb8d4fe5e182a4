/** Steps of the compiled engine on the CPU: every pass is a few calls into one WebAssembly module. */
import type { Node, ValueId } from "../../../program/types.ts";
import type { TensorMap } from "../../engine.ts";
import { fromVectors, layOut, type ParameterLayout, toVectors } from "../../loops/parameter-layout.ts";
import { PRODUCTS_PER_TURN } from "../../loops/products.ts";
import { OUTPUTS, type PassOperation } from "../../loops/step-passes.ts";
import { EvaluatorExecutor } from "../../reference/evaluator-executor.ts";
import { ALIGNMENT_DISTANCE } from "../../step/objectives.ts";
import { averageShare, updateFactors } from "../../step/optimiser-rule.ts";
import type { GroupValues } from "../../step/parameter-groups.ts";
import { rowInputs } from "../../step/row-inputs.ts";
import {
  type Collected,
  type EvaluationOptions,
  type EvaluationPoint,
  type ExecutorOptions,
  optionsOfReplicas,
  type ReplicaExecutor,
} from "../../step/step-executor.ts";
import type { RowFreeFeeds, StepFeeds } from "../../step/step-feeds.ts";
import type { ReplicaRegions } from "../emit/build-module.ts";
import { EVALUATION_CHUNK, type SharedSteps, type StepKernels } from "./shared-steps.ts";
import type { ThreadStock } from "./threads.ts";
import { WasmProgram } from "./wasm-program.ts";

const MOST_PER_TURN = 64;

function constantOf(nodes: readonly Node[], id: ValueId | undefined): readonly number[] | undefined {
  const node = id === undefined ? undefined : nodes[id];
  return node?.kind === "constant" ? node.data : undefined;
}

interface BestPoint {
  readonly point: number;
  readonly validation: number;
  readonly groups: readonly GroupValues[];
}

export class WasmExecutor implements ReplicaExecutor {
  readonly stepsPerTurn: number;
  private nUpdates: number[] = [];
  private fixed: TensorMap = {};
  private lossSum = 0;
  private points: EvaluationPoint[] = [];
  private best: BestPoint | undefined;

  private constructor(
    private readonly options: ExecutorOptions,
    private readonly wasm: WasmProgram,
    private readonly own: ReplicaRegions,
    private readonly compiled: StepKernels,
  ) {
    const { nProducts } = compiled;
    this.stepsPerTurn = Math.min(Math.max(Math.floor(PRODUCTS_PER_TURN / nProducts), 1), MOST_PER_TURN);
  }

  /**
   * One for each replica, all on one module and table.
   *
   * @throws E_ENGINE_MEMORY, E_ENGINE_KERNEL
   */
  static async create(
    options: ExecutorOptions,
    steps: SharedSteps,
    threads?: ThreadStock,
  ): Promise<readonly WasmExecutor[]> {
    const { program, data, groups } = options;
    const inputs = rowInputs(program.nodes, data);
    const step = await steps.kernelsOf(options, inputs, threads);
    const { kernels, constants } = step;
    const wasm = await WasmProgram.of(
      kernels,
      {
        layout: layOut(program, groups, step.perturbed),
        inputs,
        dataOf: (slot) => constantOf(program.nodes, constants.get(slot)) ?? slot.data ?? [],
      },
      kernels.nThreads > 1 ? threads : undefined,
    );
    const { replicas } = wasm.regions;
    const isAveraged = options.plan.averageDecay !== undefined;
    return optionsOfReplicas(options).map((own, index) => {
      const regions = replicas[index];
      // What is not averaged is its own average.
      return new WasmExecutor(own, wasm, isAveraged ? regions : { ...regions, average: regions.parameters }, step);
    });
  }

  get nThreads(): number {
    return this.wasm.nThreads;
  }

  load(groups: readonly GroupValues[], fixed: TensorMap): void {
    this.fixed = fixed;
    const { values, m, v, average = values } = toVectors(this.layout, groups, fixed);
    const { parameters, m: atM, v: atV, average: atAverage } = this.own;
    this.wasm.float32(parameters, values.length).set(values);
    this.wasm.float32(atAverage, average.length).set(average);
    this.wasm.float32(atM, m.length).set(m);
    this.wasm.float32(atV, v.length).set(v);
    this.nUpdates = groups.map(({ nUpdates }) => nUpdates);
    this.lossSum = 0;
    this.points = [];
    this.best = undefined;
  }

  step(feeds: StepFeeds): void {
    this.wasm.feed(feeds.inputs);
    for (const operation of this.compiled.operations) {
      switch (operation.kind) {
        case "pass":
          this.pass(operation, feeds);
          break;
        case "moveAhead":
          this.copyToMoved();
          for (const group of operation.groups) this.moveAhead(group, feeds.learningRate);
          break;
        case "update":
          for (const group of operation.groups) this.update(group, feeds.learningRate);
          break;
        case "perturb":
          this.perturb();
          break;
        default:
          operation satisfies never;
      }
    }
  }

  evaluate({ inputs, countsForBest }: EvaluationOptions): void {
    const validation = this.lossOn(this.options.evaluationRows, inputs);
    this.points.push({ lossSum: this.lossSum, validation });
    this.lossSum = 0;
    if (!countsForBest || !(validation < (this.best?.validation ?? Number.POSITIVE_INFINITY))) return;
    this.best = { point: this.points.length - 1, validation, groups: this.read() };
  }

  async collect(): Promise<Collected> {
    const { lossSum, points, best } = this;
    this.points = [];
    this.best = undefined;
    return {
      lossSum,
      points,
      groups: this.read(),
      ...(best ? { best: { point: best.point, groups: best.groups } } : {}),
    };
  }

  async meanLoss(rows: Uint32Array, inputs: RowFreeFeeds): Promise<number> {
    return this.lossOn(rows, inputs);
  }

  /** In float64, by the reference engine: it is asked for after a failure alone. */
  async originsOfNonFinite(
    on: "train" | "validation",
    rows: Uint32Array,
    inputs: RowFreeFeeds,
  ): Promise<readonly string[]> {
    const reference = new EvaluatorExecutor(this.options);
    reference.load(this.read(), this.fixed);
    return reference.originsOfNonFinite(on, rows, inputs);
  }

  dispose(): void {
    this.wasm.dispose();
  }

  private get layout(): ParameterLayout {
    return this.wasm.layout;
  }

  private read(): readonly GroupValues[] {
    const { parameters, m, v, average } = this.own;
    const { length, nMoving } = this.layout;
    const vectors = {
      values: this.wasm.float32(parameters, length),
      m: this.wasm.float32(m, nMoving),
      v: this.wasm.float32(v, nMoving),
      ...(average === parameters ? {} : { average: this.wasm.float32(average, length) }),
    };
    return fromVectors(this.layout, vectors, this.nUpdates);
  }

  private pass({ pass, split, at }: PassOperation, feeds: StepFeeds): void {
    const { regions } = this.wasm;
    const rows = split === "train" ? feeds.trainRows : (feeds.validationRows ?? feeds.trainRows);
    this.wasm.run(pass, rows, at === "current" ? this.own.parameters : regions.moved);
    if (pass.outputs.has(OUTPUTS.trainLoss)) this.lossSum += this.wasm.output(pass, OUTPUTS.trainLoss);
  }

  private norm(index: number): number {
    const { offset, length } = this.layout.groups[index];
    const { gradient, isParameter } = this.wasm.regions;
    if (length === 0) return 0;
    return Math.sqrt(this.wasm.functions.squares(gradient + 4 * offset, isParameter + 4 * offset, 4 * length));
  }

  private copyToMoved(): void {
    const { moved } = this.wasm.regions;
    this.wasm.float32(moved, this.layout.length).set(this.wasm.float32(this.own.parameters, this.layout.length));
  }

  private moveAhead(index: number, learningRate: number): void {
    const rate = learningRate * this.options.plan.optimisers.model.rate;
    this.moveTo(this.wasm.regions.moved + 4 * this.layout.groups[index].offset, index, -rate);
  }

  private perturb(): void {
    const { group, plus, minus } = this.layout.perturbed!;
    const norm = this.norm(group);
    const distance = (ALIGNMENT_DISTANCE * norm) / Math.max(this.direct(group, norm), 1e-24);
    this.moveTo(this.own.parameters + 4 * plus, group, distance);
    this.moveTo(this.own.parameters + 4 * minus, group, -distance);
  }

  /** Makes `alignmentDirection` of a group's gradient, where that stands. @returns the product of both. */
  private direct(index: number, norm: number): number {
    const { group, offset, length } = this.layout.groups[index];
    const { kind, beta2, epsilon } = this.options.plan.optimisers[group.role];
    if (kind === "sgd" || length === 0) return norm * norm;
    const { gradient, isParameter } = this.wasm.regions;
    const [g, v, is] = [gradient, this.own.v, isParameter].map((region) => region + 4 * offset);
    return this.wasm.functions.direct(g, v, is, 4 * length, beta2, 1 - beta2, epsilon);
  }

  /** A group's parameters, moved along the gradient vector, at an address. */
  private moveTo(address: number, index: number, scale: number): void {
    const { offset, length } = this.layout.groups[index];
    const from = this.own.parameters + 4 * offset;
    const along = this.wasm.regions.gradient + 4 * offset;
    if (length > 0) this.wasm.functions.move(address, from, along, 4 * length, scale);
  }

  private update(index: number, learningRate: number): void {
    const { group, offset, length } = this.layout.groups[index];
    const settings = this.options.plan.optimisers[group.role];
    const factors = updateFactors(settings, this.nUpdates[index], learningRate);
    const share = averageShare(this.options.plan.averageDecay, this.nUpdates[index]);
    this.nUpdates[index]++;
    if (length === 0) return;
    const { clipNorm, beta1, beta2, epsilon } = settings;
    const scale = Number.isFinite(clipNorm) ? clipNorm / Math.max(this.norm(index), clipNorm) : 1;
    const { gradient, decay } = this.wasm.regions;
    const { parameters, m, v, average } = this.own;
    const [p, m1, v1, a, g, d] = [parameters, m, v, average, gradient, decay].map((region) => region + 4 * offset);
    const { moment, second, decay: decayRate } = factors;
    if (settings.kind === "adam") {
      const betas = [beta1, 1 - beta1, beta2, 1 - beta2];
      this.wasm.functions.adam(p, m1, v1, g, d, 4 * length, scale, ...betas, moment, second, epsilon, decayRate);
    } else this.wasm.functions.sgd(p, m1, g, d, 4 * length, scale, beta1, moment, decayRate);
    if (a !== p) this.wasm.functions.approach(a, p, 4 * length, share);
  }

  private lossOn(rows: Uint32Array, inputs: RowFreeFeeds): number {
    this.wasm.feed(inputs);
    let total = 0;
    for (let start = 0; start < rows.length; start += EVALUATION_CHUNK) {
      const chunk = rows.subarray(start, start + EVALUATION_CHUNK);
      this.wasm.run(this.compiled.evaluation, chunk, this.own.average);
      total += this.wasm.output(this.compiled.evaluation, OUTPUTS.validationLoss) * chunk.length;
    }
    return total / rows.length;
  }
}
