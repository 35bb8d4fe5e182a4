/**
 * Sorting of decimals of a few digits, as most numbers of files are, by way of whole numbers: two or three passes where the eight
 * bytes of float64 take eight.
 */
const [FEW_BITS, MANY_BITS] = [8, 11];
/** Of fewer numbers, counting 2¹¹ digits would take longer than another pass. */
const MANY = 4096;
const LARGEST = 2 ** 31 - 1;
const LARGEST_SCALE = 1e6;
const SAMPLE = 64;

/** Numbers as whole numbers: value = (least + offset) / scale. */
export interface Wholes {
  /** uint32 [n]; to be read before the next numbers are made whole, which may stand in the same memory. */
  readonly offsets: Uint32Array;
  readonly least: number;
  readonly scale: number;
  readonly nBits: number;
}

/** @param values float64. @returns undefined where one of them is −0, NaN, or no decimal of few digits. */
export function wholesOf(values: Float64Array): Wholes | undefined {
  let scale = scaleFor(values, SAMPLE, 1);
  // The digits of the first are nearly always enough for all.
  while (scale !== undefined) {
    const found = wholesAt(values, scale);
    if (found) return found;
    scale = scaleFor(values, values.length, scale * 10);
  }
  return undefined;
}

/** The power of ten that makes whole numbers of the first of them. */
function scaleFor(values: Float64Array, nLooked: number, first: number): number | undefined {
  const end = Math.min(nLooked, values.length);
  for (let scale = first; scale <= LARGEST_SCALE; scale *= 10) {
    let place = 0;
    while (place < end && isWhole(values[place], scale)) place++;
    if (place === end) return scale;
  }
  return undefined;
}

function isWhole(value: number, scale: number): boolean {
  return Math.round(value * scale) / scale === value;
}

/** Memory that is new costs more than sorting what stands in it: columns of one table take turns. */
let [first, second] = [new Uint32Array(0), new Uint32Array(0)];

function wholesAt(values: Float64Array, scale: number): Wholes | undefined {
  if (first.length < values.length) [first, second] = [new Uint32Array(values.length), new Uint32Array(values.length)];
  const offsets = first.subarray(0, values.length);
  const wholes = new Int32Array(offsets.buffer, 0, values.length);
  let [least, most] = [LARGEST, -LARGEST];
  for (let place = 0; place < values.length; place++) {
    const value = values[place];
    const whole = Math.round(value * scale);
    if (whole / scale !== value || !(Math.abs(whole) <= LARGEST) || Object.is(value, -0)) return undefined;
    wholes[place] = whole;
    if (whole < least) least = whole;
    if (whole > most) most = whole;
  }
  for (let place = 0; place < wholes.length; place++) offsets[place] = wholes[place] - least;
  return { offsets, least, scale, nBits: most > least ? 32 - Math.clz32(most - least) : 0 };
}

/** @returns the numbers, ascending; to be read as `offsets` are. */
export function sortWholes({ offsets, nBits }: Wholes): Uint32Array {
  let from: Uint32Array = offsets;
  let to: Uint32Array = second.subarray(0, offsets.length);
  const digitBits = offsets.length < MANY ? FEW_BITS : MANY_BITS;
  const mask = 2 ** digitBits - 1;
  for (let shift = 0; shift < nBits; shift += digitBits) {
    const starts = startsOf(offsets, shift, mask);
    for (let place = 0; place < from.length; place++) to[starts[(from[place] >>> shift) & mask]++] = from[place];
    [from, to] = [to, from];
  }
  return from;
}

/**
 * @param places int32 [n]: what stands for each number.
 * @returns int32 [n]: the places in ascending order of their numbers, ties as they stand.
 */
export function orderOfWholes({ offsets, nBits }: Wholes, places: Int32Array): Int32Array {
  const { length } = offsets;
  let [from, to] = [new Int32Array(length), new Int32Array(length)];
  for (let index = 0; index < length; index++) from[index] = index;
  const digitBits = offsets.length < MANY ? FEW_BITS : MANY_BITS;
  const mask = 2 ** digitBits - 1;
  for (let shift = 0; shift < nBits; shift += digitBits) {
    const starts = startsOf(offsets, shift, mask);
    for (let index = 0; index < length; index++) {
      const place = from[index];
      to[starts[(offsets[place] >>> shift) & mask]++] = place;
    }
    [from, to] = [to, from];
  }
  for (let index = 0; index < length; index++) to[index] = places[from[index]];
  return to;
}

/** Where numbers go by one of their digits: uint32 [mask + 2]. */
function startsOf(offsets: Uint32Array, shift: number, mask: number): Uint32Array {
  const starts = new Uint32Array(mask + 2);
  for (let place = 0; place < offsets.length; place++) starts[((offsets[place] >>> shift) & mask) + 1]++;
  for (let digit = 1; digit <= mask; digit++) starts[digit] += starts[digit - 1];
  return starts;
}
