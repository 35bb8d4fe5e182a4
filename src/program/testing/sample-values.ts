/** Test support: numbers for the inputs of an op sample, the same for the same seed. */
import { randomUniform } from "../../base/random.ts";
import { sizeOf } from "../types.ts";
import type { SampleInput } from "./op-case.ts";

/** Row-major numbers of one input; codes run from 0 to `depth`, which is one too many. */
export function sampleValues(
  { type, depth }: SampleInput,
  options: {
    readonly seed: number;
    readonly input: number;
    readonly nRows: number;
    readonly range?: readonly [number, number];
    readonly hasKinks?: boolean;
  },
): Float64Array {
  const [low, high] = options.range ?? [-2, 2];
  const key = { seed: options.seed, stream: options.input, step: 0 };
  const length = (type.rows ? options.nRows : 1) * sizeOf(type.shape);
  return Float64Array.from({ length }, (_, element) => {
    const u = randomUniform(key, element);
    if (depth !== undefined) return Math.floor(u * (depth + 1));
    // A grid a quarter apart, shifted by input: never equal to a number of another input, nor to a multiple of ½.
    if (options.hasKinks) return Math.floor(u * 16 - 8) / 4 + 0.04 + 0.06 * options.input;
    return low + (high - low) * u;
  });
}
