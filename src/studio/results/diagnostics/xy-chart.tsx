import { memo } from "react";
import {
  CartesianGrid,
  ErrorBar,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { formatNumber } from "../../../base/numbers.ts";
import { ticksWithin } from "../../ui/axis-ticks.ts";
import { lineStyle } from "../../ui/line-styles.ts";

export interface XyPoint {
  readonly x: number;
  readonly y: number;
  /** How far it may truly lie below and above. */
  readonly reach?: readonly [below: number, above: number];
  /** How full it is, 0 … 1. */
  readonly fullness?: number;
}

export interface XySeries {
  readonly name: string;
  readonly points: readonly XyPoint[];
  /** squares: of a picture in cells, as wide as one of them. */
  readonly drawn: "line" | "line-and-dots" | "dots" | "squares";
}

interface XyChartProps {
  readonly title: string;
  readonly axes: { readonly x: string; readonly y: string };
  /** Ends of the axes. */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly series: readonly XySeries[];
  /** How it would be ideally, or by guessing: a dotted line between two points. */
  readonly ideal?: readonly [XyPoint, XyPoint];
  readonly nCells?: number;
}

const HEIGHT = 260;
const TICKS = 5;
const MARGIN = { top: 8, right: 16, bottom: 20, left: 8 };
const TOOLTIP_STYLE = {
  background: "var(--color-surface)",
  border: "1px solid var(--color-border)",
  borderRadius: "var(--radius-s)",
  fontSize: "var(--text-xs)",
};
/** Pixels beside the numbers of an axis, for its name and a tick; and of one digit. */
const [ROOM_OF_NAME, CHARACTER] = [30, 7];
const LABEL = { fill: "var(--color-quiet)", fontSize: 12 };

/** Points and lines on two axes of numbers. Drawn once: of a finished run, nothing moves. */
export const XyChart = memo(function XyChart({ title, axes, x, y, series, ideal, nCells = 0 }: XyChartProps) {
  const yTicks = ticksWithin(...y, TICKS);
  const axis = {
    type: "number" as const,
    niceTicks: "none" as const,
    stroke: "var(--color-quiet)",
    fontSize: 12,
    allowDataOverflow: true,
  };
  return (
    <ResponsiveContainer width="100%" height={HEIGHT}>
      <ScatterChart title={title} margin={MARGIN}>
        <CartesianGrid stroke="var(--color-border)" />
        <XAxis
          {...axis}
          dataKey="x"
          name={axes.x}
          domain={[...x]}
          ticks={ticksWithin(...x, TICKS)}
          tickFormatter={formatNumber}
          label={{ value: axes.x, position: "insideBottom", offset: -12, ...LABEL }}
        />
        <YAxis
          {...axis}
          dataKey="y"
          name={axes.y}
          domain={[...y]}
          ticks={yTicks}
          tickFormatter={formatNumber}
          width={ROOM_OF_NAME + CHARACTER * Math.max(...yTicks.map((tick) => formatNumber(tick).length))}
          label={{ value: axes.y, angle: -90, position: "insideLeft", style: { textAnchor: "middle" }, ...LABEL }}
        />
        {ideal ? (
          <ReferenceLine segment={[...ideal]} stroke="var(--color-quiet)" strokeDasharray="2 3" ifOverflow="hidden" />
        ) : null}
        <Tooltip
          isAnimationActive={false}
          contentStyle={TOOLTIP_STYLE}
          formatter={(value) => formatNumber(Number(value))}
        />
        {series.map((one, index) => (
          <Series key={one.name} {...one} index={index} nCells={nCells} />
        ))}
      </ScatterChart>
    </ResponsiveContainer>
  );
});

// Recharts reads series from its children by what they are called: this one is called as a function, not as a component.
function Series({
  name,
  points,
  drawn,
  index,
  nCells,
}: XySeries & { readonly index: number; readonly nCells: number }) {
  const { colour, dash } = lineStyle(index);
  const isLine = drawn === "line" || drawn === "line-and-dots";
  const size = nCells > 0 ? Math.max(2.5, (HEIGHT - 60) / nCells) : 0;
  return (
    <Scatter
      name={name}
      data={[...points]}
      fill={colour}
      isAnimationActive={false}
      line={isLine ? { stroke: colour, strokeWidth: 2, strokeDasharray: dash } : false}
      shape={(point: { cx?: number; cy?: number; payload?: XyPoint }) => {
        const { cx = 0, cy = 0, payload } = point;
        if (drawn === "line") return <g />;
        if (drawn !== "squares") return <circle cx={cx} cy={cy} r={4} fill={colour} />;
        const opacity = 0.25 + 0.75 * (payload?.fullness ?? 1);
        return (
          <rect x={cx - size / 2} y={cy - size / 2} width={size} height={size} fill={colour} fillOpacity={opacity} />
        );
      }}
    >
      {points.some(({ reach }) => reach) ? (
        <ErrorBar dataKey="reach" direction="y" stroke={colour} strokeWidth={1.5} width={5} isAnimationActive={false} />
      ) : null}
    </Scatter>
  );
}
