/** Whether rows of a source make predictions better or worse, from what models said of rows that they were not trained on. Pure. */
import { mean } from "../../base/spread.ts";
import type { Dataset } from "../../table/types.ts";
import { lossScale } from "../ensemble/candidate-evidence.ts";
import { rowLosses } from "../ensemble/choose-members.ts";
import type { TrainedCriterion } from "../ensemble/criterion.ts";
import { outOfFoldOf } from "../ensemble/out-of-fold.ts";
import { concludedTogether, type Evidence } from "../evidence/evidence.ts";
import { pairedDifference } from "../evidence/paired-difference.ts";
import { quantileLoss } from "../metric-evaluators.ts";

/** What one kind of training said of rows that were held out: [rows, classes] probabilities, or [rows] values in the target's unit. */
export interface SaidWithout {
  /** Code of the source whose rows it was not trained on. */
  readonly source: number;
  readonly said: Float64Array;
  /** What training and predicting took. */
  readonly seconds: number;
}

export interface SourcesTried {
  /** Those that were held out once, ascending. */
  readonly rows: Uint32Array;
  /** How many parts all rows are … */
  readonly nParts: number;
  /** … and in how many of them these were held out: fewer where time is short. */
  readonly nHeldOut: number;
  /** By models that were trained on all sources. */
  readonly said: Float64Array;
  readonly seconds: number;
  readonly without: readonly SaidWithout[];
}

export interface JudgedSource {
  readonly source: number;
  /** Loss with the source less that without it, on rows of all sources. */
  readonly evidence: Evidence;
  /** Mean loss on the source's own rows that were held out, with its other rows in training and without. */
  readonly own: { readonly nRows: number; readonly loss: number; readonly unseenLoss: number };
}

/** Each source against training without it. @param criterion what goes with the loss that is trained; absent: log loss, or squared error */
export function judgeSources(
  dataset: Dataset,
  tried: SourcesTried,
  criterion?: TrainedCriterion,
): readonly JudgedSource[] {
  const { rows, nParts, nHeldOut, said, without } = tried;
  const scale = lossScale(dataset, criterion);
  const ofSource = placesBySource(dataset, rows);
  const groups = dataset.groups && Int32Array.from(rows, (row) => dataset.groups?.[row] ?? -1);
  const lossesOf = (some: Uint32Array, values: Float64Array) => {
    const evidence = outOfFoldOf(dataset, some, [values], criterion);
    return rowLosses(evidence.scores[0], evidence);
  };
  const doubtedLosses = (values: Float64Array) =>
    lossesOf(rows, doubted(dataset, { rows, said: values, ofSource, criterion }));
  const withAll = doubtedLosses(said);
  const measured = without.map(({ source, said: saidWithout, seconds }) => {
    const { difference, standardError } = pairedDifference(withAll, doubtedLosses(saidWithout), groups);
    return {
      kind: "source",
      subject: dataset.schema.sources[source],
      alternative: "without",
      delta: difference / scale,
      standardError: (standardError / scale) * overlapFactor(nHeldOut, nParts),
      method: "retrained",
      seconds: tried.seconds + seconds,
    } as const;
  });
  const width = said.length / Math.max(rows.length, 1);
  const plainLoss = (values: Float64Array, source: number) => {
    const places = ofSource.get(source) ?? [];
    const own = Float64Array.from(places.flatMap((at) => [...values.subarray(at * width, (at + 1) * width)]));
    return (
      mean(
        lossesOf(
          Uint32Array.from(places, (at) => rows[at]),
          own,
        ),
      ) / scale
    );
  };
  return concludedTogether(measured).map((evidence, index) => {
    const { source, said: saidWithout } = without[index];
    const own = {
      nRows: ofSource.get(source)?.length ?? 0,
      loss: plainLoss(said, source),
      unseenLoss: plainLoss(saidWithout, source),
    };
    return { source, evidence, own };
  });
}

/** A source with a larger share of the rows than this is what is to be predicted, whatever its rows do to others. */
const MOST_SHARE = 0.5;

/**
 * Standard errors that a source has to stand out by: of several parts, and of one. There each side is a single training, whose own chance is
 * in no error over rows: sources with nothing wrong stood out by up to 2.4, with all labels shuffled by 4.4 and more.
 */
const CLEAR = { severalParts: 1, onePart: 3 } as const;

/**
 * The source without which predictions are better by the most standard errors, and by enough of them; undefined where there is none, or
 * where two sources speak against each other. With the error that it has of three parts, one is exceeded by chance alone 6 times of 100, and mostly a source
 * that has nothing wrong helps.
 */
