/** Counts of predicted numbers, from which residuals and predicted against actual values are drawn. */
import { quantile } from "../../base/quantile.ts";
import { mean } from "../../base/spread.ts";
import type { NumberDiagnostics } from "./diagnostics.ts";

/** Steps of either side of the picture, fewer where there are many rows, and bins of residuals. */
const FINE_CELLS = 100;
const COARSE_CELLS = 50;
const MANY_ROWS = 1500;
const RESIDUAL_BINS = 40;
const FEW_BINS = 15;
const FEW_ROWS = 200;
const PREDICTION_BINS = 10;
const ROWS_OF_BIN = 10;
/**
 * What lies far out is counted, and not shown, where it would take the room of the rest: where all values reach so many times as far
 * as the middle 80 % of them do. Shown is then that middle, with as much room again on either side.
 */
const TAIL = 0.1;
const TOO_FAR = 4;
const WITHIN_SHARES = [0.5, 0.8, 0.9, 0.95] as const;

export interface PredictedRows {
  /** float64 [rows], in the unit of the target. */
  readonly labels: Float64Array;
  readonly predictions: Float64Array;
}

/** @param rows at least one */
export function numberDiagnostics({ labels, predictions }: PredictedRows): NumberDiagnostics {
  const residuals = labels.map((label, row) => label - predictions[row]);
  const errors = residuals.map(Math.abs).sort();
  return {
    kind: "numbers",
    picture: pictureOf(labels, predictions),
    residuals: histogramOf(residuals),
    byPrediction: byPrediction(predictions, residuals),
    within: WITHIN_SHARES.map((share) => ({ share, error: quantile(errors, share) })),
  };
}

/** From where to where values are shown. */
function shownRange(values: Float64Array): readonly [number, number] {
  const sorted = values.slice().sort();
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  const [low, high] = [quantile(sorted, TAIL), quantile(sorted, 1 - TAIL)];
  const span = high - low;
  const isFar = last - first > TOO_FAR * span && span > 0;
  const [from, to] = isFar ? [Math.max(first, low - span), Math.min(last, high + span)] : [first, last];
  return from < to ? [from, to] : [from - 0.5, to + 0.5];
}

function pictureOf(labels: Float64Array, predictions: Float64Array): NumberDiagnostics["picture"] {
  const all = new Float64Array(2 * labels.length);
  all.set(labels);
  all.set(predictions, labels.length);
  const [low, high] = shownRange(all);
  const nCells = labels.length > MANY_ROWS ? COARSE_CELLS : FINE_CELLS;
  const place = placeIn({ low, high, nBins: nCells });
  const nRows = new Uint32Array(nCells * nCells);
  let nOutside = 0;
  labels.forEach((label, row) => {
    const [x, y] = [place(label), place(predictions[row])];
    if (x === undefined || y === undefined) nOutside++;
    else nRows[x * nCells + y]++;
  });
  const cells = Array.from(nRows, (count, cell) =>
    count === 0 ? [] : [Math.floor(cell / nCells), cell % nCells, count],
  ).flat();
  return { low, high, nCells, cells, nOutside };
}

/** The bin of a value; undefined outside. */
function placeIn({ low, high, nBins }: { readonly low: number; readonly high: number; readonly nBins: number }) {
  return (value: number): number | undefined => {
    if (value < low || value > high) return undefined;
    return Math.min(Math.floor(((value - low) / (high - low)) * nBins), nBins - 1);
  };
}

function histogramOf(residuals: Float64Array): NumberDiagnostics["residuals"] {
  const [low, high] = shownRange(residuals);
  const nBins = residuals.length < FEW_ROWS ? FEW_BINS : RESIDUAL_BINS;
  const counts = new Array<number>(nBins).fill(0);
  const place = placeIn({ low, high, nBins });
  let [nBelow, nAbove] = [0, 0];
  for (const residual of residuals) {
    const bin = place(residual);
    if (bin !== undefined) counts[bin]++;
    else if (residual < low) nBelow++;
    else nAbove++;
  }
  return { low, high, counts, nBelow, nAbove };
}

/** Rows of one prediction come together, so bins may be fewer. */
function byPrediction(predictions: Float64Array, residuals: Float64Array): NumberDiagnostics["byPrediction"] {
  const sorted = predictions.slice().sort();
  const nBins = Math.max(1, Math.min(PREDICTION_BINS, Math.floor(predictions.length / ROWS_OF_BIN)));
  const ends = Array.from({ length: nBins }, (_, bin) => sorted[Math.ceil(((bin + 1) * sorted.length) / nBins) - 1]);
  const upTo = [...new Set(ends)];
  const members = upTo.map(() => ({ predicted: [] as number[], residuals: [] as number[] }));
  predictions.forEach((predicted, row) => {
    const bin = members[upTo.findIndex((end) => predicted <= end)];
    bin.predicted.push(predicted);
    bin.residuals.push(residuals[row]);
  });
  const told = members
    .filter((bin) => bin.predicted.length > 0)
    .map((bin) => ({
      nRows: bin.predicted.length,
      predicted: mean(bin.predicted),
      sorted: Float64Array.from(bin.residuals).sort(),
    }));
  return {
    predicted: told.map(({ predicted }) => predicted),
    nRows: told.map(({ nRows }) => nRows),
    low: told.map((bin) => quantile(bin.sorted, 0.1)),
    median: told.map((bin) => quantile(bin.sorted, 0.5)),
    high: told.map((bin) => quantile(bin.sorted, 0.9)),
  };
}
