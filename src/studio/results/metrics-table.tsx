import { type ReactNode, useId, useState } from "react";
import { metricsText } from "../../base/texts/studio/results.ts";
import { capitalised } from "../../base/words.ts";
import type { Split } from "../../table/types.ts";
import type { MetricName } from "../../training/metric-evaluators.ts";
import { metricExplanation, metricLabel, metricLabels } from "../../training/metrics.ts";
import { namingOf, STAGE_ROWS, type Stage, stageExplanation, stageTitle } from "../../training/phases.ts";
import type { TrainingReport } from "../../training/types.ts";
import { formatMetric } from "../ui/format.ts";
import { SelectField } from "../ui/select-field.tsx";
import { memberRows } from "./members.ts";
import { bestStages } from "./stages.ts";

const SPLITS = ["test", "validation", "train"] as const satisfies readonly Split[];

/** Rows that stand there before anything was trained. */
const SHOWN_EMPTY: ReadonlySet<Stage> = new Set(["soft", "learned", "tuned", "fixed", "baseline", "constant"]);

/** Every stage beside the plain pipeline and the constant guess. */
export function MetricsTable({
  report,
  badge,
}: {
  readonly report: TrainingReport | undefined;
  /** Of which run it is, where that is not plain. */
  readonly badge?: ReactNode;
}) {
  const [split, setSplit] = useState<Split>("test");
  const hintId = useId();
  const metrics: readonly MetricName[] = report?.leading ?? ["accuracy", "logLoss"];
  const nRows = report?.rows[split];
  const nFolds = report?.members && memberRows({ members: report.members }).nFolds;
  const naming = namingOf(report);
  const rows = STAGE_ROWS.filter(({ id }) =>
    report ? SPLITS.some((one) => report.metrics[one][id]) : SHOWN_EMPTY.has(id),
  );
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
                <th scope="col" key={metric} title={metricExplanation(metric)}>
                  {headOf(metric, report?.unit)}
                  <span className="metrics__direction">{metricsText("better", metricLabels[metric])}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  {stageTitle(row, naming)}
                  <span className="metrics__direction">{stageExplanation(row, naming)}</span>
                </th>
                {metrics.map((metric) => {
                  const value = report?.metrics[split]?.[row.id]?.[metric];
                  const isBest = report !== undefined && bestStages(report, split, metric).has(row.id);
                  return (
                    <td key={metric} className={isBest ? "metrics__best" : undefined}>
                      {formatMetric(metric, value)}
                      {isBest ? <span className="badge badge--good">{metricsText("best")}</span> : null}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** A metric as the head of a column, in the unit that its numbers have. */
export function headOf(metric: MetricName, unit: string | undefined): string {
  const label = capitalised(metricLabel(metric));
  const hasUnit = unit !== undefined && metricLabels[metric].unit === "target";
  return hasUnit ? metricsText("metricIn", { metric: label, unit }) : label;
}
