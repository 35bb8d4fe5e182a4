/** Do two columns of numbers give the target away together, as its parts do? */

export interface NamedValues {
  readonly name: string;
  /** float64 [n]: NaN where there is none; the same rows in all columns. */
  readonly values: Float64Array;
}

export interface SumLeak {
  /** Target = first + second, or first − second. */
  readonly sign: "+" | "−";
  readonly first: string;
  readonly second: string;
}

const MIN_ROWS = 50;
const MIN_DISTINCT = 10;
/** In so many of the rows it may be otherwise: some cells are damaged, and a target that is known in four of five rows is known. */
const MOST_OTHERWISE = 0.2;
/** Pairs of more columns are not looked at. */
const MOST_COLUMNS = 200;
const ROUNDING = 1e-9;

/** @param target float64 [n]. @returns the first pair that comes to the target in most rows that have all three. */
export function sumLeak(columns: readonly NamedValues[], target: Float64Array): SumLeak | undefined {
  if (columns.length > MOST_COLUMNS) return undefined;
  for (const [place, a] of columns.entries()) {
    for (const b of columns.slice(place + 1)) {
      if (comesTo(a.values, b.values, target)) return { sign: "+", first: a.name, second: b.name };
      if (comesTo(target, b.values, a.values)) return { sign: "−", first: a.name, second: b.name };
      if (comesTo(target, a.values, b.values)) return { sign: "−", first: b.name, second: a.name };
    }
  }
  return undefined;
}

/** Whether a + b is c in most rows that have all three, which are many. Rows where a part is 0 say nothing: 0 and 0 is often 0. */
function comesTo(a: Float64Array, b: Float64Array, c: Float64Array): boolean {
  const most = Math.floor(a.length * MOST_OTHERWISE);
  const sums = new Set<number>();
  let [nKnown, nOtherwise] = [0, 0];
  for (let row = 0; row < a.length; row++) {
    const difference = a[row] + b[row] - c[row];
    if (Number.isNaN(difference) || a[row] === 0 || b[row] === 0 || c[row] === 0) continue;
    nKnown++;
    if (sums.size < MIN_DISTINCT) sums.add(c[row]);
    if (Math.abs(difference) <= ROUNDING * (Math.abs(a[row]) + Math.abs(b[row]))) continue;
    nOtherwise++;
    if (nOtherwise > most) return false;
  }
  const areMany = nKnown >= Math.max(MIN_ROWS, a.length / 2) && sums.size >= MIN_DISTINCT;
  return areMany && nOtherwise <= nKnown * MOST_OTHERWISE;
}
