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

/**
 * Work that several ask for is done once: whoever has a turn does the next piece of it. What failed begins anew with whoever asks
 * next.
 */
export function shareInPieces<Result>(begin: () => Generator<void, Result>): () => Generator<void, Result> {
  let going: Generator<void, Result> | undefined;
  let made: { readonly value: Result } | undefined;
  return function* () {
    while (!made) {
      going ??= begin();
      let piece: IteratorResult<void, Result>;
      try {
        piece = going.next();
      } catch (error) {
        going = undefined;
        throw error;
      }
      if (piece.done) made = { value: piece.value };
      else yield;
    }
    return made.value;
  };
}
