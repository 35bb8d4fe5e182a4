/** How many rows a tile takes. */

/** A tile's values should stay in the second cache. */
const TILE_BYTES = 1 << 18;
export const MOST_ROWS = 256;
/** Rows of a tile are a multiple of what the product routine takes at once. */
export const ROW_STEP = 8;

/**
 * @param nElements elements that the tile's values take at most at once.
 * @param maxRows   rows that there are for one thread.
 */
export function rowsFor(nElements: number, maxRows: number): number {
  const most = Math.min(MOST_ROWS, Math.ceil(maxRows / ROW_STEP) * ROW_STEP);
  const fitting = Math.floor(TILE_BYTES / (4 * Math.max(nElements, 1)) / ROW_STEP) * ROW_STEP;
  return Math.max(ROW_STEP, Math.min(most, fitting));
}

/** Bytes between elements: an odd number of cache lines, so that a column of a product does not fill one set of the cache. */
export function strideFor(nRows: number): number {
  const lines = Math.ceil((4 * nRows) / 64);
  return 64 * (lines % 2 === 0 ? lines + 1 : lines);
}

/** Words of the region by which threads are told what to do and wait for each other. */
export const CONTROL_LENGTH = 8;
