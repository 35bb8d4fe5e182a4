import { randomPermutation, STREAMS } from "../../base/random.ts";
import type { Split } from "../types.ts";
import { type Shares, SPLITS } from "./shares.ts";

/** Groups by index; each goes to one split as a whole. */
export interface DealtGroups {
  /** Rows of each group. */
  readonly sizes: ArrayLike<number>;
  /** Groups of one stratum are shared out among each other: the classes of a classification. */
  readonly strata: ArrayLike<number>;
}

/**
 * Gives each group to the split that is furthest below its share of the rows dealt so far, the largest groups first; each split
 * gets one of every stratum of three or more.
 */
export function dealLargestFirst({ sizes, strata }: DealtGroups, shares: Shares, seed: number): Split[] {
  const dealt = new Array<Split>(sizes.length);
  const order = randomPermutation({ seed, stream: STREAMS.split, step: 0 }, sizes.length);
  const lines = new Map<number, number[]>();
  for (const group of order) {
    const line = lines.get(strata[group]);
    if (line) line.push(group);
    else lines.set(strata[group], [group]);
  }
  for (const line of lines.values()) dealLine(line, { sizes, shares, dealt });
  return dealt;
}

function dealLine(
  line: readonly number[],
  { sizes, shares, dealt }: { readonly sizes: ArrayLike<number>; readonly shares: Shares; readonly dealt: Split[] },
): void {
  const rows: Record<Split, number> = { train: 0, validation: 0, test: 0 };
  const nRows = line.reduce((sum, group) => sum + sizes[group], 0);
  // Large groups first, or one of them could end up where no room is left; the order within a size stays random.
  const ordered = [...line].sort((a, b) => sizes[b] - sizes[a]);
  for (const [index, group] of ordered.entries()) {
    const waiting = SPLITS.filter((split) => rows[split] === 0);
    const mustServe = waiting.length > 0 && ordered.length - index <= waiting.length;
    const room = (split: Split): number => shares[split] * nRows - rows[split];
    const chosen = (mustServe ? waiting : SPLITS).reduce((best, split) => (room(split) > room(best) ? split : best));
    rows[chosen] += sizes[group];
    dealt[group] = chosen;
  }
}
