/**
 * What is known of the run in progress beside its live values: so much that another worker, or after a yes a later visit, can go on
 * with it.
 */
import { type Checkpoint, joinedCheckpoint } from "../../training/checkpoint/checkpoint.ts";
import type { KeptCheckpoint, KeptRun, RunHead } from "../storage/kept-runs.ts";

/** Where runs are stored; each is asked only after a yes. */
export interface RunStorage {
  readonly mayKeep: () => boolean;
  readonly keepCheckpoint: (head: RunHead, news: Checkpoint, isFirst: boolean) => Promise<void>;
  readonly forgetCheckpoint: () => Promise<void>;
  readonly keepRun: (run: KeptRun) => Promise<void>;
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
  finish(run?: Omit<KeptRun, "at">): void {
    this.head = undefined;
    this.checkpoint = undefined;
    this.news = undefined;
    if (!this.storage.mayKeep()) return;
    const { now, keepRun, forgetCheckpoint } = this.storage;
    this.next(() => (run ? keepRun({ ...run, at: now() }) : forgetCheckpoint()));
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
