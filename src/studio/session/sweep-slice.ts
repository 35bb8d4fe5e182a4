/** Sweeps: runs of variants of one pipeline, one after the other, which can be halted and gone on with. */
import { studioError } from "../../base/error.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { areThose } from "./changes-since.ts";
import type { SliceTools } from "./slice.ts";
import type { TableSlice } from "./table-slice.ts";
import { isActive } from "./training-machine.ts";
import type { TrainingSlice } from "./training-slice.ts";

export interface Sweep {
  readonly id: string;
  readonly variants: readonly { readonly document: PipelineDocument; readonly variant: string }[];
  /** Runs that are over, failed ones too. */
  readonly nDone: number;
  readonly nFailed: number;
  /** The files that all of its runs are of. */
  readonly files: readonly { readonly name: string; readonly hash: string }[];
  readonly isRunning: boolean;
}

/** None of these throws: what goes wrong becomes a notice and a state. */
export interface SweepSlice {
  /** The last one that was begun; undefined where there is none. */
  readonly sweep: Sweep | undefined;
  startSweep(variants: Sweep["variants"]): Promise<void>;
  /** Goes on with the runs that are still to come. */
  resumeSweep(): Promise<void>;
  /** Stops the run that goes on, and begins no other. */
  haltSweep(): void;
  dropSweep(): void;
  /** Offers one that an earlier visit had begun. */
  bringSweep(sweep: Sweep): void;
}

type Own = SweepSlice & Pick<TableSlice, "table"> & Pick<TrainingSlice, "training" | "trainVariant" | "stop">;

export function createSweepSlice({ set, get, ports }: SliceTools<Own>): SweepSlice {
  const change = (news: Partial<Sweep>) => {
    set(({ sweep }) => (sweep ? { sweep: { ...sweep, ...news } } : {}));
    ports.keepSweep(get().sweep);
  };

  const openFiles = () => {
    const { table } = get();
    return table.kind === "ready" ? table.view.sources.map(({ name, hash }) => ({ name, hash })) : [];
  };

  async function goOn(): Promise<void> {
    const begun = get().sweep;
    if (!begun || begun.isRunning || isActive(get().training)) return;
    if (!areThose(begun.files, openFiles())) {
      ports.notifyError(studioError("E_STUDIO_RUN_TABLE", { files: begun.files.map(({ name }) => name) }));
      return;
    }
    change({ isRunning: true });
    for (;;) {
      const { sweep } = get();
      const next = sweep?.variants[sweep.nDone];
      if (!sweep || sweep.id !== begun.id || !sweep.isRunning) return;
      if (!next || !areThose(sweep.files, openFiles())) break;
      await get().trainVariant(next.document, { id: sweep.id, variant: next.variant });
      const { training, sweep: after } = get();
      // A run that was stopped is trained anew when the sweep goes on; after a worker has ended, nothing more is asked of the next one.
      const isHalted = training.kind === "done" ? training.wasStopped : !hasFailedAlone(training);
      if (isHalted || !after) break;
      change({ nDone: after.nDone + 1, nFailed: after.nFailed + Number(training.kind === "failed") });
    }
    change({ isRunning: false });
  }

  return {
    sweep: undefined,
    startSweep: async (variants) => {
      if (variants.length === 0 || isActive(get().training)) return;
      set({ sweep: { id: ports.newId(), variants, nDone: 0, nFailed: 0, files: openFiles(), isRunning: false } });
      await goOn();
    },
    resumeSweep: goOn,
    haltSweep: () => {
      change({ isRunning: false });
      if (isActive(get().training)) void get().stop();
    },
    dropSweep: () => {
      set({ sweep: undefined });
      ports.keepSweep(undefined);
    },
    bringSweep: (sweep) => set({ sweep: { ...sweep, isRunning: false } }),
  };
}

/** Settings under which nothing finite comes out are one run's; all others would fail alike where the worker is gone. */
function hasFailedAlone(training: TrainingSlice["training"]): boolean {
  return training.kind === "failed" && !training.error.code.startsWith("E_WORKER");
}
