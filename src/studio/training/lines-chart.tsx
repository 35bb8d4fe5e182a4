import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatNumber } from "../session/format.ts";
import type { ChartPoint } from "./bucket-points.ts";
import { lineStyle } from "./line-styles.ts";

export interface LinesChartProps {
  readonly title: string;
  readonly labels: readonly string[];
  readonly points: readonly ChartPoint[];
  readonly scale: "linear" | "log";
  /** Fixed ends of the y axis; absent: as the values are. */
  readonly domain?: readonly [number, number];
}

/** Lines over steps. At most a few hundred points: every update is drawn anew, without animation. */
export function LinesChart({ title, labels, points, scale, domain }: LinesChartProps) {
  const data = points.map(({ x, values }) => ({
    x,
    // A logarithmic axis has no place for zero or less.
    values: values.map((value) => (value === undefined || (scale === "log" && value <= 0) ? null : value)),
  }));
  return (
    <ResponsiveContainer width="100%" height={280}>
      <LineChart data={data} title={title} margin={{ top: 8, right: 12, bottom: 4, left: 0 }}>
        <CartesianGrid stroke="var(--color-border)" vertical={false} />
        <XAxis
          dataKey="x"
          type="number"
          domain={["dataMin", "dataMax"]}
          tickCount={5}
          stroke="var(--color-quiet)"
          tick={{ fontSize: 12 }}
        />
        <YAxis
          scale={scale}
          domain={domain ? [...domain] : ["auto", "auto"]}
          allowDataOverflow={scale === "log"}
          width={52}
          stroke="var(--color-quiet)"
          tick={{ fontSize: 12 }}
          tickFormatter={formatTick}
        />
        <Tooltip
          isAnimationActive={false}
          formatter={(value) => (typeof value === "number" ? formatNumber(value) : String(value))}
          labelFormatter={(step) => `step ${step}`}
          contentStyle={{
            background: "var(--color-surface)",
            border: "1px solid var(--color-border)",
            borderRadius: "var(--radius-s)",
            fontSize: "var(--text-xs)",
          }}
        />
        {labels.map((label, index) => {
          const { colour, dash } = lineStyle(index);
          return (
            <Line
              key={label}
              name={label}
              dataKey={(point: { values: readonly (number | null)[] }) => point.values[index]}
              stroke={colour}
              strokeDasharray={dash}
              strokeWidth={2}
              dot={false}
              connectNulls
              isAnimationActive={false}
            />
          );
        })}
      </LineChart>
    </ResponsiveContainer>
  );
}

const formatTick = (value: number) =>
  Math.abs(value) < 1000 ? String(Number(value.toPrecision(2))) : formatNumber(value);
