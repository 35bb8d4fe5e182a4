/** What happens when the page opens: the saved pipeline comes back, or the first sample with its suggested pipeline. */

import { create } from "zustand";
import { sessionText } from "../../base/texts/studio/session.ts";
import { restoreSaved, startAutosave } from "../document/autosave.ts";
import { useDocument } from "../document/document-store.ts";
import { dismissPassing, dismissRefusals, notify, notifyError } from "../ui/notices.ts";
import { isNewAttempt } from "./is-new-attempt.ts";
import { loadSamples, type Sample } from "./samples.ts";
import { useSession } from "./session-store.ts";
import { followTable } from "./suggest.ts";
import { isActive } from "./training-machine.ts";

export const useSamples = create<{ readonly samples: readonly Sample[] }>()(() => ({ samples: [] }));

export async function startStudio(): Promise<void> {
  followTable();
  askBeforeARunIsLost();
  // Whatever was refused: something else was done since.
  useDocument.subscribe(dismissRefusals);
  useSession.subscribe((now, before) => {
    if (!isNewAttempt(now, before)) return;
    dismissPassing();
    now.forgetFailure();
  });
  const [saved, samples] = await Promise.all([restoreSaved(), loadSamples().catch(noSamples)]);
  useSamples.setState({ samples });
  startAutosave();
  const sample = saved ? samples.find(({ id }) => id === saved.sample) : samples[0];
  if (sample) openSample(sample.id, true);
  else if (saved) notify({ kind: "news", message: sessionText("pipelineIsBack") });
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
