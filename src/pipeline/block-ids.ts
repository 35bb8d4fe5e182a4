/** Ids of blocks: "n1", "n2", … in the order in which blocks were added, none ever used twice. */

const NUMBERED = /^n([1-9]\d{0,14})$/;

/** A number that no block has, and none before it had: at least `nextBlock`. */
export function freeBlockNumber(document: {
  readonly blocks: readonly { readonly id: string }[];
  readonly nextBlock?: number;
}): number {
  const numbers = document.blocks.map(({ id }) => Number(NUMBERED.exec(id)?.[1] ?? 0));
  return Math.max(document.nextBlock ?? 1, ...numbers.map((number) => number + 1));
}
