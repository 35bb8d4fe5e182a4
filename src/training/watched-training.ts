/** Looking at a training while it goes on: weights are read between two of its chunks, and nothing of the run changes by that. */
import type { Schedule, TensorMap, TrainableProgram, TrainingState } from "../engine/engine.ts";
import type { PipelineStatistics } from "../pipeline/compile.ts";
import type { PipelineDocument } from "../pipeline/document.ts";
import type { DatasetSchema, Split } from "../table/types.ts";

/** What is trained. */
interface Watched {
  readonly document: PipelineDocument;
  readonly schema: DatasetSchema;
  readonly statistics: PipelineStatistics;
}

/** The training of a run that people watch, for whoever wants to see what it does to rows. */
export class WatchedTraining {
  private kept: TensorMap | undefined;

  /** @param trainable absent where the training was over before this worker began. */
  constructor(
    readonly of: Watched,
    private readonly trainable?: Pick<TrainableProgram, "read">,
  ) {}

  /**
   * The weights as they are after the chunk that goes on; once the training is over, those that it kept.
   *
   * @param replica counted as in the plan; the first one where there is no such.
   * @throws where the training has failed.
   */
  async weights(replica: number): Promise<TensorMap> {
    if (this.kept) return this.kept;
    if (!this.trainable) throw new Error("a training that is over has kept weights");
    try {
      const { parameters } = await this.trainable.read("current", replica);
      return this.kept ?? parameters;
    } catch (error) {
      if (this.kept) return this.kept;
      throw error;
    }
  }

  keep(parameters: TensorMap): void {
    this.kept = parameters;
  }
}

interface Watcher {
  readonly document: PipelineDocument;
  readonly dataset: { readonly schema: DatasetSchema };
  readonly onWatched?: (watched: WatchedTraining) => void;
}

/** Lets others look at a training. @param trainable absent where it was over before this worker began. */
export function watchTraining(
  { statistics }: Pick<Watched, "statistics">,
  { document, dataset, onWatched }: Watcher,
  trainable?: TrainableProgram,
): WatchedTraining {
  const watched = new WatchedTraining({ document, schema: dataset.schema, statistics }, trainable);
  onWatched?.(watched);
  return watched;
}

/** Does one thing after the other with a trainable program, so that others may read it while it trains. */
export class TrainableInTurn implements TrainableProgram {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly inner: TrainableProgram) {}

  private take<Result>(job: () => Promise<Result>): Promise<Result> {
    const own = this.last.then(job);
    this.last = own.catch(() => undefined);
    return own;
  }

  run: TrainableProgram["run"] = (...given) => this.take(() => this.inner.run(...given));
  evaluate = (split: Split, schedule: Schedule, replica?: number) =>
    this.take(() => this.inner.evaluate(split, schedule, replica));
  read = (what: "current" | "best", replica?: number) => this.take(() => this.inner.read(what, replica));
  write = (state: TrainingState, replica?: number) => this.take(() => this.inner.write(state, replica));

  dispose(): void {
    this.inner.dispose();
  }
}
