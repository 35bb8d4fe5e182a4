/** TrainableProgram for every engine: batches, schedules, evaluation points, best weights and the NaN guard. */
import { StudioError } from "../program/error.ts";
import { evaluate as evaluateNodes } from "../program/evaluate.ts";
import { initialParameters } from "../program/parameters.ts";
import { randomPermutation, STREAMS } from "../program/random.ts";
import type { Program } from "../program/types.ts";
import type { Split } from "../table/types.ts";
import { BatchOrder } from "./batches.ts";
import { disposedError } from "./disposed-error.ts";
import {
  type ChunkReport,
  curveAt,
  type LossPoint,
  type Schedule,
  type TensorMap,
  type TrainableProgram,
  type TrainingData,
  type TrainingPlan,
  type TrainingState,
} from "./engine.ts";
import {
  areFinite,
  fixedParameters,
  type GroupValues,
  groupParameters,
  type ParameterGroup,
  packGroup,
  unpackState,
} from "./parameter-groups.ts";
import type { Collected, StepExecutor } from "./step-executor.ts";
import { evaluationInputs, progressAt, type StepFeeds, trainingInputs } from "./step-feeds.ts";
import { yieldToEventLoop } from "./yield.ts";

/** Validation rows that an evaluation point reads at most; `evaluate` reads all. */
export const MAX_EVALUATION_ROWS = 4096;

/** The validation rows of evaluation points: all, or a sample that the seed fixes. */
export function evaluationRows(data: TrainingData, seed: number): Uint32Array {
  const rows = data.split.validation;
  if (rows.length <= MAX_EVALUATION_ROWS) return rows;
  const order = randomPermutation({ seed, stream: STREAMS.sample, step: 0 }, rows.length);
  return order
    .subarray(0, MAX_EVALUATION_ROWS)
    .map((position) => rows[position])
    .sort();
}

function assertRows(data: TrainingData): void {
  for (const split of ["train", "validation"] as const) {
    if (data.split[split].length > 0) continue;
    throw new StudioError({
      code: "E_ENGINE_ROWS",
      where: `split ${split}`,
      expected: "at least one row",
      got: "none",
      fix: "Add rows with a known target, or change the split.",
    });
  }
}

/** All that is needed to go back to a step. */
interface Snapshot {
  readonly step: number;
  readonly groups: readonly GroupValues[];
}

export interface SessionOptions {
  readonly program: Program;
  readonly data: TrainingData;
  readonly plan: TrainingPlan;
  readonly makeExecutor: (
    groups: readonly ParameterGroup[],
    evaluationRows: Uint32Array,
  ) => StepExecutor | Promise<StepExecutor>;
}

export class TrainingSession implements TrainableProgram {
  private readonly program: Program;
  /** The program's inputs, which every step looks through. */
  private readonly fed: Pick<Program, "nodes">;
  private readonly data: TrainingData;
  private readonly plan: TrainingPlan;
  private readonly groups: readonly ParameterGroup[];
  private readonly executor: StepExecutor;
  private readonly trainOrder: BatchOrder;
  private readonly validationOrder: BatchOrder;
  private readonly evaluationRows: Uint32Array;
  private fixed: TensorMap;
  /** The last state that was read back and finite; survives a lost device. */
  private good: Snapshot;
  private best: (Snapshot & { readonly validation: number }) | undefined;
  /** The executor holds another state than `good`. */
  private isStale = true;
  private isDisposed = false;

  private constructor(
    { program, data, plan }: SessionOptions,
    groups: readonly ParameterGroup[],
    executor: StepExecutor,
  ) {
    this.program = program;
    this.fed = { nodes: program.nodes.filter(({ kind }) => kind === "input") };
    this.data = data;
    this.plan = plan;
    this.groups = groups;
    this.executor = executor;
    const { batchSize, seed } = plan;
    const { train, validation } = data.split;
    this.trainOrder = new BatchOrder({ nRows: train.length, batchSize, seed, stream: STREAMS.batches });
    this.validationOrder = new BatchOrder({
      nRows: validation.length,
      batchSize,
      seed,
      stream: STREAMS.validationBatches,
    });
    this.evaluationRows = evaluationRows(data, seed);
    const initial: TrainingState = { step: 0, parameters: initialParameters(program, seed), optimiser: {} };
    this.fixed = fixedParameters(program, this.groups, initial);
    this.good = { step: 0, groups: this.groups.map((group) => packGroup(group, initial)) };
  }

