import { lazy, type ReactNode } from "react";
import type { ChartPoint } from "./bucket-points.ts";
import { ChartBox, type LegendEntry } from "./chart-box.tsx";
import type { LinesLook } from "./line-axes.ts";

export const fetchStillChart = () => import("./lines-chart.tsx");

/** Recharts is the largest part of the page. */
const LinesChart = lazy(() => fetchStillChart().then((module) => ({ default: module.LinesChart })));

interface StillChartProps extends LinesLook {
  readonly title: string;
  readonly points: readonly ChartPoint[];
  readonly legend: readonly LegendEntry[];
  readonly menu?: ReactNode;
}

/** Lines over steps that move no more. */
export function StillChart({ legend, menu, ...chart }: StillChartProps) {
  return (
    <ChartBox legend={legend} menu={menu}>
      {(size) => <LinesChart {...chart} size={size} labels={legend.map(({ label }) => label)} />}
    </ChartBox>
  );
}
