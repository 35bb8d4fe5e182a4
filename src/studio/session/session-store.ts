import { useStore } from "zustand";
import { documentToKeep, replaceDocument } from "../document/document-store.ts";
import { notifyError } from "../ui/notices.ts";
import { recall, remember } from "../ui/remembered.ts";
import { saveFile } from "../ui/save-file.ts";
import { connectWorker } from "./connect-worker.ts";
import { createSession } from "./create-session.ts";
import { LiveSeries } from "./live-series.ts";
import { pageAddress } from "./samples.ts";
import type { Session } from "./session-types.ts";

const session = createSession({
  connect: connectWorker,
  live: new LiveSeries(),
  document: { read: documentToKeep, replace: replaceDocument },
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
