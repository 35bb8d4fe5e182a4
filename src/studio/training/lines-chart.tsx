import { memo } from "react";
import {
  CartesianGrid,
  Line,
  LineChart,
  Tooltip,
  XAxis,
  type XAxisTickContentProps,
  YAxis,
  type YAxisTickContentProps,
} from "recharts";
import { formatCount, formatNumber } from "../../base/numbers.ts";
import { chartText } from "../../base/texts/studio/training.ts";
import { lineStyle, MOST_LINES } from "../ui/line-styles.ts";
import type { ChartPoint } from "./bucket-points.ts";
import { drawable, LINES_ROOM, type LinesLook, PALE, type PlotSize, stepTicks, valuesAxis } from "./line-axes.ts";

export interface LinesChartProps extends LinesLook {
  readonly title: string;
  readonly labels: readonly string[];
  readonly points: readonly ChartPoint[];
  readonly size: PlotSize;
}

/** What a point holds for Recharts: null where a line has no value. */
interface Datum {
  readonly x: number;
  readonly values: readonly (number | null)[];
}

// Recharts draws once more for each part that gets other objects than before: what stays the same is made once.
const MARGIN = { top: LINES_ROOM.top, right: LINES_ROOM.right, bottom: LINES_ROOM.bottom, left: LINES_ROOM.left };
const STEPS_DOMAIN: ["dataMin", "dataMax"] = ["dataMin", "dataMax"];
const VALUE_KEYS = Array.from({ length: MOST_LINES }, (_, index) => (datum: Datum) => datum.values[index]);
const TOOLTIP_STYLE = {
  background: "var(--color-surface)",
  border: "1px solid var(--color-border)",
  borderRadius: "var(--radius-s)",
  fontSize: "var(--text-xs)",
};

/** Lines over steps, at most a few hundred points. */
export const LinesChart = memo(function LinesChart({ title, labels, points, size, ...look }: LinesChartProps) {
  const { scale } = look;
  const data: readonly Datum[] = points.map(({ x, values }) => ({
    x,
    values: values.map((value) => drawable(value, scale)),
  }));
  const { ends, ticks, format } = valuesAxis(points, look);
  const behind = look.isSmoothed ? labels.map((_, index) => index) : [];
  return (
    <LineChart width={size.width} height={size.height} data={data} title={title} margin={MARGIN}>
      <CartesianGrid stroke="var(--color-border)" vertical={false} />
      <XAxis
        dataKey="x"
        type="number"
        domain={STEPS_DOMAIN}
        ticks={stepTicks(points)}
        niceTicks="none"
        interval={0}
        stroke="var(--color-quiet)"
        tick={stepTick}
      />
      <YAxis
        scale={scale}
        domain={[...ends]}
        allowDataOverflow={scale === "log"}
        ticks={ticks}
        niceTicks="none"
        interval={0}
        width={LINES_ROOM.values}
        stroke="var(--color-quiet)"
        tick={(props) => valueTick(props, format)}
      />
      <Tooltip
        isAnimationActive={false}
        formatter={(value) => (typeof value === "number" ? formatNumber(value) : String(value))}
        labelFormatter={(step) => chartText("step", { step: String(step) })}
        contentStyle={TOOLTIP_STYLE}
      />
      {behind.map((index) => (
        <Line
          key={-1 - index}
          dataKey={(datum: Datum) => datum.values[labels.length + index]}
          stroke={lineStyle(index).colour}
          strokeDasharray={lineStyle(index).dash}
          strokeOpacity={PALE}
          strokeWidth={2}
          dot={false}
          activeDot={false}
          tooltipType="none"
          connectNulls
          isAnimationActive={false}
        />
      ))}
      {labels.map((label, index) => {
        const { colour, dash } = lineStyle(index);
        return (
          <Line
            key={label}
            name={label}
            dataKey={VALUE_KEYS[index]}
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
  );
});

// Recharts' own texts measure their words each time, to break lines; all ticks are shown.

const stepTick = ({ x, y, payload, className }: XAxisTickContentProps) => (
  <text x={x} y={y} dy="0.71em" textAnchor="middle" fontSize={12} className={className}>
    {formatCount(Number(payload.value))}
  </text>
);

const valueTick = ({ x, y, payload, className }: YAxisTickContentProps, format: (value: number) => string) => (
  <text x={x} y={y} dy="0.355em" textAnchor="end" fontSize={12} className={className}>
    {format(Number(payload.value))}
  </text>
);
