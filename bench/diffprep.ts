/**
 * DiffPrep's own space and model in our engine: its operators in its fixed order, chosen for each feature by gradients, and logistic regression.
 *
 * Run: npx tsx bench/diffprep.ts [TABLES] [--splits 1,2,3,4,5] [--steps 300] [--batch 256] [--rates 0.1,0.03]
 * Splits are DiffPrep's own: NumPy's seeds. Prints one JSON line for each table and split. Seconds are of the whole command for that table and split, from the bytes
 * of the file on. How DiffPrep's released code was run beside it: docs/accuracy.md.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { trainingTable } from "../src/app/training-table.ts";
import { mean } from "../src/base/spread.ts";
import { blocks } from "../src/blocks/catalogue.generated.ts";
import { catalogueOf } from "../src/pipeline/checks.ts";
import { documentSchema, FORMAT_VERSION } from "../src/pipeline/document.ts";
import type { Dataset } from "../src/table/types.ts";
import { measure } from "../src/training/measure.ts";
import type { PhaseStart } from "../src/training/phase/phase.ts";
import { PHASE_STARTS } from "../src/training/phase/phase-starts.ts";
import { MEMBERS_PHASE, WATCHED_PHASES } from "../src/training/phases.ts";
import { predict, predictorOf } from "../src/training/predict.ts";
import { Run } from "../src/training/run.ts";
import { DATA_FOLDER, openAccuracyTable } from "./accuracy/split-task.ts";
import { type AccuracyTable, tablesNamed } from "./accuracy/tables.ts";
import { diffPrepBlock } from "./diffprep/block.ts";
import { type AlternativeColumns, alternativeColumns } from "./diffprep/features.ts";
import { diffPrepSplit } from "./diffprep/numpy-permutation.ts";
import { populationDeviation } from "./diffprep/operators.ts";
import { namedEngine } from "./named-engine.ts";

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    splits: { type: "string", default: "1,2,3,4,5" },
    steps: { type: "string", default: "300" },
    batch: { type: "string", default: "256" },
    rates: { type: "string", default: "0.1,0.03" },
  },
});
/** Those whose wall clock was taken of the released code. */
const TIMED = ["abalone", "page-blocks", "ada_prior"];
const FAR_AWAY_SECONDS = 86_400;
const AVERAGE_DECAY = 0.99;
/** What varies less is constant, but for rounding. */
const LEAST_SPREAD = 1e-9;
const numbersOf = (list: string): readonly number[] => list.split(",").map(Number);

/** The columns in the place of the table's own, each standardised: what a linear model can say is the same, and it learns sooner. */
function datasetOf(dataset: Dataset, { columns, featureOf, features }: AlternativeColumns): Dataset {
  const numbers = new Float32Array(dataset.nRows * columns.length);
  columns.forEach((given, column) => {
    const own = Float64Array.from(dataset.split.train, (row) => given[row]);
    const [centre, spread] = [mean(own), populationDeviation(own)];
    const values = given.map((value) => (spread > LEAST_SPREAD ? (value - centre) / spread : 0));
    for (let row = 0; row < values.length; row++) numbers[row * columns.length + column] = values[row];
  });
  const schema = {
    ...dataset.schema,
    numbers: featureOf.map((feature, index) => ({
      ...{ name: `${features[feature].name}, ${index}`, original: features[feature].name, offset: 0 },
    })),
    categories: [],
  };
  const missing = new Uint8Array(numbers.length);
  return { ...dataset, schema, numbers, missing, categories: new Int32Array(0) };
}

interface Prepared {
  readonly alternatives: AlternativeColumns;
  readonly dataset: Dataset;
}

async function prepared(row: AccuracyTable, split: number): Promise<Prepared> {
  const open = await openAccuracyTable(row);
  const { target: name, task } = row;
  const letters = diffPrepSplit(split, open.table.nRows);
  // Split 1 is the one that comes with the tables: drawn by NumPy itself.
  const given = row.split && readFileSync(join(DATA_FOLDER, row.split), "utf8").trim();
  if (split === 1 && given !== letters) throw new Error(`${row.name}: expected the split that comes with it`);
  const table = trainingTable({ open, wishes: { overrides: [], target: { name, task } }, split: { letters } });
  const alternatives = alternativeColumns(open.table, name, table.dataset.split.train);
  return { alternatives, dataset: datasetOf(table.dataset, alternatives) };
}

