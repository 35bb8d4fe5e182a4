/**
 * What the proposals of the sample Four hospitals are worth: the default pipeline with every number that may mean missing read
 * as missing, against the same pipeline with the files as they are.
 *
 * Run: npx tsx bench/four-hospitals.ts [--splits 60] [--seeds 10] [--steps 400] [--set '{"plan": "joint"}']
 * Prints one JSON line a split, one a hospital left out, and the mean differences with their standard errors.
 */
import { parseArgs } from "node:util";
import { describeTable } from "../src/app/describe-table.ts";
import { type OpenTable, openTable, textFile } from "../src/app/open-table.ts";
import { train } from "../src/app/train.ts";
import { trainingTable } from "../src/app/training-table.ts";
import { deviation, mean } from "../src/base/spread.ts";
import { defaultDocument } from "../src/pipeline/default-document.ts";
import { type ColumnOverride, type SplitSettings, splitSettingsSchema } from "../src/pipeline/document.ts";
import type { Metrics } from "../src/training/metrics.ts";
import { TRAINING_PHASES } from "../src/training/phases.ts";
import { sampleText } from "./learning-runs.ts";
import { namedEngine } from "./named-engine.ts";

const { values: flags } = parseArgs({
  options: {
    splits: { type: "string", default: "60" },
    seeds: { type: "string", default: "10" },
    steps: { type: "string", default: "400" },
    set: { type: "string", default: "{}" },
    engine: { type: "string", default: "compiled-wasm" },
  },
});

const HOSPITALS = ["cleveland", "budapest", "zurich-basel", "long-beach"];
const TARGET = "num";

interface Run {
  readonly open: OpenTable;
  readonly overrides: readonly ColumnOverride[];
  readonly split: SplitSettings;
}

/** Test metrics of the learned pipeline and of the plain one. */
async function metricsOf({ open, overrides, split }: Run): Promise<{ tuned: Metrics; plain: Metrics }> {
  const table = trainingTable({ open, wishes: { overrides, target: { name: TARGET } }, split });
  const base = defaultDocument(table.dataset.schema);
  const training = {
    ...base.training,
    deploy: "one",
    ...JSON.parse(flags.set),
    ...split,
    maxSteps: Number(flags.steps),
    budgetSeconds: 86_400,
  };
  const choose = async () => ({ engine: await namedEngine(flags.engine), reason: "" });
  const host = { engines: { choose }, clock: () => performance.now() };
  const { report } = await train(
    {
      table,
      document: { ...base, training },
      engine: "auto",
      ...(training.deploy === "one" ? { phases: TRAINING_PHASES } : {}),
    },
    host,
  );
  const { tuned, baseline } = report.metrics.test;
  if (!tuned || !baseline) throw new Error("No row tests.");
  return { tuned, plain: baseline };
}

/** Every number that may mean missing is called a marker. */
function acceptAll(open: OpenTable): readonly ColumnOverride[] {
  const { rules } = describeTable(open, { overrides: [], target: { name: TARGET } });
  return rules.flatMap(({ name, missingMarkers, sentinelCandidates = [] }) =>
    sentinelCandidates.length > 0
      ? [{ name, missingMarkers: [...missingMarkers, ...sentinelCandidates.map(String)] }]
      : [],
  );
}

async function compare(name: string, splits: readonly SplitSettings[], open: OpenTable): Promise<void> {
  const accepted = acceptAll(open);
  const rows: Record<string, number>[] = [];
  for (const split of splits) {
    const asTheyAre = await metricsOf({ open, overrides: [], split });
    const asProposed = await metricsOf({ open, overrides: accepted, split });
    const row = {
      before: asTheyAre.tuned.logLoss ?? Number.NaN,
      after: asProposed.tuned.logLoss ?? Number.NaN,
      plainBefore: asTheyAre.plain.logLoss ?? Number.NaN,
      plainAfter: asProposed.plain.logLoss ?? Number.NaN,
      accuracyBefore: asTheyAre.tuned.accuracy ?? Number.NaN,
      accuracyAfter: asProposed.tuned.accuracy ?? Number.NaN,
    };
    rows.push(row);
    console.log(JSON.stringify({ name, seed: split.seed, ...row }));
  }
  if (rows.length === 0) return;
  const column = (key: string) => rows.map((row) => row[key]);
  const gain = (after: string, before: string) => {
    const differences = rows.map((row) => row[after] - row[before]);
    const error = deviation(differences) / Math.sqrt(rows.length);
    return `${mean(differences).toFixed(4)} ± ${error.toFixed(4)}`;
  };
  console.log(
    JSON.stringify({
      name,
      means: Object.fromEntries(Object.keys(rows[0]).map((key) => [key, Number(mean(column(key)).toFixed(4))])),
      logLoss: gain("after", "before"),
      plainLogLoss: gain("plainAfter", "plainBefore"),
      accuracy: gain("accuracyAfter", "accuracyBefore"),
    }),
  );
}

const open = await openTable(HOSPITALS.map((name) => textFile(`heart-${name}.csv`, sampleText(`heart-${name}.csv`))));
const seeds = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
await compare(
  "random splits",
  seeds(Number(flags.splits)).map((seed) => splitSettingsSchema.parse({ seed })),
  open,
);
for (const { name } of open.table.sources) {
  const split = { by: "files", parts: [{ value: name, split: "test" }] } as const;
  await compare(
    `${name} unseen`,
    seeds(Number(flags.seeds)).map((seed) => splitSettingsSchema.parse({ seed, split })),
    open,
  );
}
process.exit(0);
