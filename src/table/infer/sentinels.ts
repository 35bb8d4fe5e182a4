/** Numbers that may stand for "nothing is known here": they are named with their evidence, never converted by themselves. */
import { countDistinct } from "./column-view.ts";

export interface Sentinel {
  readonly value: number;
  readonly count: number;
  /** The value next to it, across the gap. */
  readonly nearest: number;
}

const FEWEST = 10;
/** At each end of a column, -9 may stand beside -1. */
const MOST_AT_AN_END = 2;
/** 99, -999, -9999; less than that may be a count. */
const NINES = /^-?9{2,}$/;

/** @param sorted ascending. @returns values at the ends of a column that repeat and lie far from all others. */
export function findSentinels(sorted: Float64Array): readonly Sentinel[] {
  return [...atEnd(sorted, "low"), ...atEnd(sorted, "high")];
}

function atEnd(sorted: Float64Array, end: "low" | "high"): readonly Sentinel[] {
  const found: Sentinel[] = [];
  let rest = sorted;
  while (rest.length >= FEWEST && found.length < MOST_AT_AN_END) {
    const value = end === "low" ? rest[0] : rest[rest.length - 1];
    const others = rest.filter((other) => other !== value);
    const count = rest.length - others.length;
    if (others.length === 0 || !isSentinel(value, count, others)) break;
    found.push({ value, count, nearest: end === "low" ? others[0] : others[others.length - 1] });
    rest = others;
  }
  return found;
}

/** So many times as far from all others as these are from each other, and nobody would have measured it: a joke, a slip. */
const ABSURD = 100;

function isSentinel(value: number, count: number, others: Float64Array): boolean {
  const lowest = others[0];
  const range = others[others.length - 1] - lowest;
  const gap = value < lowest ? lowest - value : value - others[others.length - 1];
  if (gap > ABSURD * range && countDistinct(others) >= FEWEST) return true;
  if (!Number.isInteger(value)) return false;
  if (value === 0) return isZeroImpossible(count, others);
  if (value === -1) return lowest >= 0 && count >= (others.length + count) * 0.02 && range > 20;
  // One negative number that repeats where no other is below zero.
  if (value <= -9 && lowest >= 0 && count >= Math.max(3, others.length * 0.01)) return true;
  if (value === -9 && lowest >= 0 && count >= 2) return true;
  if (NINES.test(String(value))) return gap > range && (count >= 2 || Math.abs(value) >= 999);
  return count >= 3 && gap > range && Math.abs(value) >= 50 && countDistinct(others) >= FEWEST;
}

/** All others are positive and close together, and none is near zero: as with heights, not as with amounts. */
function isZeroImpossible(count: number, others: Float64Array): boolean {
  const nearest = others[0];
  if (nearest <= 0 || count < 3 || count > others.length * 1.5) return false;
  const distinct = others.filter((value, index) => index === 0 || value !== others[index - 1]);
  if (distinct.length < FEWEST) return false;
  const spacing = distinct.slice(1).map((value, index) => value - distinct[index]);
  const typical = spacing.sort()[spacing.length >> 1];
  return nearest >= 0.15 * others[others.length >> 1] && nearest > 3 * typical;
}
