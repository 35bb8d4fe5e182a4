/**
 * Saves the document a moment after each change. One tab at a time: a Web Lock decides, so that two tabs never overwrite
 * each other; a tab without it says so and can take over.
 */

import { ZodError } from "zod";
import { create } from "zustand";
import { StudioError } from "../../base/error.ts";
import { codedNotice } from "../../base/errors/catalogue.ts";
import { documentText } from "../../base/texts/studio/document.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { dismissNotice, notify } from "../ui/notices.ts";
import { beginWith, currentDocument, documentToKeep, replaceDocument, useDocument } from "./document-store.ts";
import { isSamePipeline, withKnownDecisions } from "./edits.ts";
import { openFilesOf } from "./open-files.ts";
import { loadSaved, type SavedStudio, save } from "./storage.ts";

export type AutosaveStatus = "starting" | "saved" | "saving" | "elsewhere" | "failed";

export const useAutosave = create<{ readonly status: AutosaveStatus }>()(() => ({ status: "starting" }));

const LOCK = "diffml-studio/document";
const DELAY_MS = 400;

let timer: ReturnType<typeof setTimeout> | undefined;
let hasLock = false;
let hasWarned = false;
let elsewhereNotice = 0;

/** Reads what was saved and puts it on the canvas. @returns undefined where there was nothing to read. */
export async function restoreSaved(): Promise<SavedStudio | undefined> {
  try {
    const saved = await loadSaved();
    if (saved && saved.document.blocks.length > 0) {
      beginWith(saved.document, saved.sample);
      useDocument.setState({ suggestion: saved.suggestion });
      return saved;
    }
  } catch (error) {
    // A browser that stores nothing says so when saving fails.
    if (!(error instanceof ZodError || error instanceof StudioError)) return undefined;
    notify({
      kind: "error",
      isLasting: true,
      message: codedNotice("E_STORE_READ"),
    });
  }
  return undefined;
}

/** From now on changes are saved, in the tab that holds the lock. */
export function startAutosave(): void {
  useDocument.subscribe((now, before) => {
    if (now.document !== before.document) scheduleSave();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && timer !== undefined) void saveNow();
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
export function takeOver(): void {
  navigator.locks
    .request(LOCK, { steal: true }, () => {
      becomeOwner();
      scheduleSave();
      return untilStolen();
    })
    .catch(waitForLock);
}

/** The lock is somebody else's: says so, and waits until that tab closes. */
function waitForLock(): void {
  hasLock = false;
  useAutosave.setState({ status: "elsewhere" });
  elsewhereNotice = notify({
    kind: "news",
    isLasting: true,
    message: documentText("elsewhere"),
    action: { label: documentText("saveHere"), run: takeOver },
  });
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
  const saved = await loadSaved().catch(() => undefined);
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

function scheduleSave(): void {
  if (!hasLock) return;
  clearTimeout(timer);
  useAutosave.setState({ status: "saving" });
  timer = setTimeout(() => void saveNow(), DELAY_MS);
}

async function saveNow(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const { suggestion } = useDocument.getState();
  const { sample } = openFilesOf(currentDocument());
  const document = sample === "" ? withKnownDecisions(documentToKeep()) : documentToKeep();
  try {
    if (document.blocks.length > 0) await save({ document, suggestion, sample });
    if (hasLock) useAutosave.setState({ status: "saved" });
    hasWarned = false;
  } catch (error) {
    useAutosave.setState({ status: "failed" });
    if (hasWarned) return;
    hasWarned = true;
    const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
    notify({
      kind: "error",
      isLasting: true,
      message: codedNotice(isFull ? "E_STORE_FULL" : "E_STORE_WRITE"),
    });
  }
}

/** Stops saving for the rest of this visit: everything stored was just erased. */
export function stopAutosave(): void {
  clearTimeout(timer);
  timer = undefined;
  hasLock = false;
  useAutosave.setState({ status: "failed" });
}
