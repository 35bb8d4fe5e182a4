import { useEffect, useRef, useState } from "react";
import { headerText } from "../../base/texts/studio/shell.ts";
import { VerdictMark } from "../results/verdict-mark.tsx";
import { verdictKind, verdictWords } from "../results/verdict-words.ts";
import { BEATS } from "../session/beats.ts";
import { useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { useLive } from "../session/use-live.ts";
import { RunButtons } from "../training/run-buttons.tsx";
import { RunStatus } from "../training/run-status.tsx";
import { soFarText } from "../training/status-text.ts";
import { useHash } from "../ui/route.ts";
import { viewAt } from "./views.tsx";

/** The run, wherever one is on the page: its buttons, where it stands, and in the end what it came to. */
export function RunBar() {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => (ref.current ? keepRoomFor(ref.current) : undefined), []);
  return (
    <div className="run-bar" ref={ref}>
      <RunButtons />
      <RunStatus />
      <FirstVerdict />
      <RunVerdict />
    </div>
  );
}

/** What can be said while the run goes on. */
function FirstVerdict() {
  const live = useSession((session) => session.live);
  const training = useSession((session) => session.training);
  useLive(live, BEATS.status);
  const words = soFarText({ training, progress: live.progress });
  if (words === undefined) return null;
  return (
    <div className="run-verdict" data-kind="so-far">
      <p className="run-verdict__words" title={words}>
        {words}
      </p>
    </div>
  );
}

/** Read out by the announcer of the run, hence silent. */
function RunVerdict() {
  const isDone = useSession(({ training }) => training.kind === "done");
  const report = useSession((session) => session.report);
  const [dismissed, setDismissed] = useState<typeof report>();
  const { isStale } = useRun("results");
  const view = viewAt(useHash()).id;
  // Of other settings or data, it is no news any more; the results keep it.
  if (!isDone || report === undefined || report === dismissed || isStale) return null;
  const { verdict } = report;
  const words = verdictWords(report);
  return (
    <div className="run-verdict" data-kind={verdictKind(verdict)} data-in={view}>
      <p role="status" aria-label={headerText("verdict")} aria-live="off" className="run-verdict__words" title={words}>
        <VerdictMark verdict={verdict} /> <span className="run-verdict__sentence">{words}</span>
      </p>
      <a className="run-verdict__link" href="#results">
        {headerText("toResults")}
      </a>
      <button
        type="button"
        className="button button--quiet button--small button--icon"
        aria-label={headerText("hideVerdict")}
        onClick={() => setDismissed(report)}
      >
        <span aria-hidden="true">×</span>
      </button>
    </div>
  );
}

/** On narrow screens it lies over the end of the page, which leaves it room. @returns a function that ends it. */
function keepRoomFor(bar: HTMLElement): () => void {
  const { style } = document.documentElement;
  const sizes = new ResizeObserver(() => style.setProperty("--run-bar-height", `${bar.offsetHeight}px`));
  sizes.observe(bar);
  return () => {
    sizes.disconnect();
    style.removeProperty("--run-bar-height");
  };
}
