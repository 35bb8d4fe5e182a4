/** Numbers that may stand for "nothing is known here": they are named with their evidence, never converted by themselves. */
import { type CountedNumbers, cellAt } from "../column-summary.ts";

export interface Sentinel {
  readonly value: number;
  readonly count: number;
  /** The value next to it, across the gap. */
  readonly nearest: number;
}

const FEWEST = 10;
/** At each end of a column, -9 may stand beside -1. */
const MOST_AT_AN_END = 2;
/** 99, -999, -9999, -99.9, -999.25; less than that may be a count. */
const NINES = /^-?9{2,}(?:\.(?:9+|25))?$/;

/**
 * @param known values that may mean missing in other columns of the table: of these, one cell is enough.
 * @returns values at the ends of a column that repeat and lie far from all others.
 */
export function findSentinels(numbers: CountedNumbers, known: ReadonlySet<number>): readonly Sentinel[] {
  return [...atEnd(numbers, "low", known), ...atEnd(numbers, "high", known)];
}

function atEnd(numbers: CountedNumbers, end: "low" | "high", known: ReadonlySet<number>): readonly Sentinel[] {
  const found: Sentinel[] = [];
  let rest = numbers;
  while (rest.nCells >= FEWEST && found.length < MOST_AT_AN_END) {
    const last = rest.values.length - 1;
    const place = end === "low" ? 0 : last;
    const [value, count] = [rest.values[place], rest.counts[place]];
    const [start, stop] = end === "low" ? [1, last + 1] : [0, last];
    const others = {
      values: rest.values.subarray(start, stop),
      counts: rest.counts.subarray(start, stop),
      nCells: rest.nCells - count,
    };
    if (others.nCells === 0 || !isSentinel({ value, count, isKnown: known.has(value) }, others)) break;
    found.push({ value, count, nearest: others.values[end === "low" ? 0 : others.values.length - 1] });
    rest = others;
  }
  return found;
}

/** So many times as far from all others as these are from each other, and nobody would have measured it: a joke, a slip. */
const ABSURD = 100;

interface Candidate {
  readonly value: number;
  readonly count: number;
  /** It may mean missing in another column, too. */
  readonly isKnown: boolean;
}

function isSentinel({ value, count, isKnown }: Candidate, others: CountedNumbers): boolean {
  const { values, nCells } = others;
  const lowest = values[0];
  const highest = values[values.length - 1];
  const range = highest - lowest;
  const gap = value < lowest ? lowest - value : value - highest;
  if (gap > ABSURD * range && values.length >= FEWEST) return true;
  const isNines = NINES.test(String(value));
  if (!Number.isInteger(value) && !isNines) return false;
  const isRepeated = isKnown || count >= 3;
  if (value === 0) return isRepeated && isZeroImpossible(count, others);
  if (value === -1) return lowest >= 0 && count >= (nCells + count) * 0.02 && range > 20;
  // One negative number that repeats where no other is below zero.
  if (value <= -9 && lowest >= 0 && (isKnown || count >= Math.max(3, nCells * 0.01))) return true;
  if (value === -9 && lowest >= 0 && count >= 2) return true;
  if (isNines) return gap > range && (isKnown || count >= 2 || Math.abs(value) >= 999);
  return isRepeated && gap > range && Math.abs(value) >= 50 && values.length >= FEWEST;
}

/** All others are positive and close together, and none is near zero: as with heights, not as with amounts. */
function isZeroImpossible(count: number, others: CountedNumbers): boolean {
  const { values, nCells } = others;
  const nearest = values[0];
  if (nearest <= 0 || count > nCells * 1.5 || values.length < FEWEST) return false;
  const spacing = values.slice(1).map((value, index) => value - values[index]);
  const typical = spacing.sort()[spacing.length >> 1];
  return nearest >= 0.15 * cellAt(others, nCells >> 1) && nearest > 3 * typical;
}
