import { randomPermutation } from "../../base/random.ts";

export interface BatchOrderOptions {
  readonly nRows: number;
  readonly batchSize: number;
  readonly seed: number;
  /** One of STREAMS. */
  readonly stream: number;
}

/**
 * Which rows of a split each step takes. All batches have one size, so that shapes stay constant on a GPU: the last batch
 * of an epoch wraps around to the start of the epoch's own permutation, so no row is twice in a batch.
 */
export class BatchOrder {
  /** Rows of each batch: the batch size, or all rows where there are fewer. */
  readonly size: number;
  private readonly stepsPerEpoch: number;
  private epoch = -1;
  private order: Uint32Array = new Uint32Array(0);
  private readonly options: BatchOrderOptions;

  constructor(options: BatchOrderOptions) {
    this.options = options;
    this.size = Math.min(options.batchSize, options.nRows);
    this.stepsPerEpoch = Math.ceil(options.nRows / Math.max(this.size, 1));
  }

  /** Positions within the split, uint32 [size]. */
  positions(step: number): Uint32Array {
    const { nRows, seed, stream } = this.options;
    const positions = new Uint32Array(this.size);
    if (this.size === nRows) {
      for (let index = 0; index < nRows; index++) positions[index] = index;
      return positions;
    }
    const epoch = Math.floor(step / this.stepsPerEpoch);
    if (epoch !== this.epoch) {
      this.order = randomPermutation({ seed, stream, step: epoch }, nRows);
      this.epoch = epoch;
    }
    const start = (step % this.stepsPerEpoch) * this.size;
    for (let index = 0; index < this.size; index++) positions[index] = this.order[(start + index) % nRows];
    return positions;
  }
}
