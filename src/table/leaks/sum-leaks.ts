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
export const MOST_SUMMED = 200;
const ROUNDING = 1e-9;

/** @param target float64 [n]. @returns the first pair that comes to the target in most rows that have all three. */
export function sumLeak(columns: readonly NamedValues[], target: Float64Array): SumLeak | undefined {
  for (const [place, a] of columns.entries()) {
    for (const b of columns.slice(place + 1)) {
      const found = comesTo(a.values, b.values, target);
      if (found === "sum") return { sign: "+", first: a.name, second: b.name };
      if (found === "first") return { sign: "−", first: a.name, second: b.name };
      if (found === "second") return { sign: "−", first: b.name, second: a.name };
    }
  }
  return undefined;
}

/**
 * Whether c is a + b, a − b or b − a ("sum", "first", "second") in most rows that have all three, which are many. Rows where a part is
 * 0 say nothing: 0 and 0 is often 0. Nearly every pair is given up after a fifth of the rows, so they are gone through once.
 */
function comesTo(a: Float64Array, b: Float64Array, c: Float64Array): "sum" | "first" | "second" | undefined {
  const most = Math.floor(a.length * MOST_OTHERWISE);
  let [nKnown, noSum, noFirst, noSecond] = [0, 0, 0, 0];
  for (let row = 0; row < a.length; row++) {
    const [x, y, z] = [a[row], b[row], c[row]];
    if (x === 0 || y === 0 || z === 0 || Number.isNaN(x + y + z)) continue;
    nKnown++;
    const [sizeX, sizeY, sizeZ] = [Math.abs(x), Math.abs(y), Math.abs(z)];
    if (Math.abs(x + y - z) > ROUNDING * (sizeX + sizeY)) noSum++;
    if (Math.abs(z + y - x) > ROUNDING * (sizeZ + sizeY)) noFirst++;
    if (Math.abs(z + x - y) > ROUNDING * (sizeZ + sizeX)) noSecond++;
    if (noSum > most && noFirst > most && noSecond > most) return undefined;
  }
  if (nKnown < Math.max(MIN_ROWS, a.length / 2)) return undefined;
  const isIt = (nOtherwise: number, whole: Float64Array): boolean =>
    nOtherwise <= Math.min(most, nKnown * MOST_OTHERWISE) && differ(whole, [a, b, c]);
  if (isIt(noSum, c)) return "sum";
  if (isIt(noFirst, a)) return "first";
  return isIt(noSecond, b) ? "second" : undefined;
}

/** Whether one of the columns has enough different values in the rows where none of them is 0 or missing. */
function differ(whole: Float64Array, parts: readonly Float64Array[]): boolean {
  const values = new Set<number>();
  for (let row = 0; row < whole.length && values.size < MIN_DISTINCT; row++) {
    if (parts.every((part) => !Number.isNaN(part[row]) && part[row] !== 0)) values.add(whole[row]);
  }
  return values.size >= MIN_DISTINCT;
}
