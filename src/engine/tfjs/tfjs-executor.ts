/** Steps of the tfjs engines: every update stays on the device, and only `collect` waits for it. */
import * as tf from "@tensorflow/tfjs";
import { areFinite } from "../../base/finite.ts";
import type { TensorMap } from "../engine.ts";
import { gradientProgram } from "../step/gradient-program.ts";
import { neededBy, originBlocks } from "../step/non-finite.ts";
import { ALIGNMENT_DISTANCE, type Objectives, perturbedName, writeObjectives } from "../step/objectives.ts";
import { gradientsIn, namesIn, type Operation, type StepSplit, stepOperations } from "../step/operations.ts";
import type { GroupValues } from "../step/parameter-groups.ts";
import type {
  Collected,
  EvaluationOptions,
  EvaluationPoint,
  ExecutorOptions,
  ReplicaExecutor,
} from "../step/step-executor.ts";
import type { RowFreeFeeds, StepFeeds } from "../step/step-feeds.ts";
import type { Backend } from "./backends.ts";
import { DeviceGroup } from "./device-group.ts";
import { chunksOf, DeviceRows } from "./device-rows.ts";
import { Interpreter, type TensorFeeds } from "./interpreter.ts";

type Tensors = ReadonlyMap<string, tf.Tensor>;
type Batch = Pick<TensorFeeds, "batch" | "inputs">;

/** What the operations of one step leave to those that follow. */
interface StepState {
  readonly batches: Readonly<Record<StepSplit, Batch>>;
  readonly learningRate: number;
  gradients: Tensors;
  /** Parameters that the last move ahead moved, where it put them. */
  ahead: Tensors;
  /** The perturbed copies of parameters, by the names that the alignment reads. */
  perturbed: Tensors;
}

/** An evaluation point on the device: [loss sum, validation loss], and the weights where they may be the best. */
interface KeptPoint {
  readonly scalars: tf.Tensor1D;
  readonly vectors: readonly tf.Tensor1D[];
  readonly nUpdates: readonly number[];
}

export interface TfjsExecutorOptions extends ExecutorOptions {
  readonly backend: Backend;
}

export class TfjsExecutor implements ReplicaExecutor {
  private readonly objectives: Objectives;
  private readonly operations: readonly Operation[];
  private readonly interpreter: Interpreter;
  private readonly rows: DeviceRows;
  private readonly groups: readonly DeviceGroup[];
  /** Row inputs of the evaluation points, gathered once. */
  private readonly evaluationBatches: readonly Batch[];
  private readonly fixed = new Map<string, tf.Tensor>();
  private lossSum: tf.Scalar | undefined;
  private points: KeptPoint[] = [];
  readonly stepsPerTurn = 1;

  constructor(private readonly options: TfjsExecutorOptions) {
    options.backend.activate();
    this.objectives = writeObjectives(options.program, options.plan.frozen);
    this.operations = stepOperations(this.objectives, options.plan, options.groups);
    this.interpreter = new Interpreter(this.objectives.nodes);
    this.rows = new DeviceRows(options.program.nodes, options.data);
    const { optimisers, averageDecay } = options.plan;
    this.groups = options.groups.map((group) => new DeviceGroup(group, optimisers[group.role], averageDecay));
    this.evaluationBatches = chunksOf(options.evaluationRows).map((rows) => {
      const inputs = this.rows.gather(rows);
      for (const input of inputs.values()) tf.keep(input);
      return { batch: rows.length, inputs };
    });
  }

  load(groups: readonly GroupValues[], fixed: TensorMap): void {
    this.options.backend.activate();
    tf.tidy(() => {
      groups.forEach((values, index) => {
        this.groups[index].load(values);
      });
      this.releaseFixed();
      for (const node of this.objectives.nodes) {
        if (node.kind !== "parameter" || !fixed[node.name]) continue;
        this.fixed.set(node.name, tf.keep(tf.tensor(fixed[node.name].slice(), [...node.type.shape])));
      }
      this.resetLoss(tf.scalar(0));
    });
    this.dropPoints();
  }

  step(feeds: StepFeeds): void {
    this.options.backend.activate();
    tf.tidy(() => {
      const rowFree = this.rows.rowFree(feeds.inputs);
      const train = this.batch(feeds.trainRows, rowFree);
      const validation = feeds.validationRows ? this.batch(feeds.validationRows, rowFree) : train;
      const { learningRate } = feeds;
      const none = new Map<string, tf.Tensor>();
      const step = { batches: { train, validation }, learningRate, gradients: none, ahead: none, perturbed: none };
      for (const operation of this.operations) this.carryOut(operation, step);
    });
  }

