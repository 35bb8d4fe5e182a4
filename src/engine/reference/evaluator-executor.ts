/** Steps of the reference engine: the float64 evaluator and symbolic gradients, with float32 parameters between steps. */

import { areFinite } from "../../base/finite.ts";
import { evaluate, type Feeds } from "../../program/evaluate.ts";
import type { ParameterRole, Program, ValueId } from "../../program/types.ts";
import type { TensorMap, TrainingData, TrainingPlan, Update } from "../engine.ts";
import { type GradientProgram, gradientProgram } from "../step/gradient-program.ts";
import { neededBy, originBlocks } from "../step/non-finite.ts";
import { ALIGNMENT_DISTANCE, type End, nameAt, type Objectives, writeObjectives } from "../step/objectives.ts";
import { updateOnArrays } from "../step/optimiser-rule.ts";
import type { GroupValues, ParameterGroup } from "../step/parameter-groups.ts";
import { gatherRows, type RowInput, rowInputs } from "../step/row-inputs.ts";
import type { Collected, Mark, MarkOptions, ReplicaExecutor } from "../step/step-executor.ts";
import type { RowFreeFeeds, StepFeeds } from "../step/step-feeds.ts";

type Values = Readonly<Record<string, ArrayLike<number>>>;
type ObjectiveName = "train" | "validation" | "alignment";
type Gradients = ReadonlyMap<string, Float64Array>;

interface Batch {
  readonly nRows: number;
  readonly inputs: Values;
}

export class EvaluatorExecutor implements ReplicaExecutor {
  private readonly objectives: Objectives;
  private readonly rowInputs: readonly RowInput[];
  private readonly gradientPrograms = new Map<string, GradientProgram>();
  private groups: readonly GroupValues[] = [];
  private fixed: TensorMap = {};
  private lossSum = 0;
  private marks: Mark[] = [];
  private best:
    | { readonly mark: number; readonly validation: number; readonly groups: readonly GroupValues[] }
    | undefined;
  readonly stepsPerTurn = 1;

  constructor(
    private readonly options: {
      readonly program: Program;
      readonly data: TrainingData;
      readonly plan: TrainingPlan;
      readonly groups: readonly ParameterGroup[];
      readonly evaluationRows: Uint32Array;
    },
  ) {
    this.objectives = writeObjectives(options.program, options.plan.frozen);
    this.rowInputs = rowInputs(options.program.nodes, options.data);
  }

  load(groups: readonly GroupValues[], fixed: TensorMap): void {
    this.groups = groups;
    this.fixed = fixed;
    this.lossSum = 0;
    this.marks = [];
    this.best = undefined;
  }

  step(feeds: StepFeeds): void {
    const train = this.batch(feeds.trainRows, feeds.inputs);
    const validation = feeds.validationRows ? this.batch(feeds.validationRows, feeds.inputs) : train;
    this.lossSum += this.value(this.objectives.trainLoss, train, this.parameters()).data[0];
    for (const update of this.options.plan.updates) {
      this.carryOut(update, { train, validation, learningRate: feeds.learningRate });
    }
  }

  mark({ inputs, countsForBest }: MarkOptions): void {
    const validation = this.lossOn(this.options.evaluationRows, inputs);
    this.marks.push({ lossSum: this.lossSum, validation });
    this.lossSum = 0;
    if (!countsForBest || (this.best && this.best.validation <= validation)) return;
    this.best = { mark: this.marks.length - 1, validation, groups: this.groups };
  }

  async collect(): Promise<Collected> {
    const { lossSum, marks, groups, best } = this;
    this.marks = [];
    this.best = undefined;
    return { lossSum, marks, groups, ...(best ? { best: { mark: best.mark, groups: best.groups } } : {}) };
  }

  async meanLoss(rows: Uint32Array, inputs: RowFreeFeeds): Promise<number> {
    return this.lossOn(rows, inputs);
  }

  private lossOn(rows: Uint32Array, inputs: RowFreeFeeds): number {
    return this.value(this.objectives.validationLoss, this.batch(rows, inputs), this.parameters()).data[0];
  }

