/**
 * `numpy.random.seed(seed); numpy.random.permutation(n)`, by which DiffPrep splits rows.
 *
 * @source Matsumoto and Nishimura, "Mersenne Twister" (1998): mt19937ar.c. How NumPy draws whole numbers and shuffles: `legacy_random_interval`, `RandomState.shuffle`.
 */
const SIZE = 624;
const SHIFT = 397;

function generator(seed: number): () => number {
  const state = new Uint32Array(SIZE);
  state[0] = seed;
  for (let i = 1; i < SIZE; i++) state[i] = Math.imul(1812433253, state[i - 1] ^ (state[i - 1] >>> 30)) + i;
  let at = SIZE;
  return () => {
    if (at === SIZE) {
      for (let i = 0; i < SIZE; i++) {
        const y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
        state[i] = state[(i + SHIFT) % SIZE] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
      }
      at = 0;
    }
    let y = state[at++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
}

/** Whole numbers below n, in another order. @param seed 0 … 2³² − 1 */
export function numpyPermutation(seed: number, n: number): Uint32Array {
  const next = generator(seed);
  const order = Uint32Array.from({ length: n }, (_, index) => index);
  for (let i = n - 1; i > 0; i--) {
    const mask = 2 ** (32 - Math.clz32(i)) - 1;
    let j: number;
    do j = (next() & mask) >>> 0;
    while (j > i);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** As their `split`: the first fifth tests, the next validates, the rest trains. A letter (T, V or E) for each row. */
export function diffPrepSplit(seed: number, nRows: number): string {
  const order = numpyPermutation(seed, nRows);
  const fifth = Math.trunc(nRows * 0.2);
  const letters = new Array<string>(nRows).fill("T");
  order.subarray(0, fifth).forEach((row) => {
    letters[row] = "E";
  });
  order.subarray(fifth, 2 * fifth).forEach((row) => {
    letters[row] = "V";
  });
  return letters.join("");
}
