/**
 * DiffPrep's operators on one feature, each fitted on training rows: what they make of all rows.
 *
 * @source Li, Chen, Chu, Rong, "DiffPrep" (SIGMOD 2023), and the code that was released with it (github.com/chu-data-lab/DiffPrep): prep_space.py and TFs/.
 */
import { quantile } from "../../src/base/quantile.ts";
import { mean } from "../../src/base/spread.ts";

export const NORMALISERS = ["z-score", "min-max", "maximum of sizes", "robust"] as const;
export const CLEANERS = [
  ...["keep", "4 deviations", "3 deviations", "2 deviations"],
  ...["3 median deviations", "2.5 median deviations", "2 median deviations"],
  ...["2 quartile ranges", "1.5 quartile ranges", "1 quartile range"],
] as const;
export const DISCRETISERS = [
  ...["keep", "5 even", "10 even", "20 even", "5 quantiles", "10 quantiles", "20 quantiles"],
] as const;

const DEVIATIONS = [4, 3, 2];
const MEDIAN_DEVIATIONS = [3, 2.5, 2];
const QUARTILE_RANGES = [2, 1.5, 1];
const BINS = [5, 10, 20];
/** As theirs: a step of 0 divides nothing. */
const LEAST_STEP = 1e-12;

/** One feature of all rows, and which rows train. */
export interface FeatureRows {
  readonly values: Float64Array;
  readonly train: Uint32Array;
}

const trainingOf = ({ values, train }: FeatureRows): Float64Array => Float64Array.from(train, (row) => values[row]);
/** Nothing is divided by 0. */
const orOne = (spread: number): number => (spread === 0 ? 1 : spread);

export function populationDeviation(values: Float64Array): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length);
}

/** The feature on each of the scales, in the order of `NORMALISERS`. */
export function normalised(rows: FeatureRows): readonly Float64Array[] {
  const own = trainingOf(rows);
  const sorted = own.slice().sort();
  const [least, most] = [sorted[0], sorted[sorted.length - 1]];
  const centre = mean(own);
  const perDeviation = 1 / orOne(populationDeviation(own));
  const perRange = 1 / orOne(most - least);
  const perSize = 1 / orOne(Math.max(Math.abs(least), Math.abs(most)));
  const [q25, median, q75] = [0.25, 0.5, 0.75].map((p) => quantile(sorted, p));
  const perQuartiles = 1 / orOne(q75 - q25);
  return [
    rows.values.map((x) => (x - centre) * perDeviation),
    rows.values.map((x) => Math.min(Math.max((x - least) * perRange, 0), 1)),
    rows.values.map((x) => x * perSize),
    rows.values.map((x) => (x - median) * perQuartiles),
  ];
}

/** The feature with its outliers at the mean of the others, in the order of `CLEANERS`. */
export function cleaned(rows: FeatureRows): readonly Float64Array[] {
  const own = trainingOf(rows);
  const sorted = own.slice().sort();
  const centre = mean(own);
  const spread = populationDeviation(own);
  const [q25, median, q75] = [0.25, 0.5, 0.75].map((p) => quantile(sorted, p));
  const medianDeviation = quantile(own.map((value) => Math.abs(value - median)).sort(), 0.5);
  const range = q75 - q25;
  const limits = [
    ...DEVIATIONS.map((n) => [centre - n * spread, centre + n * spread]),
    ...MEDIAN_DEVIATIONS.map((n) => [median - n * medianDeviation, median + n * medianDeviation]),
    ...QUARTILE_RANGES.map((n) => [q25 - n * range, q75 + n * range]),
  ];
  const within = limits.map(([low, high]) => {
    const repaired = mean(own.filter((value) => value >= low && value <= high));
    return rows.values.map((value) => (value < low || value > high ? repaired : value));
  });
  return [rows.values, ...within];
}

function evenBins(rows: FeatureRows, nBins: number): Float64Array {
  const own = trainingOf(rows).sort();
  const [least, most] = [own[0], own[own.length - 1]];
  const step = (most - least) / nBins + LEAST_STEP;
  return rows.values.map((value) => Math.min(Math.max(Math.trunc((value - least) / step), 0), nBins - 1));
}

/** As Python rounds. */
function halfToEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}

function quantileBins(rows: FeatureRows, nBins: number): Float64Array {
  const own = trainingOf(rows).sort();
  const step = halfToEven(own.length / nBins);
  const limits: number[] = [];
  for (let at = step - 1; at < own.length - 1; at += step) limits.push(own[at]);
  return rows.values.map((value) => {
    const above = limits.findIndex((limit) => value <= limit);
    return Math.min(above < 0 ? limits.length : above, nBins - 1);
  });
}

/** The feature, and the number of the range that each value is in, in the order of `DISCRETISERS`. */
export function discretised(rows: FeatureRows): readonly Float64Array[] {
  return [rows.values, ...BINS.map((n) => evenBins(rows, n)), ...BINS.map((n) => quantileBins(rows, n))];
}
