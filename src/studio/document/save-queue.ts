/** When what has changed is written, and when that may be called saved. */

export type WriteResult = "saved" | "elsewhere" | "failed";

export interface SaveQueueOptions {
  /** Writes that are on their way at most; the next one waits, and holds what came meanwhile. */
  readonly mostWrites: () => number;
  /** Writes all as it is now. @param isToDisk waits until it is there, and not with the system alone. */
  readonly write: (isToDisk: boolean) => Promise<WriteResult>;
  /** @param status saved: all that was changed is with the system, and stays wherever the browser ends. */
  readonly tell: (status: "saving" | WriteResult) => void;
  /** Does something when nothing has changed for a while. @returns what calls it off. */
  readonly later: (job: () => void) => () => void;
}

export class SaveQueue {
  private isDirty = false;
  private isAsked = false;
  private isStopped = false;
  private readonly writes = new Set<Promise<WriteResult>>();
  private callOff: () => void = () => undefined;

  constructor(private readonly options: SaveQueueOptions) {}

  /** Something has changed. */
  change(): void {
    this.isDirty = true;
    this.options.tell("saving");
    if (this.isAsked) return;
    this.isAsked = true;
    // A step is often several changes: all of them are one record.
    queueMicrotask(() => {
      this.isAsked = false;
      this.flush();
    });
  }

  /** Nothing is written any more. @returns when all is over that was begun. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.callOff();
    await Promise.all(this.writes);
  }

  private flush(): void {
    const { mostWrites, later } = this.options;
    if (!this.isDirty || this.isStopped || this.writes.size >= mostWrites()) return;
    this.isDirty = false;
    this.callOff();
    this.begin(false);
    this.callOff = later(() => this.begin(true));
  }

  private begin(isToDisk: boolean): void {
    const write = this.options.write(isToDisk);
    this.writes.add(write);
    void write.then((result) => {
      this.writes.delete(write);
      // What is written later holds what came before it.
      if (!this.isDirty && this.writes.size === 0 && !this.isStopped) this.options.tell(result);
      this.flush();
    });
  }
}
