/** What the session needs of the page; tests hand in their own. */
import type { AnyCode } from "../../base/errors/catalogue.ts";
import type { PipelineDocument, SplitSettings, TableDecisions } from "../../pipeline/document.ts";
import type { OpenFiles } from "../document/open-files.ts";
import type { KeptSweep } from "../storage/kept-sweep.ts";
import type { NoticeAction } from "../ui/notices.ts";
import type { Connection, Told } from "./connect-worker.ts";
import type { LiveSeries } from "./live-series.ts";
import type { RunKeeper } from "./run-keeper.ts";

/** What a person decided about a table; other files may bring which of them rows are not judged by. */
export interface Decided {
  readonly table: TableDecisions;
  /** Where other files are open from now on. */
  readonly open?: OpenFiles;
  readonly trainingOnlySources?: readonly string[];
  /** Where rows of these files are split otherwise than those before. */
  readonly split?: SplitSettings["split"];
}

/** The one owner of what a person decided: whatever is shown of a table follows from it. */
export interface DocumentPort {
  readonly read: () => PipelineDocument;
  /** The files that are open, or that Undo has brought back. */
  readonly openFiles: () => OpenFiles;
  /** @param open absent: the files that are open stay. */
  readonly replace: (document: PipelineDocument, open?: OpenFiles) => void;
  /** @param how "step": Undo takes it back; "silent": it belongs to how the visit begins. */
  readonly decide: (decided: Decided, how: "step" | "silent") => void;
  readonly subscribe: (listener: () => void) => void;
}

export interface SessionPorts {
  readonly connect: (told: Told) => Connection;
  readonly live: LiveSeries;
  readonly document: DocumentPort;
  /** @param action a way out that is offered. */
  readonly notifyError: (error: unknown, action?: NoticeAction) => void;
  /** Of an error that is told where it happened, for diagnostics. */
  readonly rememberError: (code: AnyCode) => void;
  readonly notifyNews: (message: string, action?: NoticeAction) => void;
  /** News that holds until it is taken back, or somebody dismisses it. @returns what takes it back. */
  readonly notifyLasting: (message: string, action: NoticeAction) => () => void;
  /** Does something later. @returns what calls it off. */
  readonly later: (ms: number, job: () => void) => () => void;
  /** Remembers from visit to visit whether runs are slow enough to watch. */
  readonly pace: { readonly read: () => boolean; readonly write: (isPaced: boolean) => void };
  readonly keeper: RunKeeper;
  /** Whether tables and runs may be kept on this device. */
  readonly mayKeep: () => boolean;
  /** Keeps runs that are still to come on this device, where that is wished. */
  readonly keepSweep: (sweep: KeptSweep | undefined) => void;
  /** A name that nothing else has. */
  readonly newId: () => string;
  readonly saveFile: (name: string, content: Blob) => void;
  /** The address of a file of the page itself. */
  readonly addressOf: (path: string) => string;
}
