import { useStore } from "zustand";
import {
  currentDocument,
  decideTable,
  documentToKeep,
  replaceDocument,
  useDocument,
} from "../document/document-store.ts";
import { openFilesOf } from "../document/open-files.ts";
import { mayKeep } from "../storage/consent.ts";
import { randomName } from "../storage/random-name.ts";
import { dismissNotice, notify, notifyError, rememberError } from "../ui/notices.ts";
import { recall, remember } from "../ui/remembered.ts";
import { saveFile } from "../ui/save-file.ts";
import { connectWorker } from "./connect-worker.ts";
import { createSession, type Session } from "./create-session.ts";
import { keepSweep, runKeeper } from "./keeping.ts";
import { LiveSeries } from "./live-series.ts";
import { pageAddress } from "./samples.ts";

const session = createSession({
  connect: connectWorker,
  live: new LiveSeries(),
  document: {
    read: documentToKeep,
    openFiles: () => openFilesOf(currentDocument()),
    replace: replaceDocument,
    decide: decideTable,
    subscribe: (listener) => void useDocument.subscribe(listener),
  },
  notifyError,
  rememberError,
  notifyNews: (message, action) => notify({ kind: "news", message, ...(action ? { action } : {}) }),
  notifyLasting: (message, action) => {
    const id = notify({ kind: "news", isLasting: true, message, action });
    return () => dismissNotice(id);
  },
  later: (ms, job) => {
    const timer = setTimeout(job, ms);
    return () => clearTimeout(timer);
  },
  pace: {
    read: () => recall("pace") !== "full",
    write: (isPaced) => remember("pace", isPaced ? "watchable" : "full"),
  },
  keeper: runKeeper,
  mayKeep,
  keepSweep,
  newId: randomName,
  saveFile,
  addressOf: pageAddress,
});

/** The session of this page. `useSession.getState()` gives the actions outside of components. */
export const useSession = Object.assign(
  <Part>(select: (session: Session) => Part): Part => useStore(session, select),
  session,
);
