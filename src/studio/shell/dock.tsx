import { type KeyboardEvent, lazy, type ReactNode, Suspense, useId } from "react";
import { dockText, shellText } from "../../base/texts/studio/shell.ts";
import { trainText } from "../../base/texts/studio/training.ts";
import { LearnedRegion } from "../results/learned-region.tsx";
import { useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { StaleBadge } from "../session/stale-note.tsx";
import { Figures } from "../training/figures.tsx";
import { DOCK_TABS, type DockTab, openDockTab, useDockTab } from "../ui/dock-tab.ts";
import { placeAfter } from "../ui/one-stop.ts";
import { DockHandle } from "./dock-handle.tsx";
import { ProblemList, useProblemCount } from "./problem-list.tsx";

const BlockOutput = lazy(() => import("../look/block-output.tsx").then((module) => ({ default: module.BlockOutput })));
const SurfaceTab = lazy(() => import("../look/surface-tab.tsx").then((module) => ({ default: module.SurfaceTab })));

/** Below the canvas: the run as it goes on, what it does to rows, what was learned, and what is to be mended. */
export function Dock() {
  const tab = useDockTab((state) => state.tab);
  const nProblems = useProblemCount();
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    const place = placeAfter(event.key, { place: DOCK_TABS.indexOf(tab), count: DOCK_TABS.length });
    if (place === undefined) return;
    const next = DOCK_TABS[place];
    openDockTab(next);
    document.getElementById(`${id}-${next}`)?.focus();
    event.preventDefault();
  };
  const panel = (of: DockTab, content: ReactNode) => (
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
        {DOCK_TABS.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`${id}-${one}`}
            aria-selected={one === tab}
            aria-controls={`${id}-${one}-panel`}
            tabIndex={one === tab ? 0 : -1}
            className="dock__tab"
            onClick={() => openDockTab(one)}
          >
            {dockText("tab", { tab: one, nProblems })}
          </button>
        ))}
      </div>
      {panel("figures", <Figures />)}
      {panel("output", <Later content={<BlockOutput />} />)}
      {panel("surface", <Later content={<SurfaceTab />} />)}
      {panel("learned", <Learned />)}
      {panel("problems", <ProblemList />)}
    </section>
  );
}

/** A part whose code comes when it is opened. */
const Later = ({ content }: { readonly content: ReactNode }) => (
  <Suspense fallback={<p className="hint dock__later">{shellText("loading")}</p>}>{content}</Suspense>
);

function Learned() {
  const report = useSession((session) => session.report);
  const { isStale } = useRun("results");
  return (
    <div className={report && isStale ? "stale" : undefined}>
      <LearnedRegion report={report} badge={report ? <StaleBadge part="results" /> : null} />
    </div>
  );
}
