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

  /** So many more are to come, the one that goes on among them. */
  expect(nMore: number): void {
    this.all = this.done + nMore;
  }

  /** One is over. @param ms that it took. */
  finish(ms: number): void {
    this.done++;
    this.spentMs += ms;
  }

  /** Milliseconds that those take that have not begun; Infinity where nobody knows. */
  laterMs(): number {
    const nLater = Math.max(this.all - this.done - 1, 0);
    const ms = this.done > 0 ? this.spentMs / this.done : this.expectedMs;
    if (nLater === 0) return 0;
    return ms > 0 ? nLater * ms : Number.POSITIVE_INFINITY;
  }
}
