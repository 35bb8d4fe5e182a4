import { Fragment, type ReactNode, useId, useState } from "react";
import { metricsText } from "../../base/texts/studio/results.ts";
import { predictionIntervalText } from "../../base/texts/training.ts";
import { capitalised } from "../../base/words.ts";
import type { Split } from "../../table/types.ts";
import type { MetricName } from "../../training/metric-evaluators.ts";
import { type Metrics, metricExplanation, metricLabel, metricLabels } from "../../training/metrics.ts";
import { namingOf, STAGE_ROWS, type Stage, stageExplanation, stageTitle } from "../../training/phases.ts";
import type { TrainingReport } from "../../training/types.ts";
import { formatMetric } from "../ui/format.ts";
import { SelectField } from "../ui/select-field.tsx";
import { memberRows } from "./members.ts";
import { bestStages, isClearlyBest } from "./stages.ts";

const SPLITS = ["test", "validation", "train"] as const satisfies readonly Split[];

/** What is deployed and what it is compared with, in this order; all others are shown on demand. */
const MAIN: readonly Stage[] = ["tuned", "fixed", "baseline", "constant"];

/** Rows that stand there before anything was trained, beside these. */
const OTHERS_EMPTY: ReadonlySet<Stage> = new Set(["soft", "learned"]);

const MAIN_ROWS = MAIN.flatMap((id) => STAGE_ROWS.filter((row) => row.id === id));
const OTHER_ROWS = STAGE_ROWS.filter(({ id }) => !MAIN.includes(id));

/** Metrics of a model of one's own on the test rows. */
export interface OwnMetrics {
  readonly name: string;
  readonly values: Metrics;
}

/** What is deployed, beside its opponents: a model of one's own, fixed pipelines and the constant guess. */
export function MetricsTable({
  report,
  own,
  badge,
}: {
  readonly report: TrainingReport | undefined;
  readonly own?: OwnMetrics | undefined;
  /** Of which run it is, where that is not plain. */
  readonly badge?: ReactNode;
}) {
  const [split, setSplit] = useState<Split>("test");
  const hintId = useId();
  const metrics: readonly MetricName[] = report?.leading ?? ["accuracy", "logLoss"];
  const nRows = report?.rows[split];
  const nFolds = report?.members && memberRows({ members: report.members }).nFolds;
  const naming = namingOf(report);
  const [isAll, setAll] = useState(false);
  const isThere = ({ id }: (typeof STAGE_ROWS)[number]) =>
    report ? SPLITS.some((one) => report.metrics[one][id]) : MAIN.includes(id) || OTHERS_EMPTY.has(id);
  const others = OTHER_ROWS.filter(isThere);
  const rows = [...MAIN_ROWS.filter(isThere), ...(isAll ? others : [])];
  const inSight = rows.map(({ id }) => id);
  return (
    <div className="metrics">
      <div className="metrics__head">
        <div className="row">
          <h3>{metricsText("heading")}</h3>
          {badge}
        </div>
        <SelectField
          className="row"
          selectClass="metrics__split"
          label={metricsText("measuredOn")}
          value={split}
          options={SPLITS.map((one) => ({ value: one, label: metricsText("split", { split: one }) }))}
          isDisabled={!report}
          describedBy={hintId}
          onChange={setSplit}
        />
        <p id={hintId} className="hint metrics__hint">
          {metricsText("splitHint", { split, nRows, nFolds })}
        </p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className="scroll-box" aria-label={metricsText("scrollable")} tabIndex={0}>
        <table className="table metrics__table" aria-label={metricsText("title")}>
          <caption className="visually-hidden">{metricsText("caption", { split })}</caption>
          <thead>
            <tr>
              <th scope="col">{metricsText("pipeline")}</th>
              {metrics.map((metric) => (
                <th scope="col" key={metric} className="number" title={metricExplanation(metric)}>
                  {headOf(metric, report?.unit)}
                  <span className="metrics__direction">{metricsText("better", metricLabels[metric])}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Fragment key={row.id}>
                <tr className={row.id === "tuned" ? "metrics__deployed" : undefined}>
                  <th scope="row">
                    {stageTitle(row, naming)}
                    <span className="metrics__direction">{stageExplanation(row, naming)}</span>
                  </th>
                  {metrics.map((metric) => {
                    const value = report?.metrics[split]?.[row.id]?.[metric];
                    const isBest = report !== undefined && bestStages(report, split, metric, inSight).has(row.id);
                    const isClear = isBest && isClearlyBest(report, { split, metric, stage: row.id });
                    return (
                      <td
                        key={metric}
                        className={isBest ? "number metrics__best" : "number"}
                        data-metric={nameOnCard(metric, report?.unit)}
                      >
                        {isClear ? <span className="badge badge--good">{metricsText("best")}</span> : null}
                        {formatMetric(metric, value)}
                      </td>
                    );
                  })}
                </tr>
                {row.id === "tuned" && own && split === "test" ? (
                  <OwnRow own={own} metrics={metrics} unit={report?.unit} />
                ) : null}
              </Fragment>
            ))}
          </tbody>
        </table>
      </section>
      {report?.interval ? (
        <p className="hint">{predictionIntervalText("told", { ...report.interval, unit: report.unit ?? "" })}</p>
      ) : null}
      {others.length > 0 ? (
        <div className="row">
          <button type="button" className="button button--small" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
            {isAll
              ? metricsText("less")
              : metricsText("more", { titles: others.map((row) => stageTitle(row, naming)) })}
          </button>
        </div>
      ) : null}
    </div>
  );
}

interface OwnRowProps {
  readonly own: OwnMetrics;
  readonly metrics: readonly MetricName[];
  readonly unit: string | undefined;
}

function OwnRow({ own, metrics, unit }: OwnRowProps) {
  return (
    <tr>
      <th scope="row">
        {own.name}
        <span className="metrics__direction">{metricsText("own")}</span>
      </th>
      {metrics.map((metric) => (
        <td key={metric} className="number" data-metric={nameOnCard(metric, unit)}>
          {formatMetric(metric, own.values[metric])}
        </td>
      ))}
    </tr>
  );
}

/** Where a row is a card, since there is no room for the head. */
const nameOnCard = (metric: MetricName, unit: string | undefined) =>
  `${headOf(metric, unit)} ${metricLabels[metric].better === "higher" ? "↑" : "↓"}`;

/** A metric as the head of a column, in the unit that its numbers have. */
export function headOf(metric: MetricName, unit: string | undefined): string {
  const label = capitalised(metricLabel(metric));
  const hasUnit = unit !== undefined && metricLabels[metric].unit === "target";
  return hasUnit ? metricsText("metricIn", { metric: label, unit }) : label;
}
