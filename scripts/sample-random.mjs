/**
 * Seeded random numbers for the samples: sfc32, integers only, so that every machine writes the same files.
 *
 * @param {number} seed
 * @source sfc32: Chris Doty-Humphrey, PractRand.
 */
export function createRandom(seed) {
  let [a, b, c, counter] = [0, seed | 0, 0x9e3779b9 | 0, 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 16; round++) next();

  /** 0 … count − 1. @param {number} count */
  const integer = (count) => Math.floor(next() * count);

  /**
   * @template T
   * @param {readonly T[]} items
   * @returns {T}
   */
  const pick = (items) => /** @type {T} */ (items[integer(items.length)]);

  /**
   * A shuffled copy (Fisher and Yates).
   *
   * @template T
   * @param {readonly T[]} items
   * @returns {T[]}
   */
  const shuffle = (items) => {
    const copy = [...items];
    for (let last = copy.length - 1; last > 0; last--) {
      const other = integer(last + 1);
      [copy[last], copy[other]] = [/** @type {T} */ (copy[other]), /** @type {T} */ (copy[last])];
    }
    return copy;
  };

  /** Mean 0, variance 1: twelve uniforms, because `Math.log` may differ in its last bit between machines. */
  const normal = () => {
    let sum = -6;
    for (let part = 0; part < 12; part++) sum += next();
    return sum;
  };

  return { next, integer, pick, shuffle, normal };
}
