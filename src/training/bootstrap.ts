import { studioError } from "../base/error.ts";
import { asRead, formatAlike, formatFixed, numberText, withUnit } from "../base/numbers.ts";
import { quantile } from "../base/quantile.ts";
import { philox, randomPermutation, STREAMS } from "../base/random.ts";
import { verdictText } from "../base/texts/training.ts";
import { normalCdf } from "../program/special-functions.ts";
import type { Task } from "../table/types.ts";
import {
  assertMetricInput,
  type MadeFor,
  type MetricEvaluator,
  type MetricInput,
  type MetricName,
  prepareMetric,
  sumsOfRows,
} from "./metric-evaluators.ts";
import { metricLabel, metricLabels, SHARE_DIGITS } from "./metrics.ts";

/** Two pipelines' predictions of the same labelled rows; shapes as in `MetricInput`. */
export interface PairedBootstrapInput {
  readonly task: Task;
  readonly nClasses: number;
  readonly labels: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly metric: MetricName;
  readonly madeFor?: MadeFor | undefined;
  /** int32 [nRows]: rows with one number come together and are drawn together; absent: each row comes by itself. */
  readonly groups?: Int32Array;
  /** float64 [nRows]: how much each row counts; absent: all count alike. */
  readonly weights?: Float64Array | undefined;
  readonly seed: number;
  readonly nResamples?: number;
  /** Awaited now and then, so that a worker can answer in between. */
  readonly pause?: () => Promise<void>;
}

export type Verdict = "better" | "worse" | "no clear difference";

export interface PairedBootstrapResult {
  /** metric(first) − metric(second), turned so that positive means that the first is better. */
  readonly difference: number;
  /** Ends of the 95 % expanded percentile interval of `difference`. */
  readonly low: number;
  readonly high: number;
  readonly verdict: Verdict;
  readonly nRows: number;
  /** How many groups they are; absent where each row came by itself. */
  readonly nGroups?: number;
}

const DEFAULT_RESAMPLES = 1000;

/** More groups than these are drawn in bundles. */
const MOST_GROUPS = 10_000;
/** A step of the random stream that no resample takes. */
const BUNDLING_STEP = 0xffff_ffff;

/** Draws between two pauses: some tens of milliseconds. */
const DRAWS_PER_TURN = 1_000_000;

/** Even if every group favours one side, five groups or fewer do so by chance more often than 1 in 20 (2·2⁻⁵ > 0.05). */
const FEWEST_GROUPS_FOR_A_VERDICT = 6;

/** Predictions are computed in float32; a difference of this share of the metric is rounding, however consistent. */
const ROUNDING_SHARE = 1e-6;

/**
 * Is the first better than the second, beyond the luck of which rows were in the test split?
 * Groups of rows are drawn with replacement, as many as there are, the same for both; resamples on which the metric is
 * undefined are drawn again. Rows of a group tell less than as many rows that came by themselves: drawn one by one, they would
 * make the interval too narrow.
 *
 * @throws E_METRICS_UNDEFINED when the metric is undefined on all rows (`computeMetrics` then leaves it out).
 * @throws E_METRICS_LENGTH, E_METRICS_LABELS, E_METRICS_PREDICTIONS, E_METRICS_TASK.
 * @source Percentile interval: Efron and Tibshirani, "An introduction to the bootstrap" (1993), chapter 13, and `tailShare`. Groups: Field and
 * Welsh, "Bootstrapping clustered data" (JRSS B 2007), the cluster bootstrap.
 */
