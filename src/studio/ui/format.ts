/** How the studio writes metrics, replicas and files. */

import { formatPercent, formatScore, withUnit } from "../../base/numbers.ts";
import { uiText } from "../../base/texts/studio/ui.ts";
import type { MetricName } from "../../training/metric-evaluators.ts";
import { metricLabel, metricLabels, SHARE_DIGITS } from "../../training/metrics.ts";
import type { ReplicaSettings } from "../../training/replicas.ts";

/** "mean absolute error 2.35 kg", where the target has that unit. */
export function metricWords(metric: MetricName, value: number | undefined, unit = ""): string {
  const number = formatMetric(metric, value);
  return `${metricLabel(metric)} ${withUnit(number, metricLabels[metric].unit === "target" ? unit : "")}`;
}

export function formatMetric(metric: MetricName, value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return "–";
  return metricLabels[metric].unit === "share" ? formatPercent(value, SHARE_DIGITS) : formatScore(value);
}

/** What tells a replica from the others: "learning rate 0.005, seed 1" */
export const formatReplica = (replica: ReplicaSettings): string => uiText("replica", replica);

/** Rows as CSV text, quoted where needed, so that any reader gets the same cells back. */
export function toCsv(rows: Iterable<readonly (string | number)[]>): string {
  const cell = (value: string | number): string => {
    const text = typeof value === "number" && Number.isNaN(value) ? "" : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `${Array.from(rows, (row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