  /** @throws E_ENGINE_ROWS for a split without rows, and what `makeExecutor` throws. */
  static async create(options: SessionOptions): Promise<TrainingSession> {
    const { program, data, plan, makeExecutor } = options;
    assertRows(data);
    const groups = groupParameters(program, plan);
    const executor = await makeExecutor(groups, evaluationRows(data, plan.seed));
    return new TrainingSession(options, groups, executor);
  }

  /**
   * Trains for `steps` steps and reads back once, at their end.
   *
   * @throws E_ENGINE_DISPOSED, and what the executor throws (E_GPU_LOST, E_GPU_VALIDATION); `read` then still gives the last good state.
   */
  async run(steps: number, schedule: Schedule): Promise<ChunkReport> {
    this.loadIfStale();
    const begin = this.good.step;
    const end = begin + steps;
    const markedSteps: number[] = [];
    try {
      for (let step = begin; step < end; ) {
        this.executor.step(this.feeds(step, schedule));
        step++;
        if (step % this.plan.evaluateEvery === 0 || step === end) {
          this.executor.mark({
            inputs: evaluationInputs(this.program, schedule, step),
            countsForBest: progressAt(schedule, step) >= schedule.keepBestFrom,
          });
          markedSteps.push(step);
        }
        if ((step - begin) % this.executor.stepsPerTurn === 0 && step !== end) await this.pause();
      }
      const collected = await this.executor.collect();
      if (!isFiniteAll(collected)) return await this.recover(schedule, end, collected);
      return this.report(schedule, this.accept(markedSteps, end, collected));
    } catch (error) {
      this.isStale = true;
      this.assertAlive();
      throw error;
    }
  }

  async evaluate(split: Split, schedule: Schedule): Promise<number> {
    this.loadIfStale();
    return this.executor.meanLoss(this.data.split[split], evaluationInputs(this.program, schedule, this.good.step));
  }

  /** "best" is the current state where no evaluation point has counted yet. */
  async read(what: "current" | "best"): Promise<TrainingState> {
    const snapshot = what === "best" ? (this.best ?? this.good) : this.good;
    return unpackState({ step: snapshot.step, groups: this.groups, values: snapshot.groups, fixed: this.fixed });
  }

  /** Goes on from another state; what was best so far is forgotten. */
  async write(state: TrainingState): Promise<void> {
    this.fixed = fixedParameters(this.program, this.groups, state);
    this.good = { step: state.step, groups: this.groups.map((group) => packGroup(group, state)) };
    this.best = undefined;
    this.isStale = true;
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.executor.dispose();
  }

  private async pause(): Promise<void> {
    await yieldToEventLoop();
    this.assertAlive();
  }

  private assertAlive(): void {
    if (this.isDisposed) throw disposedError();
  }

  private loadIfStale(): void {
    this.assertAlive();
    if (!this.isStale) return;
    this.executor.load(this.good.groups, this.fixed);
    this.isStale = false;
  }

  private feeds(step: number, schedule: Schedule): StepFeeds {
    const { train, validation } = this.data.split;
    const needsValidation = this.plan.updates.some((update) => update.lossOn === "validation" || update.align);
    const inputs = trainingInputs(this.fed, schedule, { seed: this.plan.seed, step });
    return {
      step,
      inputs,
      trainRows: rowsAt(train, this.trainOrder.positions(step)),
      ...(needsValidation ? { validationRows: rowsAt(validation, this.validationOrder.positions(step)) } : {}),
      learningRate: curveAt(schedule.learningRate, progressAt(schedule, step)),
    };
  }

