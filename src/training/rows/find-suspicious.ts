/** Looks for rows whose labels look wrong: the plain network is trained shortly on parts of the rows, and says of all of them how likely their labels are. */
import { randomPermutation, randomSample, randomUniform, STREAMS } from "../../base/random.ts";
import type { Catalogue } from "../../pipeline/checks.ts";
import { plainDocument } from "../../pipeline/default-document.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import type { Dataset } from "../../table/types.ts";
import { deal, merged, without } from "../deal.ts";
import { startFixed } from "../phase/phase-starts.ts";
import type { Run } from "../run.ts";
import { type LookingTime, N_PARTS } from "./looking-time.ts";
import { saidOnAverage } from "./short-training.ts";
import {
  likeliestOther,
  marginAgainst,
  type SaidOfRows,
  type Suspicion,
  suspicionOf,
  type Threshold,
  thresholdOf,
} from "./suspicion.ts";

export interface LookOptions {
  readonly run: Run;
  readonly catalogue: Catalogue;
  readonly document: PipelineDocument;
  readonly dataset: Dataset;
  readonly fileHashes: readonly string[];
  /** Of several learning rates the one that did best for the blend. */
  readonly learningRate: number;
}

export interface SuspectedRows extends Pick<Suspicion, "scores"> {
  /** Those that were looked at, ascending: training and validation rows. */
  readonly rows: Uint32Array;
  /** Class codes: the likeliest beside the row's own, to models that were not trained on it. */
  readonly expected: Int32Array;
  /** Of them, those that train. */
  readonly nTrain: number;
  /** 1 where that is likelier to them than the row's own, else 0. */
  readonly isOtherLikelier: Uint8Array;
  readonly threshold: Threshold;
  /** Labels that were changed on purpose while looking. */
  readonly nPlanted: number;
}

/** Steps of random streams that nothing else takes. */
const STEPS = { parts: 0x5a5b, rows: 0x5a5c, planted: 0x5a5d, classes: 0x5a5e };
const SEEDS = 2 ** 32;
/** Labels that are changed on purpose … */
const PLANTED_SHARE = 0.02;
/** … and how many there are at least, as long as they are no larger share than … */
const FEWEST_PLANTED = 20;
const MOST_PLANTED_SHARE = 0.1;
/** More training or validation rows than these are looked at in a random sample, fewer where there are many classes. */
const MOST_ROWS = 100_000;
/** Probabilities that are held of rows of one split. */
const MOST_VALUES = 4_000_000;
/** Engines evaluate after each chunk; nothing is decided by it here. */
const EVALUATED_ROWS = 64;
/** Fewer say nothing. */
const FEWEST_ROWS = 100;
/** Nothing of a regression, of too few rows, or where there was no time. */
export async function findSuspicious(options: LookOptions, time: LookingTime): Promise<SuspectedRows | undefined> {
  const { run, catalogue, dataset, fileHashes, learningRate } = options;
  const { task, classes } = dataset.schema.target;
  if (task === "regression" || classes.length < 2) return undefined;
  const document = plainDocument(options.document, catalogue);
  const { seed } = document.training;
  const most = Math.min(MOST_ROWS, Math.floor(MOST_VALUES / classes.length));
  const [train, validation] = [dataset.split.train, dataset.split.validation].map(({ length }) =>
    Math.min(length, most),
  );
  const share = time.shareOf({ train, validation });
  const trainRows = sample(dataset.split.train, { n: Math.floor(share * train), seed });
  if (trainRows.length < FEWEST_ROWS) return undefined;
  const validationRows = sample(dataset.split.validation, { n: Math.floor(share * validation), seed });
  const rows = merged(trainRows, validationRows);
  const changed = plant(dataset, trainRows, seed);
  const parts = deal(dataset, trainRows, { nParts: N_PARTS, seed, step: STEPS.parts });
  const nClasses = classes.length;
  const nSteps = time.stepsOfPart(trainRows.length);
  const said: SaidOfRows = {
    nClasses,
    heldOut: new Float64Array(rows.length * nClasses),
    inSample: new Float64Array(rows.length * nClasses),
  };
  for (const [index, part] of parts.entries()) {
    const train = without(trainRows, part);
    const trained = new Set(train);
    const split = { ...dataset.split, train, validation: part.subarray(0, EVALUATED_ROWS) };
    const training = { ...document.training, seed: (seed + index) % SEEDS };
    const own = { ...dataset, labels: changed.labels, split };
    const begin = { catalogue, document: { ...document, training }, dataset: own, fileHashes };
    const fitRows = run.time.fitRows(dataset.schema);
    const start = await startFixed({ ...begin, fitRows, pause: run.rest }, nSteps);
    const values = await saidOnAverage({ run, start, training, learningRate, dataset: own, rows });
    if (!values || (index === 0 && !time.canGoOn())) return undefined;
    rows.forEach((row, at) => {
      const sum = trained.has(row) ? said.inSample : said.heldOut;
      for (let code = at * nClasses; code < (at + 1) * nClasses; code++) sum[code] += values[code];
    });
  }
  const isTrainRow = new Set(trainRows);
  const labels = Int32Array.from(rows, (row) => dataset.labels[row]);
  const suspicion = suspicionOf(
    said,
    labels,
    Int32Array.from(rows, (row) => changed.labels[row]),
  );
  return {
    rows,
    nTrain: trainRows.length,
    scores: suspicion.scores,
    expected: Int32Array.from(labels, (label, at) => likeliestOther(said.heldOut, at, { label, nClasses })),
    isOtherLikelier: Uint8Array.from(labels, (label, at) =>
      marginAgainst(said.heldOut, at, { label, nClasses }) > 0 ? 1 : 0,
    ),
    threshold: thresholdOf({ ...suspicion, scores: suspicion.scores.filter((_, at) => isTrainRow.has(rows[at])) }),
    nPlanted: changed.nPlanted,
  };
}

/** Ascending. */
function sample(rows: Uint32Array, { n, seed }: { readonly n: number; readonly seed: number }): Uint32Array {
  if (rows.length <= n) return rows;
  const key = { seed, stream: STREAMS.sample, step: STEPS.rows };
  return randomSample(key, rows.length, n)
    .map((at) => rows[at])
    .sort();
}

/** Gives some rows another class, drawn evenly among those that training rows have. */
function plant({ labels, split }: Dataset, rows: Uint32Array, seed: number) {
  const wanted = Math.max(Math.ceil(PLANTED_SHARE * rows.length), FEWEST_PLANTED);
  const nPlanted = Math.min(wanted, Math.floor(MOST_PLANTED_SHARE * rows.length));
  const present = [...new Set(Array.from(split.train, (row) => labels[row]))].sort((a, b) => a - b);
  if (present.length < 2) return { labels, nPlanted: 0 };
  const changed = labels.slice();
  const order = randomPermutation({ seed, stream: STREAMS.sample, step: STEPS.planted }, rows.length);
  for (const at of order.subarray(0, nPlanted)) {
    const row = rows[at];
    const others = present.filter((code) => code !== labels[row]);
    const draw = randomUniform({ seed, stream: STREAMS.sample, step: STEPS.classes }, row);
    changed[row] = others[Math.floor(draw * others.length)];
  }
  return { labels: changed, nPlanted };
}
