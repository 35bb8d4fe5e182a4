/** Workers of the browser that train members of ensembles. */
import { MemberPool } from "../app/members/member-pool.ts";
import type { FromMember, MemberPort, ToMember } from "../app/members/messages.ts";
import { nameWithLanguage } from "../languages/languages.ts";

/** Each has the table in the memory of its programs. */
const MOST_CORES = 8;

function startMember(): MemberPort<ToMember, FromMember> {
  const name = nameWithLanguage("DiffML member");
  const worker = new Worker(new URL("./member-worker.ts", import.meta.url), { type: "module", name });
  return {
    post: (message) => worker.postMessage(message),
    listen(onMessage, onFailed) {
      worker.onmessage = ({ data }: MessageEvent<FromMember>) => onMessage(data);
      worker.onerror = (event) => onFailed(new Error(event.message || "a worker did not start"));
    },
  };
}

/** None where there is one processor, or a worker has no workers of its own. Memory need not be shared. */
export function browserMembers(): MemberPool | undefined {
  const nCores = Math.min(navigator.hardwareConcurrency, MOST_CORES);
  return nCores > 1 && typeof Worker === "function" ? new MemberPool(nCores, startMember) : undefined;
}
