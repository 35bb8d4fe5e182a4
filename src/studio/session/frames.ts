/** Values of probes over the steps of a run, in bounded memory: the first and the latest are always there. */

/** Memory that the history of probes may take. */
const MAX_VALUES = 4_000_000;
const MAX_FRAMES = 1_000;
const MIN_FRAMES = 4;

export class Frames {
  private steps: number[] = [];
  private kept: Float32Array[] = [];
  /** Every so many frames one is kept; doubles when the store is full. */
  private stride = 1;
  private nReceived = 0;
  /** The latest frame, when the stride passes over it. */
  private latest: Float32Array | undefined;
  private latestStep = 0;

  /** Frames to draw: those kept, and the latest. */
  get length(): number {
    const isLoose = this.latest !== undefined && this.latest !== this.kept.at(-1);
    return this.kept.length + (isLoose ? 1 : 0);
  }

  stepAt(frame: number): number {
    return frame < this.kept.length ? this.steps[frame] : this.latestStep;
  }

  at(frame: number): Float32Array | undefined {
    return frame < this.kept.length ? this.kept[frame] : this.latest;
  }

  get now(): Float32Array | undefined {
    return this.latest;
  }

  /** At most so many, the first and the latest among them. */
  thinned(most: number): { readonly steps: number[]; readonly values: Float32Array[] } {
    const every = Math.max(1, Math.ceil(this.length / most));
    const indices = Array.from({ length: this.length }, (_, index) => index);
    const chosen = indices.filter((index) => index % every === 0 || index === this.length - 1);
    return {
      steps: chosen.map((index) => this.stepAt(index)),
      values: chosen.flatMap((index) => this.at(index) ?? []),
    };
  }

  /** @param nSeries histories that share the memory. */
  append(frame: Float32Array, step: number, nSeries: number): void {
    this.latest = frame;
    this.latestStep = step;
    if (this.nReceived++ % this.stride !== 0) return;
    this.kept.push(frame);
    this.steps.push(step);
    const room = Math.floor(MAX_VALUES / nSeries / frame.length);
    if (this.kept.length <= Math.max(MIN_FRAMES, Math.min(MAX_FRAMES, room))) return;
    this.kept = this.kept.filter((_, index) => index % 2 === 0);
    this.steps = this.steps.filter((_, index) => index % 2 === 0);
    this.stride *= 2;
  }
}
