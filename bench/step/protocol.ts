/** What bench/step.ts and its child processes tell each other, as JSON lines. */
import type { WorkloadId, WorkloadSize } from "./workloads.ts";

/** The argument of bench/step-worker.ts. */
export interface WorkerOptions {
  readonly engine: string;
  readonly workload: WorkloadId;
  readonly size: WorkloadSize;
  /** On WebGPU's null backend, where steps are counted and not timed. */
  readonly isCounted: boolean;
}

/** Said once. */
export interface Ready {
  /** The GPU's name, else the processor's. */
  readonly adapter: string;
  /** That compute; null on a GPU. */
  readonly threads: number | null;
}

export interface Request {
  readonly steps: number;
}

export interface Timing {
  readonly ms: number;
  /** Of all threads of the process. */
  readonly cpuMs: number;
  /** Mean training loss of these steps, without penalties. */
  readonly loss: number;
}

/** In the place of any answer; the process ends. */
export interface Failure {
  readonly error: string;
}