  evaluate({ inputs, countsForBest }: EvaluationOptions): void {
    this.options.backend.activate();
    const { scalars, vectors } = tf.tidy(() => {
      const validation = this.meanOver(
        this.evaluationBatches.map((batch) => () => batch),
        inputs,
      );
      const pair = tf.stack([this.lossSum ?? tf.scalar(0), validation]) as tf.Tensor1D;
      // Updates make new tensors, so these stay what they are; a clone shares their memory.
      const snapshot = countsForBest ? this.vectors().map((vector) => tf.clone(vector)) : [];
      this.resetLoss(tf.scalar(0));
      return { scalars: tf.keep(pair), vectors: snapshot.map((vector) => tf.keep(vector)) };
    });
    this.points.push({ scalars, vectors, nUpdates: this.groups.map((group) => group.nUpdates) });
  }

  async collect(): Promise<Collected> {
    const { backend } = this.options;
    backend.activate();
    const { points } = this;
    this.points = [];
    const joined = tf.tidy(() => {
      const lossSum = tf.reshape(this.lossSum ?? tf.scalar(0), [1]);
      return tf.concat([lossSum as tf.Tensor1D, ...points.map(({ scalars }) => scalars), ...this.vectors()]);
    });
    const data = await backend.read(joined);
    const read = points.map(
      (_, index): EvaluationPoint => ({ lossSum: data[1 + 2 * index], validation: data[2 + 2 * index] }),
    );
    const groups = this.valuesFrom(data.subarray(1 + 2 * points.length));
    const best = await this.bestOf(points, read);
    for (const { scalars, vectors } of points) tf.dispose([scalars, ...vectors]);
    return { lossSum: data[0], points: read, groups, ...(best ? { best } : {}) };
  }

  async meanLoss(rows: Uint32Array, inputs: RowFreeFeeds): Promise<number> {
    this.options.backend.activate();
    // A chunk at a time, so that only one is on the device.
    const batches = chunksOf(rows).map((chunk) => () => ({ batch: chunk.length, inputs: this.rows.gather(chunk) }));
    const mean = tf.tidy(() => this.meanOver(batches, inputs));
    return (await this.options.backend.read(mean))[0];
  }

  async originsOfNonFinite(
    on: "train" | "validation",
    rows: Uint32Array,
    inputs: RowFreeFeeds,
  ): Promise<readonly string[]> {
    const { backend } = this.options;
    backend.activate();
    const { groups } = this.options;
    const program = gradientProgram(this.objectives, this.objectives[on], namesIn(groups, [...groups.keys()]));
    const ids = neededBy(program, this.objectives[on]);
    const interpreter = new Interpreter(program.nodes);
    const batch = this.batch(rows, this.rows.rowFree(inputs));
    const finite = new Map<number, boolean>();
    await interpreter.visit(this.feeds(batch), ids, async (id, value) => {
      // int32 codes are always finite.
      finite.set(id, value.dtype !== "float32" || areFinite(await backend.read(tf.clone(value))));
      backend.activate();
    });
    interpreter.dispose();
    tf.dispose([...batch.inputs.values()]);
    return originBlocks(program.nodes, ids, (id) => finite.get(id) ?? true);
  }

  dispose(): void {
    this.options.backend.select();
    this.interpreter.dispose();
    this.rows.dispose();
    for (const group of this.groups) group.dispose();
    for (const batch of this.evaluationBatches) tf.dispose([...batch.inputs.values()]);
    this.releaseFixed();
    this.dropPoints();
    this.lossSum?.dispose();
    this.lossSum = undefined;
  }

  private batch(rows: Uint32Array, rowFree: Tensors): Batch {
    return { batch: rows.length, inputs: new Map([...rowFree, ...this.rows.gather(rows)]) };
  }

  private feeds(batch: Batch, overrides?: Tensors): TensorFeeds {
    const parameters = new Map(this.fixed);
    for (const group of this.groups) for (const [name, value] of group.parameters) parameters.set(name, value);
    for (const [name, value] of overrides ?? []) parameters.set(name, value);
    return { ...batch, parameters };
  }

  /** The lowest evaluation point that counts is read back on its own: mostly there is one, and seldom more than a few megabytes. */
  private async bestOf(points: readonly KeptPoint[], read: readonly EvaluationPoint[]): Promise<Collected["best"]> {
    let point = -1;
    read.forEach(({ validation }, index) => {
      const counts = points[index].vectors.length > 0 && Number.isFinite(validation);
      if (counts && (point < 0 || validation < read[point].validation)) point = index;
    });
    if (point < 0) return undefined;
    const { backend } = this.options;
    backend.activate();
    const data = await backend.read(tf.tidy(() => tf.concat([...points[point].vectors])));
    return { point, groups: this.valuesFrom(data, points[point].nUpdates) };
  }

