/** Sends recorded steps to the device in submissions of a fraction of a second: as many steps at once as two of them have. */

/** A submission should keep the device busy for about so long: long enough to cost little, short enough for the screen. */
const WANTED_MS = 75;
/** So many submissions of the wanted length, or more that are shorter. */
const MOST_IN_FLIGHT = 2;

export interface SubmissionOptions<Chunk> {
  readonly device: GPUDevice;
  readonly submit: (chunk: Chunk) => void;
  /** Milliseconds; without it submissions keep their first length. */
  readonly clock?: () => number;
  readonly firstLength: number;
  readonly maxLength: number;
}

export class Submissions<Chunk extends { readonly nSteps: number }> {
  private queue: Chunk[] = [];
  private nInFlight = 0;
  private stepsInFlight = 0;
  private lastDone = 0;
  private failure: unknown;
  private waiting: (() => void)[] = [];
  /** Steps that the next submission should have. */
  length: number;

  constructor(private readonly options: SubmissionOptions<Chunk>) {
    this.length = Math.min(options.firstLength, options.maxLength);
    // Whoever reads back is told that the device is lost. The device outlives programs, which it must not hold.
    const held = new WeakRef(this);
    void options.device.lost.then(() => held.deref()?.giveUp());
  }

  add(chunk: Chunk): void {
    this.queue.push(chunk);
    this.pump();
  }

  /** Forgets what has not been sent. */
  clear(): void {
    this.queue = [];
    this.failure = undefined;
  }

  /** Waits until all has been sent; what is sent may still run. @throws what sending threw. */
  async sent(): Promise<void> {
    while (this.queue.length > 0 && this.failure === undefined) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    const { failure } = this;
    this.failure = undefined;
    if (failure !== undefined) throw failure;
  }

  private giveUp(): void {
    this.queue = [];
    this.pump();
  }

  private pump(): void {
    const { device, submit, clock } = this.options;
    while (this.queue.length > 0 && this.hasRoomFor(this.queue[0])) {
      const chunk = this.queue.shift()!;
      try {
        submit(chunk);
      } catch (error) {
        this.failure ??= error;
        this.queue = [];
        break;
      }
      const nSteps = this.stepsOf(chunk);
      this.nInFlight++;
      this.stepsInFlight += nSteps;
      const begin = clock?.() ?? 0;
      const end = () => {
        this.nInFlight--;
        this.stepsInFlight -= nSteps;
        if (clock) this.adapt(chunk, begin, clock());
        this.pump();
      };
      device.queue.onSubmittedWorkDone().then(end, end);
    }
    if (this.queue.length > 0) return;
    const { waiting } = this;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }

  private hasRoomFor(chunk: Chunk): boolean {
    return this.nInFlight === 0 || this.stepsInFlight + this.stepsOf(chunk) <= MOST_IN_FLIGHT * this.length;
  }

  /** One without steps evaluates, which may take as long as a whole submission. */
  private stepsOf({ nSteps }: Chunk): number {
    return nSteps === 0 ? this.length : nSteps;
  }

  private adapt({ nSteps }: Chunk, begin: number, end: number): void {
    const busyMs = end - Math.max(begin, this.lastDone);
    this.lastDone = end;
    // What is much shorter takes longer to be told of than to be done.
    if (nSteps < this.length / 2) return;
    const wanted = (nSteps * WANTED_MS) / Math.max(busyMs, 0.1);
    this.length = Math.round(Math.min(Math.max(wanted, 1), 2 * this.length, this.options.maxLength));
  }
}
