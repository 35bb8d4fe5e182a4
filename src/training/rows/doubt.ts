/** Whether training that expects wrong labels is better on rows that it was not trained on. */
import { plainDocument } from "../../pipeline/default-document.ts";
import { rowLosses } from "../ensemble/choose-members.ts";
import { trainedCriterion } from "../ensemble/criterion.ts";
import { evidenceRows } from "../ensemble/folds.ts";
import { outOfFoldOf } from "../ensemble/out-of-fold.ts";
import { pairedDifference } from "../evidence/paired-difference.ts";
import type { SuspiciousRows } from "../evidence/suspicious.ts";
import { startFixed } from "../phase/phase-starts.ts";
import type { LookOptions } from "./find-suspicious.ts";
import { saidOnAverage } from "./short-training.ts";

/** Fewer wrong labels than these are not worth expecting. */
const LEAST_SHARE = 0.01;
/** The highest share that training expects, whatever was estimated: beyond, it believes what it likes. */
const MOST_SHARE = 0.4;

/**
 * The plain pipeline with and without the expectation, trained for so many steps on the training rows and compared on validation rows:
 * all, or a sample where they are many.
 */
export async function testDoubt(
  options: LookOptions,
  { wrongShare, nSteps }: { readonly wrongShare: number; readonly nSteps: number },
): Promise<SuspiciousRows["doubt"]> {
  const { dataset, document } = options;
  if (wrongShare < LEAST_SHARE || dataset.split.validation.length < 2 || nSteps === 0) return undefined;
  const wrongLabels = Math.min(Math.round(100 * wrongShare) / 100, MOST_SHARE);
  const rows = evidenceRows(dataset, document.training.seed);
  const said: Float64Array[] = [];
  for (const expected of [wrongLabels, 0]) {
    const values = await saidOf(rows, options, { wrongLabels: expected, nSteps });
    if (!values) return undefined;
    said.push(values);
  }
  const criterion = trainedCriterion(document.training, dataset.schema.target.task);
  const evidence = outOfFoldOf(dataset, rows, said, criterion);
  const [doubting, plain] = evidence.scores.map((scores) => rowLosses(scores, evidence));
  const { difference: delta, standardError } = pairedDifference(doubting, plain, evidence.groups);
  return { wrongLabels, delta, standardError, isTaken: delta < -standardError };
}

async function saidOf(
  rows: Uint32Array,
  { run, catalogue, document, dataset, fileHashes, learningRate }: LookOptions,
  { wrongLabels, nSteps }: { readonly wrongLabels: number; readonly nSteps: number },
): Promise<Float64Array | undefined> {
  const training = { ...document.training, wrongLabels };
  const plain = plainDocument({ ...document, training }, catalogue);
  const fitRows = run.time.fitRows(dataset.schema);
  const start = await startFixed({ catalogue, document: plain, dataset, fileHashes, fitRows, pause: run.rest }, nSteps);
  return saidOnAverage({ run, start, training, learningRate, dataset, rows });
}
