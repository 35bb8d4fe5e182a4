/**
 * What repairing the suggested cells wins, beside repairing as many cells that are damaged for sure, drawn at random: damage is planted
 * into clean tables, cells are ranked by a pipeline that was trained on them as they are, repaired as the clean table says, and all is
 * trained again.
 *
 * Run: npm run bench:cells -- [titanic ames …] [--seeds 3] [--rate 0.1] [--share 0.01]
 *   [--steps 200] [--draws 2] [--rows 3000] [--parts 3] [--direct] [--speed]
 * Prints one JSON line a table and seed, and means. With --speed, only how long ranking takes for 100,000 rows.
 */
import { parseArgs } from "node:util";
import { type OpenTable, openTable, textFile } from "../src/app/open-table.ts";
import { train } from "../src/app/train.ts";
import { type TrainingTable, trainingTable } from "../src/app/training-table.ts";
import { randomPermutation, STREAMS } from "../src/base/random.ts";
import { deviation, mean } from "../src/base/spread.ts";
import { defaultDocument } from "../src/pipeline/default-document.ts";
import { type PipelineDocument, splitSettingsSchema } from "../src/pipeline/document.ts";
import { type FileEdits, withEdit } from "../src/table/edits/cell-edits.ts";
import { editedTable } from "../src/table/edits/edited-table.ts";
import { cellText } from "../src/table/raw-column.ts";
import { rankCells } from "../src/training/cells/rank-cells.ts";
import { rowLosses, USUAL_LOSS } from "../src/training/cells/row-loss.ts";
import { labelsOf } from "../src/training/measure.ts";
import { TRAINING_PHASES } from "../src/training/phases.ts";
import { predict } from "../src/training/predict.ts";
import type { Predictor } from "../src/training/types.ts";
import { quotedCsv } from "./accuracy/quoted-csv.ts";
import { openAccuracyTable } from "./accuracy/split-task.ts";
import { type AccuracyTable, tablesNamed } from "./accuracy/tables.ts";
import { type DamagedCell, damagedCells } from "./cells/damage.ts";
import { namedEngine } from "./named-engine.ts";

const TABLES = ["credit_data", "telco", "ames", "page-blocks", "titanic", "california_housing"];
const FILE = "damaged.csv";
const SPEED_ROWS = 100_000;

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: "string", default: "3" },
    rate: { type: "string", default: "0.1" },
    share: { type: "string", default: "0.01" },
    steps: { type: "string", default: "200" },
    draws: { type: "string", default: "2" },
    rows: { type: "string", default: "3000" },
    parts: { type: "string", default: "3" },
    /** Nothing is trained again: only what repaired cells are worth to models that are there. */
    direct: { type: "boolean", default: false },
    speed: { type: "boolean", default: false },
  },
});
const nParts = Number(flags.parts);
const pause = async () => undefined;

interface Case {
  readonly row: AccuracyTable;
  readonly seed: number;
  readonly open: OpenTable;
  readonly damaged: readonly DamagedCell[];
  readonly testRows: ReadonlySet<number>;
  /** Part of each row that is not for testing, from 0. */
  readonly parts: ReadonlyMap<number, number>;
  readonly nCells: number;
  /** Whether the clean table says what stands there. */
  readonly isKnown: (row: number, column: string) => boolean;
}

const texts = ({ columns, nRows }: OpenTable["table"]) =>
  columns.map((column) => Array.from({ length: nRows }, (_, row) => cellText(column, row)));

/** Some rows of a table, with damage in those that are not for testing. */
async function damagedCase(row: AccuracyTable, clean: OpenTable, seed: number): Promise<Case> {
  const names = clean.table.columns.map(({ name }) => name);
  const all = texts(clean.table);
  const order = randomPermutation({ seed, stream: STREAMS.sample, step: 1 }, clean.table.nRows);
  const kept = [...order.subarray(0, Number(flags.rows))].sort((a, b) => a - b);
  const some = await openTable([
    textFile(
      FILE,
      quotedCsv(names, kept.length, (column, at) => all[column][kept[at]]),
    ),
  ]);
  const { dataset, rules } = trainingTable({
    open: some,
    wishes: wishesOf(row),
    split: splitSettingsSchema.parse({ seed }),
  });
  const testRows = new Set(dataset.split.test);
  const rows = [...dataset.split.train, ...dataset.split.validation].sort((a, b) => a - b);
  const columns = rules.filter(({ role }) => role === "used").map(({ name }) => name);
  const damaged = damagedCells(some.table, { columns, rows, rate: Number(flags.rate), seed });
  const cells = texts(some.table);
  for (const { row: at, column, to } of damaged) cells[names.indexOf(column)][at] = to;
  const open = await openTable([
    textFile(
      FILE,
      quotedCsv(names, some.table.nRows, (column, at) => cells[column][at]),
    ),
  ]);
  const dealt = randomPermutation({ seed, stream: STREAMS.sample, step: 2 }, rows.length);
  const parts = new Map(Array.from(dealt, (at, index) => [rows[at], index % nParts] as const));
  const sound = texts(some.table);
  const isKnown = (at: number, column: string) => sound[names.indexOf(column)][at].trim() !== "";
  return { row, seed, open, damaged, testRows, parts, nCells: rows.length * columns.length, isKnown };
}

