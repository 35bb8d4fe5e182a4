/** The time of a run: pauses count for nothing, and waits that keep a pace are not paid for by the budget. */
export class RunClock {
  private readonly started: number;
  private pausedMs = 0;
  private waitedMs = 0;

  /**
   * @param now    milliseconds; differences alone count.
   * @param before what a run has taken that goes on here.
   */
  constructor(
    readonly now: () => number,
    before = { seconds: 0, waitedMs: 0 },
  ) {
    this.started = now() - before.seconds * 1000;
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

  /** What the budget has paid for so far. */
  activeMs(): number {
    return this.seconds() * 1000 - this.waitedMs;
  }

  addPaused(ms: number): void {
    this.pausedMs += ms;
  }

  addWaited(ms: number): void {
    this.waitedMs += ms;
  }
}
