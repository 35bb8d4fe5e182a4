import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { chartText } from "../../base/texts/studio/training.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import { watchSight } from "../ui/in-sight.ts";
import { lineStyle } from "../ui/line-styles.ts";
import type { LinesChartProps } from "./lines-chart.tsx";

const fetchLinesChart = () => import("./lines-chart.tsx");

/** Recharts is the largest part of the page and comes in a chunk of its own, after the page stands. */
const LinesChart = lazy(() => fetchLinesChart().then((module) => ({ default: module.LinesChart })));

/** Long enough for the first table to be there. */
const FETCH_AFTER_MS = 1500;

/** Fetches the charts' code before anybody presses Train: no request while training. */
export function useChartCode(): void {
  useEffect(() => {
    const timer = setTimeout(() => void fetchLinesChart().catch(() => undefined), FETCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
}

export const MOST_CHART_POINTS = 120;

interface LegendEntry {
  readonly label: string;
  readonly detail: string;
}

/** The words beside the lines: what each is and where it stands. */
export function LiveChart({
  legend,
  ...chart
}: Omit<LinesChartProps, "labels" | "isAwaited" | "size"> & { readonly legend: readonly LegendEntry[] }) {
  const plot = useRef<HTMLDivElement>(null);
  const [isSeen, setIsSeen] = useState(true);
  const isRunning = useSession(({ training }) => isActive(training));
  const [size, setSize] = useState<LinesChartProps["size"]>();
  useEffect(() => (plot.current ? watchSight(plot.current, setIsSeen) : undefined), []);
  useEffect(() => {
    const { current: box } = plot;
    if (!box) return;
    const sizes = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = box;
      // Out of sight it has no size, and keeps its drawing.
      if (width > 0 && height > 0) setSize({ width, height });
    });
    sizes.observe(box);
    return () => sizes.disconnect();
  }, []);
  return (
    <div className="live-chart">
      <ul className="live-chart__legend">
        {legend.map(({ label, detail }, index) => {
          const { colour, dash } = lineStyle(index);
          return (
            <li key={label}>
              <svg width="26" height="8" aria-hidden="true">
                <line x1="0" x2="26" y1="4" y2="4" stroke={colour} strokeWidth="2.5" strokeDasharray={dash} />
              </svg>
              {label} <span className="live-chart__number">{detail}</span>
            </li>
          );
        })}
      </ul>
      <div className="live-chart__plot" ref={plot}>
        <Suspense fallback={<p className="hint">{chartText("loading")}</p>}>
          {size ? (
            <LinesChart
              {...chart}
              size={size}
              isAwaited={isSeen || !isRunning}
              labels={legend.map(({ label }) => label)}
            />
          ) : null}
        </Suspense>
      </div>
    </div>
  );
}
