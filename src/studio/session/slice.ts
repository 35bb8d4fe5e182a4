import type { StudioErrorDetails } from "../../base/error.ts";
import type { SessionPorts } from "./ports.ts";
import type { WorkerLink } from "./worker-link.ts";

/** What a slice of the session is made with: it sets its own part and sees what it names of the others. */
export interface SliceTools<Own, Others = unknown> {
  readonly set: (change: Partial<Own> | ((state: Own) => Partial<Own>)) => void;
  readonly get: () => Own & Others;
  readonly ports: SessionPorts;
  readonly link: WorkerLink;
  /** Tells what went wrong, in a notice. */
  readonly fail: (error: unknown) => StudioErrorDetails;
}

/** Numbers attempts: only the answer to the newest of them counts. @returns whether the attempt still is the newest. */
export function newestOnly(): () => () => boolean {
  let newest = 0;
  return () => {
    const own = ++newest;
    return () => own === newest;
  };
}

/** Lets jobs wait for each other; the first one starts at once. Jobs do not throw. */
export function inTurn(): (job: () => Promise<void>) => Promise<void> {
  let last: Promise<void> | undefined;
  return (job) => {
    const own = last ? last.then(job) : job();
    last = own;
    void own.then(() => {
      if (last === own) last = undefined;
    });
    return own;
  };
}
