/** What happens when the page opens: the saved pipeline comes back, or the first sample with its suggested pipeline. */

import { create } from "zustand";
import { sessionText } from "../../base/texts/studio/session.ts";
import { type Restored, restoreSaved, startAutosave } from "../document/autosave.ts";
import { currentDocument, useDocument } from "../document/document-store.ts";
import { type OpenFiles, openFilesOf } from "../document/open-files.ts";
import { mayKeep, setConsent } from "../storage/consent.ts";
import { isAnythingKept, keptCheckpoint } from "../storage/kept-runs.ts";
import { keptSweep } from "../storage/kept-sweep.ts";
import { beginVisit, markOpening, type VisitEnd } from "../storage/visit.ts";
import { dismissPassing, dismissRefusals, notify, notifyError } from "../ui/notices.ts";
import { isNewAttempt } from "./is-new-attempt.ts";
import { startKeeping } from "./keeping.ts";
import { startOffline } from "./offline.ts";
import { watchRunEnds } from "./run-end.ts";
import { loadSamples, type Sample } from "./samples.ts";
import { useSession } from "./session-store.ts";
import { followTable } from "./suggest.ts";
import { isActive } from "./training-machine.ts";

export const useSamples = create<{ readonly samples: readonly Sample[] }>()(() => ({ samples: [] }));

export async function startStudio(): Promise<void> {
  const visitBefore = beginVisit();
  followTable();
  askBeforeARunIsLost();
  startOffline();
  watchRunEnds(() => performance.now());
  useSession.subscribe(({ table }, before) => {
    if (table.kind !== "reading" && before.table.kind === "reading") markOpening(false);
  });
  // Whatever was refused: something else was done since.
  useDocument.subscribe(dismissRefusals);
  useSession.subscribe((now, before) => {
    if (!isNewAttempt(now, before)) return;
    dismissPassing();
    now.forgetFailure();
  });
  await recallConsent().catch(() => undefined);
  const [restored, samples] = await Promise.all([restoreSaved(openWithCare), loadSamples().catch(noSamples)]);
  useSamples.setState({ samples });
  startAutosave();
  startKeeping(restored?.files ? openFilesOf(currentDocument()) : undefined);
  const sample = restored ? samples.find(({ id }) => id === restored.saved.sample) : samples[0];
  if (sample) openSample(sample.id, true);
  if (restored) await bringRuns(restored, visitBefore);

  /** What the browser ended the page for would end it again, each time that it comes. */
  function openWithCare(open: OpenFiles): void {
    if (visitBefore !== "broken-opening") {
      markOpening(true);
      return;
    }
    const openHeld = useSession.getState().holdBack(open);
    notify({
      kind: "news",
      isLasting: true,
      message: sessionText("heldBack", { files: open.files.map(({ name }) => name) }),
      action: { label: sessionText("openItAgain"), run: openHeld },
    });
  }
}

/** Browsers write down late what pages remember. What is kept was kept after a yes, and goes in one transaction with a no. */
async function recallConsent(): Promise<void> {
  if (!mayKeep() && (await isAnythingKept())) setConsent(true);
}

/** Brings the last run, offers one that was cut off, and says what is back and what is not. */
async function bringRuns({ saved, files }: Restored, visitBefore: VisitEnd): Promise<void> {
  const { bringHistory, bringSweep, showRun, offerRun } = useSession.getState();
  const [runs, checkpoint, sweep] = mayKeep()
    ? await Promise.all([keptRuns(), keptCheckpoint(), keptSweep()]).catch(() => NOTHING_KEPT)
    : NOTHING_KEPT;
  bringHistory(runs);
  if (sweep) bringSweep({ ...sweep, isRunning: false });
  const hasRun = runs.length > 0 && (await showRun(runs[0].id, { withDocument: false }));
  if (checkpoint) offerRun(checkpoint, visitBefore === "left" ? "closed" : "ended");
  const message = restoredWords({ saved, files, hasRun, hasOffer: checkpoint !== undefined });
  if (message !== "") notify({ kind: "news", message });
}

const NOTHING_KEPT = [[], undefined, undefined] as const;

const keptRuns = async () => (await import("../storage/run-list.ts")).listRuns();

function restoredWords({ saved, files, ...came }: Restored & { readonly hasRun: boolean; readonly hasOffer: boolean }) {
  const hasOwn = saved.sample === "";
  if (hasOwn && !files && saved.tableKey !== undefined) return sessionText("tableIsGone", came);
  if (hasOwn && !files && !came.hasRun && !came.hasOffer) return sessionText("pipelineIsBack");
  if (!files && !came.hasRun && !came.hasOffer) return "";
  return sessionText("restored", { files: files ?? [], ...came });
}

/** @param isStart the visit begins with it. */
export function openSample(id: string, isStart = false): void {
  const sample = useSamples.getState().samples.find((other) => other.id === id);
  if (!sample) return;
  void useSession.getState().openSample(sample, isStart);
}

/** The pipeline is saved as it changes; what a run has learned so far is not. */
function askBeforeARunIsLost(): void {
  window.addEventListener("beforeunload", (event) => {
    if (isActive(useSession.getState().training)) event.preventDefault();
  });
}

function noSamples(error: unknown): readonly Sample[] {
  notifyError(error);
  return [];
}
