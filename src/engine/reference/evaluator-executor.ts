/** Steps of the reference engine: the float64 evaluator and symbolic gradients, with float32 parameters between steps. */

import { areFinite } from "../../base/finite.ts";
import { evaluate, type Feeds } from "../../program/evaluate.ts";
import type { ValueId } from "../../program/types.ts";
import type { TensorMap } from "../engine.ts";
import { type GradientProgram, gradientProgram } from "../step/gradient-program.ts";
import { neededBy, originBlocks } from "../step/non-finite.ts";
import { ALIGNMENT_DISTANCE, type Objectives, perturbedName, type Side, writeObjectives } from "../step/objectives.ts";
import {
  gradientsIn,
  namesIn,
  type ObjectiveName,
  type Operation,
  type StepSplit,
  stepOperations,
} from "../step/operations.ts";
import { alignmentDirection, updateOnArrays } from "../step/optimiser-rule.ts";
import { evaluatedValues, type GroupValues } from "../step/parameter-groups.ts";
import { gatherRows, type RowInput, rowInputs } from "../step/row-inputs.ts";
import type {
  Collected,
  EvaluationOptions,
  EvaluationPoint,
  ExecutorOptions,
  ReplicaExecutor,
} from "../step/step-executor.ts";
import type { RowFreeFeeds, StepFeeds } from "../step/step-feeds.ts";

type Values = Readonly<Record<string, ArrayLike<number>>>;
type Gradients = ReadonlyMap<string, Float64Array>;

interface Batch {
  readonly nRows: number;
  readonly inputs: Values;
}

/** What the operations of one step leave to those that follow. */
interface StepState {
  readonly batches: Readonly<Record<StepSplit, Batch>>;
  readonly learningRate: number;
  gradients: Gradients;
  /** Parameters where the last move ahead put them. */
  ahead: Values;
  /** The perturbed copies of parameters, by the names that the alignment reads. */
  perturbed: Values;
}

export class EvaluatorExecutor implements ReplicaExecutor {
  private readonly objectives: Objectives;
  private readonly operations: readonly Operation[];
  private readonly rowInputs: readonly RowInput[];
  private readonly gradientPrograms = new Map<string, GradientProgram>();
  private groups: readonly GroupValues[] = [];
  private fixed: TensorMap = {};
  private lossSum = 0;
  private points: EvaluationPoint[] = [];
  private best:
    | { readonly point: number; readonly validation: number; readonly groups: readonly GroupValues[] }
    | undefined;
  readonly stepsPerTurn = 1;

  constructor(private readonly options: ExecutorOptions) {
    this.objectives = writeObjectives(options.program, options.plan.frozen);
    this.operations = stepOperations(this.objectives, options.plan, options.groups);
    this.rowInputs = rowInputs(options.program.nodes, options.data);
  }

  load(groups: readonly GroupValues[], fixed: TensorMap): void {
    this.groups = groups;
    this.fixed = fixed;
    this.lossSum = 0;
    this.points = [];
    this.best = undefined;
  }

  step(feeds: StepFeeds): void {
    const train = this.batch(feeds.trainRows, feeds.inputs);
    const validation = feeds.validationRows ? this.batch(feeds.validationRows, feeds.inputs) : train;
    const { learningRate } = feeds;
    const step = { batches: { train, validation }, learningRate, gradients: new Map(), ahead: {}, perturbed: {} };
    for (const operation of this.operations) this.carryOut(operation, step);
  }

  evaluate({ inputs, countsForBest }: EvaluationOptions): void {
    const validation = this.lossOn(this.options.evaluationRows, inputs);
    this.points.push({ lossSum: this.lossSum, validation });
    this.lossSum = 0;
    if (!countsForBest || (this.best && this.best.validation <= validation)) return;
    this.best = { point: this.points.length - 1, validation, groups: this.groups };
  }

  async collect(): Promise<Collected> {
    const { lossSum, points, groups, best } = this;
    this.points = [];
    this.best = undefined;
    return { lossSum, points, groups, ...(best ? { best: { point: best.point, groups: best.groups } } : {}) };
  }

  async meanLoss(rows: Uint32Array, inputs: RowFreeFeeds): Promise<number> {
    return this.lossOn(rows, inputs);
  }

  private lossOn(rows: Uint32Array, inputs: RowFreeFeeds): number {
    const parameters = this.parameters(this.groups.map(evaluatedValues));
    return this.value(this.objectives.validationLoss, this.batch(rows, inputs), parameters).data[0];
  }

  async originsOfNonFinite(
    on: "train" | "validation",
    rows: Uint32Array,
    inputs: RowFreeFeeds,
  ): Promise<readonly string[]> {
    const program = this.gradientProgram(on, namesIn(this.options.groups, [...this.options.groups.keys()]));
    const ids = neededBy(program, this.objectives[on]);
    const feeds: Feeds = { ...this.batch(rows, inputs), parameters: this.parameters() };
    const values = evaluate(program.nodes, feeds, ids);
    const finite = new Map(ids.map((id, index) => [id, areFinite(values[index].data)]));
    return originBlocks(program.nodes, ids, (id) => finite.get(id) ?? true);
  }