  async originsOfNonFinite(
    on: "train" | "validation",
    rows: Uint32Array,
    inputs: RowFreeFeeds,
  ): Promise<readonly string[]> {
    const program = this.gradientProgram(on, this.namesOf(["model", "pipeline", "data"]));
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

  private parameters(): Record<string, ArrayLike<number>> {
    const values: Record<string, ArrayLike<number>> = { ...this.fixed };
    this.options.groups.forEach((group, index) => {
      for (const { name, offset, size } of group.members) {
        values[name] = this.groups[index].values.subarray(offset, offset + size);
      }
    });
    return values;
  }

  private value(id: ValueId, batch: Batch, parameters: Values) {
    return evaluate(this.objectives.nodes, { ...batch, parameters }, [id])[0];
  }

  private namesOf(roles: readonly ParameterRole[]): ReadonlySet<string> {
    const groups = this.options.groups.filter((group) => roles.includes(group.role));
    return new Set(groups.flatMap((group) => group.members.map((member) => member.name)));
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

  private gradient(
    objective: ObjectiveName,
    roles: readonly ParameterRole[],
    batch: Batch,
    parameters: Values,
  ): Gradients {
    const { nodes, gradients } = this.gradientProgram(objective, this.namesOf(roles));
    const tensors = evaluate(nodes, { ...batch, parameters }, [...gradients.values()]);
    return new Map([...gradients.keys()].map((name, index) => [name, tensors[index].data]));
  }

  private carryOut(
    { roles, lossOn, at }: Update,
    { train, validation, learningRate }: { train: Batch; validation: Batch; learningRate: number },
  ): void {
    const aligns = lossOn === "validation" && roles.includes("data");
    const others = aligns ? roles.filter((role) => role !== "data") : roles;
    const here = this.parameters();
    const rate = learningRate * this.options.plan.optimisers.model.rate;
    const ahead = () => moved(here, this.gradient("train", ["model"], train, here), -rate);
    const gradients = this.gradient(
      lossOn,
      aligns ? [...others, "model"] : others,
      lossOn === "train" ? train : validation,
      at === "current" ? here : ahead(),
    );
    this.apply(others, gradients, learningRate);
    if (!aligns || this.objectives.alignment === undefined) return;
    this.apply(["data"], this.gradient("alignment", ["data"], train, this.withEnds(gradients)), learningRate);
  }

  /** The parameters, those of the model at both ends of the alignment's difference too. */
  private withEnds(gradients: Gradients): Values {
    const here = this.parameters();
    const squares = [...this.namesOf(["model"])].flatMap((name) => Array.from(gradients.get(name) ?? [], (g) => g * g));
    const norm = Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
    const epsilon = ALIGNMENT_DISTANCE / Math.max(norm, 1e-12);
    const at = (end: End) => moved(here, gradients, end === "plus" ? epsilon : -epsilon);
    const [plus, minus] = [at("plus"), at("minus")];
    const ends = this.objectives.atEnds.flatMap((name) => [
      [nameAt("plus", name), plus[name]] as const,
      [nameAt("minus", name), minus[name]] as const,
    ]);
    return { ...here, ...Object.fromEntries(ends) };
  }

  private apply(roles: readonly ParameterRole[], gradients: Gradients, learningRate: number): void {
    this.groups = this.options.groups.map((group, index) => {
      if (!roles.includes(group.role)) return this.groups[index];
      const flat = new Float64Array(group.length);
      for (const { name, offset } of group.members) flat.set(gradients.get(name) ?? [], offset);
      const settings = this.options.plan.optimisers[group.role];
      return updateOnArrays({ group, state: this.groups[index], settings, gradient: flat, learningRate });
    });
  }
}

/** parameters + scale · direction, where there is a direction. */
function moved(parameters: Values, direction: Gradients, scale: number): Values {
  const out: Record<string, ArrayLike<number>> = { ...parameters };
  for (const [name, along] of direction) out[name] = along.map((value, i) => parameters[name][i] + scale * value);
  return out;
}
