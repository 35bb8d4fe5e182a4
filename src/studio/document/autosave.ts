/**
 * Saves the document as soon as what changed it is over, and again as soon as that is written where it has changed since. One tab
 * at a time: a Web Lock decides, and every record says which one it follows, so that two tabs never overwrite each other; a tab
 * that does not save says so and can take over.
 */

import { create } from "zustand";
import { codedNotice } from "../../base/errors/catalogue.ts";
import { documentText } from "../../base/texts/studio/document.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { mayKeep } from "../storage/consent.ts";
import { failureOf } from "../storage/database.ts";
import { loadDocument, SavedElsewhere, type SavedStudio, saveDocument } from "../storage/document-record.ts";
import { keptTable } from "../storage/kept-table.ts";
import { dismissNotice, notify } from "../ui/notices.ts";
import { beginWith, currentDocument, documentToKeep, replaceDocument, useDocument } from "./document-store.ts";
import { isSamePipeline, withKnownDecisions } from "./edits.ts";
import { keptFiles, openFilesOf, tableKeyOf } from "./open-files.ts";
import { openSavedWork } from "./saved-work.ts";

export type AutosaveStatus = "starting" | "saved" | "saving" | "elsewhere" | "failed";

export const useAutosave = create<{ readonly status: AutosaveStatus }>()(() => ({ status: "starting" }));

const LOCK = "diffml-studio/document";
/** Writing mostly takes less: nobody is told that it goes on. */
const SLOW_MS = 300;

let writing: Promise<void> | undefined;
let isDirty = false;
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

/** Reads what was saved and puts it on the canvas, with the files that were kept. @returns undefined where there was nothing to read. */
export async function restoreSaved(): Promise<Restored | undefined> {
  const saved = await load();
  if (!saved || saved.document.blocks.length === 0) return undefined;
  const { document, suggestion, sample, tableKey } = saved;
  const kept = tableKey === undefined ? undefined : await keptTable(tableKey).catch(() => undefined);
  beginWith(document, kept && tableKey !== undefined ? keptFiles(kept, tableKey) : { files: [], sample });
  useDocument.setState({ suggestion });
  return { saved, files: kept?.map(({ name }) => name) };
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

/** Saves what has changed; where something else than the document decides what is stored, also what has not. */
export function scheduleSave(): void {
  if (!hasLock) return;
  isDirty = true;
  // A step is often several changes: all of them are one record.
  writing ??= Promise.resolve()
    .then(writeUntilClean)
    .finally(() => {
      writing = undefined;
    });
}

async function writeUntilClean(): Promise<void> {
  const slow = setTimeout(() => useAutosave.setState({ status: "saving" }), SLOW_MS);
  try {
    while (isDirty && hasLock) {
      isDirty = false;
      await write();
    }
  } finally {
    clearTimeout(slow);
  }
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

async function write(): Promise<void> {
  const studio = studioNow();
  if (studio.document.blocks.length === 0) return;
  try {
    revision = await saveDocument(studio, revision);
    if (hasLock) useAutosave.setState({ status: "saved" });
    hasWarned = false;
  } catch (error) {
    if (error instanceof SavedElsewhere) {
      // Only where there are no locks, which keep tabs apart.
      if (hasLock) tellElsewhere(saveOver);
      return;
    }
    useAutosave.setState({ status: "failed" });
    if (hasWarned) return;
    hasWarned = true;
    notify({ kind: "error", isLasting: true, message: codedNotice(NOT_SAVED[failureOf(error)]) });
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
  isDirty = false;
  hasLock = false;
  useAutosave.setState({ status: "failed" });
  await writing;
}