const BLOCKS = [
  { id: "n1", type: "csv-source", version: 1, settings: {} },
  { id: "n2", type: "diffprep", version: 1, settings: {} },
];
const EDGES = [{ from: { block: "n1", port: "numbers" }, to: { block: "n2", port: "features" } }];

/** A stage of what was learned at a learning rate: the blend, as DiffPrep is scored, or settled on one operator each and trained anew. */
interface Learned {
  readonly stage: "blend" | "settled";
  readonly rate: number;
  readonly step: number;
  readonly validationLoss: number;
  readonly accuracy: number;
  readonly logLoss: number;
}

async function learned({ alternatives, dataset }: Prepared, seed: number): Promise<readonly Learned[]> {
  const catalogue = catalogueOf([...blocks, diffPrepBlock(alternatives)]);
  const document = documentSchema.parse({
    ...{ formatVersion: FORMAT_VERSION, blocks: BLOCKS, edges: EDGES },
    training: {
      plan: "bilevel",
      batchSize: Number(flags.batch),
      weightDecay: 0,
      seed,
      budgetSeconds: FAR_AWAY_SECONDS,
    },
  });
  const engine = await namedEngine("compiled-wasm");
  const control = { gate: async () => "run" as const, isStopped: () => false };
  const run = new Run({
    ...{ phases: [...WATCHED_PHASES, MEMBERS_PHASE], document, dataset, engine, control, onProgress: () => {} },
    clock: () => performance.now(),
  });
  const begin = { catalogue, document, dataset, fileHashes: [] };
  const found: Learned[] = [];
  const train = async (stage: Learned["stage"], rate: number, start: PhaseStart) => {
    const replicas = [{ seed, learningRate: rate }];
    const outcome = await run.phase(
      MEMBERS_PHASE,
      { ...start, replicas, maxSteps: Number(flags.steps) },
      { key: `${rate}/${stage}`, shareMs: () => 1000 * FAR_AWAY_SECONDS, averageDecay: AVERAGE_DECAY },
    );
    const predictor = predictorOf(outcome.program, outcome.best.parameters, outcome.statistics);
    const on = async (rows: Uint32Array) => {
      const said = await predict(predictor, dataset, { rows });
      const { logLoss = Number.NaN, accuracy = Number.NaN } = measure(said, dataset, rows);
      return { logLoss, accuracy };
    };
    const { logLoss: validationLoss } = await on(dataset.split.validation);
    found.push({ stage, rate, step: outcome.best.step, validationLoss, ...(await on(dataset.split.test)) });
    return outcome;
  };
  for (const rate of numbersOf(flags.rates)) {
    const blend = await train("blend", rate, await PHASE_STARTS.soft.begin(begin, notYet));
    const { rival: _, ...settled } = await PHASE_STARTS.tuning.begin(begin, () => blend);
    await train("settled", rate, settled);
  }
  engine.dispose();
  return found;
}

function notYet(): never {
  throw new Error("the blend reads no outcome");
}

/** Of a stage, the learning rate of the lowest validation loss, as DiffPrep chooses. */
const bestOf = (found: readonly Learned[], stage: Learned["stage"]): Learned =>
  found
    .filter((each) => each.stage === stage)
    .reduce((lowest, each) => (each.validationLoss < lowest.validationLoss ? each : lowest));

for (const row of tablesNamed(positionals.length > 0 ? positionals : TIMED)) {
  for (const split of numbersOf(flags.splits)) {
    const [began, cpuBegan] = [performance.now(), process.cpuUsage()];
    const task = await prepared(row, split);
    const found = await learned(task, split);
    const { user, system } = process.cpuUsage(cpuBegan);
    const seconds = (performance.now() - began) / 1000;
    const line = {
      ...{ table: row.name, split, nColumns: task.alternatives.columns.length },
      ...{ settled: bestOf(found, "settled"), blend: bestOf(found, "blend") },
      ...{ seconds, coreSeconds: (user + system) / 1e6 },
    };
    console.log(JSON.stringify(line));
  }
}
process.exit(0);
