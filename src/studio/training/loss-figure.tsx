import { useId, useState } from "react";
import { formatScore } from "../../base/numbers.ts";
import { chartText } from "../../base/texts/studio/training.ts";
import { BEATS } from "../session/beats.ts";
import type { LiveSeries, LossPoint } from "../session/live-series.ts";
import { useLive, useLiveValue } from "../session/use-live.ts";
import { bucketPoints } from "./bucket-points.ts";
import { ChartHead } from "./chart-head.tsx";
import type { LineScale } from "./line-axes.ts";
import { linesPicture } from "./lines-picture.ts";
import { LiveChart, MOST_CHART_POINTS, useChartCode } from "./live-chart.tsx";
import { LiveText } from "./live-text.tsx";
import { smoothed, useSmoothing } from "./smoothing.ts";
import { SmoothingField } from "./smoothing-field.tsx";

const TABLE_ROWS = 25;

/** Training and validation loss of the soft phase, as they fall. */
export function LossFigure({ live }: { readonly live: LiveSeries }) {
  useChartCode();
  const titleId = useId();
  const [scale, setScale] = useState<LineScale>("linear");
  const [isTable, setIsTable] = useState(false);
  const weight = useSmoothing((state) => state.weight);
  const state = useLiveValue(live, BEATS.loss, () =>
    live.losses.length > 0 ? "lines" : live.hasDiverged ? "diverged" : "none",
  );
  return (
    <figure className="chart" aria-labelledby={titleId}>
      <ChartHead
        chart="loss"
        titleId={titleId}
        toggle={{
          label: chartText("logarithmic"),
          isOn: scale === "log",
          onChange: (isOn) => setScale(isOn ? "log" : "linear"),
        }}
        isTable={isTable}
        onTable={setIsTable}
        isEmpty={state !== "lines"}
        toRows={() => lossRows(live.losses)}
        picture={() =>
          linesPicture({
            ...{ title: chartText("lossLines"), caption: summary(live.losses) },
            ...{ values: chartText("title", { chart: "loss" }), scale, isSmoothed: weight > 0 },
            labels: [chartText("training"), chartText("validation")],
            points: lossPoints(live.losses, weight),
          })
        }
      >
        <SmoothingField />
      </ChartHead>
      {state !== "lines" ? (
        <p className="chart__empty">{chartText(state === "diverged" ? "diverged" : "noLoss")}</p>
      ) : isTable ? (
        <LossTable live={live} />
      ) : (
        <LiveChart
          live={live}
          beat={BEATS.loss}
          title={chartText("lossLines")}
          scale={scale}
          isSmoothed={weight > 0}
          read={() => lossPoints(live.losses, weight)}
          lines={[
            { label: chartText("training"), detail: () => formatScore(live.losses.at(-1)?.train) },
            { label: chartText("validation"), detail: () => formatScore(live.losses.at(-1)?.validation) },
          ]}
        />
      )}
      <figcaption className="chart__summary">
        <LiveText live={live} beat={BEATS.loss} read={() => summary(live.losses)} />
      </figcaption>
    </figure>
  );
}

/** The lines as they are, behind their smoothed ones where they are smoothed. */
function lossPoints(losses: readonly LossPoint[], weight: number) {
  const lines = [losses.map(({ train }) => train), losses.map(({ validation }) => validation)];
  return bucketPoints(
    losses.map(({ step }) => step),
    weight === 0 ? lines : [...lines.map((line) => smoothed(line, weight)), ...lines],
    MOST_CHART_POINTS,
  );
}

function summary(losses: readonly LossPoint[]): string {
  const last = losses.at(-1);
  const best = bestOf(losses);
  return last === undefined ? "" : chartText("summary", { last, ...(best ? { best } : {}) });
}

function LossTable({ live }: { readonly live: LiveSeries }) {
  useLive(live, BEATS.loss);
  const { losses } = live;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="chart__table" aria-label={chartText("lossScrollable")} tabIndex={0}>
      <table className="table">
        <caption className="chart__caption">
          {chartText("lossCaption", { shown: Math.min(TABLE_ROWS, losses.length), total: losses.length })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{chartText("stepHead")}</th>
            <th scope="col">{chartText("trainingLoss")}</th>
            <th scope="col">{chartText("validationLoss")}</th>
          </tr>
        </thead>
        <tbody>
          {losses
            .slice(-TABLE_ROWS)
            .reverse()
            .map(({ step, train, validation }) => (
              <tr key={step}>
                <th scope="row">{step}</th>
                <td>{formatScore(train)}</td>
                <td>{formatScore(validation)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}

function bestOf(losses: readonly LossPoint[]): LossPoint | undefined {
  let best: LossPoint | undefined;
  for (const point of losses) {
    if (Number.isFinite(point.validation) && (best === undefined || point.validation < best.validation)) best = point;
  }
  return best;
}

const lossRows = (losses: readonly LossPoint[]) => [
  ["step", "train", "validation"],
  ...losses.map(({ step, train, validation }) => [step, train, validation]),
];
