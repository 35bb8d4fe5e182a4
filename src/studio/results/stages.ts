import { bestAsRead } from "../../base/words.ts";
import type { Split } from "../../table/types.ts";
import type { MetricName } from "../../training/metric-evaluators.ts";
import { metricLabels } from "../../training/metrics.ts";
import { type Stage, TRAINED_STAGES } from "../../training/phases.ts";
import type { TrainingReport } from "../../training/types.ts";
import { formatMetric } from "../ui/format.ts";
import { isUnfair } from "./verdict-words.ts";

/**
 * Stages whose value reads the same as the best one; the constant guess does not compete. None where the verdict sees no clear
 * difference in this very number: "best" would say that there is one.
 */
export function bestStages(report: TrainingReport, split: Split, metric: MetricName): ReadonlySet<Stage> {
  const { verdict } = report;
  if (split === "test" && verdict?.metric === metric && verdict.verdict === "no clear difference") return new Set();
  const values = TRAINED_STAGES.map((stage) => report.metrics[split]?.[stage]?.[metric] ?? Number.NaN);
  const { better } = metricLabels[metric];
  return new Set(
    bestAsRead(values, { better, read: (value) => formatMetric(metric, value) }).map((place) => TRAINED_STAGES[place]),
  );
}

/**
 * Whether the verdict stands behind a value that reads best: "best" is said where its interval says so, and of what it judged. Of
 * other metrics and other rows there is no interval.
 */
export function isClearlyBest(
  { verdict }: TrainingReport,
  { split, metric, stage }: { readonly split: Split; readonly metric: MetricName; readonly stage: Stage },
): boolean {
  if (split !== "test" || verdict?.metric !== metric || isUnfair(verdict)) return false;
  if (verdict.verdict === "no clear difference") return false;
  return (verdict.verdict === "better") === (stage === "tuned");
}
