/** Workers of Node that train members of ensembles. */
import { availableParallelism } from "node:os";
import { MemberPool } from "../app/members/member-pool.ts";
import type { FromMember, MemberPort, ToMember } from "../app/members/messages.ts";
import { startWorker } from "./node-worker.ts";

/** Each has the table in the memory of its programs. */
const MOST_CORES = 8;
/** Processor time of a worker until it has loaded the bundle. */
const WORKER_MS = 150;

function startMember(): MemberPort<ToMember, FromMember> {
  const worker = startWorker("./node-member.ts");
  return {
    post(message) {
      // While it trains, the process waits for it.
      if (message.kind === "train") worker.ref();
      worker.postMessage(message);
    },
    listen(onMessage, onFailed) {
      worker.on("message", (message: FromMember) => {
        if (message.kind === "done" || message.kind === "failed") worker.unref();
        onMessage(message);
      });
      worker.on("error", (error) => onFailed(error instanceof Error ? error : new Error(String(error))));
      worker.on("exit", (code) => onFailed(new Error(`a worker ended with code ${code}`)));
    },
  };
}

/** @param nCores absent: as many as the machine has. @returns undefined where one would gain nothing. */
export function nodeMembers(nCores = Math.min(availableParallelism(), MOST_CORES)): MemberPool | undefined {
  return nCores > 1 ? new MemberPool(nCores, startMember, WORKER_MS) : undefined;
}
