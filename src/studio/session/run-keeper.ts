/**
 * What is known of the run in progress beside its live values: so much that another worker, or after a yes a later visit, can go on
 * with it.
 */
import { type Checkpoint, joinedCheckpoint } from "../../training/checkpoint/checkpoint.ts";
import type { KeptCheckpoint, RunHead } from "../storage/kept-runs.ts";
import type { KeptRun, RunChange, RunParts } from "../storage/run-record.ts";

/** Where runs are stored; each is asked only after a yes. */
export interface RunStorage {
  readonly mayKeep: () => boolean;
  readonly keepCheckpoint: (head: RunHead, news: Checkpoint, isFirst: boolean) => Promise<void>;
  readonly forgetCheckpoint: () => Promise<void>;
  /** @param how isOver: it ends just now, and its checkpoints go. */
  readonly keepRun: (run: KeptRun, how: { readonly isOver: boolean }) => Promise<void>;
  /** Of a run that is not kept, nothing is. */
  readonly updateRun: (id: string, change: RunChange) => Promise<void>;
  readonly deleteRun: (id: string) => Promise<void>;
  readonly runParts: (id: string) => Promise<RunParts | undefined>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A browser did not store something. */
  readonly fail: (error: unknown) => void;
}

export class RunKeeper {
  private head: RunHead | undefined;
  private checkpoint: Checkpoint | undefined;
  /** What is not stored yet. */
  private news: Checkpoint | undefined;
  private isFirst = true;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly storage: RunStorage) {}

  /** A run begins, or goes on from a checkpoint. */
  begin(head: Omit<RunHead, "at">, from?: Checkpoint): void {
    this.head = { ...head, at: this.storage.now() };
    this.checkpoint = from;
    this.news = undefined;
    // What it goes on from is stored already, where anything is.
    this.isFirst = from === undefined;
  }

  take(news: Checkpoint): void {
    if (!this.head) return;
    this.head = { ...this.head, at: this.storage.now() };
    this.checkpoint = joinedCheckpoint(this.checkpoint, news);
    this.news = joinedCheckpoint(this.news, news);
    if (this.storage.mayKeep()) this.write();
  }

  /** Where the run stands, once there is anything to go on from. */
  get current(): KeptCheckpoint | undefined {
    const { head, checkpoint } = this;
    return head && checkpoint ? { head, checkpoint } : undefined;
  }

  /** Takes in what an earlier visit kept. */
  bring({ head, checkpoint }: KeptCheckpoint): void {
    Object.assign(this, { head, checkpoint, news: undefined, isFirst: false });
  }

  /** Stores what there is so far: the yes has just been given. */
  keepNow(): void {
    if (!this.checkpoint) return;
    this.news = this.checkpoint;
    this.isFirst = true;
    this.write();
  }

  /** The run is over, with something to keep or without; where it failed, what it had come to stays. */
  finish(run?: KeptRun): void {
    this.head = undefined;
    this.checkpoint = undefined;
    this.news = undefined;
    if (!this.storage.mayKeep()) return;
    const { keepRun, forgetCheckpoint } = this.storage;
    this.next(() => (run ? keepRun(run, { isOver: true }) : forgetCheckpoint()));
  }

  /** Keeps a run that was over before; whatever is going on stays. */
  add(run: KeptRun): void {
    if (this.storage.mayKeep()) this.next(() => this.storage.keepRun(run, { isOver: false }));
  }

  /** A person has changed what is said of a run. */
  update(id: string, change: RunChange): void {
    if (this.storage.mayKeep()) this.next(() => this.storage.updateRun(id, change));
  }

  remove(id: string): void {
    if (this.storage.mayKeep()) this.next(() => this.storage.deleteRun(id));
  }

  /** What is large of a run; undefined where it is not kept. */
  async partsOf(id: string): Promise<RunParts | undefined> {
    await this.writing;
    return this.storage.mayKeep() ? this.storage.runParts(id) : undefined;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.storage.now();
  }

  /** When all is written that was begun. */
  settled(): Promise<void> {
    return this.writing;
  }

  /** Writes are one after the other; what comes meanwhile is joined. */
  private write(): void {
    this.next(async () => {
      const { head, news } = this;
      if (!head || !news) return;
      this.news = undefined;
      const isFirst = this.isFirst;
      try {
        await this.storage.keepCheckpoint(head, news, isFirst);
        this.isFirst = false;
      } catch (error) {
        // It is tried again with the next one, whole.
        if (this.head) this.news = this.checkpoint;
        this.isFirst = true;
        throw error;
      }
    });
  }

  /** What waited for its turn is not written any more where the yes was taken back meanwhile. */
  private next(job: () => Promise<void>): void {
    this.writing = this.writing.then(() => (this.storage.mayKeep() ? job() : undefined)).catch(this.storage.fail);
  }
}
