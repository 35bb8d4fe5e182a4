/** What the worker holds between two requests, and what it is lent. */
import type { Host } from "../app/host.ts";
import type { OpenTable } from "../app/open-table.ts";
import type { RunControl } from "../app/run-control.ts";
import type { AppInfo } from "../base/app-name.ts";
import { studioError } from "../base/error.ts";
import type { TableDecisions } from "../pipeline/document.ts";
import { editedTable } from "../table/edits/edited-table.ts";
import type { TrainedPipeline } from "../training/types.ts";
import type { WatchedTraining } from "../training/watched-training.ts";

export interface WorkerHost
  extends Required<Omit<Host, "members" | "memoryBytes">>,
    Pick<Host, "members" | "memoryBytes"> {
  readonly wait: (ms: number) => Promise<void>;
  readonly app: AppInfo;
}

export interface WorkerState {
  open: OpenTable | undefined;
  trained: TrainedPipeline | undefined;
  /** What was trained before it in this visit. */
  before: TrainedPipeline | undefined;
  /** Of the run that is going on. */
  control: RunControl | undefined;
  /** What people watch of it. */
  watched: WatchedTraining | undefined;
  /** What gives up a request, by its id, until it is answered. */
  readonly asked: Map<number, AbortController>;
  /** Ends the reading of files that others have taken the place of. */
  reading: AbortController;
}

export function emptyState(): WorkerState {
  return {
    open: undefined,
    trained: undefined,
    before: undefined,
    control: undefined,
    watched: undefined,
    asked: new Map(),
    reading: new AbortController(),
  };
}

/** @throws E_SESSION_TABLE */
export function openTableOf({ open }: WorkerState): OpenTable {
  if (open) return open;
  throw studioError("E_SESSION_TABLE");
}

/** The open table with the edits of its cells. @throws E_SESSION_TABLE */
export function editedTableOf(state: WorkerState, { edits }: Pick<TableDecisions, "edits">): OpenTable {
  return editedTable(openTableOf(state), edits);
}

/** @throws E_SESSION_UNTRAINED */
export function trainedOf({ trained }: WorkerState): TrainedPipeline {
  if (trained) return trained;
  throw studioError("E_SESSION_UNTRAINED");
}

/** @throws E_SESSION_BUSY while a run is going on, which ends by replacing the trained pipeline. */
export function assertIdle({ control }: WorkerState, wish: "a second Train" | "another pipeline"): void {
  if (control) throw studioError("E_SESSION_BUSY", { wish });
}
