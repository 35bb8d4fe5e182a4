import { StudioError } from "../base/error.ts";
import type { ErrorCode } from "../base/errors/catalogue.ts";
import { runText } from "../base/texts/training.ts";
import {
  type ChunkReport,
  type Engine,
  type EngineInfo,
  replicasOf,
  type Schedule,
  type TrainableProgram,
  type TrainingData,
  type TrainingPlan,
  type TrainingState,
} from "../engine/engine.ts";
import { progressAt } from "../engine/step/step-feeds.ts";
import type { Program } from "../program/types.ts";

/** Gives another engine when a device is gone or does not suffice, or is too slow to begin; absent: the run fails, or is slow. */
export type Recover = (why: "lost" | "slow") => Promise<Engine>;

/** Errors of a device and not of the pipeline: training can go on with another engine. */
const REPLACEABLE: ReadonlySet<string> = new Set<ErrorCode>([
  "E_GPU_LOST",
  "E_GPU_MEMORY",
  "E_GPU_LIMITS",
  "E_GPU_VALIDATION",
]);

function isReplaceable(error: unknown): error is StudioError {
  return error instanceof StudioError && REPLACEABLE.has(error.details.code);
}

/** What has to be known of a replica when its engine is lost. */
interface Rescue {
  /** Where the last chunk ended. */
  step: number;
  /** Validation loss of the best weights that the engine has told of; Infinity where there are none. */
  bestLoss: number;
  /** The best weights of engines that were lost. */
  rescued?: { readonly state: TrainingState; readonly loss: number };
}

/** A trainable program that outlives its engine: where a device is lost, the next engine goes on from the last good weights. */
export class ResilientTrainable implements TrainableProgram {
  private readonly replicas: readonly Rescue[];

  private constructor(
    private readonly host: EngineHost,
    private readonly make: (engine: Engine) => Promise<TrainableProgram>,
    private inner: TrainableProgram,
    nReplicas: number,
  ) {
    this.replicas = Array.from({ length: nReplicas }, () => ({ step: 0, bestLoss: Number.POSITIVE_INFINITY }));
  }

  /** @throws what the engine throws; an engine that fails at this point is replaced too. */
  static async create(
    host: EngineHost,
    program: Program,
    data: TrainingData,
    plan: TrainingPlan,
  ): Promise<ResilientTrainable> {
    const make = async (engine: Engine) => {
      const made = await engine.compile(program, data, plan);
      host.note(made.notes ?? []);
      return made;
    };
    let inner: TrainableProgram;
    try {
      inner = await make(host.engine);
    } catch (error) {
      if (!isReplaceable(error)) throw error;
      inner = await make(await host.replace(error));
    }
    return new ResilientTrainable(host, make, inner, replicasOf(plan).length);
  }

  get nThreads(): number {
    return this.inner.nThreads ?? 1;
  }

  private get step(): number {
    return Math.max(...this.replicas.map(({ step }) => step));
  }

  /** Brings the next engine to the last good states. @throws the error itself where no other engine could do better. */
  private async replace(error: unknown, schedule: Schedule): Promise<void> {
    if (!isReplaceable(error)) throw error;
    const lost = this.inner;
    this.inner = await this.make(await this.host.replace(error));
    for (const [index, replica] of this.replicas.entries()) {
      const [state, best] = [await lost.read("current", index), await lost.read("best", index)];
      const loss = await this.lossOf(best, index, schedule);
      if (loss < (replica.rescued?.loss ?? Number.POSITIVE_INFINITY)) replica.rescued = { state: best, loss };
      replica.bestLoss = Number.POSITIVE_INFINITY;
      replica.step = state.step;
      await this.inner.write(state, index);
    }
  }

