/** Which rows of a long list are in sight. Pure. */

/** CSS pixels of a row. */
export const ROW_HEIGHT = 30;
/** Browsers make no element higher than 17 to 33 million pixels: a million rows then share fewer of them. */
const MOST_HEIGHT = 8_000_000;

export interface GridWindow {
  /** Of what scrolls, in CSS pixels. */
  readonly height: number;
  readonly first: number;
  /** Whole and partly visible ones. */
  readonly nShown: number;
}

/** @param viewport height in which rows are shown, in CSS pixels. */
export function windowOf(nRows: number, viewport: number, scrollTop: number): GridWindow {
  const height = Math.min(nRows * ROW_HEIGHT, MOST_HEIGHT);
  const nFull = Math.max(1, Math.floor(viewport / ROW_HEIGHT));
  const nShown = Math.min(nRows, nFull + 1);
  const range = height - viewport;
  if (range <= 0) return { height, first: 0, nShown };
  const share = Math.min(1, Math.max(0, scrollTop / range));
  return { height, first: Math.min(nRows - 1, Math.round(share * Math.max(0, nRows - nFull))), nShown };
}

/** Where to scroll so that a row is in sight; undefined where it is. */
export function scrollTo(row: number, nRows: number, viewport: number, scrollTop: number): number | undefined {
  const { first, height } = windowOf(nRows, viewport, scrollTop);
  const nFull = Math.max(1, Math.floor(viewport / ROW_HEIGHT));
  if (row >= first && row < first + nFull) return undefined;
  const wanted = row < first ? row : row - nFull + 1;
  return (wanted / Math.max(1, nRows - nFull)) * (height - viewport);
}
