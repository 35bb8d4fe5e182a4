import { bestAsRead } from "../../base/words.ts";
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

/**
 * Stages whose value reads the same as the best one; the constant guess does not compete. None where the verdict sees no clear
 * difference in this very number: "best" would say that there is one.
 */
export function bestStages(report: TrainingReport, split: Split, metric: MetricName): ReadonlySet<Stage> {
  const { verdict } = report;
  if (split === "test" && verdict?.metric === metric && verdict.verdict === "no clear difference") return new Set();
  const stages = STAGES.filter((stage) => stage !== "constant");
  const values = stages.map((stage) => report.metrics[split]?.[stage]?.[metric] ?? Number.NaN);
  const { better } = metricLabels[metric];
  return new Set(
    bestAsRead(values, { better, read: (value) => formatMetric(metric, value) }).map((place) => stages[place]),
  );
}
