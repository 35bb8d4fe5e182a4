/**
 * Accuracy on public tables: the product's default run beside plain and fixed pipelines and gradient boosting, on the same rows.
 *
 * Run: npm run bench:accuracy -- [TABLES] [--methods plain,learned] [--splits 1,2] [--seconds 20 | --core-seconds 20 | --steps 1000] [--quick]
 *      [--engine auto] [--threads 1] [--seed 7] [--again] [--report]
 * Without names: all tables. Every result is a line of bench/results/accuracy.jsonl as soon as it is there; what is there already is
 * not run again, unless `--again` asks for it. `--steps` gives each training so many steps, whatever they take: the same bits on
 * every machine (boosting is then tuned by a fixed number of draws). `--core-seconds` counts processor time of all threads.
 * `--quick`: six small tables, split 1, 200 steps. `--report` prints the tables of what is stored, and runs nothing; with
 * `--budget "20 s"` of one budget. Tables are read from ../shared/data, or from where DIFFML_DATA says; peers need Debian's
 * python3-pandas and python3-sklearn, or those of the Python that DIFFML_PYTHON names.
 */
import { parseArgs } from "node:util";
import { engineChoiceSchema } from "../src/engine/select/engine-choice.ts";
import { type Budget, budgetWords } from "./accuracy/budget.ts";
import { METHOD_NAMES, type MethodName } from "./accuracy/methods.ts";
import { reportText } from "./accuracy/report.ts";
import { keyOf, questionOf as questionOfLine, readResults } from "./accuracy/results.ts";
import { questionOf, runQuestion } from "./accuracy/run-question.ts";
import { openAccuracyTable, splitTask } from "./accuracy/split-task.ts";
import { tablesNamed } from "./accuracy/tables.ts";

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    methods: { type: "string", default: METHOD_NAMES.join() },
    splits: { type: "string", default: "1" },
    seconds: { type: "string", default: "20" },
    steps: { type: "string" },
    "core-seconds": { type: "string" },
    engine: { type: "string", default: "auto" },
    threads: { type: "string" },
    seed: { type: "string" },
    budget: { type: "string" },
    quick: { type: "boolean", default: false },
    again: { type: "boolean", default: false },
    report: { type: "boolean", default: false },
  },
});

const QUICK_TABLES = ["vote", "credit-g", "titanic", "autompg", "page-blocks", "ada_prior"];
const QUICK_STEPS = 200;

function methodsAsked(): readonly MethodName[] {
  return flags.methods.split(",").map((name) => {
    const method = METHOD_NAMES.find((known) => known === name);
    if (method) return method;
    throw new Error(`--methods: expected some of ${METHOD_NAMES.join(", ")}, got ${name}`);
  });
}

function wholeNumber(name: string, word: string): number {
  const value = Number(word);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`--${name}: expected a whole number above 0, got ${word}`);
}

function budgetAsked(): Budget {
  if (flags.steps !== undefined) return { steps: wholeNumber("steps", flags.steps) };
  const coreSeconds = flags["core-seconds"];
  if (coreSeconds !== undefined) return { coreSeconds: wholeNumber("core-seconds", coreSeconds) };
  return flags.quick ? { steps: QUICK_STEPS } : { seconds: wholeNumber("seconds", flags.seconds) };
}

async function runAll(): Promise<void> {
  const budget = budgetAsked();
  const methods = methodsAsked();
  const splits = flags.splits.split(",").map((word) => wholeNumber("splits", word));
  const bench = {
    engine: engineChoiceSchema.parse(flags.engine),
    threads: flags.threads === undefined ? undefined : wholeNumber("threads", flags.threads),
  };
  const seed = flags.seed === undefined ? undefined : wholeNumber("seed", flags.seed);
  const names = positionals.length === 0 && flags.quick ? QUICK_TABLES : positionals;
  for (const row of tablesNamed(names)) {
    const open = await openAccuracyTable(row);
    for (const split of splits) {
      const task = splitTask({ row, open, split, seed });
      for (const method of methods) {
        const asked = { task, method, budget, bench };
        const earlier = readResults();
        const key = keyOf(questionOf(asked));
        if (!flags.again && earlier.some((line) => keyOf(questionOfLine(line)) === key)) continue;
        const where = `${row.name}, split ${split}, ${method}`;
        try {
          const { accuracy, logLoss, r2, seconds } = await runQuestion(asked, earlier);
          console.error(JSON.stringify({ where, budget: budgetWords(budget), accuracy, logLoss, r2, seconds }));
        } catch (error) {
          // One that fails has no line: the next run tries it again.
          console.error(`${where}: ${error instanceof Error ? error.message : error}`);
          process.exitCode = 1;
        }
      }
    }
  }
}

if (!flags.report) await runAll();
console.log(reportText(readResults(), flags.budget ?? (flags.report ? undefined : budgetWords(budgetAsked()))));
process.exit();
