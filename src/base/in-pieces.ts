/** Long work that can be interrupted: a generator that yields wherever others may have their turn. */

/** All pieces one after the other, at once. */
export function atOnce<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** All pieces, with a pause after each. */
export async function inPieces<Result>(work: Generator<void, Result>, pause: () => Promise<void>): Promise<Result> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    await pause();
  }
}
