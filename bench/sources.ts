/**
 * Whether a source with wrong labels is noticed: the rows of a table are dealt to four sources, or stand in files of their own; the labels of the
 * training and validation rows of one of them are shuffled, and nobody is told which. Test rows keep theirs.
 *
 * Run: npx tsx bench/sources.ts [page-blocks heart notebooks …] [--seeds 5] [--core-seconds 20] [--clean] [--try-only] [--weights]
 * Prints one JSON line a table and seed. With --clean no label is changed. With --weights nothing is told but the scores that the block Select
 * sources learns in ten passes, from 6,000 training rows at most, less that of the bad source.
 */
import { parseArgs } from "node:util";
import { documentOfRun } from "../src/app/document-table.ts";
import { openTable, textFile } from "../src/app/open-table.ts";
import { train } from "../src/app/train.ts";
import { type TrainingTable, trainingTable } from "../src/app/training-table.ts";
import { randomPermutation, STREAMS } from "../src/base/random.ts";
import { nodeEngines } from "../src/cli/node-engines.ts";
import { catalogue } from "../src/pipeline/catalogue.ts";
import { defaultDocument } from "../src/pipeline/default-document.ts";
import { type PipelineDocument, splitSettingsSchema, type TableDecisions } from "../src/pipeline/document.ts";
import type { Dataset } from "../src/table/types.ts";
import { MEMBERS_PHASE, WATCHED_PHASES } from "../src/training/phases.ts";
import { Run } from "../src/training/run.ts";
import { tryAllSources, withoutSources } from "../src/training/sources/sources-found.ts";
import { clockOf } from "./accuracy/budget.ts";
import { openAccuracyTable, splitTask } from "./accuracy/split-task.ts";
import { tablesNamed } from "./accuracy/tables.ts";
import { sampleText } from "./learning-runs.ts";
import { namedEngine } from "./named-engine.ts";
import { learnedScores, weighedRows } from "./row-weights.ts";

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: "string", default: "5" },
    "core-seconds": { type: "string", default: "20" },
    clean: { type: "boolean", default: false },
    "try-only": { type: "boolean", default: false },
    weights: { type: "boolean", default: false },
  },
});

interface Case {
  readonly table: TrainingTable;
  readonly decisions: TableDecisions;
  /** Code of the source whose labels are wrong; undefined: none. */
  readonly bad: number | undefined;
}

/** Samples of several files, and the source whose labels are wrong: as it comes (`has`), or shuffled here. */
const SAMPLES: Readonly<Record<string, { files: readonly string[]; target: string; has?: number }>> = {
  notebooks: { files: ["a", "b", "c"].map((name) => `penguins-notebook-${name}.csv`), target: "species", has: 2 },
  heart: {
    files: ["cleveland", "budapest", "zurich-basel", "long-beach"].map((name) => `heart-${name}.csv`),
    target: "num",
  },
};
const N_SOURCES = 4;
const STEPS = { deal: 2001, shuffle: 2002 };

async function caseOf(name: string, seed: number): Promise<Case> {
  const sample = SAMPLES[name];
  if (sample) {
    const open = await openTable(sample.files.map((file) => textFile(file, sampleText(file))));
    const decisions: TableDecisions = { overrides: [], dialects: [], target: { name: sample.target } };
    const table = trainingTable({ open, wishes: decisions, split: splitSettingsSchema.parse({ seed }) });
    if (sample.has !== undefined) return { table, decisions, bad: sample.has };
    return shuffledIn({ table, decisions, bad: seed % sample.files.length }, seed);
  }
  const [row] = tablesNamed([name]);
  const task = splitTask({ row, open: await openAccuracyTable(row), split: 1, seed });
  const { dataset } = task.table;
  const order = randomPermutation({ seed, stream: STREAMS.sample, step: STEPS.deal }, dataset.nRows);
  const source = Int32Array.from(order, (place) => place % N_SOURCES);
  const sources = Array.from({ length: N_SOURCES }, (_, index) => `source ${index}`);
  const dealt = { ...dataset, source, schema: { ...dataset.schema, sources } };
  const table = { ...task.table, dataset: dealt };
  return shuffledIn({ table, decisions: task.decisions, bad: seed % N_SOURCES }, seed);
}