  dispose(): void {
    this.gradientPrograms.clear();
  }

  private batch(rows: Uint32Array, inputs: RowFreeFeeds): Batch {
    const perRow = Object.fromEntries(this.rowInputs.map((input) => [input.name, gatherRows(input, rows)]));
    return { nRows: rows.length, inputs: { ...inputs, ...perRow } };
  }

  private parameters(groups = this.groups): Record<string, ArrayLike<number>> {
    const values: Record<string, ArrayLike<number>> = { ...this.fixed };
    this.options.groups.forEach((group, index) => {
      for (const { name, offset, size } of group.members) {
        values[name] = groups[index].values.subarray(offset, offset + size);
      }
    });
    return values;
  }

  private value(id: ValueId, batch: Batch, parameters: Values) {
    return evaluate(this.objectives.nodes, { ...batch, parameters }, [id])[0];
  }

  private gradientProgram(objective: ObjectiveName, names: ReadonlySet<string>): GradientProgram {
    const key = `${objective}:${[...names].join()}`;
    let program = this.gradientPrograms.get(key);
    if (!program) {
      program = gradientProgram(this.objectives, this.objectives[objective]!, names);
      this.gradientPrograms.set(key, program);
    }
    return program;
  }

  private carryOut(operation: Operation, step: StepState): void {
    const { train } = step.batches;
    switch (operation.kind) {
      case "loss":
        this.lossSum += this.value(this.objectives.trainLoss, train, this.parameters()).data[0];
        break;
      case "gradient": {
        const { objective, split, at, groups, addsLoss } = operation;
        if (addsLoss) this.lossSum += this.value(this.objectives.trainLoss, train, this.parameters()).data[0];
        const parameters = at === "ahead" ? step.ahead : { ...this.parameters(), ...step.perturbed };
        const { nodes, gradients } = this.gradientProgram(objective, namesIn(this.options.groups, groups));
        const tensors = evaluate(nodes, { ...step.batches[split], parameters }, [...gradients.values()]);
        step.gradients = new Map([...gradients.keys()].map((name, index) => [name, tensors[index].data]));
        break;
      }
      case "moveAhead": {
        const rate = step.learningRate * this.options.plan.optimisers.model.rate;
        step.ahead = moved(
          this.parameters(),
          gradientsIn(step.gradients, this.options.groups, operation.groups),
          -rate,
        );
        break;
      }
      case "perturb":
        step.perturbed = this.perturbed(operation.group, step.gradients);
        break;
      case "update":
        this.update(operation.groups, step);
        break;
      default:
        operation satisfies never;
    }
  }

  /** Of the parameters of a group, as far as there are gradients. */
  private direction(index: number, gradients: Gradients): Gradients {
    const { optimisers } = this.options.plan;
    const { role, members } = this.options.groups[index];
    const { v } = this.groups[index];
    return new Map(
      members.flatMap(({ name, offset, size }) => {
        const gradient = gradients.get(name);
        const slot = v.subarray(offset, offset + size);
        return gradient ? [[name, alignmentDirection(optimisers[role], gradient, slot)] as const] : [];
      }),
    );
  }

  /** Parameters on both sides of the alignment's difference, by the names that it reads. */
  private perturbed(group: number, gradients: Gradients): Values {
    const along = this.direction(group, gradients);
    let [squares, products] = [0, 0];
    for (const [name, values] of along) {
      values.forEach((value, i) => {
        const g = gradients.get(name)?.[i] ?? 0;
        squares += g * g;
        products += g * value;
      });
    }
    const distance = (ALIGNMENT_DISTANCE * Math.sqrt(squares)) / Math.max(products, 1e-24);
    const at = (side: Side) => moved(this.parameters(), along, side === "plus" ? distance : -distance);
    const [plus, minus] = [at("plus"), at("minus")];
    return Object.fromEntries(
      this.objectives.perturbed.flatMap((name) => [
        [perturbedName("plus", name), plus[name]] as const,
        [perturbedName("minus", name), minus[name]] as const,
      ]),
    );
  }

  private update(groups: readonly number[], { gradients, learningRate }: StepState): void {
    this.groups = this.options.groups.map((group, index) => {
      if (!groups.includes(index)) return this.groups[index];
      const flat = new Float64Array(group.length);
      for (const { name, offset } of group.members) flat.set(gradients.get(name) ?? [], offset);
      const { optimisers, averageDecay } = this.options.plan;
      return updateOnArrays({
        group,
        state: this.groups[index],
        settings: optimisers[group.role],
        gradient: flat,
        learningRate,
        ...(averageDecay === undefined ? {} : { averageDecay }),
      });
    });
  }
}

/** parameters + scale · direction, where there is a direction. */
function moved(parameters: Values, direction: Gradients, scale: number): Values {
  const out: Record<string, ArrayLike<number>> = { ...parameters };
  for (const [name, along] of direction) out[name] = along.map((value, i) => parameters[name][i] + scale * value);
  return out;
}
