import { useStore } from "zustand";
import { decideTable, documentToKeep, replaceDocument, useDocument } from "../document/document-store.ts";
import { notifyError } from "../ui/notices.ts";
import { recall, remember } from "../ui/remembered.ts";
import { saveFile } from "../ui/save-file.ts";
import { connectWorker } from "./connect-worker.ts";
import { createSession, type Session } from "./create-session.ts";
import { LiveSeries } from "./live-series.ts";
import { pageAddress } from "./samples.ts";

const session = createSession({
  connect: connectWorker,
  live: new LiveSeries(),
  document: {
    read: documentToKeep,
    replace: replaceDocument,
    decide: decideTable,
    subscribe: (listener) => void useDocument.subscribe(listener),
  },
  notifyError,
  pace: {
    read: () => recall("pace") !== "full",
    write: (isPaced) => remember("pace", isPaced ? "watchable" : "full"),
  },
  saveFile,
  addressOf: pageAddress,
});

/** The session of this page. `useSession.getState()` gives the actions outside of components. */
export const useSession = Object.assign(
  <Part>(select: (session: Session) => Part): Part => useStore(session, select),
  session,
);
