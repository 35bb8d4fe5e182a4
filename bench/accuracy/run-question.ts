/** One method on one split of one table, scored, and compared row by row with what is there. */
import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { splitFingerprint } from "../../src/table/split/split-fingerprint.ts";
import type { Budget } from "./budget.ts";
import { meanLoss } from "./ensemble.ts";
import type { Bench, MethodResult } from "./method.ts";
import { type MethodName, methodRow } from "./methods.ts";
import { appendResult, idOf, keepPredictions, keptPredictions, type Question, type ResultLine } from "./results.ts";
import { lossesOfRows, pairedDifference, scoreOf } from "./score.ts";
import { type SplitTask, scoredOn } from "./split-task.ts";

export interface AskedOf {
  readonly task: SplitTask;
  readonly method: MethodName;
  readonly budget: Budget;
  readonly bench: Bench;
}

/** Where results and predictions are kept; absent: in the repository and its cache. */
export interface Store {
  readonly results?: string;
  readonly predictions?: string;
}

export function questionOf({ task, method, budget, bench }: AskedOf): Question {
  return {
    dataset: task.row.name,
    method,
    split: task.split,
    budget: methodRow(method).isWithoutBudget ? null : budget,
    seed: task.seed,
    engine: bench.engine,
    threads: bench.threads ?? null,
    data: task.table.fileHashes,
  };
}

const git = (...words: string[]): string =>
  execFileSync("git", words, { cwd: fileURLToPath(new URL("../..", import.meta.url)), encoding: "utf8" }).trim();

/** The commit, with a + where files differ from it. */
function commitNow(): string {
  const isChanged = git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!bench/results") !== "";
  return `${git("rev-parse", "--short=12", "HEAD")}${isChanged ? "+" : ""}`;
}

/** Losses of each test row less those of lines about the same rows whose predictions are still here: by their ids. */
function compareWith(
  earlier: readonly ResultLine[],
  { task, test, predictions }: { readonly task: SplitTask; readonly test: Float64Array; readonly predictions?: string },
): ResultLine["against"] {
  const { dataset } = task.table;
  const rows = dataset.split.test;
  const groups = dataset.groups && Int32Array.from(rows, (row) => dataset.groups?.[row] ?? row);
  const own = lossesOfRows(scoredOn(task, "test", test));
  const fingerprint = splitFingerprint(dataset.split);
  return Object.fromEntries(
    earlier.flatMap((line) => {
      if (line.dataset !== task.row.name || line.rows.fingerprint !== fingerprint) return [];
      const other = keptPredictions(line.id, predictions);
      if (other?.length !== test.length) return [];
      const losses = lossesOfRows(scoredOn(task, "test", other));
      const { difference, standardError } = pairedDifference(own, losses, groups);
      return [[line.id, [rounded(difference), rounded(standardError)] as [number, number]]];
    }),
  );
}

/** Runs, scores, compares and stores. @param earlier results so far. */
export async function runQuestion(asked: AskedOf, earlier: readonly ResultLine[], store: Store = {}) {
  const { task, method, budget, bench } = asked;
  const [began, cpuBegan] = [performance.now(), process.cpuUsage()];
  const result: MethodResult = await methodRow(method).run(task, budget, bench);
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpuBegan);
  const { dataset, fileHashes } = task.table;
  const { train, validation, test } = dataset.split;
  const { metrics, sums } = scoreOf(scoredOn(task, "test", result.test));
  const { seed, engine, threads, ...question } = questionOf(asked);
  const line: Omit<ResultLine, "id"> = {
    ...question,
    task: dataset.schema.target.task,
    ...metrics,
    losses: sums,
    validationLoss: meanLoss(scoredOn(task, "validation", result.validation)),
    against: compareWith(earlier, { task, test: result.test, predictions: store.predictions }),
    seconds: rounded(seconds),
    cpuSeconds: rounded(result.cpuSeconds ?? (user + system) / 1e6),
    ...(result.trials === undefined ? {} : { trials: result.trials }),
    ...(result.steps === undefined ? {} : { steps: result.steps }),
    ...(result.tried
      ? {
          tried: result.tried.map(({ name, validation: onValidation, test: onTest }) => ({
            name,
            validationLoss: rounded(meanLoss(scoredOn(task, "validation", onValidation))),
            loss: rounded(meanLoss(scoredOn(task, "test", onTest))),
          })),
        }
      : {}),
    ...(result.stages ? { stages: result.stages } : {}),
    rows: {
      ...{ train: train.length, validation: validation.length, test: test.length },
      fingerprint: splitFingerprint(dataset.split),
    },
    seeds: { split: task.isGiven ? null : task.split, training: seed },
    engine: result.engine,
    asked: { engine, threads },
    plan: result.plan,
    data: [...fileHashes],
    commit: commitNow(),
    command: ["bench:accuracy", ...process.argv.slice(2)].join(" "),
    machine: `${cpus()[0]?.model ?? "unknown"}, ${cpus().length} cores`,
  };
  const whole: ResultLine = { id: idOf(line), ...line };
  keepPredictions(whole.id, result.test, store.predictions);
  appendResult(whole, store.results);
  return whole;
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