  private vectors(): readonly tf.Tensor1D[] {
    return this.groups.flatMap((group) => group.vectors);
  }

  private valuesFrom(data: Float32Array, nUpdates?: readonly number[]): readonly GroupValues[] {
    let offset = 0;
    return this.groups.map((group, index) => {
      const length = group.vectors.length * group.group.length;
      offset += length;
      const values = group.valuesFrom(data.subarray(offset - length, offset));
      return nUpdates ? { ...values, nUpdates: nUpdates[index] } : values;
    });
  }

  private dropPoints(): void {
    for (const { scalars, vectors } of this.points) tf.dispose([scalars, ...vectors]);
    this.points = [];
  }

  private meanOver(batches: readonly (() => Batch)[], inputs: RowFreeFeeds): tf.Scalar {
    const rowFree = this.rows.rowFree(inputs);
    const averages = new Map(this.groups.flatMap((group) => [...group.averages()]));
    let nRows = 0;
    const sums = batches.map((makeBatch) =>
      tf.tidy(() => {
        const batch = makeBatch();
        nRows += batch.batch;
        const feeds = this.feeds({ batch: batch.batch, inputs: new Map([...rowFree, ...batch.inputs]) }, averages);
        return tf.mul(this.interpreter.evaluate(feeds, [this.objectives.validationLoss])[0], batch.batch);
      }),
    );
    return tf.div(
      sums.reduce((total, next) => tf.add(total, next)),
      nRows,
    ) as tf.Scalar;
  }

  private carryOut(operation: Operation, step: StepState): void {
    const { interpreter, objectives, options } = this;
    const { train } = step.batches;
    switch (operation.kind) {
      case "loss":
        this.addLoss(interpreter.evaluate(this.feeds(train), [objectives.trainLoss])[0]);
        break;
      case "gradient": {
        const { objective, split, at, groups, addsLoss } = operation;
        const feeds = this.feeds(step.batches[split], at === "ahead" ? step.ahead : step.perturbed);
        const names = namesIn(options.groups, groups);
        const beside = addsLoss ? objectives.trainLoss : undefined;
        const { gradients, also } = interpreter.gradients(feeds, objectives[objective]!, names, beside);
        if (also) this.addLoss(also);
        step.gradients = gradients;
        break;
      }
      case "moveAhead": {
        const rate = step.learningRate * options.plan.optimisers.model.rate;
        step.ahead = this.moved(gradientsIn(step.gradients, options.groups, operation.groups), -rate);
        break;
      }
      case "perturb":
        step.perturbed = this.perturbed(operation.group, step.gradients);
        break;
      case "update":
        for (const group of operation.groups) this.groups[group].update(step.gradients, step.learningRate);
        break;
      default:
        operation satisfies never;
    }
  }

  /** Parameters on both sides of the alignment's difference, by the names that it reads. */
  private perturbed(group: number, gradients: Tensors): Tensors {
    const along = this.groups[group].direction(gradients);
    const sumOf = (term: (direction: tf.Tensor, gradient: tf.Tensor) => tf.Tensor) =>
      [...along].reduce<tf.Tensor>(
        (total, [name, direction]) => tf.add(total, tf.sum(term(direction, gradients.get(name)!))),
        tf.scalar(0),
      );
    const norm = tf.sqrt(sumOf((_, gradient) => tf.square(gradient)));
    const distance = tf.div(tf.mul(norm, ALIGNMENT_DISTANCE), tf.maximum(sumOf(tf.mul), 1e-24));
    const { parameters } = this.feeds({ batch: 0, inputs: new Map() });
    const [plus, minus] = [this.moved(along, distance), this.moved(along, tf.neg(distance))];
    return new Map(
      this.objectives.perturbed.flatMap((name) => {
        const here = parameters.get(name)!;
        return [
          [perturbedName("plus", name), plus.get(name) ?? here],
          [perturbedName("minus", name), minus.get(name) ?? here],
        ] as const;
      }),
    );
  }

  private moved(direction: Tensors, scale: number | tf.Tensor): Tensors {
    const { parameters } = this.feeds({ batch: 0, inputs: new Map() });
    return new Map([...direction].map(([name, along]) => [name, tf.add(parameters.get(name)!, tf.mul(along, scale))]));
  }

  private addLoss(loss: tf.Tensor): void {
    this.resetLoss(tf.add(this.lossSum ?? 0, loss) as tf.Scalar);
  }

  private resetLoss(value: tf.Scalar): void {
    this.lossSum?.dispose();
    this.lossSum = tf.keep(value);
  }

  private releaseFixed(): void {
    for (const tensor of this.fixed.values()) tensor.dispose();
    this.fixed.clear();
  }
}
