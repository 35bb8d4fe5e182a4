/** What the use cases need of where they run: a page's worker, a command line, a benchmark, a test. */
import type { Engines } from "../engine/select/create-engines.ts";
import type { MemberPool } from "./members/member-pool.ts";

export interface Host {
  readonly engines: Pick<Engines, "choose">;
  /** Milliseconds; differences alone count. */
  readonly clock: () => number;
  /** What this device has of memory, bytes; absent: nobody knows. */
  readonly memoryBytes?: number | undefined;
  /** Lets whatever else waits have its turn; awaited between chunks of steps and of rows. */
  readonly pause?: () => Promise<void>;
  /** Where members of an ensemble are trained beside each other; absent: one after the other, where the run is. */
  readonly members?: MemberPool | undefined;
}
