/** Keeps what a run comes to, now and then, and hands back what an earlier worker had come to. */

import type { TensorMap } from "../../engine/engine.ts";
import { parameterNodes } from "../../program/parameters.ts";
import { type Program, sizeOf } from "../../program/types.ts";
import type { Checkpoint, DoneTraining, GoingTraining } from "./checkpoint.ts";

/** A checkpoint is made so often … */
const EVERY_MS = 4000;
/** … or more seldom, so that making them takes no more than a fiftieth of the time … */
const MOST_SHARE = 1 / 50;
/** … but not more seldom than this, whatever they take: with a chunk and with storing it, ten seconds are lost at most. */
const SELDOMEST_MS = 8000;

export interface JournalOptions {
  /** Milliseconds; differences alone count. */
  readonly clock: () => number;
  /** What an earlier worker came to. */
  readonly from?: Checkpoint | undefined;
  /** Takes what is new. Absent: nothing is kept. */
  readonly keep?: ((news: Checkpoint) => void) | undefined;
}

export class RunJournal {
  private readonly decided: Record<string, unknown>;
  /** Those that nobody was told of yet. */
  private done: DoneTraining[] = [];
  private readonly earlier: Map<string, DoneTraining>;
  private readonly begun: Map<string, GoingTraining>;
  private readonly going = new Map<string, GoingTraining>();
  private keptAtMs: number;
  private costMs = 0;

  constructor(private readonly options: JournalOptions) {
    const { from, clock } = options;
    this.decided = { ...from?.decided };
    this.earlier = new Map(from?.done.map((each) => [each.key, each]));
    this.begun = new Map(from?.going.map((each) => [each.key, each]));
    this.keptAtMs = clock();
  }

  /** What a decision that hangs on the time was when it was taken first. */
  decide<Value>(key: string, parse: (value: unknown) => Value, take: () => Value): Value {
    if (Object.hasOwn(this.decided, key)) return parse(this.decided[key]);
    const value = take();
    this.decided[key] = value;
    return value;
  }

  /** The same, of a decision that may have been taken; undefined where it was not. */
  recalled<Value>(key: string, parse: (value: unknown) => Value): { readonly value: Value } | undefined {
    return Object.hasOwn(this.decided, key) ? { value: parse(this.decided[key]) } : undefined;
  }

  /** A training that an earlier worker brought to its end, where its weights are those of the program. */
  doneOf(key: string, program: Program): DoneTraining | undefined {
    const known = this.earlier.get(key);
    return known && fits(known.best.parameters, program) ? known : undefined;
  }

  /** A training that was going on. */
  goingOf(key: string, options: { readonly program: Program; readonly nReplicas: number }): GoingTraining | undefined {
    const known = this.begun.get(key);
    if (!known || known.replicas.length !== options.nReplicas) return undefined;
    const states = known.replicas.flatMap(({ current, best }) => [current, ...(best ? [best.state] : [])]);
    return states.every(({ parameters }) => fits(parameters, options.program)) ? known : undefined;
  }

  /** Whether it is time for a checkpoint. */
  get isDue(): boolean {
    const { keep, clock } = this.options;
    const everyMs = Math.min(SELDOMEST_MS, Math.max(EVERY_MS, this.costMs / MOST_SHARE));
    return keep !== undefined && clock() - this.keptAtMs >= everyMs;
  }

  /** Whether anything is kept. */
  get isKept(): boolean {
    return this.options.keep !== undefined;
  }

  /** What an earlier worker came to in trainings whose keys begin so, for another journal; undefined where there was nothing. */
  partOf(prefix: string): Checkpoint | undefined {
    const own = <Training extends { readonly key: string }>(all: ReadonlyMap<string, Training>) =>
      [...all.values()].filter(({ key }) => key.startsWith(prefix));
    const part = { time: { seconds: 0, waitedMs: 0 }, decided: {}, done: own(this.earlier), going: own(this.begun) };
    return part.done.length + part.going.length > 0 ? part : undefined;
  }

  /** Trainings that are over and were not told of, and those that go on. */
  news(time: Checkpoint["time"]): Checkpoint {
    const { done } = this;
    this.done = [];
    return { time, decided: { ...this.decided }, done, going: [...this.going.values()] };
  }

  /** Takes in what another journal has told of. */
  take({ done, going }: Checkpoint, time: Checkpoint["time"]): void {
    for (const training of done) this.finish(training);
    for (const training of going) this.going.set(training.key, training);
    if (!this.isDue) return;
    this.options.keep?.(this.news(time));
    this.keptAtMs = this.options.clock();
  }

  /** A training is over. */
  finish(training: DoneTraining): void {
    this.going.delete(training.key);
    if (!this.earlier.has(training.key) && this.options.keep) this.done.push(training);
  }

  /** Makes a checkpoint of the training that goes on. */
  async keep(time: Checkpoint["time"], stateOf: () => Promise<GoingTraining>): Promise<void> {
    const { keep, clock } = this.options;
    if (!keep) return;
    const begin = clock();
    const training = await stateOf();
    this.going.set(training.key, training);
    keep(this.news(time));
    this.keptAtMs = clock();
    this.costMs = this.keptAtMs - begin;
  }
}

function fits(parameters: TensorMap, program: Program): boolean {
  return parameterNodes(program.nodes).every(({ name, type }) => parameters[name]?.length === sizeOf(type.shape));
}
