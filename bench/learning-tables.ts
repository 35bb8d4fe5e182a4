/** Tables whose true answer is known, as CSV text: the same way in as any user's file. */
import { type RandomKey, randomNormal, randomUniform, STREAMS } from "../src/base/random.ts";

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
