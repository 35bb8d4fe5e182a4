/** A row of a line chart: one x, one y a line; undefined where there is none. */
export interface ChartPoint {
  readonly x: number;
  readonly values: readonly (number | undefined)[];
}

/**
 * At most `maxPoints` points that look like all of them: each bucket keeps the least and the greatest value of every
 * line, in the order in which they came. Only for drawing; numbers are never computed from it.
 *
 * @param x       ascending, [n].
 * @param lines   each [n]; NaN where a line has no value.
 */
export function bucketPoints(
  x: ArrayLike<number>,
  lines: readonly ArrayLike<number>[],
  maxPoints: number,
): ChartPoint[] {
  const n = x.length;
  const valueAt = (line: ArrayLike<number>, index: number) =>
    index >= 0 && Number.isFinite(line[index]) ? line[index] : undefined;
  if (n <= maxPoints) {
    return Array.from(x, (value, index) => ({ x: value, values: lines.map((line) => valueAt(line, index)) }));
  }
  const nBuckets = Math.max(1, Math.floor(maxPoints / 2));
  const points: ChartPoint[] = [];
  for (let bucket = 0; bucket < nBuckets; bucket++) {
    const begin = Math.floor((bucket * n) / nBuckets);
    const end = Math.floor(((bucket + 1) * n) / nBuckets);
    const ends = lines.map((line) => extremes(line, begin, end));
    points.push({ x: x[begin], values: lines.map((line, index) => valueAt(line, ends[index][0])) });
    if (end - begin > 1) {
      points.push({ x: x[end - 1], values: lines.map((line, index) => valueAt(line, ends[index][1])) });
    }
  }
  return points;
}

/** Where the least and the greatest finite value stand, the earlier one first; −1 where there is none. */
function extremes(line: ArrayLike<number>, begin: number, end: number): readonly [number, number] {
  let low = -1;
  let high = -1;
  for (let index = begin; index < end; index++) {
    if (!Number.isFinite(line[index])) continue;
    if (low < 0 || line[index] < line[low]) low = index;
    if (high < 0 || line[index] > line[high]) high = index;
  }
  return low < high ? [low, high] : [high, low];
}
