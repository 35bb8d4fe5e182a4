import { useEffect, useRef, useState } from "react";
import { headerText } from "../../base/texts/studio/shell.ts";
import { VerdictMark } from "../results/verdict-mark.tsx";
import { verdictKind, verdictWords } from "../results/verdict-words.ts";
import { useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";

/** What a run came to, at the lower edge of the page wherever one is. Read out by the announcer of the run, hence silent. */
export function RunBar() {
  const isDone = useSession(({ training }) => training.kind === "done");
  const report = useSession((session) => session.report);
  const [dismissed, setDismissed] = useState<typeof report>();
  const { isStale } = useRun("results");
  const ref = useRef<HTMLDivElement>(null);
  // Of other settings or data, it is no news any more; the results keep it.
  const isShown = isDone && report !== undefined && report !== dismissed && !isStale;
  useEffect(() => {
    if (isShown && ref.current) return keepRoomFor(ref.current);
  }, [isShown]);
  if (!isShown) return null;
  const { verdict } = report;
  return (
    <div ref={ref} className="run-bar" data-kind={verdictKind(verdict)}>
      <p role="status" aria-label={headerText("verdict")} aria-live="off" className="run-bar__words">
        <VerdictMark verdict={verdict} /> {verdictWords(report)}
      </p>
      <a className="run-bar__link" href="#results">
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

/** Notices stand above the bar, and what has the focus never comes to lie behind it. @returns a function that ends it. */
function keepRoomFor(bar: HTMLElement): () => void {
  const { style } = document.documentElement;
  const sizes = new ResizeObserver(() => style.setProperty("--run-bar-height", `${bar.offsetHeight}px`));
  sizes.observe(bar);
  return () => {
    sizes.disconnect();
    style.removeProperty("--run-bar-height");
  };
}
