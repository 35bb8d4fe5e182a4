import { bestAsRead } from "../../base/words.ts";
import type { Split } from "../../table/types.ts";
import type { MetricName } from "../../training/metric-evaluators.ts";
import { metricLabels } from "../../training/metrics.ts";
import { type Stage, TRAINED_STAGES } from "../../training/phases.ts";
import type { TrainingReport } from "../../training/types.ts";
import { formatMetric } from "../ui/format.ts";
import { isUnfair } from "./verdict-words.ts";

/**
 * Stages whose value reads the same as the best one; the constant guess does not compete. Whether the verdict stands behind it is
 * asked of `isClearlyBest`.
 *
 * @param among those that are in sight: a column whose best value is folded away would seem to have none.
 */
export function bestStages(
  report: TrainingReport,
  split: Split,
  metric: MetricName,
  among: readonly Stage[] = TRAINED_STAGES,
): ReadonlySet<Stage> {
  const compete = TRAINED_STAGES.filter((stage) => among.includes(stage));
  const values = compete.map((stage) => report.metrics[split]?.[stage]?.[metric] ?? Number.NaN);
  const { better } = metricLabels[metric];
  const best = bestAsRead(values, { better, read: (value) => formatMetric(metric, value) });
  return new Set(best.map((place) => compete[place]));
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
