import type { ReactNode } from "react";
import { Bar, BarChart, CartesianGrid, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatNumber } from "../../../base/numbers.ts";
import { diagnosticsText } from "../../../base/texts/studio/diagnostics.ts";
import type { NumberDiagnostics } from "../../../training/diagnostics/diagnostics.ts";
import { ticksWithin } from "../../ui/axis-ticks.ts";
import { lineStyle } from "../../ui/line-styles.ts";
import { FigureCard } from "./figure-card.tsx";
import { XyChart, type XyPoint } from "./xy-chart.tsx";

interface NumberChartsOptions {
  readonly own: NumberDiagnostics;
  readonly nRows: number;
  readonly unit: string;
}

const TICKS = 6;

/** How predicted numbers lie beside the actual ones. */
export function numberCharts({ own, nRows, unit }: NumberChartsOptions): readonly ReactNode[] {
  return [
    <Picture key="picture" picture={own.picture} nRows={nRows} unit={unit} />,
    <Residuals key="residuals" residuals={own.residuals} unit={unit} />,
    <ByPrediction key="byPrediction" bins={own.byPrediction} unit={unit} />,
    <p key="within" className="card diagnostic">
      {diagnosticsText("within", { shares: own.within, unit })}
    </p>,
  ];
}

function Picture({ picture, nRows, unit }: { picture: NumberDiagnostics["picture"]; nRows: number; unit: string }) {
  const { low, high, nCells, cells, nOutside } = picture;
  const axes = { x: diagnosticsText("actual", { unit }), y: diagnosticsText("predicted", { unit }) };
  const middle = (step: number) => low + ((step + 0.5) / nCells) * (high - low);
  const counted = Array.from({ length: cells.length / 3 }, (_, cell) => ({
    x: middle(cells[3 * cell]),
    y: middle(cells[3 * cell + 1]),
    count: cells[3 * cell + 2],
  }));
  const most = Math.log1p(counted.reduce((max, { count }) => Math.max(max, count), 1));
  const points: XyPoint[] = counted.map(({ x, y, count }) => ({ x, y, fullness: Math.log1p(count) / most }));
  const ends = [low, high] as const;
  return (
    <FigureCard
      chart="picture"
      summary={diagnosticsText("pictureSummary", { nRows, nOutside })}
      columns={[axes.x, axes.y, diagnosticsText("rows")]}
      rows={counted.map(({ x, y, count }) => [x, y, count])}
      legend={{ names: [], ideal: diagnosticsText("idealNumbers") }}
    >
      <XyChart
        title={diagnosticsText("title", { chart: "picture" })}
        axes={axes}
        x={ends}
        y={ends}
        series={[{ name: diagnosticsText("rows"), points, drawn: "squares" }]}
        ideal={[
          { x: low, y: low },
          { x: high, y: high },
        ]}
        nCells={nCells}
      />
    </FigureCard>
  );
}

function Residuals({ residuals, unit }: { residuals: NumberDiagnostics["residuals"]; unit: string }) {
  const { low, high, counts, nBelow, nAbove } = residuals;
  const width = (high - low) / counts.length;
  const bins = counts.map((count, bin) => ({ x: low + (bin + 0.5) * width, count }));
  const { colour } = lineStyle(0);
  return (
    <FigureCard
      chart="residuals"
      summary={diagnosticsText("residualSummary", { nBelow, nAbove })}
      columns={[diagnosticsText("low"), diagnosticsText("high"), diagnosticsText("rows")]}
      rows={counts.map((count, bin) => [low + bin * width, low + (bin + 1) * width, count])}
    >
      <ResponsiveContainer width="100%" height={260}>
        <BarChart
          data={bins}
          title={diagnosticsText("title", { chart: "residuals" })}
          margin={{ top: 8, right: 16, bottom: 20, left: 8 }}
          barCategoryGap={1}
        >
          <CartesianGrid stroke="var(--color-border)" vertical={false} />
          <XAxis
            dataKey="x"
            type="number"
            domain={[low, high]}
            ticks={ticksWithin(low, high, TICKS)}
            niceTicks="none"
            tickFormatter={formatNumber}
            stroke="var(--color-quiet)"
            fontSize={12}
            label={{
              ...{ value: diagnosticsText("residual", { unit }), position: "insideBottom", offset: -12 },
              ...{ fill: "var(--color-quiet)", fontSize: 12 },
            }}
          />
          <YAxis stroke="var(--color-quiet)" fontSize={12} width={52} allowDecimals={false} />
          <ReferenceLine x={0} stroke="var(--color-quiet)" strokeDasharray="2 3" />
          <Tooltip
            isAnimationActive={false}
            cursor={false}
            labelFormatter={(x) => formatNumber(Number(x))}
            contentStyle={{ background: "var(--color-surface)", border: "1px solid var(--color-border)" }}
          />
          <Bar dataKey="count" name={diagnosticsText("rows")} fill={colour} isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </FigureCard>
  );
}

function ByPrediction({ bins, unit }: { bins: NumberDiagnostics["byPrediction"]; unit: string }) {
  const { predicted, nRows, low, median, high } = bins;
  const axes = { x: diagnosticsText("predicted", { unit }), y: diagnosticsText("residual", { unit }) };
  const points: XyPoint[] = predicted.map((x, bin) => ({
    ...{ x, y: median[bin] },
    reach: [median[bin] - low[bin], high[bin] - median[bin]],
  }));
  return (
    <FigureCard
      chart="byPrediction"
      summary={diagnosticsText("byPredictionSummary")}
      columns={[axes.x, diagnosticsText("rows"), diagnosticsText("low"), axes.y, diagnosticsText("high")]}
      rows={predicted.map((x, bin) => [x, nRows[bin], low[bin], median[bin], high[bin]])}
    >
      <XyChart
        title={diagnosticsText("title", { chart: "byPrediction" })}
        axes={axes}
        x={around(predicted)}
        y={around([0, ...low, ...high])}
        series={[{ name: axes.y, points, drawn: "dots" }]}
        ideal={[
          { x: around(predicted)[0], y: 0 },
          { x: around(predicted)[1], y: 0 },
        ]}
      />
    </FigureCard>
  );
}

/** The ends of an axis on which all values have some air. */
function around(values: readonly number[]): readonly [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const air = (high - low) * 0.08 || 1;
  return [low - air, high + air];
}
