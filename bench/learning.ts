/**
 * What is learned where the answer is known, and what it is worth on the sample tables.
 *
 * Run: npx tsx bench/learning.ts [two-moons|xor|penguins|messy-penguins …] [--seeds 5] [--seconds 20] [--steps N]
 * Prints one JSON line a run and one summary line a table.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { blocks } from "../src/blocks/catalogue.generated.ts";
import { nodeEngine } from "../src/cli/node-engine.ts";
import { catalogueOf } from "../src/pipeline/checks.ts";
import { defaultDocument } from "../src/pipeline/default-document.ts";
import type { PipelineDocument } from "../src/pipeline/document.ts";
import { prepareDataset } from "../src/table/prepare.ts";
import { readCsv } from "../src/table/read-csv.ts";
import { readProbes } from "../src/training/stages.ts";
import { train } from "../src/training/trainer.ts";
import type { TrainedPipeline } from "../src/training/types.ts";
import { twoMoons, xor } from "./learning-tables.ts";

interface Case {
  /** One text a source. */
  readonly csv: (seed: number) => readonly string[];
  readonly target: string;
  /** Columns whose gates should end open; absent: gates are not judged. */
  readonly relevant?: readonly string[];
}

const sample = (name: string) => readFileSync(new URL(`../public/samples/${name}.csv`, import.meta.url), "utf8");

const CASES: Readonly<Record<string, Case>> = {
  "two-moons": { csv: (seed) => [twoMoons({ seed, nRows: 1000, nNoise: 18 })], target: "moon", relevant: ["x1", "x2"] },
  xor: { csv: (seed) => [xor({ seed, nRows: 1000, nNoise: 8 })], target: "sign", relevant: ["x1", "x2"] },
  penguins: { csv: () => [sample("penguins")], target: "species" },
  "messy-penguins": { csv: () => [sample("messy-penguins")], target: "species" },
  /** Three sources of one table; half of the labels of the third are wrong. */
  notebooks: { csv: () => ["a", "b", "c"].map((name) => sample(`penguins-notebook-${name}`)), target: "species" },
};

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: "string", default: "5" },
    seconds: { type: "string", default: "20" },
    steps: { type: "string" },
    set: { type: "string", default: "{}" },
    engine: { type: "string", default: "tfjs-wasm" },
    verbose: { type: "boolean", default: false },
  },
});

const catalogue = catalogueOf(blocks);

async function trainOnce(chosen: Case, seed: number): Promise<TrainedPipeline> {
  const tables = await Promise.all(
    chosen.csv(seed).map((text, index) => readCsv({ name: `table${index}.csv`, sizeBytes: text.length, bytes: text })),
  );
  const fractions = { train: 0.6, validation: 0.2, test: 0.2 };
  const { dataset, notes } = prepareDataset({ tables, targetName: chosen.target, seed, fractions });
  const base = defaultDocument(dataset.schema);
  const training = {
    ...base.training,
    ...JSON.parse(flags.set),
    seed,
    budgetSeconds: Number(flags.seconds),
    ...(flags.steps ? { maxSteps: Number(flags.steps) } : {}),
  };
  const document: PipelineDocument = { ...base, training };
  const engine = await nodeEngine(flags.engine);
  return train({
    catalogue,
    document,
    dataset,
    engine,
    clock: () => performance.now(),
    control: { gate: async () => "run", isStopped: () => false },
    onProgress: () => {},
    fileHashes: [],
    splitNotes: notes,
  });
}

/** Gate values of the blend by column. */
function gatesOf(trained: TrainedPipeline): Readonly<Record<string, number>> {
  const { program } = trained.predictor;
  const readings = [...readProbes(program, trained.predictor.parameters).values()].flat();
  const gate = readings.find((reading) => reading.kind === "gate");
  return Object.fromEntries((gate?.rowLabels ?? []).map((label, index) => [label, gate!.values[index]]));
}

function meanAndDeviation(values: readonly number[]): string {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / Math.max(values.length - 1, 1);
  return `${mean.toFixed(4)} ± ${Math.sqrt(variance).toFixed(4)}`;
}

for (const name of positionals.length > 0 ? positionals : Object.keys(CASES)) {
  const chosen = CASES[name];
  const accuracies: Record<string, number[]> = { soft: [], hard: [], tuned: [], baseline: [], constant: [] };
  const losses: Record<string, number[]> = { soft: [], hard: [], tuned: [], baseline: [] };
  for (let seed = 1; seed <= Number(flags.seeds); seed++) {
    const trained = await trainOnce(chosen, seed);
    const { report } = trained;
    for (const [stage, list] of Object.entries(accuracies))
      list.push(report.metrics.test[stage as "soft"]?.accuracy ?? Number.NaN);
    for (const [stage, list] of Object.entries(losses))
      list.push(report.metrics.test[stage as "soft"]?.logLoss ?? Number.NaN);
    const gates = gatesOf(trained);
    const open = Object.keys(gates).filter((column) => gates[column] > 0.5);
    const missed = chosen.relevant?.filter((column) => !open.includes(column));
    const falselyOpen = chosen.relevant && open.filter((column) => !chosen.relevant!.includes(column));
    const accuracy = Object.fromEntries(Object.entries(accuracies).map(([stage, list]) => [stage, list.at(-1)]));
    const line = {
      table: name,
      seed,
      seconds: report.seconds,
      steps: report.steps,
      accuracy,
      gates: open,
      missed,
      falselyOpen,
    };
    console.log(JSON.stringify(line));
    if (flags.verbose)
      for (const { title, summary, details } of report.explanations) console.log(`  ${title}: ${summary}`, details);
  }
  const summary = Object.fromEntries(
    Object.entries(accuracies).map(([stage, list]) => [stage, meanAndDeviation(list)]),
  );
  const logLoss = Object.fromEntries(Object.entries(losses).map(([stage, list]) => [stage, meanAndDeviation(list)]));
  console.log(JSON.stringify({ table: name, testAccuracy: summary, testLogLoss: logLoss }));
}
process.exit(0);
