import type { ReplicaProgress, TrainingProgress } from "../training/types.ts";

/** Keeps messages to the page at most this often; what is held back is merged, nothing is lost. */
const INTERVAL_MS = 100;

export class ProgressThrottle {
  private held: TrainingProgress | undefined;
  private sentAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly clock: () => number,
    private readonly send: (progress: TrainingProgress) => void,
  ) {}

  push(progress: TrainingProgress): void {
    const { held } = this;
    const merged: TrainingProgress = held
      ? {
          ...held,
          ...progress,
          replicas: joined(held.replicas, progress.replicas),
        }
      : progress;
    this.held = merged;
    if (this.clock() - this.sentAt >= INTERVAL_MS || (held && held.phase !== progress.phase)) this.flush();
  }

  /** Sends what is held, with a change (paused or not). */
  flush(change: Partial<TrainingProgress> = {}): void {
    if (!this.held) return;
    const message = { ...this.held, ...change };
    this.send(message);
    this.sentAt = this.clock();
    // The last state stays, so that a pause can be told at any time; points and probes are told once.
    const { probeLabels: _labels, ...rest } = message;
    this.held = { ...rest, replicas: [] };
  }
}

/** Points of both messages, and the newest probes. */
function joined(held: readonly ReplicaProgress[], more: readonly ReplicaProgress[]): readonly ReplicaProgress[] {
  if (held.length === 0 || more.length === 0) return held.length === 0 ? more : held;
  return more.map((each, index) => ({ ...held[index], ...each, losses: [...held[index].losses, ...each.losses] }));
}
