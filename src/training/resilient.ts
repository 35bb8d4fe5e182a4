import type { Engine, TrainableProgram, TrainingData, TrainingPlan, TrainingState } from "../engine/engine.ts";
import { StudioError } from "../program/error.ts";
import type { Program } from "../program/types.ts";

/** Gives another engine when a device is gone; absent: the run fails. */
export type Recover = () => Promise<Engine>;

function isLost(error: unknown): error is StudioError {
  return error instanceof StudioError && error.details.code === "E_GPU_LOST";
}

/** Compiles on the current engine and survives a lost device: the next engine goes on from the last good weights. */
export class ResilientTrainable implements TrainableProgram {
  /** Validation loss of the best weights so far. */
  private bestLoss = Number.POSITIVE_INFINITY;
  /** The best weights of engines that were lost. */
  private rescued: { readonly state: TrainingState; readonly loss: number } | undefined;

  private constructor(
    private readonly host: EngineHost,
    private readonly make: (engine: Engine) => Promise<TrainableProgram>,
    private inner: TrainableProgram,
  ) {}

  /** @throws what the engine throws; a device that is lost at this point is replaced too. */
  static async create(
    host: EngineHost,
    program: Program,
    data: TrainingData,
    plan: TrainingPlan,
  ): Promise<ResilientTrainable> {
    const make = (engine: Engine) => engine.compile(program, data, plan);
    let inner: TrainableProgram;
    try {
      inner = await make(host.engine);
    } catch (error) {
      if (!isLost(error)) throw error;
      inner = await make(await host.replace(error));
    }
    return new ResilientTrainable(host, make, inner);
  }

  private async survive<Result>(use: (inner: TrainableProgram) => Promise<Result>): Promise<Result> {
    try {
      return await use(this.inner);
    } catch (error) {
      if (!isLost(error)) throw error;
      const lost = this.inner;
      const state = await lost.read("current");
      if (this.bestLoss < (this.rescued?.loss ?? Number.POSITIVE_INFINITY)) {
        this.rescued = { state: await lost.read("best"), loss: this.bestLoss };
      }
      this.bestLoss = Number.POSITIVE_INFINITY;
      this.inner = await this.make(await this.host.replace(error));
      await this.inner.write(state);
      return use(this.inner);
    }
  }

  run: TrainableProgram["run"] = async (steps, schedule) => {
    const chunk = await this.survive((inner) => inner.run(steps, schedule));
    this.bestLoss = chunk.best?.validation ?? this.bestLoss;
    return chunk;
  };

  evaluate: TrainableProgram["evaluate"] = (split, schedule) =>
    this.survive((inner) => inner.evaluate(split, schedule));

  read: TrainableProgram["read"] = async (what) =>
    what === "best" && this.rescued && this.rescued.loss <= this.bestLoss ? this.rescued.state : this.inner.read(what);

  write = async (state: TrainingState): Promise<void> => {
    this.rescued = undefined;
    this.bestLoss = Number.POSITIVE_INFINITY;
    await this.inner.write(state);
  };

  dispose = () => this.inner.dispose();
}

/** The engine of a run, which can change once a device is lost. */
export class EngineHost {
  readonly notes: string[] = [];

  constructor(
    public engine: Engine,
    private readonly recover: Recover | undefined,
  ) {}

  /** @throws the original error where there is no other engine. */
  async replace(lost: StudioError): Promise<Engine> {
    if (!this.recover) throw lost;
    const from = this.engine.info.title;
    this.engine = await this.recover();
    this.notes.push(`${from} was lost; training went on with ${this.engine.info.title} from the last good weights.`);
    return this.engine;
  }
}
