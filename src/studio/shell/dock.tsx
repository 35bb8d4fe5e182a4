import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { dockText } from "../../base/texts/studio/shell.ts";
import { trainText } from "../../base/texts/studio/training.ts";
import { LearnedRegion } from "../results/learned-region.tsx";
import { useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { StaleBadge } from "../session/stale-note.tsx";
import { Figures } from "../training/figures.tsx";
import { DockHandle } from "./dock-handle.tsx";
import { ProblemList, useProblemCount } from "./problem-list.tsx";

const TABS = ["figures", "learned", "problems"] as const;
type Tab = (typeof TABS)[number];

/** Below the canvas: the run as it goes on, what was learned, and what is to be mended. */
export function Dock() {
  const [tab, setTab] = useState<Tab>("figures");
  const nProblems = useProblemCount();
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    const at = TABS.indexOf(tab);
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    const next = TABS[(at + by + TABS.length) % TABS.length];
    setTab(next);
    document.getElementById(`${id}-${next}`)?.focus();
    event.preventDefault();
  };
  const panel = (of: Tab, content: ReactNode) => (
    <div
      role="tabpanel"
      id={`${id}-${of}-panel`}
      aria-labelledby={`${id}-${of}`}
      className="dock__panel"
      hidden={of !== tab}
    >
      {of === tab ? content : null}
    </div>
  );
  return (
    <section id="train" className="dock" aria-labelledby={`${id}-title`} tabIndex={-1}>
      <DockHandle />
      <h2 id={`${id}-title`} className="visually-hidden">
        {trainText("heading")}
      </h2>
      <div role="tablist" aria-label={dockText("title")} className="dock__tabs" onKeyDown={onKeyDown}>
        {TABS.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`${id}-${one}`}
            aria-selected={one === tab}
            aria-controls={`${id}-${one}-panel`}
            tabIndex={one === tab ? 0 : -1}
            className="dock__tab"
            onClick={() => setTab(one)}
          >
            {dockText("tab", { tab: one, nProblems })}
          </button>
        ))}
      </div>
      {panel("figures", <Figures />)}
      {panel("learned", <Learned />)}
      {panel("problems", <ProblemList />)}
    </section>
  );
}

function Learned() {
  const report = useSession((session) => session.report);
  const { isStale } = useRun("results");
  return (
    <div className={report && isStale ? "stale" : undefined}>
      <LearnedRegion report={report} badge={report ? <StaleBadge part="results" /> : null} />
    </div>
  );
}
