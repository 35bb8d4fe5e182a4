/** How much lower losses are on average, and how sure that is. */
import { deviation, mean } from "../../base/spread.ts";

interface Difference {
  /** Mean loss of the first less that of the second. */
  readonly difference: number;
  /** Of the mean; rows of a group count together. NaN for fewer than two groups. */
  readonly standardError: number;
}

/** How much lower the loss of one is than that of another, on the same rows. */
export function pairedDifference(first: Float64Array, second: Float64Array, groups?: Int32Array): Difference {
  const differences = first.map((loss, row) => loss - second[row]);
  const difference = mean(differences);
  if (!groups) return { difference, standardError: errorOfMean(differences) };
  const totals = new Map<number, number>();
  differences.forEach((value, row) => {
    const key = groups[row] < 0 ? -1 - row : groups[row];
    totals.set(key, (totals.get(key) ?? 0) + value - difference);
  });
  const nRows = differences.length;
  const nGroups = totals.size;
  const squares = [...totals.values()].reduce((sum, total) => sum + total * total, 0);
  return { difference, standardError: Math.sqrt((squares * nGroups) / Math.max(nGroups - 1, 0)) / nRows };
}

const errorOfMean = (values: Float64Array) => deviation(values) / Math.sqrt(values.length);
