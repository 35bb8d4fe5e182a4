/**
 * Rows that are predicted in a second, on made tables with the pipeline that the studio proposes: the compiled program beside the
 * interpreter on the whole program, which is its oracle. They take turns in one run, so that whatever else the machine does
 * meets both.
 *
 * Run: npm run -s bench:predict -- [--rows 20000,200000] [--columns 30] [--repeat 5] [--interpreted 4000] [--members 0]
 * `interpreted` is how many of the rows the interpreter predicts in each round. Prints one JSON line a table and state: `soft`
 * blends all alternatives, `hard` has one for each choice; with `members`, `ensemble` is the mean of so many hard pipelines. `cpuSeconds` is what
 * all rows took, the least of the rounds. `rowsPerSecond` and `interpreterRowsPerSecond` are medians of the
 * rounds, `ratio` is their quotient; `compileMs` is the time until the first row is predicted; `largestDifference` is of a probability.
 */
import { parseArgs } from "node:util";
import type { TensorMap } from "../src/engine/engine.ts";
import { tableFeeds } from "../src/pipeline/fit.ts";
import { evaluate, rowsAtOnce } from "../src/program/evaluate.ts";
import { hardenParameters, initialParameters } from "../src/program/parameters.ts";
import type { Dataset } from "../src/table/types.ts";
import { mergePredictors } from "../src/training/ensemble/merge-predictors.ts";
import { predict, predictorOf } from "../src/training/predict.ts";
import { predictedValues } from "../src/training/predicted-values.ts";
import type { Predictor } from "../src/training/types.ts";
import { madeDataset, madePipeline } from "./predict/made-table.ts";

const { values: flags } = parseArgs({
  options: {
    rows: { type: "string", default: "20000,200000" },
    columns: { type: "string", default: "30" },
    repeat: { type: "string", default: "5" },
    interpreted: { type: "string", default: "4000" },
    members: { type: "string", default: "0" },
  },
});

function positive(flag: keyof typeof flags, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  console.error(`--${flag}: expected a whole number above 0, got "${text}".`);
  process.exit(2);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** The first rows by the interpreter, in blocks that stay in the cache. */
function interpret(predictor: Predictor, dataset: Dataset, nRows: number): Float64Array {
  const { nodes, value } = predictedValues(predictor, dataset.schema.target.task);
  const atOnce = rowsAtOnce(nodes);
  const values: number[] = [];
  for (let start = 0; start < nRows; start += atOnce) {
    const rows = Array.from({ length: Math.min(atOnce, nRows - start) }, (_, i) => start + i);
    const feeds = { nRows: rows.length, inputs: tableFeeds(dataset, rows), parameters: predictor.parameters };
    values.push(...evaluate(nodes, feeds, [value])[0].data);
  }
  return Float64Array.from(values);
}

async function timed<Result>(run: () => Promise<Result> | Result): Promise<{ result: Result; ms: number }> {
  const start = performance.now();
  const result = await run();
  return { result, ms: performance.now() - start };
}

const repeat = positive("repeat", flags.repeat);
const columns = positive("columns", flags.columns);
const nMembers = flags.members === "0" ? 0 : positive("members", flags.members);
for (const text of flags.rows.split(",")) {
  const nRows = positive("rows", text);
  const nInterpreted = Math.min(positive("interpreted", flags.interpreted), nRows);
  const dataset = madeDataset(nRows, columns);
  const { program, statistics, parameters } = madePipeline(dataset);
  const hardAt = (at: TensorMap) => predictorOf(program, hardenParameters(program, at).values, statistics);
  const members = Array.from({ length: nMembers }, (_, seed) => hardAt(initialParameters(program, seed + 1)));
  const states = {
    soft: predictorOf(program, parameters, statistics),
    hard: hardAt(parameters),
    ...(nMembers > 0 ? { ensemble: mergePredictors(members.map((predictor) => ({ predictor, count: 1 }))) } : {}),
  };
  for (const [state, predictor] of Object.entries(states)) {
    const { ms: compileMs } = await timed(() => predict(predictor, dataset, { rows: [0] }));
    const rates: number[] = [];
    let cpuSeconds = Number.POSITIVE_INFINITY;
    const interpreted: number[] = [];
    let largestDifference = 0;
    for (let round = 0; round < repeat; round++) {
      const before = process.cpuUsage();
      const own = await timed(() => predict(predictor, dataset));
      const used = process.cpuUsage(before);
      cpuSeconds = Math.min(cpuSeconds, (used.user + used.system) / 1e6);
      const other = await timed(() => interpret(predictor, dataset, nInterpreted));
      rates.push((1000 * nRows) / own.ms);
      interpreted.push((1000 * nInterpreted) / other.ms);
      for (const [i, wanted] of other.result.entries())
        largestDifference = Math.max(largestDifference, Math.abs(own.result.values[i] - wanted));
    }
    const rounded = (value: number) => Number(value.toPrecision(4));
    const line = {
      state,
      rows: nRows,
      columns,
      rowsPerSecond: rounded(median(rates)),
      interpreterRowsPerSecond: rounded(median(interpreted)),
      ratio: rounded(median(rates) / median(interpreted)),
      compileMs: rounded(compileMs),
      cpuSeconds: rounded(cpuSeconds),
      largestDifference,
    };
    console.log(JSON.stringify(line));
  }
}