export function mostHarmful(
  judged: readonly JudgedSource[],
  { nHeldOut }: Pick<SourcesTried, "nHeldOut">,
): JudgedSource | undefined {
  const least = nHeldOut > 1 ? CLEAR.severalParts : CLEAR.onePart;
  const nRows = judged.reduce((sum, { own }) => sum + own.nRows, 0);
  const clearness = ({ evidence: { delta, standardError } }: JudgedSource) => delta / standardError;
  const harmful = judged.filter((each) => clearness(each) > least);
  if (judged.length === 2 && harmful.length === 2) return undefined;
  return harmful
    .filter(({ own }) => own.nRows <= MOST_SHARE * nRows)
    .reduce<JudgedSource | undefined>(
      (worst, each) => (worst && clearness(worst) >= clearness(each) ? worst : each),
      undefined,
    );
}

/**
 * The models of several parts share most of their training rows, so that their differences are not apart from each other: the squared
 * error of a mean over J of them grows by 1 + J · test / train.
 *
 * @source Nadeau and Bengio, "Inference for the generalization error" (2003).
 */
export const overlapFactor = (nHeldOut: number, nParts: number): number => Math.sqrt(1 + nHeldOut / (nParts - 1));

interface Said {
  readonly rows: Uint32Array;
  readonly said: Float64Array;
}

/** Where in `rows` those of each source stand. */
function placesBySource({ source }: Dataset, rows: Uint32Array): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>();
  rows.forEach((row, at) => {
    const own = places.get(source[row]);
    if (own) own.push(at);
    else places.set(source[row], [at]);
  });
  return places;
}

const isRegression = ({ schema }: Dataset) => schema.target.task === "regression";
/** No probability counts as less. */
const LEAST_PROBABILITY = 1e-15;
/** Doubts that are tried: 0, 1/20, …, 1. */
const N_DOUBTS = 20;

interface SaidOfRow {
  readonly label: number;
  /** The probability of its class, or the value. */
  readonly value: number;
  readonly criterion: TrainedCriterion | undefined;
}

/** By what is trained. */
function lossOf(dataset: Dataset, { label, value, criterion }: SaidOfRow): number {
  if (!isRegression(dataset)) return -Math.log(Math.max(value, LEAST_PROBABILITY));
  const error = value - label;
  if (typeof criterion === "object") return quantileLoss(error, criterion.quantile);
  return criterion === "mae" ? Math.abs(error) : error ** 2;
}

/**
 * What is said of the rows of each source, mixed with what is said of them on average, or with all classes alike,
 * in the share that suits their labels best. Where labels are wrong by chance, whoever predicts right is no worse by this than whoever has learned
 * to be unsure: else rows with wrong labels would speak for themselves, and against the others.
 */
function doubted(
  dataset: Dataset,
  {
    rows,
    said,
    ofSource,
    criterion,
  }: Said & {
    readonly ofSource: ReadonlyMap<number, readonly number[]>;
    readonly criterion: TrainedCriterion | undefined;
  },
): Float64Array {
  const width = isRegression(dataset) ? 1 : dataset.schema.target.classes.length;
  const mixed = said.slice();
  const weightOf = classWeights(dataset, rows, criterion);
  for (const places of ofSource.values()) {
    const average = new Float64Array(width);
    for (const at of places) for (let code = 0; code < width; code++) average[code] += said[at * width + code];
    for (let code = 0; code < width; code++) average[code] /= places.length;
    const insteads = width === 1 ? [average] : [average, new Float64Array(width).fill(1 / width)];
    let [least, best]: [number, { readonly doubt: number; readonly instead: Float64Array }] = [
      Number.POSITIVE_INFINITY,
      { doubt: 0, instead: average },
    ];
    for (const instead of insteads) {
      for (let step = 0; step <= N_DOUBTS; step++) {
        const doubt = step / N_DOUBTS;
        let total = 0;
        for (const at of places) {
          const label = dataset.labels[rows[at]];
          const code = width === 1 ? 0 : label;
          const value = mix(said[at * width + code], instead[code], doubt);
          total += weightOf(label) * lossOf(dataset, { label, value, criterion });
        }
        if (total < least) [least, best] = [total, { doubt, instead }];
      }
    }
    for (const at of places) {
      for (let code = 0; code < width; code++) {
        mixed[at * width + code] = mix(said[at * width + code], best.instead[code], best.doubt);
      }
    }
  }
  return mixed;
}

const mix = (value: number, instead: number, doubt: number) =>
  doubt === 0 ? value : (1 - doubt) * value + doubt * instead;

/** What a row of a class counts: where all classes count alike, the less the more there are of it. */
function classWeights({ labels }: Dataset, rows: Uint32Array, criterion: TrainedCriterion | undefined) {
  if (criterion !== "balancedLogLoss") return () => 1;
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(labels[row], (counts.get(labels[row]) ?? 0) + 1);
  return (label: number) => 1 / (counts.get(label) ?? 1);
}
