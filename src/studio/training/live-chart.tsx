import { type ReactNode, useEffect } from "react";
import type { LiveSeries } from "../session/live-series.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import { useLive } from "../session/use-live.ts";
import { later } from "../ui/later.tsx";
import { fetchPictureCode } from "../ui/save-menu.tsx";
import type { Beat } from "../ui/throttled-signal.ts";
import type { ChartPoint } from "./bucket-points.ts";
import { ChartBox } from "./chart-box.tsx";
import type { LinesLook } from "./line-axes.ts";
import { LiveText } from "./live-text.tsx";
import { fetchStillChart, StillChart } from "./still-chart.tsx";

/** What draws comes in chunks of their own, after the page stands. */
const { Later: HotChart, fetchLater: fetchHotChart } = later(async () => (await import("./hot-chart.tsx")).HotChart);

/** Long enough for the first table to be there. */
const FETCH_AFTER_MS = 1500;

/** Fetches the charts' code before anybody presses Train: no request while training. */
export function useChartCode(): void {
  useEffect(() => {
    const fetchAll = () => Promise.all([fetchHotChart(), fetchStillChart(), fetchPictureCode()]).catch(() => undefined);
    const timer = setTimeout(() => void fetchAll(), FETCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
}

export const MOST_CHART_POINTS = 120;

interface LiveChartProps extends LinesLook {
  readonly live: LiveSeries;
  readonly beat: Beat;
  readonly title: string;
  readonly lines: readonly { readonly label: string; readonly detail: () => string }[];
  /** What is drawn now. */
  readonly read: () => readonly ChartPoint[];
  /** What can be done with it, beside the words. */
  readonly menu?: ReactNode;
}

/** Lines over the steps of a run: on a canvas while it goes on, as a picture that can be kept once it is over. */
export function LiveChart(props: LiveChartProps) {
  const isRunning = useSession(({ training }) => isActive(training));
  return isRunning ? <Growing {...props} /> : <Still {...props} />;
}

function Growing({ lines, menu, ...chart }: LiveChartProps) {
  const { live, beat } = chart;
  const legend = lines.map(({ label, detail }) => ({
    label,
    detail: <LiveText live={live} beat={beat} read={detail} />,
  }));
  return (
    <ChartBox legend={legend} menu={menu}>
      {(size) => <HotChart {...chart} size={size} labels={lines.map(({ label }) => label)} />}
    </ChartBox>
  );
}

function Still({ live, beat, lines, read, ...look }: LiveChartProps) {
  useLive(live, beat);
  return (
    <StillChart {...look} points={read()} legend={lines.map(({ label, detail }) => ({ label, detail: detail() }))} />
  );
}
