/** How sure an ensemble may be: one number that all logits of its members are divided by, from what these said of rows that they never saw. */
import type { Dataset } from "../../table/types.ts";
import { rowLosses } from "./choose-members.ts";
import { outOfFoldOf, type WeightedHeldOut } from "./out-of-fold.ts";

/** On fewer rows, the best temperature follows their noise. */
const FEWEST_ROWS = 300;
/** More rows than these take time and say no more. */
const MOST_ROWS = 5000;
/** Of the logarithm of the temperature. */
const WIDEST = 1.2;
/** Narrows the range to a thousandth of it. */
const N_STEPS = 15;
/** Twice the gain in log likelihood by which one number more is told from chance, at 5 %: of χ² with one degree of freedom. */
const CLEAR = 3.84;
/** As in log losses: no probability counts as less. */
const LEAST_PROBABILITY = 1e-15;

/**
 * @param rows    those that were held out.
 * @param members what each said of them, by models of one network each.
 * @returns 1 where no other is clearly better.
 * @source Guo et al., "On calibration of modern neural networks" (ICML 2017). DIFF: it divides the logits of all members, not those of their
 *   mean, and only where that is told from chance (likelihood ratio).
 */
export function temperatureOf(dataset: Dataset, rows: Uint32Array, members: readonly WeightedHeldOut[]): number {
  const nClasses = dataset.schema.target.classes.length;
  if (dataset.schema.target.task === "regression" || rows.length < FEWEST_ROWS) return 1;
  const every = Math.ceil(rows.length / MOST_ROWS);
  const isTaken = (_: number, index: number) => index % every === 0;
  const taken = rows.filter(isTaken);
  const said = members.map(({ heldOut: { values }, weight }) => ({
    weight,
    values: values.filter((_, index) => Math.floor(index / nClasses) % every === 0),
  }));
  const evidence = outOfFoldOf(dataset, taken, [said[0].values]);
  const lossesAt = (logTemperature: number): Float64Array => {
    const mixed = mixedAt(said, { temperature: Math.exp(logTemperature), nClasses });
    // What the labels have, row by row.
    const scores = evidence.labels.map((label, at) => mixed[at * nClasses + label]);
    return rowLosses(scores, evidence);
  };
  const sumAt = (logTemperature: number) => lossesAt(logTemperature).reduce((sum, loss) => sum + loss, 0);
  const best = lowestBetween(sumAt, -WIDEST, WIDEST);
  const { groups } = dataset;
  // Rows of a group tell less than as many rows by themselves.
  const nGroups = groups ? new Set(Array.from(taken, (row) => (groups[row] < 0 ? -1 - row : groups[row]))).size : 1;
  const share = groups ? nGroups / taken.length : 1;
  return 2 * share * (sumAt(0) - sumAt(best)) > CLEAR ? Math.exp(best) : 1;
}

/** The mean of what members say at a temperature. */
function mixedAt(
  said: readonly { readonly values: Float64Array; readonly weight: number }[],
  { temperature, nClasses }: { readonly temperature: number; readonly nClasses: number },
): Float64Array {
  const total = said.reduce((sum, { weight }) => sum + weight, 0);
  const mixed = new Float64Array(said[0].values.length);
  for (const { values, weight } of said) {
    const own = atTemperature(values, { temperature, nClasses });
    for (let index = 0; index < mixed.length; index++) mixed[index] += (weight / total) * own[index];
  }
  return mixed;
}

/** Probabilities [rows, classes] as they would be with logits divided by the temperature: p^(1/T), summing to 1. */
export function atTemperature(
  values: Float64Array,
  { temperature, nClasses }: { readonly temperature: number; readonly nClasses: number },
): Float64Array {
  if (temperature === 1) return values;
  const out = new Float64Array(values.length);
  for (let start = 0; start < values.length; start += nClasses) {
    let sum = 0;
    for (let index = start; index < start + nClasses; index++) {
      out[index] = Math.max(values[index], LEAST_PROBABILITY) ** (1 / temperature);
      sum += out[index];
    }
    for (let index = start; index < start + nClasses; index++) out[index] /= sum;
  }
  return out;
}

/** By golden sections; of a function with one valley. */
function lowestBetween(of: (x: number) => number, low: number, high: number): number {
  const share = (Math.sqrt(5) - 1) / 2;
  let [from, to] = [low, high];
  let [left, right] = [to - share * (to - from), from + share * (to - from)];
  let [ofLeft, ofRight] = [of(left), of(right)];
  for (let step = 0; step < N_STEPS; step++) {
    if (ofLeft < ofRight) {
      [to, right, ofRight] = [right, left, ofLeft];
      left = to - share * (to - from);
      ofLeft = of(left);
    } else {
      [from, left, ofLeft] = [left, right, ofRight];
      right = from + share * (to - from);
      ofRight = of(right);
    }
  }
  return (from + to) / 2;
}
