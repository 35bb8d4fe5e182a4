/**
 * Saves the document as soon as what changed it is over. One tab at a time: a Web Lock decides, and every record says which one it
 * follows, so that two tabs never overwrite each other; a tab that does not save says so and can take over.
 */

import { create } from "zustand";
import { codedNotice } from "../../base/errors/catalogue.ts";
import { documentText } from "../../base/texts/studio/document.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { isUndecided } from "../../pipeline/table-decisions.ts";
import { mayKeep } from "../storage/consent.ts";
import { failureOf } from "../storage/database.ts";
import {
  loadDocument,
  SavedElsewhere,
  type SavedStudio,
  saveDocument,
  writeDocument,
} from "../storage/document-record.ts";
import { keptTable } from "../storage/kept-table.ts";
import { randomName } from "../storage/random-name.ts";
import { dismissNotice, notify } from "../ui/notices.ts";
import { beginWith, currentDocument, documentToKeep, replaceDocument, useDocument } from "./document-store.ts";
import { isSamePipeline, withKnownDecisions } from "./edits.ts";
import { keptFiles, type OpenFiles, openFilesOf, tableKeyOf } from "./open-files.ts";
import { SaveQueue, type WriteResult } from "./save-queue.ts";
import { openSavedWork } from "./saved-work.ts";

export type AutosaveStatus = "starting" | "saving" | WriteResult;

export const useAutosave = create<{ readonly status: AutosaveStatus }>()(() => ({ status: "starting" }));

const LOCK = "diffml-studio/document";
/** After an edit, until what was written is brought to the disk. */
const SETTLE_MS = 1000;
/** Writes that are on their way; where there are more, the next one waits and holds what came meanwhile. */
const MOST_WRITES = 3;

const writer = randomName();
/** Of the record that this tab read or wrote last; 0 where there was none. */
let revision = 0;
let hasLock = false;
let hasWarned = false;
let elsewhereNotice = 0;

export interface Restored {
  readonly saved: SavedStudio;
  /** Names of the files that came back; undefined where none were kept. */
  readonly files: readonly string[] | undefined;
}

/**
 * Reads what was saved and puts it on the canvas, with the files that were kept.
 *
 * @param beforeOpening called with kept files before anything reads them.
 * @returns undefined where there was nothing to read.
 */
export async function restoreSaved(beforeOpening: (open: OpenFiles) => void): Promise<Restored | undefined> {
  const saved = await load();
  if (!saved || isNothing(saved)) return undefined;
  const { document, suggestion, sample, tableKey } = saved;
  const kept = tableKey === undefined ? undefined : await keptTable(tableKey).catch(() => undefined);
  const open = kept && tableKey !== undefined ? keptFiles(kept, tableKey) : { files: [], sample };
  if (kept) beforeOpening(open);
  beginWith(document, open);
  useDocument.setState({ suggestion });
  return { saved, files: kept?.map(({ name }) => name) };
}

/** Whether a person has neither put anything on the canvas nor opened or decided anything. */
function isNothing({ document, sample, tableKey }: SavedStudio): boolean {
  return document.blocks.length === 0 && sample === "" && tableKey === undefined && isUndecided(document.table);
}

/** What is stored; where that was set aside, a person is told. */
async function load(): Promise<SavedStudio | undefined> {
  try {
    const loaded = await loadDocument(Date.now());
    revision = loaded.kind === "none" ? 0 : loaded.revision;
    if (loaded.kind === "none") return undefined;
    if (loaded.kind === "aside") {
      notify({
        kind: "error",
        isLasting: true,
        message: codedNotice(loaded.saved ? "E_STORE_PARTS" : "E_STORE_READ"),
        action: { label: documentText("lookAside"), run: openSavedWork },
      });
    }
    return loaded.saved;
  } catch {
    // A browser that stores nothing says so when saving fails.
    return undefined;
  }
}

/** From now on changes are saved, in the tab that holds the lock. */
export function startAutosave(): void {
  useDocument.subscribe((now, before) => {
    if (now.document !== before.document || now.suggestion !== before.suggestion) scheduleSave();
  });
  if (!navigator.locks) {
    becomeOwner();
    scheduleSave();
    return;
  }
  navigator.locks
    .request(LOCK, { ifAvailable: true }, (lock) => {
      if (!lock) return waitForLock();
      becomeOwner();
      scheduleSave();
      return untilStolen();
    })
    .catch(waitForLock);
}