/** Deals the labels of the source's rows that train or validate among them anew. */
function shuffledIn({ table, decisions, bad }: Case, seed: number): Case {
  if (flags.clean) return { table, decisions, bad: undefined };
  const { dataset } = table;
  const rows = [...dataset.split.train, ...dataset.split.validation].filter((row) => dataset.source[row] === bad);
  const order = randomPermutation({ seed, stream: STREAMS.sample, step: STEPS.shuffle }, rows.length);
  const labels = dataset.labels.slice();
  for (const [index, row] of rows.entries()) labels[row] = dataset.labels[rows[order[index]]];
  return { table: { ...table, dataset: { ...dataset, labels } }, decisions, bad };
}

async function tried(document: PipelineDocument, { table }: Case) {
  const engine = await namedEngine("compiled-wasm");
  const control = { gate: async () => "run" as const, isStopped: () => false };
  const { dataset } = table;
  const own = documentOfRun(document, table);
  const clock = clockOf({ coreSeconds: 1 });
  const phases = [...WATCHED_PHASES, MEMBERS_PHASE];
  const run = new Run({ phases, document: own, dataset, engine, control, clock, onProgress: () => {} });
  const begun = clock();
  const found = await tryAllSources({ run, catalogue, document: own, dataset, fileHashes: [] });
  engine.dispose();
  return { found, cpuSeconds: (clock() - begun) / 1000 };
}

async function deployed(document: PipelineDocument, { table, decisions }: Case, dataset: Dataset) {
  const { report } = await train(
    { table: { ...table, dataset }, document: { ...document, table: decisions }, engine: "compiled-wasm" },
    { engines: nodeEngines(1), clock: clockOf({ coreSeconds: Number(flags["core-seconds"]) }) },
  );
  const { accuracy, logLoss, r2 } = report.metrics.test.tuned ?? {};
  const leftOut = report.sources?.files.flatMap(({ file, isLeftOut }) => (isLeftOut ? [file] : []));
  return { accuracy, logLoss, r2, leftOut };
}

const rounded = (value: number) => Number(value.toPrecision(3));

for (const name of positionals.length > 0 ? positionals : ["notebooks", "heart", "page-blocks", "eeg", "credit-g"]) {
  for (let seed = 1; seed <= Number(flags.seeds); seed++) {
    const own = await caseOf(name, seed);
    const { dataset } = own.table;
    const base = defaultDocument(dataset.schema);
    const training = { ...base.training, seed, budgetSeconds: Number(flags["core-seconds"]) };
    const document = { ...base, training };
    if (flags.weights) {
      const train = weighedRows(dataset, seed);
      const given = documentOfRun(document, own.table);
      const judged = { ...dataset, split: { ...dataset.split, train } };
      const { scores, testLoss } = await learnedScores(given, judged, "sources");
      const less = [...scores].flatMap((score, code) =>
        code === own.bad ? [] : [rounded(score - (scores[own.bad ?? 0] ?? 0))],
      );
      console.log(JSON.stringify({ table: name, seed, isLowest: Math.min(...less) > 0, less, testLoss }));
      continue;
    }
    const badName = own.bad === undefined ? undefined : dataset.schema.sources[own.bad];
    const { found, cpuSeconds } = await tried(document, own);
    const sources = found?.told.files.map(({ file, isLeftOut, loss, unseenLoss }, index) => {
      const { delta, standardError, conclusion } = found.evidence[index];
      const clearness = rounded(delta / standardError);
      return [file, ...[delta, standardError, clearness, loss, unseenLoss].map(rounded), conclusion, isLeftOut];
    });
    const files = (sources ?? []).flatMap((each) => (each.at(-1) === true ? [each[0]] : []));
    const isNamed = badName === undefined ? files.length === 0 : files.length === 1 && files[0] === badName;
    const told = found &&
      badName && {
        ...found,
        told: { ...found.told, files: [{ ...found.told.files[0], file: badName, isLeftOut: true }] },
      };
    const runs = flags["try-only"]
      ? {}
      : {
          all: await deployed(document, own, dataset),
          without: told && (await deployed(document, own, withoutSources(dataset, "random", told.told))),
        };
    console.log(JSON.stringify({ table: name, seed, bad: badName, isNamed, cpuSeconds, sources, ...runs }));
  }
}
process.exit(0);
