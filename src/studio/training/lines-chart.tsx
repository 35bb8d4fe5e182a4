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
import { formatCount, formatFixed, formatNumber } from "../../base/numbers.ts";
import { chartText } from "../../base/texts/studio/training.ts";
import { logTicks, ticksAround, ticksWithin } from "../ui/axis-ticks.ts";
import { lineStyle, MOST_LINES } from "../ui/line-styles.ts";
import type { ChartPoint } from "./bucket-points.ts";

export interface LinesChartProps {
  readonly title: string;
  readonly labels: readonly string[];
  readonly points: readonly ChartPoint[];
  readonly scale: "linear" | "log";
  /** Fixed ends of the y axis; absent: as the values are. */
  readonly domain?: readonly [number, number];
  /** Of the drawing, in CSS pixels, above 0. */
  readonly size: { readonly width: number; readonly height: number };
  /** Else new points can wait: drawing them costs more than all else that is live. */
  readonly isAwaited: boolean;
}

/** What a point holds for Recharts: null where a line has no value. */
interface Datum {
  readonly x: number;
  readonly values: readonly (number | null)[];
}

const MOST_TICKS = 5;
const MOST_LOG_TICKS = 8;

// Recharts draws once more for each part that gets other objects than before: what stays the same is made once.
// On the right half of the last step fits, up to "100,000".
const MARGIN = { top: 8, right: 24, bottom: 4, left: 0 };
const STEPS_DOMAIN: ["dataMin", "dataMax"] = ["dataMin", "dataMax"];
const VALUE_KEYS = Array.from({ length: MOST_LINES }, (_, index) => (datum: Datum) => datum.values[index]);
const TOOLTIP_STYLE = {
  background: "var(--color-surface)",
  border: "1px solid var(--color-border)",
  borderRadius: "var(--radius-s)",
  fontSize: "var(--text-xs)",
};

/** Lines over steps. At most a few hundred points: every update is drawn anew, without animation. */
export const LinesChart = memo(function LinesChart({ title, labels, points, scale, domain, size }: LinesChartProps) {
  const data: readonly Datum[] = points.map(({ x, values }) => ({
    x,
    // A logarithmic axis has no place for zero or less.
    values: values.map((value) => (value === undefined || (scale === "log" && value <= 0) ? null : value)),
  }));
  const [low, high] = domain ?? endsOf(data);
  return (
    <LineChart width={size.width} height={size.height} data={data} title={title} margin={MARGIN}>
      <CartesianGrid stroke="var(--color-border)" vertical={false} />
      <StepsAxis
        ticks={ticksWithin(data[0]?.x ?? 0, data.at(-1)?.x ?? 0, MOST_TICKS).filter((step) => Number.isInteger(step))}
      />
      {scale === "log" ? (
        <LogAxis ticks={logTicks(low, high, MOST_LOG_TICKS)} />
      ) : (
        <ValuesAxis ticks={ticksAround(low, high, MOST_TICKS)} />
      )}
      <ValuesOfStep />
      {labels.map((label, index) => (
        <LabelledLine key={label} label={label} index={index} />
      ))}
    </LineChart>
  );
}, canWait);

function canWait(before: LinesChartProps, after: LinesChartProps): boolean {
  const isSame = before.scale === after.scale && before.size === after.size;
  return !after.isAwaited && isSame && before.labels.join() === after.labels.join();
}

interface AxisProps {
  readonly ticks: number[];
}

// All ticks are shown: to leave out those without room, Recharts measures every one of them, each time.

const StepsAxis = memo(function StepsAxis({ ticks }: AxisProps) {
  return (
    <XAxis
      dataKey="x"
      type="number"
      domain={STEPS_DOMAIN}
      ticks={ticks}
      niceTicks="none"
      interval={0}
      stroke="var(--color-quiet)"
      tick={stepTick}
    />
  );
}, haveSameTicks);

const ValuesAxis = memo(function ValuesAxis({ ticks }: AxisProps) {
  const digits = Math.max(0, -Math.floor(Math.log10(ticks[1] - ticks[0])));
  return (
    <YAxis
      domain={[ticks[0], ticks[ticks.length - 1]]}
      ticks={ticks}
      niceTicks="none"
      interval={0}
      width={52}
      stroke="var(--color-quiet)"
      tick={(props) => valueTick(props, (value) => (digits <= 4 ? formatFixed(value, digits) : formatNumber(value)))}
    />
  );
}, haveSameTicks);

const LogAxis = memo(function LogAxis({ ticks }: AxisProps) {
  return (
    <YAxis
      scale="log"
      domain={["auto", "auto"]}
      allowDataOverflow
      ticks={ticks}
      interval={0}
      width={52}
      stroke="var(--color-quiet)"
      tick={(props) => valueTick(props, formatNumber)}
    />
  );
}, haveSameTicks);

function haveSameTicks(before: AxisProps, after: AxisProps): boolean {
  return before.ticks.join() === after.ticks.join();
}

const ValuesOfStep = memo(function ValuesOfStep() {
  return (
    <Tooltip
      isAnimationActive={false}
      formatter={(value) => (typeof value === "number" ? formatNumber(value) : String(value))}
      labelFormatter={(step) => chartText("step", { step: String(step) })}
      contentStyle={TOOLTIP_STYLE}
    />
  );
});

const LabelledLine = memo(function LabelledLine({ label, index }: { readonly label: string; readonly index: number }) {
  const { colour, dash } = lineStyle(index);
  return (
    <Line
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
});

// Recharts' own texts measure their words each time, to break lines.

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

/** The least and the greatest value; some where there is none. */
function endsOf(data: readonly Datum[]): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { values } of data) {
    for (const value of values) {
      if (value === null) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low <= high ? [low, high] : [0.1, 1];
}