const wishesOf = ({ target: name, task, without = [] }: AccuracyTable) => ({
  overrides: without.map((column) => ({ name: column, role: "aside" as const })),
  target: { name, task },
});

type Follow = NonNullable<Parameters<typeof trainingTable>[0]["wishes"]["follow"]>;

function tableOf(given: Case, edits: readonly FileEdits[], part: number, follow?: Follow): TrainingTable {
  const letters = Array.from({ length: given.open.table.nRows }, (_, row) =>
    given.testRows.has(row) ? "E" : given.parts.get(row) === part ? "V" : "T",
  ).join("");
  const wishes = { ...wishesOf(given.row), ...(follow ? { follow } : {}) };
  return trainingTable({ open: editedTable(given.open, edits), wishes, split: { letters } });
}

async function trainedOn(table: TrainingTable, seed: number): Promise<Predictor> {
  const base = defaultDocument(table.dataset.schema);
  const training = {
    ...base.training,
    deploy: "one" as const,
    maxSteps: Number(flags.steps),
    budgetSeconds: 600,
    seed,
  };
  const document: PipelineDocument = { ...base, training };
  const choose = async () => ({ engine: await namedEngine("compiled-wasm"), reason: "" });
  const phases = TRAINING_PHASES.filter(({ id }) => id !== "baseline");
  const trained = await train(
    { table, document, engine: "auto", phases },
    { engines: { choose }, clock: () => performance.now() },
  );
  return trained.predictor;
}

/** Mean loss of rows: −ln p, or the squared error in variances of the target. */
async function lossOn(predictor: Predictor, { dataset }: TrainingTable, rows: Uint32Array): Promise<number> {
  const labels = labelsOf(dataset, rows);
  const unit = deviation([...dataset.labels].filter((label) => !Number.isNaN(label))) ** 2 / 2;
  const scale = { error: USUAL_LOSS.error, unit };
  return mean([...rowLosses(await predict(predictor, dataset, { rows }), labels, scale)]);
}

interface Losses {
  /** Of each part, by the predictor that had not seen it. */
  readonly held: number;
  /** Of clean rows that nothing was learned or repaired on. */
  readonly test: number;
  readonly predictors: readonly Predictor[];
}

async function losses(given: Case, edits: readonly FileEdits[], follow: Follow): Promise<Losses> {
  const predictors: Predictor[] = [];
  const [held, test]: [number[], number[]] = [[], []];
  for (let part = 0; part < nParts; part++) {
    const table = tableOf(given, edits, part, follow);
    const predictor = await trainedOn(table, given.seed);
    predictors.push(predictor);
    held.push(await lossOn(predictor, table, table.dataset.split.validation));
    test.push(await lossOn(predictor, table, table.dataset.split.test));
  }
  return { held: mean(held), test: mean(test), predictors };
}

/** The held-out loss where cells are repaired and nothing is trained again. */
async function heldWith(
  given: Case,
  edits: readonly FileEdits[],
  { follow, predictors }: { follow: Follow; predictors: readonly Predictor[] },
) {
  const found: number[] = [];
  for (const [part, predictor] of predictors.entries()) {
    const table = tableOf(given, edits, part, follow);
    found.push(await lossOn(predictor, table, table.dataset.split.validation));
  }
  return mean(found);
}

const repaired = (open: OpenTable, cells: readonly DamagedCell[]): readonly FileEdits[] =>
  cells.reduce<readonly FileEdits[]>(
    (edits, { row, column, from, to }) =>
      withEdit(edits, { file: FILE, hash: open.table.sources[0].hash, row: row + 1, column, from: to, to: from }),
    [],
  );

