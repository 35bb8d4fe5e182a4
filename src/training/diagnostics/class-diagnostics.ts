/** Counts of classified rows, from which confusion, ROC, precision-recall and calibration are drawn. */
import { confusionMatrix } from "../metrics.ts";
import type { ClassDiagnostics, ScoreSteps } from "./diagnostics.ts";

/** Classes with curves, and steps of all curves together: what bounds the size of a report. */
const MOST_CLASSES = 20;
const MOST_STEPS = 2000;
const MOST_STEPS_OF_CLASS = 200;
const CALIBRATION_BINS = 10;
/** Of fewer rows, half as many bins. */
const FEW_ROWS = 200;
/** Scores are told to the sixth decimal. */
const SCORE_UNITS = 1e6;

export interface ClassifiedRows {
  readonly task: "binary" | "multiclass";
  readonly nClasses: number;
  /** float64 [rows], class codes. */
  readonly labels: Float64Array;
  /** float64 [rows, nClasses], probabilities. */
  readonly predictions: Float64Array;
}

/** @param pause awaited between classes */
export async function classDiagnostics(rows: ClassifiedRows, pause: () => Promise<void>): Promise<ClassDiagnostics> {
  const confusion = confusionMatrix(rows);
  const codes = commonestClasses(confusion, rows.nClasses);
  const most = Math.min(Math.floor(MOST_STEPS / codes.length), MOST_STEPS_OF_CLASS);
  const classes: ScoreSteps[] = [];
  for (const code of codes) {
    await pause();
    classes.push(scoreSteps(rows, code, most));
  }
  return { kind: "classes", confusion: Array.from(confusion), classes };
}

/** Ascending codes of the classes with most rows. */
function commonestClasses(confusion: Float64Array, nClasses: number): readonly number[] {
  const nRows = Array.from({ length: nClasses }, (_, code) =>
    confusion.subarray(code * nClasses, (code + 1) * nClasses).reduce((sum, count) => sum + count, 0),
  );
  const codes = [...nRows.keys()].sort((a, b) => nRows[b] - nRows[a] || a - b);
  return codes.slice(0, MOST_CLASSES).sort((a, b) => a - b);
}

/** @param most steps: where there are more different scores, their quantiles */
export function scoreSteps({ labels, predictions, nClasses }: ClassifiedRows, code: number, most: number): ScoreSteps {
  const isHit = labels.map((label) => Number(label === code));
  const nHits = isHit.reduce((sum, one) => sum + one, 0);
  const hits = new Float64Array(nHits);
  const others = new Float64Array(labels.length - nHits);
  let [nextHit, nextOther] = [0, 0];
  for (let row = 0; row < labels.length; row++) {
    const score = predictions[row * nClasses + code];
    if (isHit[row] === 1) hits[nextHit++] = score;
    else others[nextOther++] = score;
  }
  hits.sort();
  others.sort();
  const calibration = calibrationOf(hits, others);
  const areas = hits.length > 0 && others.length > 0 ? areasOf(hits, others) : {};
  const [roundHits, roundOthers] = [hits, others].map((scores) => scores.map(rounded));
  const thresholds = cutsOf(roundHits, roundOthers, most).reverse();
  return {
    code,
    thresholds,
    hits: countsFrom(roundHits, thresholds),
    others: countsFrom(roundOthers, thresholds),
    ...areas,
    calibration,
  };
}

const rounded = (score: number) => Math.round(score * SCORE_UNITS) / SCORE_UNITS;

/**
 * The areas under both curves, exactly. Rows of one score come together.
 *
 * @param hits, others ascending, neither empty
 * @source Average precision as scikit-learn has it: Σ (recall gained) · precision, without interpolation.
 */
function areasOf(hits: Float64Array, others: Float64Array) {
  let [hit, other] = [hits.length, others.length];
  let [pairs, precisions] = [0, 0];
  while (hit > 0 || other > 0) {
    const score = Math.max(hits[hit - 1] ?? Number.NEGATIVE_INFINITY, others[other - 1] ?? Number.NEGATIVE_INFINITY);
    const [firstHit, firstOther] = [hit, other];
    while (hit > 0 && hits[hit - 1] === score) hit--;
    while (other > 0 && others[other - 1] === score) other--;
    const nHits = firstHit - hit;
    pairs += nHits * (other + (firstOther - other) / 2);
    const [found, called] = [hits.length - hit, hits.length - hit + others.length - other];
    precisions += (nHits * found) / called;
  }
  return { rocAuc: pairs / (hits.length * others.length), averagePrecision: precisions / hits.length };
}

/** Ascending different scores, at most about `most` of them, the least among them: rows of one score are never parted. */
function cutsOf(hits: Float64Array, others: Float64Array, most: number): number[] {
  const all = distinct(hits, others);
  if (all.length <= most) return all;
  // The cut that the likeliest of two classes goes by: what is told at one half is what the confusion matrix counts.
  const half = all.find((score) => score >= 0.5);
  // Half by the rows of the class and half by the others, so that both ends of the curves are fine.
  const quantiles = [hits, others].flatMap((scores) => {
    const share = Math.floor((most - 2) / 2);
    return Array.from({ length: share }, (_, index) => scores[Math.floor((index * scores.length) / share)] ?? all[0]);
  });
  return [...new Set([all[0], ...(half === undefined ? [] : [half]), ...quantiles])].sort((a, b) => a - b);
}

function distinct(hits: Float64Array, others: Float64Array): number[] {
  const all = new Float64Array(hits.length + others.length);
  all.set(hits);
  all.set(others, hits.length);
  all.sort();
  return Array.from(all.filter((score, index) => index === 0 || score !== all[index - 1]));
}

/** How many scores lie from each threshold to the one before. @param scores ascending @param thresholds descending */
function countsFrom(scores: Float64Array, thresholds: readonly number[]): number[] {
  let place = scores.length;
  return thresholds.map((threshold) => {
    const end = place;
    while (place > 0 && scores[place - 1] >= threshold) place--;
    return end - place;
  });
}

/** @source Bins and their sides as in scikit-learn's `calibration_curve`, strategy "uniform". */
function calibrationOf(hits: Float64Array, others: Float64Array): ScoreSteps["calibration"] {
  const nBins = hits.length + others.length < FEW_ROWS ? CALIBRATION_BINS / 2 : CALIBRATION_BINS;
  const [nRows, sums, found] = [0, 1, 2].map(() => new Float64Array(nBins));
  const add = (score: number, isHit: number) => {
    let bin = 0;
    while (bin < nBins - 1 && (bin + 1) / nBins < score) bin++;
    nRows[bin] += 1;
    sums[bin] += score;
    found[bin] += isHit;
  };
  for (const score of hits) add(score, 1);
  for (const score of others) add(score, 0);
  const bins = [...nRows.keys()].filter((bin) => nRows[bin] > 0);
  return {
    nRows: bins.map((bin) => nRows[bin]),
    said: bins.map((bin) => sums[bin] / nRows[bin]),
    found: bins.map((bin) => found[bin] / nRows[bin]),
  };
}
