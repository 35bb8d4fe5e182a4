/** How far the training of members is, and how long what is left of it takes at the speed so far. */
import type { MemberCount } from "../types.ts";

export class MemberCounter {
  private done = 0;
  private all = 0;
  private spentMs = 0;

  /** @param expectedMs of one training, before any is over; 0 where nobody knows. */
  constructor(private readonly expectedMs: number) {}

  get count(): MemberCount {
    return { done: this.done, all: this.all };
  }

  /** So many more are to come, those that go on among them. */
  expect(nMore: number): void {
    this.all = this.done + nMore;
  }

  /** One is over. @param ms that it took. */
  finish(ms: number): void {
    this.done++;
    this.spentMs += ms;
  }

  /** What one takes. */
  get meanMs(): number {
    return this.done > 0 ? this.spentMs / this.done : this.expectedMs;
  }

  /** Milliseconds that those take, one after the other, that are to come beside some that go on; Infinity where nobody knows. */
  laterMs(nGoing: number): number {
    const nLater = Math.max(this.all - this.done - nGoing, 0);
    if (nLater === 0) return 0;
    return this.meanMs > 0 ? nLater * this.meanMs : Number.POSITIVE_INFINITY;
  }
}
