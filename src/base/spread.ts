export function mean(values: ArrayLike<number>): number {
  let total = 0;
  for (let index = 0; index < values.length; index++) total += values[index];
  return total / values.length;
}

/** Standard deviation of a sample, with n − 1; 0 of one value. */
export function deviation(values: ArrayLike<number>): number {
  const centre = mean(values);
  let squares = 0;
  for (let index = 0; index < values.length; index++) squares += (values[index] - centre) ** 2;
  return Math.sqrt(squares / Math.max(values.length - 1, 1));
}
