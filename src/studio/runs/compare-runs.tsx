import { type ReactNode, useEffect, useId, useState } from "react";
import { formatScore, formatTaken } from "../../base/numbers.ts";
import { evidenceText, lossOf } from "../../base/texts/evidence.ts";
import { compareRunsText } from "../../base/texts/studio/runs.ts";
import { uiText } from "../../base/texts/studio/ui.ts";
import { capitalised } from "../../base/words.ts";
import type { Evidence } from "../../training/evidence/evidence.ts";
import { METRIC_NAMES } from "../../training/metric-evaluators.ts";
import { type Metrics, metricLabel } from "../../training/metrics.ts";
import { useSession } from "../session/session-store.ts";
import type { RunRecord } from "../storage/run-record.ts";
import { linesPicture } from "../training/lines-picture.ts";
import { useSmoothing } from "../training/smoothing.ts";
import { SmoothingField } from "../training/smoothing-field.tsx";
import { StillChart } from "../training/still-chart.tsx";
import { formatMetric } from "../ui/format.ts";
import { MOST_LINES } from "../ui/line-styles.ts";
import { LineSwatch } from "../ui/line-swatch.tsx";
import { SaveMenu } from "../ui/save-menu.tsx";
import { comparedCurves, smoothedHistory } from "./compared-curves.ts";
import { comparedEvidence } from "./compared-evidence.ts";
import { comparableKey } from "./run-loss.ts";
import { runName } from "./run-name.ts";
import { differingSettings } from "./run-settings.ts";

/** Two runs or more side by side: what differs, their curves, their numbers and what speaks for their parts. */
export function CompareRuns({ runs, onUntick }: Runs & { readonly onUntick: () => void }) {
  const titleId = useId();
  if (runs.length < 2) return <p className="hint">{compareRunsText("choose")}</p>;
  const isComparable = new Set(runs.map(comparableKey)).size === 1;
  return (
    <section className="card compare-runs" aria-labelledby={titleId}>
      <div className="section__head">
        <h2 id={titleId}>{compareRunsText("title", { nRuns: runs.length })}</h2>
        <button type="button" className="button button--small" onClick={onUntick}>
          {compareRunsText("untick")}
        </button>
      </div>
      {isComparable ? null : <p className="badge badge--warning">{compareRunsText("otherRows")}</p>}
      <Curves runs={runs} />
      <DifferingSettings runs={runs} />
      <ComparedMetrics runs={runs} />
      <ComparedEvidence runs={runs} />
    </section>
  );
}

interface Runs {
  readonly runs: readonly RunRecord[];
}

/** The swatch of a run's line, and its name. */
function RunHead({ run, index }: { readonly run: RunRecord; readonly index: number }) {
  return (
    <>
      {index < MOST_LINES ? <LineSwatch index={index} /> : null} {runName(run)}
    </>
  );
}

function Curves({ runs }: Runs) {
  const [isLog, setIsLog] = useState(false);
  const shown = runs.slice(0, MOST_LINES);
  const title = compareRunsText("curves");
  const scale = isLog ? "log" : "linear";
  const weight = useSmoothing((state) => state.weight);
  const histories = shown.map(({ report }) => report.history);
  const points = comparedCurves(
    weight === 0 ? histories : [...histories.map((each) => smoothedHistory(each, weight)), ...histories],
  );
  // Lines are known by their names, which need not be different.
  const labels = shown.map((run, index) => `${index + 1}. ${runName(run)}`);
  return (
    <figure className="compare-runs__curves">
      <div className="chart__head">
        <h3>{title}</h3>
        <div className="row">
          <SmoothingField />
          <button
            type="button"
            className="button button--small"
            aria-pressed={isLog}
            onClick={() => setIsLog((before) => !before)}
          >
            {compareRunsText("logarithmic")}
          </button>
        </div>
      </div>
      <div className="compare-runs__plot">
        <StillChart
          title={title}
          legend={shown.map((run, index) => ({
            label: labels[index],
            detail: formatScore(run.report.history.at(-1)?.validation),
          }))}
          points={points}
          scale={scale}
          isSmoothed={weight > 0}
          menu={
            <SaveMenu
              label={uiText("saveOf", { title })}
              file="compared-runs"
              picture={() => linesPicture({ title, values: title, labels, points, scale, isSmoothed: weight > 0 })}
              rows={() => [
                ["run", "step", "train", "validation"],
                ...runs.flatMap((run) =>
                  run.report.history.map(({ step, train, validation }) => [runName(run), step, train, validation]),
                ),
              ]}
            />
          }
        />
      </div>
      {runs.length > shown.length ? (
        <figcaption className="hint">
          {compareRunsText("mostCurves", { shown: shown.length, total: runs.length })}
        </figcaption>
      ) : null}
    </figure>
  );
}

