import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { Dependence } from "../../../app/dependence.ts";
import { formatNumber } from "../../../base/numbers.ts";
import { dependenceText, diagnosticsText } from "../../../base/texts/studio/diagnostics.ts";
import { ticksWithin } from "../../ui/axis-ticks.ts";
import "./diagnostics.css";
import { FigureCard } from "./figure-card.tsx";

interface DependenceChartProps {
  readonly column: string;
  readonly points: Extract<Dependence["points"], { readonly kind: "numbers" }>;
  readonly curve: Dependence["curves"][number];
  /** What is predicted, in words. */
  readonly said: string;
  readonly summary: string;
}

const HEIGHT = 280;
const TICKS = 6;

/** The mean prediction along a column of numbers, with the band that four of five rows lie in. */
export function DependenceChart({ column, points: { values, tenths }, curve, said, summary }: DependenceChartProps) {
  const data = values.map((value, index) => ({
    x: value,
    mean: curve.mean[index],
    band: [curve.low[index], curve.high[index]],
  }));
  const [from, to] = [values[0], values[values.length - 1]];
  const [low, high] = [Math.min(...curve.low), Math.max(...curve.high)];
  const air = 0.05 * (high - low) || 0.5;
  const axis = { type: "number" as const, niceTicks: "none" as const, stroke: "var(--color-quiet)", fontSize: 12 };
  const label = { fill: "var(--color-quiet)", fontSize: 12 };
  return (
    <FigureCard
      chart="dependence"
      name={column}
      summary={summary}
      columns={[column, dependenceText("mean"), dependenceText("low"), dependenceText("high")]}
      rows={data.map(({ x, mean, band }) => [x, mean, ...band])}
      legend={{ names: [dependenceText("mean")], ideal: `${dependenceText("bandWords")} ${dependenceText("tenths")}` }}
    >
      <ResponsiveContainer width="100%" height={HEIGHT}>
        <ComposedChart
          data={data}
          title={diagnosticsText("title", { chart: "dependence" })}
          margin={{ top: 8, right: 16, bottom: 20, left: 8 }}
        >
          <CartesianGrid stroke="var(--color-border)" />
          <XAxis
            {...axis}
            dataKey="x"
            domain={[from, to]}
            ticks={ticksWithin(from, to, TICKS)}
            tickFormatter={formatNumber}
            label={{ value: column, position: "insideBottom", offset: -12, ...label }}
          />
          <YAxis
            {...axis}
            domain={[low - air, high + air]}
            ticks={ticksWithin(low - air, high + air, TICKS)}
            tickFormatter={formatNumber}
            width={64}
            allowDataOverflow
            label={{ value: said, angle: -90, position: "insideLeft", style: { textAnchor: "middle" }, ...label }}
          />
          <Tooltip
            isAnimationActive={false}
            labelFormatter={(value) => `${column} ${formatNumber(Number(value))}`}
            formatter={(value) =>
              Array.isArray(value) ? value.map(Number).map(formatNumber).join(" – ") : formatNumber(Number(value))
            }
            contentStyle={{
              background: "var(--color-surface)",
              border: "1px solid var(--color-border)",
              borderRadius: "var(--radius-s)",
              fontSize: "var(--text-xs)",
            }}
          />
          <Area
            dataKey="band"
            name={dependenceText("band")}
            stroke="none"
            fill="var(--series-1)"
            fillOpacity={0.18}
            isAnimationActive={false}
          />
          <Line
            dataKey="mean"
            name={dependenceText("mean")}
            stroke="var(--series-1)"
            strokeWidth={2}
            dot={values.length < 12}
            isAnimationActive={false}
          />
          {tenths
            .filter((value) => value >= from && value <= to)
            .map((value, index) => (
              <ReferenceLine
                key={index}
                segment={[
                  { x: value, y: low - air },
                  { x: value, y: low - 0.5 * air },
                ]}
                stroke="var(--color-quiet)"
              />
            ))}
        </ComposedChart>
      </ResponsiveContainer>
    </FigureCard>
  );
}
