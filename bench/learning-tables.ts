/** Tables whose true answer is known, as CSV text: the same way in as any user's file. */
import { type RandomKey, randomNormal, randomPermutation, randomUniform, STREAMS } from "../src/base/random.ts";

function key(seed: number, step: number): RandomKey {
  return { seed, stream: STREAMS.sample, step };
}

function toCsv(header: readonly string[], rows: readonly (readonly (number | string)[])[]): string {
  return [header.join(), ...rows.map((row) => row.join())].join("\n");
}

function noiseColumns(row: number, count: number, seed: number): number[] {
  return Array.from({ length: count }, (_, column) => randomNormal(key(seed, 100 + column), row));
}

/** Header of x1, x2, noise columns and the label. */
function headerOf(nNoise: number, label: string): readonly string[] {
  return ["x1", "x2", ...Array.from({ length: nNoise }, (_, index) => `noise${index + 1}`), label];
}

/**
 * Two interleaved half circles in x1 and x2 with Gaussian noise 0.1, and columns that say nothing.
 *
 * @source The test of stochastic gates (Yamada et al., ICML 2020): 2 + 18 columns, 1,000 rows.
 */
export function twoMoons(options: { seed: number; nRows: number; nNoise: number }): string {
  const { seed, nRows, nNoise } = options;
  const rows = Array.from({ length: nRows }, (_, row) => {
    const label = row % 2;
    const angle = Math.PI * randomUniform(key(seed, 1), row);
    const x1 = (label === 0 ? Math.cos(angle) : 1 - Math.cos(angle)) + 0.1 * randomNormal(key(seed, 2), row);
    const x2 = (label === 0 ? Math.sin(angle) : 0.5 - Math.sin(angle)) + 0.1 * randomNormal(key(seed, 3), row);
    return [x1, x2, ...noiseColumns(row, nNoise, seed), label === 0 ? "upper" : "lower"];
  });
  return toCsv(headerOf(nNoise, "moon"), rows);
}

/** The label is the sign of x1·x2: no column tells anything alone. */
export function xor(options: { seed: number; nRows: number; nNoise: number }): string {
  const { seed, nRows, nNoise } = options;
  const rows = Array.from({ length: nRows }, (_, row) => {
    const x1 = randomNormal(key(seed, 1), row);
    const x2 = randomNormal(key(seed, 2), row);
    return [x1, x2, ...noiseColumns(row, nNoise, seed), x1 * x2 > 0 ? "same" : "different"];
  });
  return toCsv(headerOf(nNoise, "sign"), rows);
}

/** Columns that tell the class in `madelon`. */
export const MADELON_RELEVANT: readonly string[] = [
  ...Array.from({ length: 5 }, (_, index) => `informative${index + 1}`),
  ...Array.from({ length: 15 }, (_, index) => `redundant${index + 1}`),
];

const N_INFORMATIVE = 5;
const N_CLUSTERS = 4;
const MIXED_SHARE = 0.01;

/**
 * Four clusters on corners of a hypercube in five dimensions, each stretched and turned by a matrix of its own, two a class; fifteen linear
 * combinations of the five, and columns of noise. One label in a hundred is drawn anew.
 *
 * @source Guyon, "Design of experiments for the NIPS 2003 variable selection benchmark" (2003), as scikit-learn's make_classification
 *   publishes it: class_sep 1, hypercube, n_clusters_per_class 2, flip_y .01.
 */
export function madelon(options: { seed: number; nRows: number; nNoise: number }): string {
  const { seed, nRows, nNoise } = options;
  const even = (step: number, element: number) => 2 * randomUniform(key(seed, step), element) - 1;
  const corners = randomPermutation(key(seed, 1), 2 ** N_INFORMATIVE);
  const nRedundant = MADELON_RELEVANT.length - N_INFORMATIVE;
  const dimensions = Array.from({ length: N_INFORMATIVE }, (_, index) => index);
  const rows = Array.from({ length: nRows }, (_, row) => {
    const cluster = row % N_CLUSTERS;
    const drawn = dimensions.map((dimension) => randomNormal(key(seed, 10 + dimension), row));
    const informative = dimensions.map(
      (to) =>
        (corners[cluster] & (1 << to) ? 1 : -1) +
        drawn.reduce((sum, value, from) => sum + value * even(20 + cluster, N_INFORMATIVE * from + to), 0),
    );
    const redundant = Array.from({ length: nRedundant }, (_, to) =>
      informative.reduce((sum, value, from) => sum + value * even(30, nRedundant * from + to), 0),
    );
    const isMixed = randomUniform(key(seed, 2), row) < MIXED_SHARE;
    const label = isMixed ? Number(randomUniform(key(seed, 3), row) < 0.5) : cluster % 2;
    return [...informative, ...redundant, ...noiseColumns(row, nNoise, seed), label === 0 ? "one" : "other"];
  });
  const noise = Array.from({ length: nNoise }, (_, index) => `noise${index + 1}`);
  return toCsv([...MADELON_RELEVANT, ...noise, "class"], rows);
}
