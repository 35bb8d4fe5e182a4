/** Trains the plain pipeline shortly on rows of all sources, and on those of all but one, on each part of the rows but one. */
import { randomSample, STREAMS } from "../../base/random.ts";
import type { Catalogue } from "../../pipeline/checks.ts";
import { plainDocument } from "../../pipeline/default-document.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import type { Dataset } from "../../table/types.ts";
import { deal, without } from "../deal.ts";
import { startFixed } from "../phase/phase-starts.ts";
import { saidOnAverage } from "../rows/short-training.ts";
import type { Run } from "../run.ts";
import type { SaidWithout, SourcesTried } from "./judge-sources.ts";
import { stepsOfTrying, type TryingTime } from "./trying-time.ts";

export interface TryOptions {
  readonly run: Run;
  readonly catalogue: Catalogue;
  readonly document: PipelineDocument;
  readonly dataset: Dataset;
  readonly fileHashes: readonly string[];
}

const N_PARTS = 3;
/** Steps of random streams that nothing else takes. */
const STEPS = { parts: 0x50ce, rows: 0x50cf };
const SEEDS = 2 ** 32;
/** Probabilities that are held of each kind of training. */
const MOST_VALUES = 1_000_000;
/** Engines evaluate after each chunk; nothing is decided by it here. */
const EVALUATED_ROWS = 64;

/**
 * Where time is short, fewer parts are held out; where it does not suffice for one, there are fewer rows.
 *
 * @param rows    that are trained on; fewer of them, drawn at random, where there is time for fewer.
 * @param isJudged which of them take turns at being held out, too.
 * @param sources codes of the sources that are tried.
 * @returns undefined where there is no time, or where numbers did not stay finite.
 */
export async function trySources(
  options: TryOptions & {
    readonly rows: Uint32Array;
    readonly isJudged: (row: number) => boolean;
    readonly sources: readonly number[];
    readonly mostRows: number;
  },
  time: TryingTime,
): Promise<SourcesTried | undefined> {
  const { run, catalogue, dataset, fileHashes, sources } = options;
  const document = plainDocument(options.document, catalogue);
  const { seed } = document.training;
  const width = Math.max(dataset.schema.target.classes.length, 1);
  const fitRows = run.time.fitRows(dataset.schema);
  /** What a training on all parts but one says of that one. */
  const saidOf = async (part: Uint32Array, { rows, index, less }: Training) => {
    const train = without(rows, part).filter((row) => dataset.source[row] !== less);
    const split = { ...dataset.split, train, validation: part.subarray(0, EVALUATED_ROWS) };
    // The same first weights and batches with the source and without: less chance between them.
    const training = { ...document.training, seed: (seed + index) % SEEDS };
    const own = { ...dataset, split };
    const begin = {
      catalogue,
      document: { ...document, training },
      dataset: own,
      fileHashes,
      fitRows,
      pause: run.rest,
    };
    const start = await startFixed(begin, stepsOfTrying(training, rows.length - part.length));
    return saidOnAverage({ run, start, training, learningRate: training.learningRate, dataset: own, rows: part });
  };
  let nRows = Math.min(options.rows.length, options.mostRows, Math.floor(MOST_VALUES / width));
  for (; nRows >= FEWEST_OF_SOURCE * sources.length; nRows = Math.floor(nRows / 2)) {
    const rows = sample(options.rows, nRows, seed);
    const judged = rows.filter(options.isJudged);
    if (judged.length < FEWEST_OF_SOURCE) return undefined;
    const parts = deal(dataset, judged, { nParts: N_PARTS, seed, step: STEPS.parts });
    const kinds = [undefined, ...sources].map((less) => ({
      less,
      said: new Float64Array(judged.length * width),
      ms: 0,
    }));
    const placeOf = new Map(Array.from(judged, (row, at) => [row, at]));
    let nHeldOut = 0;
    for (const [index, part] of parts.entries()) {
      // Rows that were held out already say something; another part takes as long as those before it did on average.
      if (nHeldOut > 0 && !time.affords(1, kinds.reduce((sum, { ms }) => sum + ms, 0) / nHeldOut)) break;
      let isAfforded = true;
      for (const kind of kinds) {
        const begunMs = run.activeMs();
        const values = await saidOf(part, { rows, index, less: kind.less });
        if (!values) return undefined;
        part.forEach((row, at) => {
          kind.said.set(values.subarray(at * width, (at + 1) * width), (placeOf.get(row) ?? 0) * width);
        });
        kind.ms += run.activeMs() - begunMs;
        // The first one warms up; the second tells how long the others of the part take.
        if (index === 0 && kind === kinds[1]) isAfforded = time.affords(kinds.length - 2, kind.ms);
        if (!isAfforded) break;
      }
      if (!isAfforded) break;
      nHeldOut++;
    }
    if (run.isStopped()) return undefined;
    if (nHeldOut === 0) continue;
    const held = Uint32Array.from(parts.slice(0, nHeldOut).flatMap((part) => [...part])).sort();
    const ofHeld = (all: Float64Array) => valuesAt(all, { places: held.map((row) => placeOf.get(row) ?? 0), width });
    const [all, ...others] = kinds;
    return {
      rows: held,
      nParts: N_PARTS,
      nHeldOut,
      said: ofHeld(all.said),
      seconds: all.ms / 1000,
      without: others.flatMap(({ less, said, ms }): readonly SaidWithout[] =>
        less === undefined ? [] : [{ source: less, said: ofHeld(said), seconds: ms / 1000 }],
      ),
    };
  }
  return undefined;
}

interface Training {
  readonly rows: Uint32Array;
  /** Of the part that is held out. */
  readonly index: number;
  /** The source that is left out, too; undefined: none. */
  readonly less: number | undefined;
}

function valuesAt(
  all: Float64Array,
  { places, width }: { readonly places: Uint32Array; readonly width: number },
): Float64Array {
  const values = new Float64Array(places.length * width);
  places.forEach((place, at) => {
    values.set(all.subarray(place * width, (place + 1) * width), at * width);
  });
  return values;
}

/** Of fewer rows a source cannot be judged. */
export const FEWEST_OF_SOURCE = 30;

/** Ascending. */
function sample(rows: Uint32Array, n: number, seed: number): Uint32Array {
  if (rows.length <= n) return rows;
  return randomSample({ seed, stream: STREAMS.sample, step: STEPS.rows }, rows.length, n)
    .map((at) => rows[at])
    .sort();
}