export async function pairedBootstrap(input: PairedBootstrapInput): Promise<PairedBootstrapResult> {
  const { task, nClasses, labels, metric } = input;
  const nRows = labels.length;
  const sides = [input.first, input.second].map((predictions) => {
    const side = { ...input.madeFor, task, nClasses, labels, predictions, weights: input.weights };
    assertMetricInput(side);
    return side;
  });
  const { placeOf, nGroups } = placesOf(input.groups, nRows);
  const drawnTogether = bundled({ placeOf, nGroups, seed: input.seed });
  const [firstSide, secondSide] = sides.map((side) => metricOfDraws(side, metric, drawnTogether));
  const drawn = new Float64Array(drawnTogether.nGroups).fill(1);
  const [firstValue, secondValue] = [firstSide(drawn), secondSide(drawn)];
  if (!Number.isFinite(firstValue) || !Number.isFinite(secondValue)) {
    throw studioError("E_METRICS_UNDEFINED", { metric: metricLabels[metric].label, nRows });
  }
  const sign = metricLabels[metric].better === "higher" ? 1 : -1;
  const differences = new Float64Array(input.nResamples ?? DEFAULT_RESAMPLES);
  // Two of five resamples or more are defined where the whole is (two kinds of label remain), so this ends.
  const resamplesPerTurn = Math.ceil(DRAWS_PER_TURN / nRows);
  for (let resample = 0, kept = 0; kept < differences.length; resample++) {
    if (resample > 0 && resample % resamplesPerTurn === 0) await input.pause?.();
    drawCounts({ counts: drawn, seed: input.seed, resample });
    const difference = sign * (firstSide(drawn) - secondSide(drawn));
    if (Number.isFinite(difference)) differences[kept++] = difference;
  }
  differences.sort();
  const tail = tailShare(nGroups);
  const low = quantile(differences, tail);
  const high = quantile(differences, 1 - tail);
  const rounding = ROUNDING_SHARE * Math.max(Math.abs(firstValue), Math.abs(secondValue));
  const isJudgeable = nGroups >= FEWEST_GROUPS_FOR_A_VERDICT;
  const verdict =
    isJudgeable && low > rounding ? "better" : isJudgeable && high < -rounding ? "worse" : "no clear difference";
  const told = (value: number) => (Math.abs(value) <= rounding ? 0 : value);
  const interval = { difference: told(sign * (firstValue - secondValue)), low: told(low), high: told(high) };
  return { ...interval, verdict, nRows, ...(nGroups < nRows ? { nGroups } : {}) };
}

/** Of the standard normal distribution, at 2.5 %. */
const NORMAL_TAIL = -1.959963984540054;

/**
 * What to cut off at either end of the resamples, so that 95 % are left where there are many groups, and more where there are few:
 * resamples vary less than samples do, by √((n − 1) / n), and know the spread from n groups alone.
 *
 * @source Hesterberg, "What teachers should know about the bootstrap" (The American Statistician 2015), the expanded percentile
 *   interval; the quantile of Student's t by its expansion, Abramowitz and Stegun, 26.7.5.
 */
export function tailShare(nGroups: number): number {
  const n = Math.max(nGroups, FEWEST_GROUPS_FOR_A_VERDICT);
  return normalCdf(Math.sqrt(n / (n - 1)) * studentTail(n - 1));
}

/** Of Student's t with v degrees of freedom, four or more, at 2.5 %: below 0, to three digits. */
export function studentTail(v: number): number {
  const z = NORMAL_TAIL;
  return (
    z +
    (z ** 3 + z) / (4 * v) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * v ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * v ** 3)
  );
}

/** Which rows are drawn together. */
interface Groups {
  /** int32 [nRows], 0 … nGroups − 1. */
  readonly placeOf: Int32Array;
  readonly nGroups: number;
}

/**
 * Many groups are dealt at random into bundles of one size (± 1), which are then drawn as one: the spread of a sum over
 * bundles is that of a sum over groups, known from so many bundles to within 1.4 % (√(2 / 10,000)), and each resample costs as
 * much as 10,000 groups do.
 */
function bundled({ placeOf, nGroups, seed }: Groups & { readonly seed: number }): Groups {
  if (nGroups <= MOST_GROUPS) return { placeOf, nGroups };
  const order = randomPermutation({ seed, stream: STREAMS.bootstrap, step: BUNDLING_STEP }, nGroups);
  const bundleOf = new Int32Array(nGroups);
  for (let place = 0; place < nGroups; place++) bundleOf[order[place]] = place % MOST_GROUPS;
  return { placeOf: placeOf.map((group) => bundleOf[group]), nGroups: MOST_GROUPS };
}

