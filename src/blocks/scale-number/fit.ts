import type { FitContext, StatisticsOf } from "../block.ts";
import { inverse, NORMAL_IQR, ofObserved, resolved, robustSpread, summarise } from "../kit/column-statistics.ts";
import { boundColumns } from "../kit/columns.ts";
import { quantileKnots } from "./quantile-knots.ts";
import type { Spec } from "./spec.ts";

function signedLog(x: number): number {
  return Math.sign(x) * Math.log1p(Math.abs(x));
}

/** Statistics of one column; every spread of a constant column has inverse 0, so that it scales to 0. */
function fitColumn(sorted: Float64Array) {
  const summary = summarise(sorted);
  // Rounded as the program will hold them: knots may lie so close that the rounding of a factor moves them.
  const median = Math.fround(summary.median);
  const perRobust = Math.fround(inverse(robustSpread(summary) / NORMAL_IQR));
  const scores = sorted.map((value) => (value - median) * perRobust);
  const logs = summarise(scores.map(signedLog));
  const range = summary.max - summary.min;
  return {
    mean: summary.mean,
    perDeviation: inverse(summary.deviation),
    middle: summary.min + range / 2,
    perHalfRange: inverse(resolved(range, Math.max(Math.abs(summary.min), Math.abs(summary.max))) / 2),
    median,
    perRobust,
    logMean: logs.mean,
    perLogDeviation: inverse(logs.deviation),
    knots: quantileKnots(scores),
  };
}

/**
 * For each bound column, over its observed training cells: centre and inverse spread of each straight scaling, mean and
 * inverse deviation of the signed log of the robust score, and the knots of the quantile map (on the robust score).
 */
export function* fit({ settings, inputs }: FitContext<Spec>): Generator<void, StatisticsOf<Spec>> {
  const { columns } = inputs.numbers;
  const bound = boundColumns(columns, settings.columns);
  const fitted = yield* ofObserved(inputs.numbers, bound, fitColumn);
  return {
    columns: bound.map((column) => columns[column].name),
    mean: fitted.map((column) => column.mean),
    perDeviation: fitted.map((column) => column.perDeviation),
    middle: fitted.map((column) => column.middle),
    perHalfRange: fitted.map((column) => column.perHalfRange),
    median: fitted.map((column) => column.median),
    perRobust: fitted.map((column) => column.perRobust),
    logMean: fitted.map((column) => column.logMean),
    perLogDeviation: fitted.map((column) => column.perLogDeviation),
    knotLow: fitted.flatMap((column) => column.knots.low),
    knotHigh: fitted.flatMap((column) => column.knots.high),
    knotSlope: fitted.flatMap((column) => column.knots.slope),
    knotFirst: fitted.map((column) => column.knots.first),
  };
}
