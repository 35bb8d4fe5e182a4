/**
 * Losses and probes of the run in progress. Plain and mutable on purpose: hundreds of numbers change several times a
 * second and must not pass through React. Charts subscribe and read.
 */
import type { TrainingProgress, TrainingReport } from "../../training/types.ts";
import { type LiveRow, makeLiveRows } from "./live-rows.ts";
import { type Beat, type Clock, pageClock, ThrottledSignal } from "./throttled-signal.ts";

export type LossPoint = TrainingReport["history"][number];

/** Memory that the history of probes may take. */
const MAX_VALUES = 4_000_000;
const MAX_FRAMES = 1_000;
const MIN_FRAMES = 40;

export class LiveSeries {
  /** Of the soft phase, ascending in step. */
  losses: LossPoint[] = [];
  /** One for each value of a frame. */
  rows: readonly LiveRow[] = [];
  /** The latest message of the run. */
  progress: TrainingProgress | undefined;
  /** Why this engine runs, in words. */
  engineReason = "";
  /** Counts the runs; a new one begins new charts. */
  run = 0;

  private frameSteps: number[] = [];
  private frames: Float32Array[] = [];
  /** Every so many frames one is kept; doubles when the store is full. */
  private stride = 1;
  private nReceived = 0;
  /** The latest frame, when the stride passes over it. */
  private latest: Float32Array | undefined;
  private latestStep = 0;
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
    this.run += 1;
    this.losses = [];
    this.rows = [];
    this.progress = undefined;
    this.engineReason = "";
    this.frameSteps = [];
    this.frames = [];
    this.stride = 1;
    this.nReceived = 0;
    this.latest = undefined;
    this.latestStep = 0;
    this.signal.emit();
  }

  /** Shows the losses of a run that is over, from its report. */
  restore(history: readonly LossPoint[]): void {
    this.begin();
    this.losses = [...history];
    this.signal.emit();
  }

  setEngineReason(reason: string): void {
    this.engineReason = reason;
    this.signal.emit();
  }

  append(progress: TrainingProgress): void {
    this.progress = progress;
    for (const point of progress.losses) this.losses.push(point);
    if (progress.probeLabels) this.rows = makeLiveRows(progress.probeLabels);
    if (progress.probes && this.rows.length > 0) this.appendFrame(progress.probes, progress.step);
    this.signal.emit();
  }

  /** Frames to draw: those kept, and the latest. */
  get nFrames(): number {
    return this.frames.length + (this.hasLooseFrame ? 1 : 0);
  }

  stepAt(frame: number): number {
    return frame < this.frames.length ? this.frameSteps[frame] : this.latestStep;
  }

  /** Float32 [rows]; NaN where the run said nothing. */
  frameAt(frame: number): Float32Array {
    const values = frame < this.frames.length ? this.frames[frame] : this.latest;
    return values ?? new Float32Array(this.rows.length).fill(Number.NaN);
  }

  /** The value of a row now; NaN before the first frame. */
  valueNow(row: number): number {
    return this.latest?.[row] ?? Number.NaN;
  }

  private get hasLooseFrame(): boolean {
    return this.latest !== undefined && this.latest !== this.frames.at(-1);
  }

  private appendFrame(probes: NonNullable<TrainingProgress["probes"]>, step: number): void {
    const frame = Float32Array.from(this.rows, ({ key, offset }) => probes[key]?.[offset] ?? Number.NaN);
    this.latest = frame;
    this.latestStep = step;
    if (this.nReceived++ % this.stride !== 0) return;
    this.frames.push(frame);
    this.frameSteps.push(step);
    const capacity = Math.max(MIN_FRAMES, Math.min(MAX_FRAMES, Math.floor(MAX_VALUES / this.rows.length)));
    if (this.frames.length <= capacity) return;
    this.frames = this.frames.filter((_, index) => index % 2 === 0);
    this.frameSteps = this.frameSteps.filter((_, index) => index % 2 === 0);
    this.stride *= 2;
  }
}