/** A metric as a function of how often each group is drawn; NaN where it is undefined. */
function metricOfDraws(side: MetricInput, metric: MetricName, { placeOf, nGroups }: Groups): MetricEvaluator {
  const additive = sumsOfRows(side, metric);
  if (!additive) {
    const evaluate = prepareMetric(side, metric);
    return (drawn) => evaluate(Float64Array.from(placeOf, (group, row) => drawn[group] * weightOf(side, row)));
  }
  const { nSums, add, metricOf } = additive;
  const ofGroups = new Float64Array(nGroups * nSums);
  for (let row = 0; row < placeOf.length; row++) {
    const first = placeOf[row] * nSums;
    add(ofGroups.subarray(first, first + nSums), row, weightOf(side, row));
  }
  const totals = new Float64Array(nSums);
  return (drawn) => {
    totals.fill(0);
    for (let group = 0; group < nGroups; group++) {
      const count = drawn[group];
      if (count === 0) continue;
      for (let index = 0; index < nSums; index++) totals[index] += count * ofGroups[group * nSums + index];
    }
    return metricOf(totals);
  };
}

const weightOf = ({ weights }: MetricInput, row: number): number => weights?.[row] ?? 1;

/** The groups of the rows, counted from 0 in the order of first rows. */
function placesOf(groups: Int32Array | undefined, nRows: number): Groups {
  const places = new Map<number, number>();
  const placeOf = Int32Array.from({ length: nRows }, (_, row) => {
    const group = groups?.[row] ?? row;
    const place = places.get(group) ?? places.size;
    places.set(group, place);
    return place;
  });
  return { placeOf, nGroups: places.size };
}

/** Overwrites `counts` with how often each group is drawn; four draws per Philox block, as they dominate the cost. */
function drawCounts(options: { counts: Float64Array; seed: number; resample: number }): void {
  const { counts, seed, resample } = options;
  const key: [number, number] = [seed >>> 0, Math.floor(seed / 0x100000000) >>> 0];
  counts.fill(0);
  for (let drawn = 0; drawn < counts.length; drawn += 4) {
    const words = philox([drawn / 4, 0, resample, STREAMS.bootstrap], key);
    const wanted = Math.min(4, counts.length - drawn);
    for (let word = 0; word < wanted; word++) {
      counts[Math.floor((words[word] / 0x100000000) * counts.length)] += 1;
    }
  }
}

interface VerdictWords {
  readonly metric: MetricName;
  readonly firstName: string;
  readonly secondName: string;
  /** What both came to, where it is shown beside the sentence. */
  readonly values?: readonly [first: number, second: number] | undefined;
  /** Of the target. */
  readonly unit?: string;
}

/** One plain sentence: better, worse, or no clear difference, on how many test rows, by how much. */
export function verdictSentence(result: PairedBootstrapResult, words: VerdictWords): string {
  const { better, unit } = metricLabels[words.metric];
  const isShare = unit === "share";
  const targetUnit = unit === "target" ? (words.unit ?? "") : "";
  // Numbers are told from the side of whichever is ahead, so that a gain never reads as a negative number.
  const isFirstAhead = result.difference >= 0;
  const ends = isFirstAhead ? [result.low, result.high] : [-result.high, -result.low];
  const shares = isShare ? words.values : undefined;
  const [apart, low, high] = formatAlike(
    [Math.abs(result.difference), ...ends].map((value) => value * (isShare ? 100 : 1)),
    shares ? SHARE_DIGITS : undefined,
  );
  const found = {
    first: words.firstName,
    second: words.secondName,
    metric: metricLabel(words.metric),
    nRows: result.nRows,
    nGroups: result.nGroups ?? result.nRows,
    amount: shares ? pointsApart(shares) : withUnit(apart, targetUnit),
    ...{ low, high },
    isPercentagePoints: isShare,
  };
  if (result.verdict === "no clear difference") {
    const ahead = isFirstAhead ? "first" : "second";
    return verdictText("unclear", { ...found, ahead: result.difference === 0 ? undefined : ahead });
  }
  const isBetter = result.verdict === "better";
  return verdictText("clear", { ...found, isBetter, isHigher: isBetter === (better === "higher") });
}

/** Percentage points between two shares as they are read, so that whoever takes one from the other finds the same. */
function pointsApart([first, second]: readonly [number, number]): string {
  const points = Math.abs(asRead(first, SHARE_DIGITS) - asRead(second, SHARE_DIGITS));
  const least = 10 ** -SHARE_DIGITS;
  return points < least / 2
    ? numberText("under", { bound: formatFixed(least, SHARE_DIGITS) })
    : formatFixed(points, SHARE_DIGITS);
}
