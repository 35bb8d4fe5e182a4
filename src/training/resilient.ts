import type { Engine, TrainableProgram, TrainingData, TrainingPlan, TrainingState } from "../engine/engine.ts";
import { StudioError } from "../program/error.ts";
import type { Program } from "../program/types.ts";

/** Gives another engine when a device is gone; absent: the run fails. */
export type Recover = () => Promise<Engine>;

/** Compiles on the current engine and survives a lost device: the next engine goes on from the last good weights. */
export class ResilientTrainable implements TrainableProgram {
  private constructor(
    private readonly host: EngineHost,
    private readonly make: (engine: Engine) => Promise<TrainableProgram>,
    private inner: TrainableProgram,
  ) {}

  static async create(
    host: EngineHost,
    program: Program,
    data: TrainingData,
    plan: TrainingPlan,
  ): Promise<ResilientTrainable> {
    const make = (engine: Engine) => engine.compile(program, data, plan);
    return new ResilientTrainable(host, make, await make(host.engine));
  }

  private async survive<Result>(use: (inner: TrainableProgram) => Promise<Result>): Promise<Result> {
    try {
      return await use(this.inner);
    } catch (error) {
      if (!(error instanceof StudioError) || error.details.code !== "E_GPU_LOST") throw error;
      const state = await this.inner.read("current");
      this.inner = await this.make(await this.host.replace(error));
      await this.inner.write(state);
      return use(this.inner);
    }
  }

  run: TrainableProgram["run"] = (steps, schedule) => this.survive((inner) => inner.run(steps, schedule));
  evaluate: TrainableProgram["evaluate"] = (split, schedule) =>
    this.survive((inner) => inner.evaluate(split, schedule));
  read: TrainableProgram["read"] = (what) => this.inner.read(what);
  write = (state: TrainingState) => this.inner.write(state);
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
