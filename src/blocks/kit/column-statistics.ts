/** Statistics of one column of numbers on training rows: always finite, also where nothing was observed. */
import { quantile } from "../../base/quantile.ts";
import { sortNumbers } from "../../base/sort-numbers.ts";
import type { NumberData } from "../ports.ts";

export interface ColumnSummary {
  /** Observed (not missing) values. */
  readonly count: number;
  readonly mean: number;
  /** Population standard deviation; exactly 0 where the column is constant up to float32. */
  readonly deviation: number;
  readonly min: number;
  readonly max: number;
  readonly q25: number;
  readonly median: number;
  readonly q75: number;
  /** The most frequent value, the smallest of several; the median where no value repeats. */
  readonly mode: number;
}

/** IQR of a standard normal: divides an IQR to make it comparable with a standard deviation. */
export const NORMAL_IQR = 1.3489795003921634;

/** Spreads below this, relative to the values, are rounding of float32 and count as none. */
const RELATIVE_RESOLUTION = 1e-7;
/** The least spread whose inverse is a safe float32 number. */
const LEAST_SPREAD = 1e-30;

/** A spread, or exactly 0 where it is mere rounding of numbers of the given size. */
export function resolved(spread: number, size: number): number {
  return spread > LEAST_SPREAD && spread > RELATIVE_RESOLUTION * Math.abs(size) ? spread : 0;
}

/** 1 / spread, 0 for no spread: a degenerate column then scales to 0. */
export function inverse(spread: number): number {
  return spread > 0 ? 1 / spread : 0;
}

/** The observed values of a column, ascending. */
function observedSorted(data: NumberData, column: number): Float64Array {
  const { value, missing } = data;
  const nColumns = data.columns.length;
  const values = new Float64Array(Math.ceil(value.length / nColumns));
  let nValues = 0;
  for (let i = column; i < value.length; i += nColumns) if (missing[i] < 0.5) values[nValues++] = value[i];
  const observed = values.subarray(0, nValues);
  sortNumbers(observed);
  return observed;
}

/** Cells that are looked at in one piece: some hundredths of a second. */
const PIECE = 50_000;

/** What is made of the observed values of each of some columns, ascending; a few columns at a time. */
export function* ofObserved<Result>(
  data: NumberData,
  columns: readonly number[],
  of: (sorted: Float64Array, column: number) => Result,
): Generator<void, Result[]> {
  const results: Result[] = [];
  if (columns.length === 0) return results;
  // Computed when it is first looked at, which is a piece by itself.
  const seen = { ...data };
  const nAtOnce = Math.ceil((PIECE * seen.columns.length) / Math.max(seen.value.length, 1));
  for (const column of columns) {
    if (results.length % nAtOnce === 0) yield;
    results.push(of(observedSorted(seen, column), column));
  }
  return results;
}

function modeOf(sorted: Float64Array, median: number): number {
  let best = median;
  let bestRun = 1;
  let run = 0;
  for (let index = 0; index < sorted.length; index++) {
    run = index > 0 && sorted[index] === sorted[index - 1] ? run + 1 : 1;
    if (run > bestRun) {
      bestRun = run;
      best = sorted[index];
    }
  }
  return best;
}

/** @param sorted observed values, ascending. */
export function summarise(sorted: Float64Array): ColumnSummary {
  const count = sorted.length;
  if (count === 0) return { count, mean: 0, deviation: 0, min: 0, max: 0, q25: 0, median: 0, q75: 0, mode: 0 };
  const [min, max] = [sorted[0], sorted[count - 1]];
  let [mean, variance] = [0, 0];
  for (let index = 0; index < count; index++) mean += sorted[index] / count;
  for (let index = 0; index < count; index++) variance += (sorted[index] - mean) ** 2 / count;
  const median = quantile(sorted, 0.5);
  return {
    count,
    mean,
    deviation: resolved(Math.sqrt(variance), Math.max(Math.abs(min), Math.abs(max))),
    min,
    max,
    q25: quantile(sorted, 0.25),
    median,
    q75: quantile(sorted, 0.75),
    mode: modeOf(sorted, median),
  };
}

/** An IQR this small beside the standard deviation would lift the extremes beyond what float32 holds. */
const LEAST_IQR = 1e-12;

/**
 * The spread that robust methods divide by: the IQR; where more than half of the column is (nearly) one value, the IQR that a
 * normal of the same standard deviation has; 0 for a constant column.
 */
export function robustSpread({ q25, median, q75, deviation }: ColumnSummary): number {
  const iqr = resolved(q75 - q25, median);
  return iqr > LEAST_IQR * deviation ? iqr : deviation * NORMAL_IQR;
}
