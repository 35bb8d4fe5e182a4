import type { Split, Task } from "../../table/types.ts";
import type { MetricName } from "../../training/metric-evaluators.ts";
import { metricLabels } from "../../training/metrics.ts";
import { STAGES, type Stage, type TrainingReport } from "../../training/types.ts";
import { formatMetric } from "../ui/format.ts";

export function stageTitles(task: Task | undefined): Readonly<Record<Stage, string>> {
  return {
    soft: "Blend",
    hard: "Final",
    tuned: "Final, retrained",
    baseline: "Plain pipeline",
    constant: task === "regression" ? "Always guess the mean" : "Always guess the commonest class",
  };
}

export const stageExplanations: Readonly<Record<Stage, string>> = {
  soft: "every alternative in its learned share",
  hard: "choices and gates settled, the model not yet trained for them: often far worse",
  tuned: "settled, then trained on: what is exported",
  baseline: "same model, usual preparation, same budget",
  constant: "without looking at any column",
};

/** Stages whose value reads the same as the best one; the constant guess does not compete. */
export function bestStages(report: TrainingReport, split: Split, metric: MetricName): ReadonlySet<Stage> {
  const values = STAGES.filter((stage) => stage !== "constant").flatMap((stage) => {
    const value = report.metrics[split]?.[stage]?.[metric];
    return value === undefined || !Number.isFinite(value) ? [] : [{ stage, value }];
  });
  if (values.length < 2) return new Set();
  const sign = metricLabels[metric].better === "higher" ? 1 : -1;
  const best = formatMetric(metric, sign * Math.max(...values.map(({ value }) => sign * value)));
  return new Set(values.filter(({ value }) => formatMetric(metric, value) === best).map(({ stage }) => stage));
}
