/** TrainableProgram for every engine: batches, schedules, evaluation points, best weights and the NaN guard. */
import { studioError } from "../../base/error.ts";
import { areFinite } from "../../base/finite.ts";
import { randomPermutation, STREAMS } from "../../base/random.ts";
import { yieldToEventLoop } from "../../base/yield.ts";
import { evaluate as evaluateNodes } from "../../program/evaluate.ts";
import { initialParameters } from "../../program/parameters.ts";
import type { Program } from "../../program/types.ts";
import type { Split } from "../../table/types.ts";
import {
  type ChunkReport,
  curveAt,
  type LossPoint,
  replicasOf,
  type Schedule,
  type TensorMap,
  type TrainableProgram,
  type TrainingData,
  type TrainingPlan,
  type TrainingState,
} from "../engine.ts";
import { BatchOrder } from "../step/batches.ts";
import {
  evaluatedValues,
  fixedParameters,
  type GroupValues,
  groupParameters,
  type ParameterGroup,
  packAverage,
  packGroup,
  unpackState,
} from "../step/parameter-groups.ts";
import type {
  Collected,
  ExecutorOptions,
  ReplicaExecutor,
  ReplicaValues,
  StepExecutor,
} from "../step/step-executor.ts";
import { evaluationInputs, progressAt, type StepFeeds, trainingInputs } from "../step/step-feeds.ts";

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
    throw studioError("E_ENGINE_ROWS", { split });
  }
}

/** All that is needed to go back to a step. */
interface Snapshot {
  readonly step: number;
  readonly groups: readonly GroupValues[];
}

/** The state of a replica as it was last read back. */
interface ReplicaState {
  fixed: TensorMap;
  /** The last state that was read back and finite; survives a lost device. */
  lastGood: Snapshot;
  best?: Snapshot & { readonly validation: number };
  /** Why it stays at that step. */
  nonFinite?: ChunkReport["nonFinite"];
}

interface Chunk {
  readonly schedule: Schedule;
  readonly begin: number;
  readonly end: number;
  readonly pointSteps: readonly number[];
}

/** What is trained. */
type Trained = Pick<ExecutorOptions, "program" | "data" | "plan">;

/** @param rates of the replicas. */
type MakeExecutor = (options: ExecutorOptions, rates: readonly number[]) => StepExecutor | Promise<StepExecutor>;

export class TrainingSession implements TrainableProgram {
  private readonly program: Program;
  /** The program's inputs alone: every step goes through all of them. */
  private readonly inputs: Pick<Program, "nodes">;
  private readonly data: TrainingData;
  private readonly plan: TrainingPlan;
  private readonly groups: readonly ParameterGroup[];
  private readonly executor: StepExecutor;
  private readonly trainOrder: BatchOrder;
  private readonly validationOrder: BatchOrder;
  private readonly evaluationRows: Uint32Array;
  private readonly replicas: readonly ReplicaState[];
  /** The executor holds other states than the last good ones. */
  private isStale = true;
  private isDisposed = false;

  private constructor({ program, data, plan }: Trained, groups: readonly ParameterGroup[], executor: StepExecutor) {
    this.program = program;
    this.inputs = { nodes: program.nodes.filter(({ kind }) => kind === "input") };
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
    this.replicas = replicasOf(plan).map((replica) =>
      this.replicaStateOf({ step: 0, parameters: initialParameters(program, replica.seed), optimiser: {} }),
    );
  }

  get notes(): readonly string[] {
    return this.executor.notes ?? [];
  }

  get nThreads(): number {
    return this.executor.nThreads ?? 1;
  }

  /** @throws E_ENGINE_ROWS for a split without rows, and what `makeExecutor` throws. */
  static async create(trained: Trained, makeExecutor: MakeExecutor): Promise<TrainingSession> {
    const { program, data, plan } = trained;
    assertRows(data);
    const groups = groupParameters(program, plan);
    const rates = replicasOf(plan).map(({ rate }) => rate);
    const rows = evaluationRows(data, plan.seed);
    const executor = await makeExecutor({ program, data, plan, groups, evaluationRows: rows }, rates);
    return new TrainingSession(trained, groups, executor);
  }