  /** Validation loss of a lost engine's best weights, measured anew where they are of its last chunk, whose report never came. */
  private async lossOf(best: TrainingState, index: number, schedule: Schedule): Promise<number> {
    const { step, bestLoss } = this.replicas[index];
    if (best.step <= step) return bestLoss;
    if (progressAt(schedule, best.step) < schedule.keepBestFrom) return Number.POSITIVE_INFINITY;
    await this.inner.write(best, index);
    return this.inner.evaluate("validation", schedule, index);
  }

  run: TrainableProgram["run"] = async (steps, schedule, rest) => {
    const end = this.step + steps;
    let chunks: readonly ChunkReport[];
    try {
      chunks = await this.inner.run(steps, schedule, rest);
    } catch (error) {
      await this.replace(error, schedule);
      // Some of the steps may have been done, and read back, before the device went.
      chunks = await this.inner.run(end - this.step, schedule, rest);
    }
    return chunks.map((chunk, index) => {
      const replica = this.replicas[index];
      replica.step = chunk.step;
      replica.bestLoss = chunk.best?.validation ?? replica.bestLoss;
      const { rescued, bestLoss } = replica;
      return rescued && rescued.loss <= bestLoss
        ? { ...chunk, best: { step: rescued.state.step, validation: rescued.loss } }
        : chunk;
    });
  };

  evaluate: TrainableProgram["evaluate"] = async (split, schedule, replica) => {
    try {
      return await this.inner.evaluate(split, schedule, replica);
    } catch (error) {
      await this.replace(error, schedule);
      return this.inner.evaluate(split, schedule, replica);
    }
  };

  read: TrainableProgram["read"] = async (what, replica = 0) => {
    const { rescued, bestLoss } = this.replicas[replica];
    return what === "best" && rescued && rescued.loss <= bestLoss ? rescued.state : this.inner.read(what, replica);
  };

  write: TrainableProgram["write"] = async (state, replica = 0) => {
    Object.assign(this.replicas[replica], {
      step: state.step,
      bestLoss: Number.POSITIVE_INFINITY,
      rescued: undefined,
    } satisfies Rescue);
    await this.inner.write(state, replica);
  };

  /** Goes on from a state with what was best so far, which a lost engine, or an earlier worker, had come to. */
  async goOn(
    { current, best }: { readonly current: TrainingState; readonly best?: Rescue["rescued"] },
    replica: number,
  ): Promise<void> {
    await this.write(current, replica);
    if (best) this.replicas[replica].rescued = best;
  }

  dispose = () => this.inner.dispose();
}

/** The engine of a run, which can change once a device is lost or too small. */
export class EngineHost {
  readonly notes: string[] = [];
  /** Of the engine that the run is known by: another one that carries out what follows the blend is told by a note. */
  info: EngineInfo;

  constructor(
    public engine: Engine,
    private readonly recover: Recover | undefined,
  ) {
    this.info = engine.info;
  }

  /** Takes notes in; one that several phases bring is kept once. */
  note(lines: readonly string[]): void {
    this.notes.push(...lines.filter((line) => !this.notes.includes(line)));
  }

  /** @throws the original error where there is no other engine. */
  async replace(lost: StudioError): Promise<Engine> {
    if (!this.recover) throw lost;
    const from = this.engine.info.title;
    this.engine = await this.recover("lost");
    this.info = this.engine.info;
    const { code, got } = lost.details;
    const reason = code === "E_GPU_LOST" ? undefined : got;
    this.notes.push(runText("otherEngine", { from, to: this.engine.info.title, reason }));
    return this.engine;
  }

  /** Whether there is an engine that begins at once. */
  get canLeave(): boolean {
    return this.recover !== undefined && this.engine.info.id !== "compiled-wasm";
  }

  /** Goes on with an engine that begins at once, where there is one. */
  async leaveSlow(): Promise<void> {
    if (!this.recover || !this.canLeave) return;
    const from = this.engine.info.title;
    this.engine = await this.recover("slow");
    this.note([runText("slowEngine", { from, to: this.engine.info.title })]);
  }
}
