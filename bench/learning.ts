/**
 * What is learned where the answer is known, and what it is worth on the sample tables.
 *
 * Run: npx tsx bench/learning.ts [two-moons|xor|penguins|messy-penguins|notebooks …] [--seeds 5] [--seconds 20] [--steps N]
 * Prints one JSON line a run and one summary line a table.
 */
import { parseArgs } from "node:util";
import { deviation, mean } from "../src/base/spread.ts";
import { STAGES } from "../src/training/phases.ts";
import { damageFound, gatesOf, type LearningCase, learningCases, trainCase } from "./learning-runs.ts";

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: "string", default: "5" },
    seconds: { type: "string", default: "20" },
    steps: { type: "string" },
    set: { type: "string", default: "{}" },
    engine: { type: "string", default: "compiled-wasm" },
    verbose: { type: "boolean", default: false },
  },
});

const cases: Readonly<Record<string, LearningCase>> = learningCases;

const meanAndDeviation = (values: readonly number[]) => `${mean(values).toFixed(4)} ± ${deviation(values).toFixed(4)}`;

for (const name of positionals.length > 0 ? positionals : Object.keys(cases)) {
  const chosen = cases[name];
  const accuracies: Record<string, number[]> = Object.fromEntries(STAGES.map((stage) => [stage, []]));
  const losses: Record<string, number[]> = Object.fromEntries(STAGES.map((stage) => [stage, []]));
  for (let seed = 1; seed <= Number(flags.seeds); seed++) {
    const training = {
      ...JSON.parse(flags.set),
      budgetSeconds: Number(flags.seconds),
      ...(flags.steps ? { maxSteps: Number(flags.steps) } : {}),
    };
    const trained = await trainCase(chosen, { seed, training, engine: flags.engine });
    const { report } = trained;
    for (const stage of STAGES) {
      accuracies[stage].push(report.metrics.test[stage]?.accuracy ?? Number.NaN);
      losses[stage].push(report.metrics.test[stage]?.logLoss ?? Number.NaN);
    }
    const gates = gatesOf(trained, "tuned");
    const open = Object.keys(gates).filter((column) => gates[column] > 0.5);
    const missed = chosen.relevant?.filter((column) => !open.includes(column));
    const falselyOpen = chosen.relevant && open.filter((column) => !chosen.relevant!.includes(column));
    const accuracy = Object.fromEntries(STAGES.map((stage) => [stage, accuracies[stage].at(-1)]));
    const line = {
      table: name,
      seed,
      seconds: report.seconds,
      steps: report.steps,
      accuracy,
      gates: open,
      missed,
      falselyOpen,
      ...(name === "messy-penguins" ? { damage: damageFound(trained) } : {}),
    };
    console.log(JSON.stringify(line));
    if (flags.verbose)
      for (const { title, summary, details } of report.explanations) console.log(`  ${title}: ${summary}`, details);
  }
  const summaryOf = (lists: Readonly<Record<string, readonly number[]>>) =>
    Object.fromEntries(Object.entries(lists).map(([stage, list]) => [stage, meanAndDeviation(list)]));
  console.log(JSON.stringify({ table: name, testAccuracy: summaryOf(accuracies), testLogLoss: summaryOf(losses) }));
}
process.exit(0);
