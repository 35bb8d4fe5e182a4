/** Time as the page has it; tests hand in their own. */
export interface Clock {
  /** Milliseconds from any fixed moment. */
  readonly now: () => number;
  /** Calls once, later; the result cancels. */
  readonly after: (durationMs: number, call: () => void) => () => void;
}

export const pageClock: Clock = {
  now: () => performance.now(),
  after: (durationMs, call) => {
    const timer = setTimeout(call, durationMs);
    return () => clearTimeout(timer);
  },
};

/** Tells listeners that something changed, each at most once in its own interval; the last change is never swallowed. */
export class ThrottledSignal {
  private readonly listeners = new Set<() => void>();

  constructor(private readonly clock: Clock) {}

  emit(): void {
    for (const listener of this.listeners) listener();
  }

  /** @returns a function that ends it. */
  subscribe(listener: () => void, intervalMs: number): () => void {
    let last = Number.NEGATIVE_INFINITY;
    let cancel: (() => void) | undefined;
    const call = () => {
      cancel = undefined;
      last = this.clock.now();
      listener();
    };
    const onEmit = () => {
      if (cancel) return;
      const wait = last + intervalMs - this.clock.now();
      if (wait <= 0) call();
      else cancel = this.clock.after(wait, call);
    };
    this.listeners.add(onEmit);
    return () => {
      this.listeners.delete(onEmit);
      cancel?.();
    };
  }
}
