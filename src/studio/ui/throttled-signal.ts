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
    // Browsers cut off what is less than a millisecond, and would call too early.
    const timer = setTimeout(call, Math.ceil(durationMs));
    return () => clearTimeout(timer);
  },
};

/** How often a listener hears of changes, and how long after the beat: what is dear gets a moment of its own. */
export interface Beat {
  readonly intervalMs: number;
  readonly offsetMs: number;
}

interface Listener {
  readonly call: () => void;
  readonly beat: Beat;
  /** The beat on which it is called next; absent when it has heard everything. */
  dueAt?: number;
  /** The beat on which it was called last. */
  lastAt: number;
}

/**
 * Tells listeners that something changed, each at most once in its own interval; the last change is never swallowed.
 * All of a beat are called together, so that the page is drawn once for them. After a rest the beat begins with the change.
 */
export class ThrottledSignal {
  private readonly listeners = new Set<Listener>();
  private beginsAt = 0;
  private cancel: (() => void) | undefined;

  constructor(private readonly clock: Clock) {}

  emit(): void {
    const now = this.clock.now();
    const all = [...this.listeners];
    const isRested = all.every(({ dueAt, lastAt, beat }) => dueAt === undefined && now - lastAt >= beat.intervalMs);
    if (isRested) this.beginsAt = now;
    for (const listener of all) listener.dueAt ??= this.nextBeat(listener, now);
    this.callThoseDue();
  }

  /** Tells everybody now, off the beat: somebody waits for what they just asked for. */
  flush(): void {
    const now = this.clock.now();
    for (const listener of this.listeners) listener.dueAt = now;
    this.callThoseDue();
  }

  /** @returns a function that ends it. */
  subscribe(call: () => void, beat: Beat): () => void {
    const listener: Listener = { call, beat, lastAt: Number.NEGATIVE_INFINITY };
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** The first beat from now on that the listener has not heard yet. */
  private nextBeat({ beat: { intervalMs, offsetMs }, lastAt }: Listener, now: number): number {
    const begin = this.beginsAt + offsetMs;
    const next = begin + Math.max(0, Math.ceil((now - begin) / intervalMs)) * intervalMs;
    return Math.max(next, lastAt + intervalMs);
  }

  private callThoseDue(): void {
    const now = this.clock.now();
    const due = [...this.listeners].filter(({ dueAt = Number.POSITIVE_INFINITY }) => dueAt <= now);
    for (const listener of due) {
      listener.lastAt = listener.dueAt ?? now;
      delete listener.dueAt;
    }
    this.cancel?.();
    const next = Math.min(...[...this.listeners].map(({ dueAt }) => dueAt ?? Number.POSITIVE_INFINITY));
    this.cancel = next < Number.POSITIVE_INFINITY ? this.clock.after(next - now, () => this.callThoseDue()) : undefined;
    for (const listener of due) if (this.listeners.has(listener)) listener.call();
  }
}
