/** Whether training that expects wrong labels is better on rows that it was not trained on. */
import { deviation, mean } from "../../base/spread.ts";
import { plainDocument } from "../../pipeline/default-document.ts";
import type { Dataset } from "../../table/types.ts";
import type { SuspiciousRows } from "../evidence/suspicious.ts";
import { startFixed } from "../phase/phase-starts.ts";
import { type LookOptions, shortSteps } from "./find-suspicious.ts";
import { saidOnAverage } from "./short-training.ts";

/** Fewer wrong labels than these are not worth expecting. */
const LEAST_SHARE = 0.01;
/** The highest share that training expects, whatever was estimated: beyond, it believes what it likes. */
const MOST_SHARE = 0.4;
/** No probability counts as less, as in scikit-learn's log loss. */
const LEAST_PROBABILITY = 1e-15;

/** The plain pipeline with and without the expectation, trained shortly on the training rows and compared on the validation rows. */
export async function testDoubt(options: LookOptions, wrongShare: number): Promise<SuspiciousRows["doubt"]> {
  const { validation } = options.dataset.split;
  if (wrongShare < LEAST_SHARE || validation.length < 2) return undefined;
  const wrongLabels = Math.min(Math.round(100 * wrongShare) / 100, MOST_SHARE);
  const losses: Float64Array[] = [];
  for (const expected of [wrongLabels, 0]) {
    const said = await saidOfValidation(options, expected);
    if (!said) return undefined;
    losses.push(rowLosses(options.dataset, said));
  }
  const [doubting, plain] = losses;
  const differences = doubting.map((loss, at) => loss - plain[at]);
  const [delta, standardError] = [mean(differences), deviation(differences) / Math.sqrt(differences.length)];
  return { wrongLabels, delta, standardError, isTaken: delta < -standardError };
}

async function saidOfValidation(
  { run, catalogue, document, dataset, fileHashes, learningRate }: LookOptions,
  wrongLabels: number,
): Promise<Float64Array | undefined> {
  const training = { ...document.training, wrongLabels };
  const plain = plainDocument({ ...document, training }, catalogue);
  const fitRows = run.time.fitRows(dataset.schema);
  const begin = { catalogue, document: plain, dataset, fileHashes, fitRows, pause: run.rest };
  const start = await startFixed(begin, shortSteps(run, training, dataset.split.train.length));
  return saidOnAverage({ run, start, training, learningRate, dataset, rows: dataset.split.validation });
}

function rowLosses({ schema, labels, split }: Dataset, said: Float64Array): Float64Array {
  const nClasses = schema.target.classes.length;
  return Float64Array.from(
    split.validation,
    (row, at) => -Math.log(Math.max(said[at * nClasses + labels[row]], LEAST_PROBABILITY)),
  );
}
