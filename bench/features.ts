/**
 * Whether the columns that tell something are found, where it is known which do: of two moons among columns of noise, of XOR, and of a
 * table like Madelon. The learned pipeline with nested sets of columns is trained as a member is, and the plain one on all columns and on those alone
 * that tell something.
 *
 * Run: npx tsx bench/features.ts [two-moons|xor|madelon …] [--seeds 10] [--first 1] [--steps 400]
 * Prints one JSON line a seed and one with the means.
 */
import { parseArgs } from "node:util";
import { documentOfRun } from "../src/app/document-table.ts";
import { openTable, textFile } from "../src/app/open-table.ts";
import { trainingTable } from "../src/app/training-table.ts";
import { deviation, mean } from "../src/base/spread.ts";
import { catalogue } from "../src/pipeline/catalogue.ts";
import { defaultDocument } from "../src/pipeline/default-document.ts";
import { type ColumnOverride, splitSettingsSchema } from "../src/pipeline/document.ts";
import { candidatesOf } from "../src/training/ensemble/candidates.ts";
import { trainMember } from "../src/training/ensemble/train-member.ts";
import { measure } from "../src/training/measure.ts";
import { MEMBERS_PHASE, WATCHED_PHASES } from "../src/training/phases.ts";
import { predict } from "../src/training/predict.ts";
import { Run } from "../src/training/run.ts";
import { readProbes } from "../src/training/stages.ts";
import type { Predictor } from "../src/training/types.ts";
import { clockOf } from "./accuracy/budget.ts";
import { type LearningCase, learningCases } from "./learning-runs.ts";
import { namedEngine } from "./named-engine.ts";

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: "string", default: "10" },
    first: { type: "string", default: "1" },
    steps: { type: "string", default: "400" },
  },
});
const CASES: Readonly<Record<string, LearningCase & { readonly relevant: readonly string[] }>> = {
  "two-moons": learningCases["two-moons"],
  xor: learningCases.xor,
  madelon: learningCases.madelon,
};
const FEWER = "learned, fewer columns";

interface Wanted {
  readonly own: LearningCase;
  readonly seed: number;
  /** Ids of candidates, the first that is there. */
  readonly ids: readonly string[];
  /** Columns that are left aside. */
  readonly aside: readonly string[];
}

async function trained({ own, seed, ids, aside }: Wanted) {
  const open = await openTable([textFile("table.csv", own.csv(seed)[0])]);
  const overrides: readonly ColumnOverride[] = aside.map((name) => ({ name, role: "aside" }));
  const table = trainingTable({
    open,
    wishes: { overrides, target: { name: own.target } },
    split: splitSettingsSchema.parse({ seed }),
  });
  const { dataset } = table;
  const base = defaultDocument(dataset.schema);
  const training = { ...base.training, seed, maxSteps: Number(flags.steps), budgetSeconds: 86_400 };
  const document = documentOfRun({ ...base, training }, table);
  const engine = await namedEngine("compiled-wasm");
  const control = { gate: async () => "run" as const, isStopped: () => false };
  const clock = clockOf({ coreSeconds: 1 });
  const phases = [...WATCHED_PHASES, MEMBERS_PHASE];
  const run = new Run({ phases, document, dataset, engine, control, clock, onProgress: () => {} });
  const all = candidatesOf({
    document,
    catalogue,
    schema: dataset.schema,
    isLearning: true,
    nGates: dataset.schema.numbers.length,
  });
  const candidate = ids.flatMap((id) => all.filter((each) => each.id === id))[0];
  const { predictor, seconds } = await trainMember(
    {
      ...{ candidate, fold: 0, maxSteps: Number(flags.steps), learningRate: training.learningRate },
      ...{ fitRows: undefined, isBlendAveraged: true, isKept: false },
    },
    {
      ...{ run, catalogue, table: { dataset, folds: [dataset.split], fileHashes: [] } },
      ...{ msLeft: () => 86_400_000, onTrained: () => {} },
    },
  );
  const { test } = dataset.split;
  const said = await predict(predictor, dataset, { rows: test, pause: async () => {} });
  engine.dispose();
  const { accuracy = Number.NaN } = measure(said, dataset, test);
  return { predictor, accuracy, seconds };
}

/** Columns whose gates are open. */
function openColumns({ program, parameters }: Predictor): readonly string[] {
  const gate = [...readProbes(program, parameters).values()].flat().find(({ kind }) => kind === "gate");
  return (gate?.rowLabels ?? []).filter((_, index) => (gate?.values[index] ?? 0) > 0);
}

for (const name of positionals.length > 0 ? positionals : Object.keys(CASES)) {
  const own = CASES[name];
  const lines: Record<string, number>[] = [];
  for (let index = 0; index < Number(flags.seeds); index++) {
    const seed = Number(flags.first) + index;
    const [header] = own.csv(seed)[0].split("\n");
    const noise = header.split(",").filter((column) => column !== own.target && !own.relevant.includes(column));
    const fewer = await trained({ own, seed, ids: [FEWER, "learned"], aside: [] });
    const plain = await trained({ own, seed, ids: ["plain"], aside: [] });
    const told = await trained({ own, seed, ids: ["plain"], aside: noise });
    const open = openColumns(fewer.predictor);
    const hits = open.filter((column) => own.relevant.includes(column)).length;
    const [precision, recall] = [hits / Math.max(open.length, 1), hits / own.relevant.length];
    const line = {
      ...{ nOpen: open.length, precision, recall, f1: (2 * hits) / (open.length + own.relevant.length) },
      ...{ accuracy: fewer.accuracy, plain: plain.accuracy, told: told.accuracy, coreSeconds: fewer.seconds },
    };
    lines.push(line);
    console.log(JSON.stringify({ table: name, seed, ...line }));
  }
  const summary = Object.keys(lines[0]).map((key) => {
    const values = lines.map((line) => line[key]);
    return [key, `${mean(values).toFixed(3)} ± ${deviation(values).toFixed(3)}`];
  });
  console.log(JSON.stringify({ table: name, nSeeds: lines.length, ...Object.fromEntries(summary) }));
}
process.exit(0);
