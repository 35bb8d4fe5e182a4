/** Begins tasks in the order in which they are given, so many at once. */
export class Lanes {
  private nBusy = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly nLanes: number) {}

  /** @param task begun as soon as a lane is free: what it decides, it decides then. */
  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.nBusy < this.nLanes) this.nBusy++;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.nBusy--;
    }
  }
}
