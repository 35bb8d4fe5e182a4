/** What the page knows of the worker's work, and what it can ask of it. */

import type { GpuCheck } from "../../app/check-gpu.ts";
import type { PreviewView, TableView } from "../../app/view-table.ts";
import type { StudioErrorDetails } from "../../base/error.ts";
import type { PipelineDocument, SplitSettings } from "../../pipeline/document.ts";
import type { Task } from "../../table/types.ts";
import type { TrainingReport } from "../../training/types.ts";
import type { FileInput, OpenedPipeline, PredictionView, Request } from "../../worker/protocol.ts";
import type { NoticeAction } from "../ui/notices.ts";
import type { Connection } from "./connect-worker.ts";
import type { LiveSeries } from "./live-series.ts";
import type { Sample } from "./samples.ts";
import type { TrainingState } from "./training-machine.ts";

export type EngineChoice = Extract<Request, { type: "train" }>["engine"];
export type ColumnChange = Extract<Request, { type: "overrideColumn" }>["change"];
export type DialectChange = NonNullable<Extract<Request, { type: "openTable" }>["dialect"]>;

/** A view stays while other files are read and when they could not be: nothing is lost by trying. */
export type TableState =
  | { readonly kind: "none" }
  | {
      readonly kind: "reading";
      readonly names: readonly string[];
      readonly fraction: number;
      readonly rows: number;
      readonly view?: TableView;
    }
  | { readonly kind: "ready"; readonly view: TableView; readonly isUpdating: boolean }
  | { readonly kind: "error"; readonly error: StudioErrorDetails; readonly view?: TableView };

export type PredictionState =
  | { readonly kind: "none" }
  | { readonly kind: "working"; readonly names: readonly string[] }
  | { readonly kind: "ready"; readonly names: readonly string[]; readonly view: PredictionView }
  | { readonly kind: "error"; readonly error: StudioErrorDetails };

export type GpuState =
  | { readonly kind: "unchecked" }
  | { readonly kind: "checking" }
  | { readonly kind: "checked"; readonly check: GpuCheck }
  | { readonly kind: "error"; readonly error: StudioErrorDetails };

export interface SessionState {
  readonly table: TableState;
  readonly training: TrainingState;
  readonly engineChoice: EngineChoice;
  /** Of the last run that ended, or of the pipeline file that was opened. */
  readonly report: TrainingReport | undefined;
  /** Names of the files that the report is about, or of the pipeline file. */
  readonly reportSource: string;
  /** Name of the column that it is about; "" where it is not known. */
  readonly reportTarget: string;
  readonly opened: OpenedPipeline | undefined;
  /** The worker holds a trained pipeline: it can be exported, predicted with, and trained on. */
  readonly hasTrained: boolean;
  /** SHA-256 of the files that the trained pipeline was trained on. */
  readonly trainedOn: readonly string[];
  /** Whether "Train" goes on, where it can, from the trained pipeline instead of starting anew. */
  readonly goesOn: boolean;
  /** Whether a run takes long enough to watch it, however fast the engine. */
  readonly isPaced: boolean;
  readonly prediction: PredictionState;
  readonly gpu: GpuState;
  readonly live: LiveSeries;
}

/** None of these throws: what goes wrong becomes a notice and a state. */
export interface SessionActions {
  openFiles(files: readonly File[]): Promise<void>;
  openSample(sample: Sample): Promise<void>;
  /** Reads the same files again, in another way. */
  changeDialect(change: DialectChange): Promise<void>;
  overrideColumn(name: string, change: ColumnChange): Promise<void>;
  chooseTarget(name: string, task?: Task): Promise<void>;
  /** @returns undefined when the rows could not be read; the notice says why. */
  preview(firstRow: number, nRows: number): Promise<PreviewView | undefined>;
  /** How settings split the rows of the table, in words; where they cannot, why. */
  describeSplit(settings: SplitSettings): Promise<readonly string[]>;
  setEngineChoice(choice: EngineChoice): void;
  setGoesOn(goesOn: boolean): void;
  setPaced(isPaced: boolean): void;
  train(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  step(): Promise<void>;
  stop(): Promise<void>;
  /** Saves the trained pipeline as a file. */
  exportPipeline(): Promise<void>;
  openPipeline(file: File): Promise<void>;
  predict(files: readonly File[]): Promise<void>;
  checkGpu(): Promise<void>;
}

export type Session = SessionState & SessionActions;

/** What the session needs of the page; tests hand in their own. */
export interface SessionPorts {
  readonly connect: () => Connection;
  readonly live: LiveSeries;
  readonly document: { readonly read: () => PipelineDocument; readonly replace: (document: PipelineDocument) => void };
  /** @param action a way out that is offered. */
  readonly notifyError: (error: unknown, action?: NoticeAction) => void;
  /** Remembers from visit to visit whether runs are slow enough to watch. */
  readonly pace: { readonly read: () => boolean; readonly write: (isPaced: boolean) => void };
  readonly saveFile: (name: string, content: Blob) => void;
  /** The address of a file of the page itself. */
  readonly addressOf: (path: string) => string;
}

/** Files as they are read again with another dialect, or in another worker. */
export interface OpenFiles {
  readonly files: readonly FileInput[];
  readonly dialect: DialectChange | undefined;
}
