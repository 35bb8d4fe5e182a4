/**
 * Losses and probes of the run in progress. Plain and mutable on purpose: hundreds of numbers change several times a
 * second and must not pass through React. Charts subscribe and read.
 */
import { z } from "zod";
import { PROBE_KINDS } from "../../program/types.ts";
import type { ReplicaSettings } from "../../training/replicas.ts";
import type { TrainingProgress, TrainingReport } from "../../training/types.ts";
import { type Beat, type Clock, pageClock, ThrottledSignal } from "../ui/throttled-signal.ts";
import { Frames } from "./frames.ts";
import { type LiveRow, makeLiveRows } from "./live-rows.ts";

export type LossPoint = TrainingReport["history"][number];

/** Of one replica, in the soft phase. */
interface Watched {
  /** Ascending in step. */
  readonly losses: LossPoint[];
  readonly frames: Frames;
}

/** Of each replica: enough for a picture of the whole run. */
const KEPT_FRAMES = 200;

/** What is drawn of a run, as it is stored. It is parsed when it comes back. */
export const keptCurvesSchema = z.object({
  rows: z.array(
    z.object({
      key: z.string(),
      offset: z.number(),
      block: z.string(),
      kind: z.enum(PROBE_KINDS),
      label: z.string(),
    }),
  ),
  replicas: z.array(z.object({ seed: z.number(), learningRate: z.number() })),
  watched: z.array(
    z.object({
      losses: z.array(z.object({ step: z.number(), train: z.number(), validation: z.number() })),
      steps: z.array(z.number()),
      values: z.array(z.custom<Float32Array>((value) => value instanceof Float32Array)),
    }),
  ),
  shown: z.number(),
});
export type KeptCurves = z.infer<typeof keptCurvesSchema>;

const nothing = (): Watched => ({ losses: [], frames: new Frames() });

export class LiveSeries {
  /** One for each value of a frame. */
  rows: readonly LiveRow[] = [];
  /** What is trained side by side; empty before the first message. */
  replicas: readonly ReplicaSettings[] = [];
  /** The latest message of the run. */
  progress: TrainingProgress | undefined;
  /** Why this engine runs, in words. */
  engineReason = "";
  /** The replica that charts show. */
  shown = 0;

  private watched: Watched[] = [nothing()];
  private readonly signal: ThrottledSignal;

  constructor(clock: Clock = pageClock) {
    this.signal = new ThrottledSignal(clock);
  }

  /** @returns a function that ends it. */
  subscribe(listener: () => void, beat: Beat): () => void {
    return this.signal.subscribe(listener, beat);
  }

  /** Forgets the run before. */
  begin(): void {
    this.rows = [];
    this.replicas = [];
    this.progress = undefined;
    this.engineReason = "";
    this.shown = 0;
    this.watched = [nothing()];
    this.signal.emit();
  }

  /** Shows the losses of a run that is over, from its report. */
  restore(history: readonly LossPoint[]): void {
    this.begin();
    this.losses.push(...history);
    this.signal.emit();
  }

  /** What is drawn of the run, thinned, to be kept. */
  toKeep(): KeptCurves {
    return {
      rows: [...this.rows],
      replicas: [...this.replicas],
      watched: this.watched.map(({ losses, frames }) => ({ losses: [...losses], ...frames.thinned(KEPT_FRAMES) })),
      shown: this.shown,
    };
  }

  /** Shows a run that was kept. */
  bring({ rows, replicas, watched, shown }: KeptCurves): void {
    this.begin();
    this.rows = rows;
    this.replicas = replicas;
    this.watched = watched.map(({ losses, steps, values }) => {
      const frames = new Frames();
      for (const [index, frame] of values.entries()) frames.append(frame, steps[index], watched.length);
      return { losses: [...losses], frames };
    });
    if (this.watched.length === 0) this.watched = [nothing()];
    this.shown = shown in this.watched ? shown : 0;
    this.signal.emit();
  }

  setEngineReason(reason: string): void {
    this.engineReason = reason;
    this.signal.emit();
  }

  /** Lets charts follow another replica, at once. */
  show(index: number): void {
    if (index === this.shown || !(index in this.watched)) return;
    this.shown = index;
    this.signal.flush();
  }

  append(progress: TrainingProgress): void {
    this.progress = progress;
    if (progress.probeLabels) this.rows = makeLiveRows(progress.probeLabels);
    if (this.replicas.length === 0)
      this.replicas = progress.replicas.map(({ seed, learningRate }) => ({ seed, learningRate }));
    progress.replicas.forEach(({ losses, probes }, index) => {
      this.watched[index] ??= nothing();
      const watched = this.watched[index];
      for (const point of losses) watched.losses.push(point);
      if (!probes || this.rows.length === 0) return;
      const frame = Float32Array.from(this.rows, ({ key, offset }) => probes[key]?.[offset] ?? Number.NaN);
      watched.frames.append(frame, progress.step, progress.replicas.length);
    });
    this.signal.emit();
  }

  /** Of the replica that is shown, ascending in step. */
  get losses(): LossPoint[] {
    return this.watched[this.shown].losses;
  }

  /** The replica that is shown has no loss to draw where others have: it had no finite one. */
  get hasDiverged(): boolean {
    return this.losses.length === 0 && this.watched.some(({ losses }) => losses.length > 0);
  }

  /** Frames to draw. */
  get nFrames(): number {
    return this.frames.length;
  }

  stepAt(frame: number): number {
    return this.frames.stepAt(frame);
  }

  /** Float32 [rows]; NaN where the run said nothing. */
  frameAt(frame: number): Float32Array {
    return this.frames.at(frame) ?? new Float32Array(this.rows.length).fill(Number.NaN);
  }

  /** The value of a row now; NaN before the first frame. */
  valueNow(row: number): number {
    return this.frames.now?.[row] ?? Number.NaN;
  }

  private get frames(): Frames {
    return this.watched[this.shown].frames;
  }
}
