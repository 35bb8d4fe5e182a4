/** The time of a run: pauses count for nothing, and waits that keep a pace are not paid for by the budget. */
export class RunClock {
  private readonly started: number;
  private pausedMs = 0;
  private waitedMs = 0;
  private nHeld = 0;
  private heldAt = 0;

  /**
   * @param now milliseconds; differences alone count.
   * @param run when it was asked for, by the same clock, and what it had taken before where it goes on here.
   */
  constructor(
    readonly now: () => number,
    { askedAt, before = { seconds: 0, waitedMs: 0 } }: { readonly askedAt: number; readonly before?: RunClock["time"] },
  ) {
    this.started = askedAt - before.seconds * 1000;
    this.waitedMs = before.waitedMs;
  }

  /** What a run that goes on elsewhere begins with. */
  get time(): { readonly seconds: number; readonly waitedMs: number } {
    return { seconds: this.seconds(), waitedMs: this.waitedMs };
  }

  /** Since the run began, without pauses. */
  seconds(): number {
    return (this.now() - this.started - this.pausedMs) / 1000;
  }

  /** Milliseconds without pauses; differences alone count. */
  readonly moving = (): number => this.now() - this.pausedMs;

  /** What the budget has paid for so far. */
  activeMs(): number {
    return this.seconds() * 1000 - this.waitedMs;
  }

  /** Waits for the end of a pause. Several cores may wait for the same one. */
  async paused<Result>(wait: () => Promise<Result>): Promise<Result> {
    if (this.nHeld++ === 0) this.heldAt = this.now();
    try {
      return await wait();
    } finally {
      if (--this.nHeld === 0) this.pausedMs += this.now() - this.heldAt;
    }
  }

  addWaited(ms: number): void {
    this.waitedMs += ms;
  }
}
