/**
 * Runs stored plans again, and compares with what is stored.
 *
 * Run: npm run bench:verify -- [IDS] [--count 3] [--tables vote,titanic] [--threads 1]
 * Without ids: lines of bench/results/accuracy.jsonl spread evenly over the file. A plan of given steps has to give the stored loss again, to
 * the bit from our own engines, to nine digits from scikit-learn, whose threads may add up in another order. One that a time limit ended has
 * no such promise: it is told how far off it is in standard errors of the loss. Another commit may train otherwise; both are named.
 */
import { parseArgs } from "node:util";
import { engineChoiceSchema } from "../src/engine/select/engine-choice.ts";
import { budgetWords, clockOf } from "./accuracy/budget.ts";
import { replay } from "./accuracy/methods.ts";
import { type ResultLine, readResults } from "./accuracy/results.ts";
import { scoreOf } from "./accuracy/score.ts";
import { openAccuracyTable, scoredOn, splitTask } from "./accuracy/split-task.ts";
import { tablesNamed } from "./accuracy/tables.ts";

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: "string", default: "3" },
    tables: { type: "string" },
    threads: { type: "string" },
  },
});

const PEER_DIGITS = 1e-9;

function chosen(): readonly ResultLine[] {
  const names = flags.tables?.split(",");
  const lines = readResults().filter(({ dataset }) => !names || names.includes(dataset));
  if (positionals.length > 0) {
    return positionals.map((id) => {
      const line = lines.find((each) => each.id === id);
      if (line) return line;
      throw new Error(`expected the id of a stored result, got ${id}`);
    });
  }
  const count = Math.min(Number(flags.count), lines.length);
  return Array.from({ length: count }, (_, index) => lines[Math.floor((index * lines.length) / count)]);
}

/** How a loss compares with the stored one: whether it is the same, and how far off it is. */
function comparison(line: ResultLine, loss: number) {
  const { n, sum, squares } = line.losses;
  const stored = sum / n;
  const standardError = Math.sqrt(Math.max(squares / n - stored ** 2, 0) / n);
  const isExact = line.budget === null || "steps" in line.budget;
  const tolerance = line.plan.kind === "peer" ? PEER_DIGITS * Math.abs(stored) : 0;
  return {
    stored,
    loss,
    isSame: Math.abs(loss - stored) <= tolerance,
    isPromised: isExact,
    standardErrors: standardError === 0 ? 0 : (loss - stored) / standardError,
  };
}

for (const line of chosen()) {
  const [row] = tablesNamed([line.dataset]);
  const task = splitTask({
    row,
    open: await openAccuracyTable(row),
    split: line.split,
    seed: line.seeds.training,
  });
  const threads = flags.threads === undefined ? (line.asked.threads ?? undefined) : Number(flags.threads);
  const engine = engineChoiceSchema.parse(line.asked.engine);
  const clock = line.budget ? clockOf(line.budget) : undefined;
  const { test } = await replay(task, line.plan, { engine, threads, ...(clock ? { clock } : {}) });
  const { sums } = scoreOf(scoredOn(task, "test", test));
  const result = comparison(line, sums.sum / sums.n);
  const { id, dataset, method, split, commit } = line;
  const budget = line.budget ? budgetWords(line.budget) : "none";
  console.log(JSON.stringify({ id, dataset, method, split, budget, commit, ...result }));
  if (result.isPromised && !result.isSame) process.exitCode = 1;
}
process.exit();
