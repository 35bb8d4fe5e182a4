/**
 * What wrong labels cost, whether they are found, and what the default run wins back: some labels of training rows are changed, and
 * nobody is told which. Test rows keep theirs.
 *
 * Run: npx tsx bench/labels.ts [page-blocks eeg …] [--rate 0.2] [--seeds 1] [--core-seconds 20] [--validation] [--look-only] [--weights]
 * Prints one JSON line a table and seed, and means. With --validation, labels of validation rows are changed too. With --weights nothing
 * is told but how well the weights that the block Weigh rows learns in ten passes, from 6,000 training rows at most, find the wrong ones.
 */
import { parseArgs } from "node:util";
import { documentOfRun } from "../src/app/document-table.ts";
import { train } from "../src/app/train.ts";
import { randomUniform, STREAMS } from "../src/base/random.ts";
import { mean } from "../src/base/spread.ts";
import { nodeEngines } from "../src/cli/node-engines.ts";
import { catalogue } from "../src/pipeline/catalogue.ts";
import type { PipelineDocument } from "../src/pipeline/document.ts";
import type { Dataset } from "../src/table/types.ts";
import { MEMBERS_PHASE, WATCHED_PHASES } from "../src/training/phases.ts";
import { findSuspicious } from "../src/training/rows/find-suspicious.ts";
import { LookingTime } from "../src/training/rows/looking-time.ts";
import { Run } from "../src/training/run.ts";
import { clockOf } from "./accuracy/budget.ts";
import { proposedDocument } from "./accuracy/own-documents.ts";
import { openAccuracyTable, type SplitTask, splitTask } from "./accuracy/split-task.ts";
import { tablesNamed } from "./accuracy/tables.ts";
import { namedEngine } from "./named-engine.ts";
import { learnedScores, weighedRows } from "./row-weights.ts";

const TABLES = ["page-blocks", "eeg", "avila", "shuttle", "Run_or_walk_information"];

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rate: { type: "string", default: "0.2" },
    seeds: { type: "string", default: "1" },
    "core-seconds": { type: "string", default: "20" },
    validation: { type: "boolean", default: false },
    "look-only": { type: "boolean", default: false },
    weights: { type: "boolean", default: false },
  },
});
const rate = Number(flags.rate);
const coreSeconds = Number(flags["core-seconds"]);

/** Gives rows another class with probability `rate`, each of the others alike. */
function withWrongLabels(dataset: Dataset, seed: number): { readonly dataset: Dataset; readonly isWrong: Uint8Array } {
  const labels = dataset.labels.slice();
  const isWrong = new Uint8Array(dataset.nRows);
  const nClasses = dataset.schema.target.classes.length;
  const { train: trained, validation } = dataset.split;
  for (const row of [...trained, ...(flags.validation ? validation : [])]) {
    const draw = (step: number) => randomUniform({ seed, stream: STREAMS.sample, step }, row);
    if (draw(1001) >= rate) continue;
    isWrong[row] = 1;
    labels[row] = (labels[row] + 1 + Math.floor(draw(1002) * (nClasses - 1))) % nClasses;
  }
  return { dataset: { ...dataset, labels }, isWrong };
}

/** The probability that a row that is wrong is more suspicious than one that is not. */
function areaUnderRoc(scores: Float64Array, isPositive: ArrayLike<number>): number {
  const order = [...scores.keys()].sort((a, b) => scores[a] - scores[b]);
  let [rankSum, nPositive] = [0, 0];
  for (let begin = 0, end = 0; begin < order.length; begin = end) {
    while (end < order.length && scores[order[end]] === scores[order[begin]]) end++;
    const wrong = order.slice(begin, end).filter((at) => isPositive[at]).length;
    nPositive += wrong;
    rankSum += (wrong * (begin + end + 1)) / 2;
  }
  return (rankSum - (nPositive * (nPositive + 1)) / 2) / (nPositive * (order.length - nPositive));
}