/** Saves here from now on; the tab that did so until now is told. */
function takeOver(): void {
  navigator.locks
    .request(LOCK, { steal: true }, async () => {
      // What the other tab saved last is what this one writes over, as it was asked to.
      await load();
      becomeOwner();
      scheduleSave();
      return untilStolen();
    })
    .catch(waitForLock);
}

/** The lock is somebody else's: says so, and waits until that tab closes. */
function waitForLock(): void {
  tellElsewhere(takeOver);
  const documentThen = currentDocument();
  navigator.locks
    .request(LOCK, async () => {
      becomeOwner();
      await offerOtherTabsWork(documentThen);
      return untilStolen();
    })
    .catch(waitForLock);
}

/** The other tab has closed: its pipeline is what is stored. Nothing is overwritten before the next change here. */
async function offerOtherTabsWork(documentThen: PipelineDocument): Promise<void> {
  const saved = await load();
  if (!saved || isSamePipeline(saved.document, currentDocument())) return;
  if (documentThen === currentDocument()) {
    replaceDocument(saved.document);
    notify({ kind: "news", message: documentText("otherClosed") });
    return;
  }
  notify({
    kind: "news",
    isLasting: true,
    message: documentText("otherReplaced"),
    action: { label: documentText("openOther"), run: () => replaceDocument(saved.document) },
  });
}

/** Holds the lock until the tab closes; rejected by the browser when another tab takes it over. */
function untilStolen(): Promise<never> {
  return new Promise<never>(() => undefined);
}

function becomeOwner(): void {
  hasLock = true;
  dismissNotice(elsewhereNotice);
  useAutosave.setState({ status: "saved" });
}

function tellElsewhere(saveHere: () => void): void {
  hasLock = false;
  useAutosave.setState({ status: "elsewhere" });
  dismissNotice(elsewhereNotice);
  elsewhereNotice = notify({
    kind: "news",
    isLasting: true,
    message: documentText("elsewhere"),
    action: { label: documentText("saveHere"), run: saveHere },
  });
}

const queue = new SaveQueue({
  mostWrites: () => (navigator.locks ? MOST_WRITES : 1),
  // Without locks, other tabs may have written.
  write: (isToDisk) => write(isToDisk || !navigator.locks ? saveDocument : writeDocument),
  tell: (status) => {
    if (hasLock) useAutosave.setState({ status });
  },
  later: (job) => {
    const settling = setTimeout(job, SETTLE_MS);
    return () => clearTimeout(settling);
  },
});

/** Saves what has changed; where something else than the document decides what is stored, also what has not. */
export function scheduleSave(): void {
  if (hasLock) queue.change();
}

/** What is written of the page as it is now. */
export function studioNow(): SavedStudio {
  const { suggestion } = useDocument.getState();
  const open = openFilesOf(currentDocument());
  const { sample, files } = open;
  if (sample !== "") return { document: documentToKeep(), suggestion, sample };
  if (!mayKeep()) return { document: withKnownDecisions(documentToKeep()), suggestion, sample };
  return {
    document: documentToKeep(),
    suggestion,
    sample,
    ...(files.length > 0 ? { tableKey: tableKeyOf(open) } : {}),
  };
}

/** @returns what is to be said where nothing came since. */
async function write(save: typeof saveDocument): Promise<WriteResult> {
  const studio = studioNow();
  // What a visit begins with, before there is anything to lose.
  if (!hasLock || (revision === 0 && isNothing(studio))) return "saved";
  try {
    await save(studio, { writer, revision: revision++ });
    hasWarned = false;
    return "saved";
  } catch (error) {
    if (error instanceof SavedElsewhere) {
      // Only where there are no locks, which keep tabs apart.
      if (hasLock) tellElsewhere(saveOver);
      return "elsewhere";
    }
    if (!hasWarned) notify({ kind: "error", isLasting: true, message: codedNotice(NOT_SAVED[failureOf(error)]) });
    hasWarned = true;
    return "failed";
  }
}

const NOT_SAVED = { full: "E_STORE_FULL", newer: "E_STORE_NEWER", refused: "E_STORE_WRITE" } as const;

/** Saves here from now on, over what another tab saved. */
function saveOver(): void {
  void load().then(() => {
    becomeOwner();
    scheduleSave();
  });
}

/** Stops saving for the rest of this visit: everything stored was just erased. */
export async function stopAutosave(): Promise<void> {
  hasLock = false;
  useAutosave.setState({ status: "failed" });
  await queue.stop();
}
