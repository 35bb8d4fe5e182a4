/** A worker of node-members.ts: trains members of ensembles. */
import { parentPort } from "node:worker_threads";
import type { FromMember, ToMember } from "../app/members/messages.ts";
import { serveMembers } from "../app/members/serve-members.ts";
import { speakAsAsked } from "./language.ts";

// Its only words are of what fails, long after this.
void speakAsAsked([]);

serveMembers(
  {
    post: (message: FromMember) => parentPort?.postMessage(message),
    listen: (onMessage) => parentPort?.on("message", (message: ToMember) => onMessage(message)),
  },
  () => performance.now(),
);
