import type { ReactNode } from "react";
import { type DiagnosticChart, diagnosticsText } from "../../../base/texts/studio/diagnostics.ts";
import {
  type CurvePoint,
  calibrationError,
  outcomesOf,
  precisionRecallCurve,
  rocCurve,
  shareInterval,
} from "../../../training/diagnostics/curves.ts";
import type { ScoreSteps } from "../../../training/diagnostics/diagnostics.ts";
import { FigureCard } from "./figure-card.tsx";
import { XyChart, type XyPoint, type XySeries } from "./xy-chart.tsx";

interface ClassChartsOptions {
  readonly label: string;
  readonly own: ScoreSteps;
  readonly other: ScoreSteps | undefined;
  readonly names: readonly [string, string];
}

const UNIT = [0, 1] as const;
const ORIGIN = { x: 0, y: 0 };
const CORNER = { x: 1, y: 1 };

/** Curves of one class against all others. */
export function classCharts({ label, own, other, names }: ClassChartsOptions): readonly ReactNode[] {
  const both = [{ name: names[0], steps: own }, ...(other ? [{ name: names[1], steps: other }] : [])];
  const seriesOf = (curve: (steps: ScoreSteps) => readonly CurvePoint[]): readonly XySeries[] =>
    both.map(({ name, steps }) => ({ name, points: curve(steps), drawn: "line" }));
  const roc = seriesOf((steps) => rocCurve(outcomesOf(steps)));
  const precision = seriesOf((steps) => precisionRecallCurve(outcomesOf(steps)));
  // Bars of both would hide each other.
  const calibration: readonly XySeries[] = both.map(({ name, steps }) =>
    steps === own
      ? { name, points: calibrationPoints(steps), drawn: "line-and-dots" }
      : { name, points: calibrationPoints(steps).map(({ x, y }) => ({ x, y })), drawn: "line" },
  );
  const [nHits, nOthers] = [own.hits, own.others].map((counts) => counts.reduce((sum, count) => sum + count, 0));
  const rate = nHits / (nHits + nOthers);
  return [
    <CurveFigure
      key="roc"
      chart="roc"
      axes={{ x: diagnosticsText("rocX"), y: diagnosticsText("rocY") }}
      series={roc}
      ideal={[ORIGIN, CORNER]}
      idealWords={diagnosticsText("ideal")}
      summary={diagnosticsText("rocSummary", { label, own: own.rocAuc, other: other?.rocAuc })}
    />,
    <CurveFigure
      key="precisionRecall"
      chart="precisionRecall"
      axes={{ x: diagnosticsText("precisionX"), y: diagnosticsText("precisionY") }}
      series={precision}
      ideal={[
        { x: 0, y: rate },
        { x: 1, y: rate },
      ]}
      idealWords={diagnosticsText("ideal")}
      summary={diagnosticsText("precisionSummary", {
        ...{ label, rate },
        ...{ own: own.averagePrecision, other: other?.averagePrecision },
      })}
    />,
    <CurveFigure
      key="calibration"
      chart="calibration"
      axes={{ x: diagnosticsText("calibrationX"), y: diagnosticsText("calibrationY") }}
      series={calibration}
      ideal={[ORIGIN, CORNER]}
      idealWords={diagnosticsText("idealCalibration")}
      summary={diagnosticsText("calibrationSummary", {
        ...{ label, own: calibrationError(own) },
        other: other && calibrationError(other),
      })}
    />,
  ];
}

function calibrationPoints({ calibration: { nRows, said, found } }: ScoreSteps): readonly XyPoint[] {
  return nRows.map((n, bin) => {
    const [low, high] = shareInterval(found[bin], n);
    return { x: said[bin], y: found[bin], reach: [Math.max(0, found[bin] - low), Math.max(0, high - found[bin])] };
  });
}

interface CurveFigureProps {
  readonly chart: DiagnosticChart;
  readonly axes: { readonly x: string; readonly y: string };
  readonly series: readonly XySeries[];
  readonly ideal: readonly [XyPoint, XyPoint];
  readonly idealWords: string;
  readonly summary: string;
}

function CurveFigure({ chart, axes, series, ideal, idealWords, summary }: CurveFigureProps) {
  const rows = series.flatMap(({ name, points }) => points.map(({ x, y }) => [name, x, y] as const));
  return (
    <FigureCard
      chart={chart}
      summary={summary}
      columns={[diagnosticsText("series"), axes.x, axes.y]}
      rows={rows}
      {...(rows.length > 0 ? { legend: { names: series.map(({ name }) => name), ideal: idealWords } } : {})}
    >
      {rows.length === 0 ? (
        <p className="hint">{diagnosticsText("oneKind")}</p>
      ) : (
        <XyChart title={diagnosticsText("title", { chart })} {...{ axes, series, ideal, x: UNIT, y: UNIT }} />
      )}
    </FigureCard>
  );
}
