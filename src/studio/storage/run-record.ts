/** A run that is over, as the history of runs knows it. */
import type { PipelineDocument } from "../../pipeline/document.ts";
import type { TrainingReport } from "../../training/types.ts";
import type { EngineChoice } from "../../worker/protocol.ts";

export interface RunRecord {
  readonly id: string;
  /** When it ended, in milliseconds since 1970, by the clock of the device: what people are told, and nothing more. */
  readonly at: number;
  /** Runs in the order in which they ended, also where the clock was set back in between. */
  readonly order: number;
  /** What a person says of it; "" where nothing. */
  readonly note: string;
  readonly tags: readonly string[];
  /** A person wants it kept, however many come after it. */
  readonly isPinned: boolean;
  /** As it was trained, with the rules and the target of its table. */
  readonly document: PipelineDocument;
  readonly files: readonly { readonly name: string; readonly hash: string }[];
  /** As it was chosen. */
  readonly engine: EngineChoice;
  readonly wasStopped: boolean;
  readonly report: TrainingReport;
  /** Of a run that is one of several of a sweep. */
  readonly sweep?: SweepPlace | undefined;
}

/** Of the run that ends next: the clock's, where that goes on, and after all others where it does not. */
export function nextOrder(now: number, others: readonly Pick<RunRecord, "order">[]): number {
  return others.reduce((last, { order }) => Math.max(last, order + 1), now);
}

/** Sorts the newest first. */
export const byNewest = (a: Pick<RunRecord, "order">, b: Pick<RunRecord, "order">): number => b.order - a.order;

/** Which run of a sweep it is. */
export interface SweepPlace {
  readonly id: string;
  /** What differs from the other runs, the seed aside; "" where nothing else does. */
  readonly variant: string;
}

/** What a person may change of a record. */
export type RunChange = Partial<Pick<RunRecord, "note" | "tags" | "isPinned">>;

/** What is large, and asked for only where a run is brought back. */
export interface RunParts {
  /** The trained pipeline's file. */
  readonly text: string;
  /** What is drawn of the run: parsed when it comes back. */
  readonly curves: unknown;
}

export interface KeptRun {
  readonly record: RunRecord;
  readonly parts: RunParts;
}
