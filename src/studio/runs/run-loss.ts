/** By what runs are ranked: rows that models had not seen when they predicted them, and never test rows. Pure. */
import { quantileOf } from "../../pipeline/loss.ts";
import { sharedLoss } from "../../training/compared-metric.ts";
import type { LeadingLoss } from "../../training/measure.ts";
import type { Metrics } from "../../training/metrics.ts";
import type { TrainingReport } from "../../training/types.ts";
import type { RunRecord } from "../storage/run-record.ts";

export interface RunLoss {
  readonly metric: LeadingLoss;
  readonly value: number;
  /** outOfFold: of all rows that are not for testing, each predicted by models that had not seen it. */
  readonly of: "outOfFold" | "validation";
}

/** Of what is deployed; undefined where it was not measured. */
export function lossOfRun(report: TrainingReport): RunLoss | undefined {
  const { members, metrics, rows } = report;
  const metric = sharedLoss(report);
  const [train, validation] = [metrics.train.tuned?.[metric], metrics.validation.tuned?.[metric]];
  if (members !== undefined && isNumber(train) && areAllHeldOut(members, rows)) {
    const parts = [
      { value: train, nRows: rows.train },
      ...(isNumber(validation) ? [{ value: validation, nRows: rows.validation }] : []),
    ];
    return { metric, value: pooled(metric, parts), of: "outOfFold" };
  }
  return isNumber(validation) ? { metric, value: validation, of: "validation" } : undefined;
}

/** Where there was no time to hold out every part in turn, training rows of the others were predicted by what had been trained on them. */
const areAllHeldOut = (members: readonly { readonly nRows: number }[], rows: TrainingReport["rows"]): boolean =>
  Math.max(0, ...members.map(({ nRows }) => nRows)) >= rows.train + rows.validation;

const isNumber = (value: number | undefined): value is number => value !== undefined && Number.isFinite(value);

/**
 * Of several parts together: losses are means over rows, and so are the squares of root mean squared errors. Balanced log losses are taken for such,
 * which they are where parts have the classes in the same shares.
 */
function pooled(
  metric: RunLoss["metric"],
  parts: readonly { readonly value: number; readonly nRows: number }[],
): number {
  const nRows = parts.reduce((sum, part) => sum + part.nRows, 0);
  if (nRows === 0) return Number.NaN;
  const sum = parts.reduce((total, { value, nRows: n }) => total + n * (metric === "rmse" ? value ** 2 : value), 0);
  return metric === "rmse" ? Math.sqrt(sum / nRows) : sum / nRows;
}

/** Runs with the same key have losses that can be compared: the same files, target, row filter, planted dirt and way of measuring. */
export function comparableKey({ files, document, report }: RunRecord): string {
  const loss = lossOfRun(report);
  const names = files.map(({ name, hash }) => (hash === "" ? name : hash)).sort();
  return JSON.stringify([
    names,
    document.target?.name,
    report.task,
    loss?.of,
    loss?.metric,
    // Of another quantile, the loss is another one.
    ...(loss?.metric === "quantileLoss" ? [quantileOf(document.training, report.task)] : []),
    document.table.rows,
    document.table.dirt,
  ]);
}

/** Each run's place among those that it can be compared with, from 1; equal losses share one. Runs without a loss have none. */
export function ranksOf(runs: readonly RunRecord[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  const groups = new Map<string, RunRecord[]>();
  for (const run of runs) {
    const key = comparableKey(run);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const losses = group.flatMap(({ id, report }) => {
      const loss = lossOfRun(report)?.value;
      return loss === undefined ? [] : [{ id, loss }];
    });
    for (const { id, loss } of losses) ranks.set(id, 1 + losses.filter((other) => other.loss < loss).length);
  }
  return ranks;
}

/** What was measured on test rows. */
export const testMetrics = ({ metrics }: TrainingReport): Metrics | undefined => metrics.test.tuned;
