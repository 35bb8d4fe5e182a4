/** Round numbers for the axes of a chart: they stay where they are while the lines grow. */

/** Binary fractions are off by less: 0.3 / 0.1 is below 3. */
const HAIR = 1e-9;

/**
 * The least of 1, 2 and 5 times a power of ten that fits at most `most` times between two values; where these are one, of
 * the size of the value.
 */
function roundStep(low: number, high: number, most: number): number {
  const size = Math.max(Math.abs(low), Math.abs(high));
  const least = (high - low > HAIR * size ? high - low : size) / most;
  if (least < 1e-300) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5].find((round) => round * power * (1 + HAIR) >= least) ?? 10;
  return factor * power;
}

/** Round numbers between two values, at most `most` + 1. */
export function ticksWithin(low: number, high: number, most: number): number[] {
  const step = roundStep(low, high, most);
  return multiples(Math.ceil(low / step - HAIR), Math.floor(high / step + HAIR), step);
}

/** Round numbers from below or at the lower of two values to above or at the higher, at least two and at most `most` + 2. */
export function ticksAround(low: number, high: number, most: number): number[] {
  const step = roundStep(low, high, most);
  const first = Math.floor(low / step + HAIR);
  return multiples(first, Math.max(first + 1, Math.ceil(high / step - HAIR)), step);
}

/** Round numbers between two values above zero, evenly spread on a logarithmic axis where these are far apart. */
export function logTicks(low: number, high: number, most: number): number[] {
  const first = Math.floor(Math.log10(low));
  const nDecades = Math.floor(Math.log10(high)) - first + 1;
  const decades = Array.from({ length: nDecades }, (_, decade) => first + decade);
  const isWithin = (tick: number) => tick >= low && tick <= high;
  const fine = decades.flatMap((decade) => [1, 2, 5].map((round) => Number(`${round}e${decade}`))).filter(isWithin);
  if (fine.length < 3) return ticksWithin(low, high, most);
  if (fine.length <= most) return fine;
  const every = Math.ceil(nDecades / most);
  return decades.map((decade) => Number(`1e${decade}`)).filter((tick, index) => index % every === 0 && isWithin(tick));
}

/** The multiples of a step from `first` to `last` times it, without the noise of binary fractions. */
function multiples(first: number, last: number, step: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}
