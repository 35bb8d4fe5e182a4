/**
 * Counter-based random numbers: the same (seed, stream, step, element) gives the same bits on every engine.
 *
 * @source Philox4x32-10: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
 */

/** Named streams, so that two uses of one seed never share numbers. */
export const STREAMS = {
  split: 1,
  batches: 2,
  initial: 3,
  gateNoise: 4,
  dropout: 5,
  bootstrap: 6,
  sample: 7,
  validationBatches: 8,
  dirt: 9,
  rowSample: 10,
} as const;

/** Where in the random universe a number lies; all four are unsigned 32-bit integers. */
export interface RandomKey {
  readonly seed: number;
  readonly stream: number;
  readonly step: number;
}

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;

/** High 32 bits of the unsigned 64-bit product a·b. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const middleLow = (middle & 0xffff) + aLow * bHigh;
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(middleLow / 0x10000)) >>> 0;
}

/** Words of the last block: millions are drawn, and none should leave an array behind. */
const words = new Uint32Array(4);

/** One Philox4x32-10 block into `words`. */
function draw(
  counter0: number,
  counter1: number,
  counter2: number,
  counter3: number,
  key0: number,
  key1: number,
): void {
  let [c0, c1, c2, c3, k0, k1] = [counter0, counter1, counter2, counter3, key0, key1];
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, c0);
    const low0 = Math.imul(MULTIPLIER_0, c0) >>> 0;
    const high1 = multiplyHigh(MULTIPLIER_1, c2);
    const low1 = Math.imul(MULTIPLIER_1, c2) >>> 0;
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  words[0] = c0;
  words[1] = c1;
  words[2] = c2;
  words[3] = c3;
}

/** One Philox4x32-10 block: four 32-bit words from a four-word counter and a two-word key. */
export function philox(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
): [number, number, number, number] {
  draw(counter[0], counter[1], counter[2], counter[3], key[0], key[1]);
  return [words[0], words[1], words[2], words[3]];
}

/** The block of an element, in `words`. */
function drawElement({ seed, stream, step }: RandomKey, element: number): void {
  draw(
    element >>> 0,
    Math.floor(element / 0x100000000) >>> 0,
    step >>> 0,
    stream >>> 0,
    seed >>> 0,
    Math.floor(seed / 0x100000000) >>> 0,
  );
}

/** @returns an integer in [0, 2³²). */
export function randomUint32(key: RandomKey, element: number): number {
  drawElement(key, element);
  return words[0];
}

/** `length` integers in [0, 2³²): all four words of each block from that of the element `first` on, so that many are cheap. */
export function randomWords(key: RandomKey, length: number, first = 0): Uint32Array {
  const all = new Uint32Array(Math.ceil(length / 4) * 4);
  for (let at = 0; at < length; at += 4) {
    drawElement(key, first + at / 4);
    all.set(words, at);
  }
  return all.subarray(0, length);
}

/** @returns a number in [0, 1) with 32 random bits. */
export function randomUniform(key: RandomKey, element: number): number {
  drawElement(key, element);
  return words[0] / 0x100000000;
}

/** @returns a standard normal number (Box–Muller on one Philox block). */
export function randomNormal(key: RandomKey, element: number): number {
  drawElement(key, element);
  const radius = Math.sqrt(-2 * Math.log((words[0] + 1) / 0x100000000));
  return radius * Math.cos((2 * Math.PI * words[1]) / 0x100000000);
}

/** A float32 array of `length` standard normal numbers, those of the elements from `first` on. */
export function randomNormals(key: RandomKey, length: number, first = 0): Float32Array {
  const numbers = new Float32Array(length);
  for (let index = 0; index < length; index++) numbers[index] = randomNormal(key, first + index);
  return numbers;
}

/** A uniformly random permutation of 0 … length−1 (Fisher–Yates). */
export function randomPermutation(key: RandomKey, length: number): Uint32Array {
  const order = new Uint32Array(length);
  for (let index = 0; index < length; index++) order[index] = index;
  for (let index = length - 1; index > 0; index--) {
    const other = Math.floor(randomUniform(key, index) * (index + 1));
    const held = order[index];
    order[index] = order[other];
    order[other] = held;
  }
  return order;
}

/** `count` different numbers of 0 … length−1, uniformly at random (the first draws of Fisher–Yates). */
export function randomSample(key: RandomKey, length: number, count: number): Uint32Array {
  const order = new Uint32Array(length);
  for (let index = 0; index < length; index++) order[index] = index;
  for (let index = 0; index < count; index++) {
    const other = index + Math.floor(randomUniform(key, index) * (length - index));
    const held = order[index];
    order[index] = order[other];
    order[other] = held;
  }
  return order.slice(0, count);
}
