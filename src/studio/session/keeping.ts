/** Keeps the table and its runs on this device, once a person said so, and says what could not be kept. */
import { create } from "zustand";
import { codedNotice } from "../../base/errors/catalogue.ts";
import { sessionText } from "../../base/texts/studio/session.ts";
import { scheduleSave } from "../document/autosave.ts";
import { currentDocument, useDocument } from "../document/document-store.ts";
import { type OpenFiles, openFilesOf, tableKeyOf } from "../document/open-files.ts";
import { mayKeep, setConsent } from "../storage/consent.ts";
import { failureOf } from "../storage/database.ts";
import {
  deleteRun,
  forgetCheckpoint,
  forgetKept,
  keepCheckpoint,
  keepRun,
  runParts,
  updateRun,
} from "../storage/kept-runs.ts";
import { type KeptSweep, keepSweep as storeSweep } from "../storage/kept-sweep.ts";
import { keepTable, tidyFiles } from "../storage/kept-table.ts";
import { forgetEditedCells } from "../storage/snapshots.ts";
import { dismissNotice, notify, notifyError } from "../ui/notices.ts";
import { RunKeeper } from "./run-keeper.ts";

export type KeepStatus = "idle" | "keeping" | "kept" | "failed";

export const useKeeping = create<{ readonly status: KeepStatus }>()(() => ({ status: "idle" }));

let failureNotice = 0;

/** One sentence, once; it goes when something could be kept. */
function fail(error: unknown): void {
  dismissNotice(failureNotice);
  const code = failureOf(error) === "full" ? "E_KEEP_FULL" : "E_KEEP_REFUSED";
  failureNotice = notify({ kind: "error", isLasting: true, message: codedNotice(code) });
}

export const runKeeper = new RunKeeper({
  mayKeep,
  keepCheckpoint,
  keepRun,
  updateRun,
  deleteRun,
  runParts,
  forgetCheckpoint,
  now: () => Date.now(),
  fail,
});

/** After a yes, runs of a sweep that are still to come; one write after the other. */
export function keepSweep(sweep: KeptSweep | undefined): void {
  if (mayKeep()) keeping = keeping.then(() => (mayKeep() ? storeSweep(sweep) : undefined)).catch(fail);
}

let kept: OpenFiles | undefined;
let keeping: Promise<void> = Promise.resolve();

/** From now on the table that is open is kept, where that is wished. @param restored files that are kept already. */
export function startKeeping(restored: OpenFiles | undefined): void {
  kept = restored;
  if (restored) useKeeping.setState({ status: "kept" });
  useDocument.subscribe((now, before) => {
    if (now.document !== before.document) keepOpenTable();
  });
  // What no record names was kept for Undo alone, which begins anew with the visit.
  tidyFiles().catch(() => undefined);
  keepOpenTable();
}

function keepOpenTable(): void {
  if (!mayKeep()) return;
  const open = openFilesOf(currentDocument());
  if (open === kept || open.files.length === 0 || open.sample !== "") return;
  kept = open;
  useKeeping.setState({ status: "keeping" });
  keeping = keeping
    .then(() => keepTable({ key: tableKeyOf(open), files: open.files }))
    .then(
      () => {
        dismissNotice(failureNotice);
        if (kept === open) useKeeping.setState({ status: "kept" });
      },
      (error: unknown) => {
        if (kept === open) useKeeping.setState({ status: "failed" });
        fail(error);
      },
    );
}

/**
 * A person's answer. With a yes, what is there is kept at once; with a no, what was kept is deleted.
 *
 * @param history keeps the runs of this visit, and forgets those of earlier ones.
 */
export function answerKeeping(
  isYes: boolean,
  history: { readonly keepRuns: () => Promise<void>; readonly forgetKeptRuns: () => void },
): void {
  setConsent(isYes);
  kept = undefined;
  if (isYes) {
    // The browser may then ask, or decide by itself, not to clear it when room is short.
    void navigator.storage?.persist?.().catch(() => false);
    keepOpenTable();
    runKeeper.keepNow();
    history.keepRuns().catch(fail);
  } else {
    history.forgetKeptRuns();
    useKeeping.setState({ status: "idle" });
    keeping = keeping
      .then(forgetKept)
      .then(tidyFiles)
      .then(forgetEditedCells)
      .then(() => {
        notify({ kind: "news", message: sessionText("forgotten") });
      }, notifyError);
  }
  // The document says more of a table that is kept.
  scheduleSave();
}

/** Keeps nothing more: everything stored is about to be erased. */
export async function forgetKeeping(): Promise<void> {
  setConsent(false);
  useKeeping.setState({ status: "idle" });
  await Promise.all([keeping, runKeeper.settled()]);
}
