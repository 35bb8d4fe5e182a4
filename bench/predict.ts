/**
 * Rows that are predicted in a second, on made tables with the pipeline that the studio proposes: the compiled program beside the
 * interpreter on the whole program, which is its oracle. They take turns in one run, so that whatever else the machine does
 * meets both.
 *
 * Run: npm run -s bench:predict -- [--rows 20000,200000] [--columns 30] [--repeat 5] [--interpreted 4000]
 * `interpreted` is how many of the rows the interpreter predicts in each round. Prints one JSON line a table and state: `soft`
 * blends all alternatives, `hard` has one for each choice. `rowsPerSecond` and `interpreterRowsPerSecond` are medians of the
 * rounds, `ratio` is their quotient; `compileMs` is the time until the first row is predicted; `largestDifference` is of a probability.
 */
import { parseArgs } from "node:util";
import { tableFeeds } from "../src/pipeline/fit.ts";
import { evaluate, rowsAtOnce } from "../src/program/evaluate.ts";
import { hardenParameters } from "../src/program/parameters.ts";
import type { Dataset } from "../src/table/types.ts";
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
for (const text of flags.rows.split(",")) {
  const nRows = positive("rows", text);
  const nInterpreted = Math.min(positive("interpreted", flags.interpreted), nRows);
  const dataset = madeDataset(nRows, columns);
  const { program, statistics, parameters } = madePipeline(dataset);
  const states = { soft: parameters, hard: hardenParameters(program, parameters).values };
  for (const [state, at] of Object.entries(states)) {
    const predictor = predictorOf(program, at, statistics);
    const { ms: compileMs } = await timed(() => predict(predictor, dataset, { rows: [0] }));
    const rates: number[] = [];
    const interpreted: number[] = [];
    let largestDifference = 0;
    for (let round = 0; round < repeat; round++) {
      const own = await timed(() => predict(predictor, dataset));
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
      largestDifference,
    };
    console.log(JSON.stringify(line));
  }
}
