/** What the page knows of runs that are over, and may do with them. */
import type { Evidence } from "../../training/evidence/evidence.ts";
import type { KeptRun, RunChange, RunRecord } from "../storage/run-record.ts";

/** None of these throws: what goes wrong becomes a notice. */
export interface HistorySlice {
  /** The newest first, without the details of their reports, which come back with `showRun`. */
  readonly history: readonly RunRecord[];
  /** The run of the results that the page shows; undefined where these are of a file, or there are none. */
  readonly shownRun: string | undefined;
  /** Takes in a run that is over. @param file of it in UTF-8, where that was asked for. */
  addRun(
    run: Omit<RunRecord, "id" | "at" | "order" | "note" | "tags" | "isPinned">,
    file: Uint8Array<ArrayBuffer> | undefined,
  ): RunRecord;
  /** Takes in what earlier visits kept. */
  bringHistory(records: readonly RunRecord[]): void;
  changeRun(id: string, change: RunChange): void;
  deleteRun(id: string): void;
  /** Brings the results of a run back. @param how whether the pipeline on the canvas becomes the run's. @returns whether they are there now. */
  showRun(id: string, how: { readonly withDocument: boolean }): Promise<boolean>;
  /** What a run has found out; none where it found nothing, or is gone. */
  evidenceOf(id: string): Promise<readonly Evidence[]>;
  /** The file of a run's trained pipeline; undefined where it is not there any more. */
  textOfRun(id: string): Promise<string | undefined>;
  /** Something takes the place of what the worker has trained: the file of that is asked for first, where the history lacks it. */
  secureTrained(): void;
  /** What the worker holds of the run that is shown is not as it was: its file is taken anew, and kept where it was kept. @throws as the worker does */
  refreshFile(): Promise<void>;
  /** All runs with their files, the oldest first; without those whose file is not there any more. */
  wholeRuns(): Promise<readonly KeptRun[]>;
  /**
   * Takes in runs of a project, but for those that are known already. After a yes they are kept, too, as far as there is room beside
   * those that are kept: none of these makes room. @returns how many are of this visit alone.
   */
  takeRuns(runs: readonly KeptRun[]): Promise<number>;
  /** Keeps all runs of this visit on this device. */
  keepRuns(): Promise<void>;
  /** Of runs of earlier visits nothing is kept any more. */
  forgetKeptRuns(): void;
}
