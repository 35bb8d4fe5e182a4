import type {
  ChunkReport,
  Engine,
  Schedule,
  TrainableProgram,
  TrainingData,
  TrainingPlan,
  TrainingState,
} from "../engine/engine.ts";
import { progressAt } from "../engine/step-feeds.ts";
import { StudioError } from "../program/error.ts";
import type { Program } from "../program/types.ts";

/** Gives another engine when a device is gone or does not suffice; absent: the run fails. */
export type Recover = () => Promise<Engine>;

/** What another engine may do better at: the pipeline itself is not at fault. */
const REPLACEABLE: ReadonlySet<string> = new Set(["E_GPU_LOST", "E_GPU_MEMORY", "E_GPU_LIMITS", "E_GPU_VALIDATION"]);

function isReplaceable(error: unknown): error is StudioError {
  return error instanceof StudioError && REPLACEABLE.has(error.details.code);
}

/** Compiles on the current engine and survives it: the next engine goes on from the last good weights. */
export class ResilientTrainable implements TrainableProgram {
  /** Where the last chunk ended. */
  private step = 0;
  /** Validation loss of the best weights that the engine has told of; Infinity where there are none. */
  private bestLoss = Number.POSITIVE_INFINITY;
  /** The best weights of engines that were lost. */
  private rescued: { readonly state: TrainingState; readonly loss: number } | undefined;

  private constructor(
    private readonly host: EngineHost,
    private readonly make: (engine: Engine) => Promise<TrainableProgram>,
    private inner: TrainableProgram,
  ) {}

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
    return new ResilientTrainable(host, make, inner);
  }

  /** Brings the next engine to the last good state. @throws the error itself where no other engine could do better. */
  private async replace(error: unknown, schedule: Schedule): Promise<void> {
    if (!isReplaceable(error)) throw error;
    const lost = this.inner;
    const [state, best] = [await lost.read("current"), await lost.read("best")];
    this.inner = await this.make(await this.host.replace(error));
    const loss = await this.lossOf(best, schedule);
    if (loss < (this.rescued?.loss ?? Number.POSITIVE_INFINITY)) this.rescued = { state: best, loss };
    this.bestLoss = Number.POSITIVE_INFINITY;
    await this.inner.write(state);
    this.step = state.step;
  }

  /** Validation loss of a lost engine's best weights: it did not live to tell of those of its last chunk. */
  private async lossOf(best: TrainingState, schedule: Schedule): Promise<number> {
    if (best.step <= this.step) return this.bestLoss;
    if (progressAt(schedule, best.step) < schedule.keepBestFrom) return Number.POSITIVE_INFINITY;
    await this.inner.write(best);
    return this.inner.evaluate("validation", schedule);
  }

  run: TrainableProgram["run"] = async (steps, schedule) => {
    const end = this.step + steps;
    let chunk: ChunkReport;
    try {
      chunk = await this.inner.run(steps, schedule);
    } catch (error) {
      await this.replace(error, schedule);
      // Some of the steps may have been done, and read back, before the device went.
      chunk = await this.inner.run(end - this.step, schedule);
    }
    this.step = chunk.step;
    this.bestLoss = chunk.best?.validation ?? this.bestLoss;
    return this.rescued && this.rescued.loss <= this.bestLoss
      ? { ...chunk, best: { step: this.rescued.state.step, validation: this.rescued.loss } }
      : chunk;
  };

  evaluate: TrainableProgram["evaluate"] = async (split, schedule) => {
    try {
      return await this.inner.evaluate(split, schedule);
    } catch (error) {
      await this.replace(error, schedule);
      return this.inner.evaluate(split, schedule);
    }
  };

  read: TrainableProgram["read"] = async (what) =>
    what === "best" && this.rescued && this.rescued.loss <= this.bestLoss ? this.rescued.state : this.inner.read(what);

  write = async (state: TrainingState): Promise<void> => {
    this.rescued = undefined;
    this.bestLoss = Number.POSITIVE_INFINITY;
    this.step = state.step;
    await this.inner.write(state);
  };

  dispose = () => this.inner.dispose();
}

/** The engine of a run, which can change once a device is lost or too small. */
export class EngineHost {
  readonly notes: string[] = [];

  constructor(
    public engine: Engine,
    private readonly recover: Recover | undefined,
  ) {}

  /** Phases that are told the same say it once. */
  note(lines: readonly string[]): void {
    this.notes.push(...lines.filter((line) => !this.notes.includes(line)));
  }

  /** @throws the original error where there is no other engine. */
  async replace(lost: StudioError): Promise<Engine> {
    if (!this.recover) throw lost;
    const from = this.engine.info.title;
    this.engine = await this.recover();
    const { code, got } = lost.details;
    const why = code === "E_GPU_LOST" ? "was lost" : `could not go on (${got})`;
    this.notes.push(`${from} ${why}; training went on with ${this.engine.info.title} from the last good weights.`);
    return this.engine;
  }
}