async function judged(given: Case) {
  const first = tableOf(given, [], 0);
  const follow = { rules: first.rules, target: first.target, overrides: wishesOf(given.row).overrides };
  const before = await losses(given, [], follow);
  const nFixed = Math.round(Number(flags.share) * given.nCells);
  const rows = Uint32Array.from(given.parts.keys()).sort();
  const most = 4 * nFixed;
  const ranked = await rankCells(
    before.predictors[0],
    { columns: first.dataset, rows },
    { seed: given.seed, most, pause },
  );
  // Of a cell that is empty in the clean table too, nobody knows what it should say.
  const cells = ranked.cells.filter(({ row, column }) => given.isKnown(row, column)).slice(0, nFixed);
  const byPlace = new Map(given.damaged.map((cell) => [`${cell.row} ${cell.column}`, cell]));
  const hits = cells.flatMap(({ row, column }) => byPlace.get(`${row} ${column}`) ?? []);
  const winOf = async (fixed: readonly DamagedCell[]) => {
    const edits = repaired(given.open, fixed);
    const direct = before.held - (await heldWith(given, edits, { follow, predictors: before.predictors }));
    if (flags.direct) return { direct, held: Number.NaN, test: Number.NaN };
    const after = await losses(given, edits, follow);
    return { direct, held: before.held - after.held, test: before.test - after.test };
  };
  const suggested = await winOf(hits);
  const random: Win[] = [];
  for (let draw = 0; draw < Number(flags.draws); draw++) {
    const order = randomPermutation(
      { seed: given.seed, stream: STREAMS.sample, step: 100 + draw },
      given.damaged.length,
    );
    random.push(await winOf(Array.from(order.subarray(0, nFixed), (at) => given.damaged[at])));
  }
  const everything = repaired(given.open, given.damaged);
  const all = before.held - (await heldWith(given, everything, { follow, predictors: before.predictors }));
  const meanOf = (key: "direct" | "held" | "test") => mean(random.map((win) => win[key]));
  return {
    table: given.row.name,
    seed: given.seed,
    nDamaged: given.damaged.length,
    nFixed,
    nHits: hits.length,
    before: { held: before.held, test: before.test },
    suggested,
    random: { direct: meanOf("direct"), held: meanOf("held"), test: meanOf("test") },
    all,
  };
}

async function speed(row: AccuracyTable): Promise<void> {
  const given = await damagedCase(row, await openAccuracyTable(row), 1);
  const table = tableOf(given, [], 0);
  const predictor = await trainedOn(table, 1);
  const { dataset } = table;
  const rows = Uint32Array.from(
    { length: SPEED_ROWS },
    (_, at) => dataset.split.train[at % dataset.split.train.length],
  );
  const most = Math.round(0.01 * SPEED_ROWS);
  for (let time = 0; time < 3; time++) {
    const [begun, cpu] = [performance.now(), process.cpuUsage()];
    const { cells } = await rankCells(predictor, { columns: dataset, rows }, { seed: 1, most, pause });
    const { user, system } = process.cpuUsage(cpu);
    const width = dataset.schema.numbers.length + dataset.schema.categories.length;
    console.log(
      JSON.stringify({
        table: row.name,
        rows: rows.length,
        columns: width,
        cells: cells.length,
        ms: Math.round(performance.now() - begun),
        cpuMs: Math.round((user + system) / 1000),
      }),
    );
  }
}

const chosen = tablesNamed(positionals.length > 0 ? positionals : TABLES);
if (flags.speed) {
  for (const row of chosen) await speed(row);
} else {
  const found = [];
  for (const row of chosen) {
    const clean = await openAccuracyTable(row);
    for (let seed = 1; seed <= Number(flags.seeds); seed++) {
      const one = await judged(await damagedCase(row, clean, seed));
      found.push(one);
      console.log(
        JSON.stringify(one, (_, value) => (typeof value === "number" ? Number(value.toPrecision(4)) : value)),
      );
    }
    summary(
      row.name,
      found.filter(({ table }) => table === row.name),
    );
  }
  summary("all", found);
}

interface Win {
  readonly direct: number;
  readonly held: number;
  readonly test: number;
}

type Found = Awaited<ReturnType<typeof judged>>;

/** Ratios of mean wins: of single wins they would have no mean. */
function summary(name: string, own: readonly Found[]): void {
  const ratioOf = (key: "direct" | "held" | "test") =>
    (mean(own.map(({ suggested }) => suggested[key])) / mean(own.map(({ random }) => random[key]))).toFixed(2);
  const hits = own.reduce((sum, { nHits }) => sum + nHits, 0) / own.reduce((sum, { nFixed }) => sum + nFixed, 0);
  console.log(
    `${name}: held out ${ratioOf("held")} ×, without training again ${ratioOf("direct")} ×, clean rows ${ratioOf("test")} ×; ${(100 * hits).toFixed(0)} % of the suggested were damaged`,
  );
}
