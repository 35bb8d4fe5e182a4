/** Whether rows of a source make predictions better or worse, from what models said of rows that they were not trained on. Pure. */
import { mean } from "../../base/spread.ts";
import type { Dataset } from "../../table/types.ts";
import { lossScale } from "../ensemble/candidate-evidence.ts";
import { shareOfMean } from "../ensemble/out-of-fold.ts";
import { concludedTogether, type Evidence } from "../evidence/evidence.ts";
import { pairedDifference } from "../evidence/paired-difference.ts";
import { weightsOf } from "../measure.ts";

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

/** Each source against training without it. */
export function judgeSources(dataset: Dataset, tried: SourcesTried): readonly JudgedSource[] {
  const { rows, nParts, nHeldOut, said, without } = tried;
  const scale = lossScale(dataset);
  const ofSource = placesBySource(dataset, rows);
  const groups = dataset.groups && Int32Array.from(rows, (row) => dataset.groups?.[row] ?? -1);
  const weights = shareOfMean(weightsOf(dataset, rows));
  const weighed = (losses: Float64Array) => (weights ? losses.map((loss, at) => weights[at] * loss) : losses);
  const withAll = weighed(doubtedLosses(dataset, { rows, said, ofSource }));
  const measured = without.map(({ source, said: saidWithout, seconds }) => {
    const others = weighed(doubtedLosses(dataset, { rows, said: saidWithout, ofSource }));
    const { difference, standardError } = pairedDifference(withAll, others, groups);
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
  const plainLoss = (values: Float64Array, source: number) =>
    mean(Float64Array.from(ofSource.get(source) ?? [], (at) => lossOf(dataset, { rows, said: values }, at))) / scale;
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

function lossOf(dataset: Dataset, { rows, said }: Said, at: number, doubt = 0, instead?: ArrayLike<number>): number {
  const label = dataset.labels[rows[at]];
  const mixed = (value: number, other: number) => (doubt === 0 ? value : (1 - doubt) * value + doubt * other);
  if (isRegression(dataset)) return (mixed(said[at], instead?.[0] ?? 0) - label) ** 2;
  const probability = said[at * dataset.schema.target.classes.length + label];
  return -Math.log(Math.max(mixed(probability, instead?.[label] ?? 0), LEAST_PROBABILITY));
}

/**
 * Losses of rows where what is said of those of each source is mixed with what is said of them on average, or with all classes alike,
 * in the share that suits their labels best. Where labels are wrong by chance, whoever predicts right is no worse by this than whoever has learned
 * to be unsure: else rows with wrong labels would speak for themselves, and against the others.
 */
function doubtedLosses(
  dataset: Dataset,
  { rows, said, ofSource }: Said & { readonly ofSource: ReadonlyMap<number, readonly number[]> },
): Float64Array {
  const width = isRegression(dataset) ? 1 : dataset.schema.target.classes.length;
  const losses = new Float64Array(rows.length);
  for (const places of ofSource.values()) {
    const average = new Float64Array(width);
    for (const at of places) for (let code = 0; code < width; code++) average[code] += said[at * width + code];
    for (let code = 0; code < width; code++) average[code] /= places.length;
    const insteads = width === 1 ? [average] : [average, new Float64Array(width).fill(1 / width)];
    let [least, best]: [number, readonly number[]] = [Number.POSITIVE_INFINITY, []];
    for (const instead of insteads) {
      for (let step = 0; step <= N_DOUBTS; step++) {
        const own = places.map((at) => lossOf(dataset, { rows, said }, at, step / N_DOUBTS, instead));
        const total = own.reduce((sum, loss) => sum + loss, 0);
        if (total < least) [least, best] = [total, own];
      }
    }
    for (const [index, at] of places.entries()) losses[at] = best[index];
  }
  return losses;
}