  /**
   * Trains for `steps` steps and reads back once, at their end.
   *
   * @throws E_ENGINE_DISPOSED, and what the executor throws (E_GPU_LOST, E_GPU_VALIDATION); `read` then still gives the last good state.
   */
  async run(steps: number, schedule: Schedule, rest?: () => Promise<void>): Promise<readonly ChunkReport[]> {
    this.loadIfStale();
    const begin = this.step;
    const end = begin + steps;
    const pointSteps: number[] = [];
    const moving = this.replicas.filter((replica) => this.isMoving(replica));
    for (const replica of moving) delete replica.nonFinite;
    try {
      for (let step = begin; step < end; ) {
        this.executor.step(this.feeds(step, schedule));
        step++;
        if (step % this.plan.evaluateEvery === 0 || step === end) {
          this.executor.evaluate({
            inputs: evaluationInputs(this.program, schedule, step),
            countsForBest: progressAt(schedule, step) >= schedule.keepBestFrom,
          });
          pointSteps.push(step);
        }
        if ((step - begin) % this.executor.stepsPerTurn === 0 && step !== end) await this.pause(rest);
      }
      return await this.settle({ schedule, begin, end, pointSteps }, moving);
    } catch (error) {
      this.isStale = true;
      this.assertAlive();
      throw error;
    }
  }

  async evaluate(split: Split, schedule: Schedule, replica = 0): Promise<number> {
    const state = this.replicas[replica];
    // The executor may have gone on with a replica that stopped here.
    if (!this.isMoving(state)) this.isStale = true;
    this.loadIfStale();
    const inputs = evaluationInputs(this.program, schedule, state.lastGood.step);
    return this.executor.meanLoss(replica, this.data.split[split], inputs);
  }

  /** "best" is the current state, at its averages where there are some, where no evaluation point has counted yet. */
  async read(what: "current" | "best", replica = 0): Promise<TrainingState> {
    const { lastGood, best, fixed } = this.replicas[replica];
    const snapshot = what === "best" ? (best ?? evaluatedAt(lastGood)) : lastGood;
    return unpackState({ step: snapshot.step, groups: this.groups, values: snapshot.groups, fixed });
  }

  /** Goes on from another state; what was best so far is forgotten. */
  async write(state: TrainingState, replica = 0): Promise<void> {
    Object.assign(this.replicas[replica], { best: undefined, nonFinite: undefined }, this.replicaStateOf(state));
    this.isStale = true;
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.executor.dispose();
  }

  private async pause(rest?: () => Promise<void>): Promise<void> {
    await yieldToEventLoop();
    await rest?.();
    this.assertAlive();
  }

  private assertAlive(): void {
    if (this.isDisposed) throw studioError("E_ENGINE_DISPOSED");
  }

  /** The step of the replicas that move: those that lag behind stay where they are. */
  private get step(): number {
    return Math.max(...this.replicas.map(({ lastGood }) => lastGood.step));
  }

  private isMoving({ lastGood }: ReplicaState): boolean {
    return lastGood.step === this.step;
  }

  private replicaStateOf(state: TrainingState): ReplicaState {
    const isAveraged = this.plan.averageDecay !== undefined;
    const groups = this.groups.map((group) => ({
      ...packGroup(group, state),
      ...(isAveraged ? { average: packAverage(group, state) } : {}),
    }));
    return { fixed: fixedParameters(this.program, this.groups, state), lastGood: { step: state.step, groups } };
  }

  private loadIfStale(): void {
    this.assertAlive();
    if (!this.isStale) return;
    this.executor.load(this.replicas.map((each) => valuesOf(each, { moves: this.isMoving(each) })));
    this.isStale = false;
  }

  private feeds(step: number, schedule: Schedule): StepFeeds {
    const { train, validation } = this.data.split;
    const needsValidation = this.plan.updates.some(({ lossOn }) => lossOn === "validation");
    const inputs = trainingInputs(this.inputs, schedule, { seed: this.plan.seed, step });
    return {
      step,
      inputs,
      trainRows: rowsAt(train, this.trainOrder.positions(step)),
      ...(needsValidation ? { validationRows: rowsAt(validation, this.validationOrder.positions(step)) } : {}),
      learningRate: curveAt(schedule.learningRate, progressAt(schedule, step)),
    };
  }

  /** Accepts the results of a run: those of the finite replicas first, then what was wrong with the others. */
  private async settle(chunk: Chunk, moving: readonly ReplicaState[]): Promise<readonly ChunkReport[]> {
    const collected = await this.executor.collect();
    const losses = new Map<ReplicaState, readonly LossPoint[]>();
    const bad = moving.filter((replica) => !isFiniteAll(collected[this.replicas.indexOf(replica)]));
    for (const replica of moving) {
      const own = collected[this.replicas.indexOf(replica)];
      if (!bad.includes(replica)) losses.set(replica, accept(replica, chunk, own));
    }
    for (const replica of bad) {
      replica.nonFinite = await this.causeOf(replica, chunk, collected[this.replicas.indexOf(replica)]);
      this.isStale = true;
    }
    return this.replicas.map((replica) => this.report(replica, chunk.schedule, losses.get(replica) ?? []));
  }