interface Line {
  readonly key: string;
  readonly title: string;
  readonly cells: readonly ReactNode[];
}

/** A line a thing, a column a run. */
function SideBySide({
  runs,
  title,
  head,
  hint,
  lines,
  empty,
}: Runs & {
  readonly title: string;
  readonly head: string;
  readonly hint?: string;
  readonly lines: readonly Line[];
  readonly empty: string;
}) {
  return (
    <div className="stack">
      <h3>{title}</h3>
      {hint === undefined ? null : <p className="hint">{hint}</p>}
      {lines.length === 0 ? (
        <p className="hint">{empty}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        <section className="scroll-box" aria-label={compareRunsText("scrollable")} tabIndex={0}>
          <table className="table table--numbers">
            <caption className="visually-hidden">{title}</caption>
            <thead>
              <tr>
                <th scope="col">{head}</th>
                {runs.map((run, index) => (
                  <th scope="col" key={run.id}>
                    <RunHead run={run} index={index} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map(({ key, title: name, cells }) => (
                <tr key={key}>
                  <th scope="row">{name}</th>
                  {cells.map((cell, index) => (
                    <td key={runs[index].id}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}

function DifferingSettings({ runs }: Runs) {
  const lines = differingSettings(runs).map(({ key, title, values }) => ({
    key,
    title,
    cells: values.map((value) => value ?? compareRunsText("absent")),
  }));
  return (
    <SideBySide
      runs={runs}
      title={compareRunsText("differ")}
      head={compareRunsText("setting")}
      lines={lines}
      empty={compareRunsText("same")}
    />
  );
}

function ComparedMetrics({ runs }: Runs) {
  const names = [...new Set(runs.flatMap(({ report }) => metricsOf(report.metrics.validation.tuned ?? {})))];
  const metrics = names.map((metric) => ({
    key: metric,
    title: compareRunsText("heldOut", { metric: capitalised(metricLabel(metric)) }),
    cells: runs.map(({ report }) => formatMetric(metric, report.metrics.validation.tuned?.[metric])),
  }));
  const lines = [
    ...metrics,
    {
      key: "seconds",
      title: compareRunsText("seconds"),
      cells: runs.map(({ report }) => formatTaken(report.seconds)),
    },
    { key: "steps", title: compareRunsText("steps"), cells: runs.map(({ report }) => report.steps) },
  ];
  return (
    <SideBySide
      runs={runs}
      title={compareRunsText("metrics")}
      head={compareRunsText("metric")}
      lines={lines}
      empty={compareRunsText("absent")}
    />
  );
}

const metricsOf = (metrics: Metrics) => METRIC_NAMES.filter((metric) => metrics[metric] !== undefined);

/** Of each run; what stands outside of the page comes a moment later. */
function useEvidence(runs: readonly RunRecord[]): readonly (readonly Evidence[])[] {
  const [known, setKnown] = useState<ReadonlyMap<string, readonly Evidence[]>>(new Map());
  const ids = runs.map(({ id }) => id).join(" ");
  useEffect(() => {
    let isWanted = true;
    const { evidenceOf } = useSession.getState();
    const all = ids.split(" ").map(async (id) => [id, await evidenceOf(id)] as const);
    void Promise.all(all).then((found) => isWanted && setKnown(new Map(found)));
    return () => {
      isWanted = false;
    };
  }, [ids]);
  return runs.map(({ id }) => known.get(id) ?? []);
}

function ComparedEvidence({ runs }: Runs) {
  const lines = comparedEvidence(runs, useEvidence(runs)).map(({ key, title, values }) => ({
    key,
    title,
    cells: values.map((value) => (value ? compareRunsText("delta", value) : compareRunsText("absent"))),
  }));
  // Runs that are optimised for different things measure in different units.
  const measuredIn = {
    key: "loss",
    title: compareRunsText("measuredIn"),
    cells: runs.map(({ report }) => evidenceText("loss", { loss: lossOf(report) })),
  };
  return (
    <SideBySide
      runs={runs}
      title={compareRunsText("evidence")}
      head={compareRunsText("about")}
      hint={compareRunsText("evidenceHint")}
      lines={lines.length === 0 ? [] : [measuredIn, ...lines]}
      empty={compareRunsText("noEvidence")}
    />
  );
}
