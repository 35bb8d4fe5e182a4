/** Methods of scikit-learn: the same rows, cells as the files have them, and labels of training and validation rows alone. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { cellText } from "../../src/table/raw-column.ts";
import type { Split } from "../../src/table/types.ts";
import { labelsOf } from "../../src/training/measure.ts";
import { type Budget, secondsOf } from "./budget.ts";
import type { Bench, MethodResult } from "./method.ts";
import { type PeerPlan, planSchema } from "./plan.ts";
import { quotedCsv } from "./quoted-csv.ts";
import type { SplitTask } from "./split-task.ts";

export const PYTHON = process.env.DIFFML_PYTHON ?? "/usr/bin/python3";
const SCRIPT = fileURLToPath(new URL("../peers/accuracy.py", import.meta.url));

/** Draws of hyperparameters where no seconds are given. */
const TRIALS = 8;

const replySchema = z.object({
  parameters: z.record(z.string(), z.unknown()),
  fittedOn: z.enum(["train", "train and validation"]),
  nTrials: z.number(),
  engine: z.string(),
  cpuSeconds: z.number(),
});

/** All cells but those of the target and of columns that nobody may learn from, as the files have them. */
export function peerCsv({ row: { target, without = [] }, open: { table } }: SplitTask): string {
  const columns = table.columns.filter(({ name }) => name !== target && !without.includes(name));
  const names = columns.map(({ name }) => name);
  return quotedCsv(names, table.nRows, (column, row) => cellText(columns[column], row));
}

function python(words: readonly string[], nThreads: number): Promise<string> {
  return new Promise((done, fail) => {
    const env = { ...process.env, OMP_NUM_THREADS: String(nThreads) };
    const child = spawn(PYTHON, words, { stdio: ["ignore", "pipe", "pipe"], env });
    const [out, said]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk) => out.push(chunk));
    child.stderr.on("data", (chunk) => said.push(chunk));
    child.on("error", fail);
    child.on("close", (code) => {
      if (code === 0) done(Buffer.concat(out).toString());
      else fail(new Error(`${SCRIPT}: ${Buffer.concat(said).toString().trim() || `exit code ${code}`}`));
    });
  });
}

interface PeerJob {
  readonly method: "default" | "tuned" | "replay";
  readonly seconds?: number;
  /** Whether these are of processor time. */
  readonly isProcessorTime?: boolean;
  readonly trials?: number;
  readonly parameters?: PeerPlan["parameters"];
  readonly fittedOn?: PeerPlan["fittedOn"];
}

async function peer(task: SplitTask, wanted: PeerJob, { threads }: Bench): Promise<MethodResult> {
  const { dataset } = task.table;
  const { split, schema } = dataset;
  const { task: kind, classes } = schema.target;
  const folder = mkdtempSync(join(tmpdir(), "diffml-peer-"));
  try {
    const [cells, out, path] = ["cells.csv", "predictions", "job.json"].map((name) => join(folder, name));
    writeFileSync(cells, peerCsv(task));
    const rows = Object.fromEntries(Object.entries(split).map(([name, list]) => [name, Array.from(list)]));
    const labels = (name: Split) => Array.from(labelsOf(dataset, split[name]));
    const job = {
      ...wanted,
      task: kind === "regression" ? "regression" : "classification",
      nClasses: classes.length,
      missing: task.row.missing ?? [],
      rows,
      labels: { train: labels("train"), validation: labels("validation") },
      seed: task.seed,
      cells,
      out,
    };
    writeFileSync(path, JSON.stringify(job));
    const said = await python([SCRIPT, path], threads ?? availableParallelism());
    const { engine, cpuSeconds, nTrials, parameters, fittedOn } = replySchema.parse(JSON.parse(said));
    const bytes = readFileSync(out);
    const values = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    const nValidation = split.validation.length * (kind === "regression" ? 1 : classes.length);
    return {
      validation: values.slice(0, nValidation),
      test: values.slice(nValidation),
      plan: planSchema.parse({ kind: "peer", estimator: "histogram gradient boosting", parameters, fittedOn }),
      engine,
      cpuSeconds,
      ...(nTrials > 0 ? { trials: nTrials } : {}),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function peerDefault(task: SplitTask, bench: Bench): Promise<MethodResult> {
  return peer(task, { method: "default" }, bench);
}

export function peerTuned(task: SplitTask, budget: Budget, bench: Bench): Promise<MethodResult> {
  const seconds = secondsOf(budget);
  const within = seconds === undefined ? { trials: TRIALS } : { seconds, isProcessorTime: "coreSeconds" in budget };
  return peer(task, { method: "tuned", ...within }, bench);
}

export function replayPeer(task: SplitTask, { parameters, fittedOn }: PeerPlan, bench: Bench): Promise<MethodResult> {
  return peer(task, { method: "replay", parameters, fittedOn }, bench);
}
