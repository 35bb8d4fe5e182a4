/** Between which values the target of a new row lies, nine times of ten: by how wrong what is deployed was on rows that were held out. */
import type { Dataset } from "../table/types.ts";
import { boundsOf } from "./interval-bounds.ts";
import { labelsOf, weightsOf } from "./measure.ts";
import type { HeldOut, PredictionInterval } from "./types.ts";

/** The share of rows that intervals are made for. */
export const INTERVAL_LEVEL = 0.9;
/** The least and the greatest of fewer residuals are no bounds for a twentieth of the rows on either side. */
export const FEWEST_RESIDUALS = 20;

/** Numbers with how much each counts. */
interface Residuals {
  /** Actual less predicted. */
  readonly residuals: Float64Array;
  /** Absent: all alike. */
  readonly weights?: Float64Array | undefined;
  /** Negative, or absent: a row by itself. */
  readonly groups?: Int32Array | undefined;
}

/** The interval, or as many residuals as there are: those that come together, or count little, are fewer than rows. */
export type FoundInterval =
  | { readonly interval: PredictionInterval }
  | { readonly interval?: undefined; readonly nIndependent: number };

/**
 * Bounds that a new residual keeps with a chance of `INTERVAL_LEVEL` at least, where it comes as those that are known did: half of the
 * rest on either side, the (n + 1)-th that is still to come reckoned with.
 *
 * @source Split conformal prediction: Vovk, Gammerman, Shafer, "Algorithmic learning in a random world" (2005); Lei et al., "Distribution-free predictive inference for
 *   regression" (JASA 2018). By signed residuals: Linusson, Johansson, Löfström, "Signed-error conformal regression" (PAKDD 2014).
 *   DIFF: residuals of folds stand for those of what is deployed, the mean of their models (ADR 0093); n is that of Kish for rows that
 *   count unequally or come together.
 */
export function intervalOf({ residuals, weights, groups }: Residuals): FoundInterval {
  const weightOf = (row: number) => weights?.[row] ?? 1;
  const nIndependent = independentOf({ residuals, weights, groups });
  if (!(nIndependent >= FEWEST_RESIDUALS)) return { nIndependent };
  const order = Uint32Array.from(residuals.keys()).sort((a, b) => residuals[a] - residuals[b]);
  const total = order.reduce((sum, row) => sum + weightOf(row), 0);
  // What has to lie on this side of a bound. A rank that is whole may come out a little above itself.
  const wanted = ((1 + INTERVAL_LEVEL) / 2) * total * (1 + 1 / nIndependent) * (1 - 1e-12);
  const boundOf = (rows: Uint32Array) => {
    let sum = 0;
    const bound = rows.find((row) => {
      sum += weightOf(row);
      return sum >= wanted;
    });
    return residuals[bound ?? rows[rows.length - 1]];
  };
  const high = boundOf(order);
  const low = boundOf(order.slice().reverse());
  // Whoever is wrong to one side alone still says a number that lies in its own interval.
  return {
    interval: { level: INTERVAL_LEVEL, low: Math.min(low, 0), high: Math.max(high, 0), nRows: residuals.length },
  };
}

/** (Σ w)² / Σ w², of groups each with the sum of its rows: as many rows by themselves and alike tell as much. @source Kish, "Survey sampling" (1965) */
function independentOf({ residuals, weights, groups }: Residuals): number {
  const sums = new Map<number, number>();
  residuals.forEach((_, row) => {
    const group = groups?.[row] ?? -1;
    const key = group < 0 ? -1 - row : group;
    sums.set(key, (sums.get(key) ?? 0) + (weights?.[row] ?? 1));
  });
  const [sum, squares] = [...sums.values()].reduce(([one, two], each) => [one + each, two + each ** 2], [0, 0]);
  return squares > 0 ? sum ** 2 / squares : 0;
}

/** By what a pipeline said of rows that it was not trained on. */
export function intervalOfHeldOut(dataset: Dataset, { rows, values }: HeldOut): FoundInterval {
  return intervalOf({
    residuals: labelsOf(dataset, rows).map((label, index) => label - values[index]),
    weights: weightsOf(dataset, rows),
    groups: dataset.groups && Int32Array.from(rows, (row) => dataset.groups?.[row] ?? -1),
  });
}

/** The share of rows whose target lies in its interval, each as it counts. */
export function shareWithin(
  interval: PredictionInterval,
  { labels, values, weights }: { labels: Float64Array; values: Float64Array; weights?: Float64Array | undefined },
): number {
  let [within, total] = [0, 0];
  labels.forEach((label, row) => {
    const [low, high] = boundsOf(values[row], interval);
    const weight = weights?.[row] ?? 1;
    total += weight;
    if (label >= low && label <= high) within += weight;
  });
  return total > 0 ? within / total : Number.NaN;
}