  /** Finds the first bad step of a replica by going through the steps since its last good state one by one. */
  private async causeOf(
    replica: ReplicaState,
    { schedule, begin, end }: Chunk,
    collected: Collected,
  ): Promise<ChunkReport["nonFinite"]> {
    const index = this.replicas.indexOf(replica);
    const loadAt = (groups: readonly GroupValues[]) =>
      this.executor.load(
        this.replicas.map((each) => valuesOf(each, each === replica ? { groups, moves: true } : { moves: false })),
      );
    const origins = (...of: Parameters<ReplicaExecutor["originsOfNonFinite"]>) =>
      this.executor.originsOfNonFinite(index, ...of);
    let before = replica.lastGood.groups;
    loadAt(before);
    for (let step = begin; step < end; step++) {
      const feeds = this.feeds(step, schedule);
      this.executor.step(feeds);
      const after = (await this.executor.collect())[index];
      if (!isFiniteAll(after)) {
        loadAt(before);
        const onTrain = await origins("train", feeds.trainRows, feeds.inputs);
        const blocks =
          onTrain.length > 0 || !feeds.validationRows
            ? onTrain
            : await origins("validation", feeds.validationRows, feeds.inputs);
        return { step, blocks: blocks.length > 0 ? blocks : this.blocksOf(after) };
      }
      before = after.groups;
      await this.pause();
    }
    // Every training step was finite, so it is a validation row that is not.
    loadAt(before.map(evaluatedValues));
    const blocks = await origins("validation", this.evaluationRows, evaluationInputs(this.program, schedule, end));
    return { step: end, blocks: blocks.length > 0 ? blocks : this.blocksOf(collected) };
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

  private report(
    { lastGood, best, fixed, nonFinite }: ReplicaState,
    schedule: Schedule,
    losses: readonly LossPoint[],
  ): ChunkReport {
    return {
      step: lastGood.step,
      losses,
      probes: this.probes(evaluatedAt(lastGood), fixed, schedule),
      ...(best ? { best: { step: best.step, validation: best.validation } } : {}),
      ...(nonFinite ? { nonFinite } : {}),
    };
  }

  /** Probes are row-free and small, so they are computed here from the state that was read back. */
  private probes({ step, groups }: Snapshot, fixed: TensorMap, schedule: Schedule): TensorMap {
    const { parameters } = unpackState({ step, groups: this.groups, values: groups, fixed });
    const inputs = evaluationInputs(this.program, schedule, step);
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

function valuesOf(
  { lastGood: { groups }, fixed }: ReplicaState,
  change: Pick<ReplicaValues, "moves"> & Partial<ReplicaValues>,
): ReplicaValues {
  return { groups, fixed, ...change };
}

function accept(
  replica: ReplicaState,
  { begin, end, pointSteps }: Chunk,
  { points, best, groups }: Collected,
): readonly LossPoint[] {
  let from = begin;
  const losses = points.map(({ lossSum, validation }, index): LossPoint => {
    const step = pointSteps[index];
    const point = { step, train: lossSum / (step - from), validation };
    from = step;
    return point;
  });
  replica.lastGood = { step: end, groups };
  if (best) {
    const { step, validation } = losses[best.point];
    if (!(replica.best && replica.best.validation <= validation)) {
      replica.best = { step, groups: best.groups.map(evaluatedValues), validation };
    }
  }
  return losses;
}

/** As `positions.map`, whose callbacks take longer than a small step can spare. */
function rowsAt(rows: Uint32Array, positions: Uint32Array): Uint32Array {
  const chosen = new Uint32Array(positions.length);
  for (let index = 0; index < chosen.length; index++) chosen[index] = rows[positions[index]];
  return chosen;
}

function isFiniteAll({ lossSum, points, groups }: Collected): boolean {
  return (
    Number.isFinite(lossSum) &&
    points.every((point) => Number.isFinite(point.lossSum) && Number.isFinite(point.validation)) &&
    groups.every(({ values, m, v, average = m }) => [values, m, v, average].every(areFinite))
  );
}

/** What a state is evaluated at. */
function evaluatedAt({ step, groups }: Snapshot): Snapshot {
  return { step, groups: groups.map(evaluatedValues) };
}