async function lookedAt(dataset: Dataset, document: PipelineDocument, isWrong: Uint8Array) {
  const engine = await namedEngine("compiled-wasm");
  const control = { gate: async () => "run" as const, isStopped: () => false };
  const phases = [...WATCHED_PHASES, MEMBERS_PHASE];
  const run = new Run({ phases, document, dataset, engine, control, clock: () => 0, onProgress: () => {} });
  const { learningRate } = document.training;
  const begun = process.cpuUsage();
  const time = new LookingTime(run, document.training);
  const found = await findSuspicious({ ...{ run, catalogue, document, dataset, fileHashes: [] }, learningRate }, time);
  const { user, system } = process.cpuUsage(begun);
  engine.dispose();
  if (!found) throw new Error("nothing was looked at");
  const { rows, scores, threshold, expected, isOtherLikelier } = found;
  const flagged = [...rows.keys()].filter((at) => scores[at] >= threshold.score && isOtherLikelier[at] === 1);
  const hits = flagged.filter((at) => isWrong[rows[at]]);
  return {
    expected: new Map(flagged.map((at) => [rows[at], expected[at]] as const)),
    auroc: areaUnderRoc(
      scores,
      Array.from(rows, (row) => isWrong[row]),
    ),
    wrongShare: threshold.wrongShare,
    flaggedShare: flagged.length / rows.length,
    precision: hits.length / Math.max(flagged.length, 1),
    recall: hits.length / Math.max(1, rows.filter((row) => isWrong[row]).length),
    cpuSeconds: (user + system) / 1e6,
  };
}

async function deployed(task: SplitTask, dataset: Dataset) {
  const document = proposedDocument(task);
  const clock = clockOf({ coreSeconds });
  const training = { ...document.training, budgetSeconds: coreSeconds };
  const { report } = await train(
    {
      table: { ...task.table, dataset },
      document: { ...document, training, table: task.decisions },
      engine: "compiled-wasm",
    },
    { engines: nodeEngines(1), clock },
  );
  const { tuned = {}, baseline = {} } = report.metrics.test;
  const of = ({ accuracy = Number.NaN, logLoss = Number.NaN }) => ({ accuracy, logLoss });
  const members = report.members?.filter(({ weight }) => weight > 0).map(({ id, weight }) => `${weight} × ${id}`);
  return { ensemble: of(tuned), plain: of(baseline), members };
}

/** The area under ROC of being weighed less. */
async function weighed(document: PipelineDocument, dataset: Dataset, isWrong: Uint8Array) {
  const train = weighedRows(dataset, document.training.seed);
  const own = { ...dataset, split: { ...dataset.split, train } };
  const { scores, testLoss } = await learnedScores(document, own, "rows");
  const auroc = areaUnderRoc(
    Float64Array.from(scores, (score) => -score),
    Array.from(train, (row) => isWrong[row]),
  );
  return { auroc, testLoss };
}

const aurocs: number[] = [];
for (const name of positionals.length > 0 ? positionals : TABLES) {
  const [row] = tablesNamed([name]);
  const open = await openAccuracyTable(row);
  for (let seed = 1; seed <= Number(flags.seeds); seed++) {
    const task = splitTask({ row, open, split: 1, seed });
    const { dataset } = task.table;
    const wrong = withWrongLabels(dataset, seed);
    if (flags.weights) {
      const own = await weighed(documentOfRun(proposedDocument(task), task.table), wrong.dataset, wrong.isWrong);
      aurocs.push(own.auroc);
      console.log(JSON.stringify({ table: name, seed, rate, ...own }));
      continue;
    }
    const { expected, ...look } = await lookedAt(
      wrong.dataset,
      documentOfRun(proposedDocument(task), task.table),
      wrong.isWrong,
    );
    const rightShare = mean(
      [...expected].filter(([at]) => wrong.isWrong[at]).map(([at, code]) => Number(code === dataset.labels[at])),
    );
    aurocs.push(look.auroc);
    const runs = flags["look-only"]
      ? {}
      : { clean: await deployed(task, dataset), wrong: await deployed(task, wrong.dataset) };
    console.log(JSON.stringify({ table: name, seed, rate, ...look, expectedIsRight: rightShare, ...runs }));
  }
}
console.log(JSON.stringify({ meanAuroc: mean(aurocs) }));
process.exit(0);
