/** Quantile with linear interpolation between order statistics (Hyndman & Fan 1996, type 7, as NumPy does); 0 of nothing. */
export function quantile(sorted: Float64Array, p: number): number {
  if (sorted.length === 0) return 0;
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}