  private accept(
    markedSteps: readonly number[],
    end: number,
    { marks, best, groups }: Collected,
  ): readonly LossPoint[] {
    let from = this.good.step;
    const losses = marks.map(({ lossSum, validation }, index): LossPoint => {
      const step = markedSteps[index];
      const point = { step, train: lossSum / (step - from), validation };
      from = step;
      return point;
    });
    this.good = { step: end, groups };
    if (best) {
      const { step, validation } = losses[best.mark];
      if (!(this.best && this.best.validation <= validation)) this.best = { step, groups: best.groups, validation };
    }
    return losses;
  }

  /**
   * Finds the first bad step by going through the steps since the last good state one by one. Training stands at the good
   * state again afterwards.
   */
  private async recover(schedule: Schedule, end: number, collected: Collected): Promise<ChunkReport> {
    this.executor.load(this.good.groups, this.fixed);
    let before = this.good.groups;
    for (let step = this.good.step; step < end; step++) {
      const feeds = this.feeds(step, schedule);
      this.executor.step(feeds);
      const after = await this.executor.collect();
      if (!isFiniteAll(after)) {
        this.executor.load(before, this.fixed);
        const onTrain = await this.executor.originsOfNonFinite("train", feeds.trainRows, feeds.inputs);
        const blocks =
          onTrain.length > 0 || !feeds.validationRows
            ? onTrain
            : await this.executor.originsOfNonFinite("validation", feeds.validationRows, feeds.inputs);
        return this.restore(schedule, { step, blocks: blocks.length > 0 ? blocks : this.blocksOf(after) });
      }
      before = after.groups;
      await this.pause();
    }
    // Every training step was finite, so it is a validation row that is not.
    const inputs = evaluationInputs(this.program, schedule, end);
    const blocks = await this.executor.originsOfNonFinite("validation", this.evaluationRows, inputs);
    return this.restore(schedule, { step: end, blocks: blocks.length > 0 ? blocks : this.blocksOf(collected) });
  }

  /** Blocks whose parameters are not finite. */
  private blocksOf({ groups }: Collected): readonly string[] {
    const blocks = this.groups.flatMap((group, index) =>
      group.members
        .filter(({ offset, size }) => !areFinite(groups[index].values.subarray(offset, offset + size)))
        .map(({ name }) => name.slice(0, name.lastIndexOf("/"))),
    );
    return [...new Set(blocks)];
  }

  private restore(schedule: Schedule, nonFinite: ChunkReport["nonFinite"]): ChunkReport {
    this.executor.load(this.good.groups, this.fixed);
    return { ...this.report(schedule, []), nonFinite };
  }

  private report(schedule: Schedule, losses: readonly LossPoint[]): ChunkReport {
    const { best } = this;
    return {
      step: this.good.step,
      losses,
      probes: this.probes(schedule),
      ...(best ? { best: { step: best.step, validation: best.validation } } : {}),
    };
  }

  /** Probes are row-free and small, so they are computed here from the state that was read back. */
  private probes(schedule: Schedule): TensorMap {
    const { parameters } = unpackState({
      ...this.good,
      groups: this.groups,
      values: this.good.groups,
      fixed: this.fixed,
    });
    const inputs = evaluationInputs(this.program, schedule, this.good.step);
    const { nodes, probes } = this.program;
    const values = evaluateNodes(
      nodes,
      { nRows: 1, inputs, parameters },
      probes.map((probe) => probe.value),
    );
    return Object.fromEntries(
      probes.map((probe, index) => [`${probe.block}/${probe.name}`, Float32Array.from(values[index].data)]),
    );
  }
}

/** As `positions.map`, whose callbacks take longer than a small step can spare. */
function rowsAt(rows: Uint32Array, positions: Uint32Array): Uint32Array {
  const chosen = new Uint32Array(positions.length);
  for (let index = 0; index < chosen.length; index++) chosen[index] = rows[positions[index]];
  return chosen;
}

function isFiniteAll({ lossSum, marks, groups }: Collected): boolean {
  return (
    Number.isFinite(lossSum) &&
    marks.every((mark) => Number.isFinite(mark.lossSum) && Number.isFinite(mark.validation)) &&
    groups.every(({ values, m, v }) => areFinite(values) && areFinite(m) && areFinite(v))
  );
}
