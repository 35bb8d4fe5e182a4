import type { ReactNode } from "react";
import { later } from "../ui/later.tsx";
import type { ChartPoint } from "./bucket-points.ts";
import { ChartBox, type LegendEntry } from "./chart-box.tsx";
import type { LinesLook } from "./line-axes.ts";

/** Recharts is the largest part of the page. */
const { Later: LinesChart, fetchLater: fetchStillChart } = later(
  async () => (await import("./lines-chart.tsx")).LinesChart,
);

export { fetchStillChart };

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
