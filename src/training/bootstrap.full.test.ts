/** Whether the verdict's interval covers what it says, as often as it says, on simulated predictions of two pipelines. */
import { expect, test } from "vitest";
import { randomNormals, randomUniform, STREAMS } from "../base/random.ts";
import { mean } from "../base/spread.ts";
import { pairedBootstrap } from "./bootstrap.ts";

const N_TABLES = 1000;
/** Rows that stand for all that could come. */
const N_ROWS_OF_TRUTH = 2_000_000;

interface Situation {
  readonly name: string;
  /** Of the log-odds of the class. */
  readonly shift: number;
  /** How far the log-odds of the two pipelines are off. */
  readonly noise: readonly [first: number, second: number];
}

const SITUATIONS: readonly Situation[] = [
  { name: "a block without effect", shift: 0, noise: [1, 1] },
  { name: "a block without effect, one class in twelve", shift: -3.5, noise: [1, 1] },
  { name: "a useful block", shift: 0, noise: [0.5, 1] },
  { name: "a useful block, one class in twelve", shift: -3.5, noise: [0.7, 1] },
];

/** Labels of a class whose log-odds are normal with a deviation of 2, and what two pipelines say of them. */
function sample({ shift, noise }: Situation, nRows: number, step: number) {
  const drawn = (place: number) => randomNormals({ seed: place, stream: STREAMS.sample, step }, nRows);
  const [odds, ofFirst, ofSecond] = [drawn(1), drawn(2), drawn(3)];
  const labels = new Float64Array(nRows);
  const [first, second] = [new Float64Array(2 * nRows), new Float64Array(2 * nRows)];
  for (let row = 0; row < nRows; row++) {
    const logit = 2 * odds[row] + shift;
    labels[row] = Number(randomUniform({ seed: 4, stream: STREAMS.sample, step }, row) < 1 / (1 + Math.exp(-logit)));
    for (const [side, said] of [
      [first, logit + noise[0] * ofFirst[row]],
      [second, logit + noise[1] * ofSecond[row]],
    ] as const) {
      side[2 * row + 1] = 1 / (1 + Math.exp(-said));
      side[2 * row] = 1 - side[2 * row + 1];
    }
  }
  return { labels, first, second };
}

function lossDifference({ labels, first, second }: ReturnType<typeof sample>): number {
  return mean(labels.map((label, row) => Math.log(first[2 * row + label]) - Math.log(second[2 * row + label])));
}

/** The probability of at most `most` hits of `n` with the probability `p` each. */
function binomialCdf(most: number, n: number, p: number): number {
  let [logTerm, sum] = [n * Math.log1p(-p), 0];
  for (let hits = 0; hits <= most; hits++) {
    sum += Math.exp(logTerm);
    logTerm += Math.log(((n - hits) / (hits + 1)) * (p / (1 - p)));
  }
  return sum;
}

test("binomial probabilities are those of scipy.stats.binom.cdf", () => {
  expect(binomialCdf(3, 10, 0.3)).toBeCloseTo(0.6496107184, 9);
  expect(binomialCdf(932, 1000, 0.95)).toBeCloseTo(0.0074077, 6);
});

test.each(SITUATIONS.flatMap((situation) => [200, 500].map((nRows) => ({ ...situation, nRows }))))(
  "$name: 95 % of intervals over $nRows test rows hold the truth",
  async ({ nRows, ...situation }) => {
    const isWithoutEffect = situation.noise[0] === situation.noise[1];
    const truth = isWithoutEffect ? 0 : lossDifference(sample(situation, N_ROWS_OF_TRUTH, 0));
    const counts = { held: 0, useful: 0 };
    for (let table = 1; table <= N_TABLES; table++) {
      const { low, high, verdict } = await pairedBootstrap({
        ...{ task: "binary", nClasses: 2, metric: "logLoss", seed: table },
        ...sample(situation, nRows, table),
      });
      if (low <= truth && truth <= high) counts.held++;
      if (verdict === "better") counts.useful++;
    }
    console.log(`${situation.name}, ${nRows} rows: ${counts.held} of ${N_TABLES} hold it, ${counts.useful} "better"`);
    expect(binomialCdf(counts.held, N_TABLES, 0.95), "too narrow").toBeGreaterThan(0.005);
    expect(1 - binomialCdf(counts.held - 1, N_TABLES, 0.95), "too wide").toBeGreaterThan(0.005);
    if (isWithoutEffect) {
      expect(1 - binomialCdf(counts.useful - 1, N_TABLES, 0.025), "called useful too often").toBeGreaterThan(0.01);
    }
  },
);
