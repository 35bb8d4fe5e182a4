/** A confusion matrix as the page has room for it: the classes with most rows, and all others as one. Pure. */

export interface ShownConfusion {
  /** Class codes; undefined: all others together. */
  readonly codes: readonly (number | undefined)[];
  /** [codes, codes], rows by true class. */
  readonly counts: readonly (readonly number[])[];
}

/** @param confusion [nClasses, nClasses], row-major */
export function shownConfusion(
  confusion: readonly number[],
  { nClasses, most }: { readonly nClasses: number; readonly most: number },
): ShownConfusion {
  const all = Array.from({ length: nClasses }, (_, code) => code);
  const nRowsOf = (code: number) =>
    confusion.slice(code * nClasses, (code + 1) * nClasses).reduce((sum, count) => sum + count, 0);
  const commonest = [...all]
    .sort((a, b) => nRowsOf(b) - nRowsOf(a) || a - b)
    .slice(0, nClasses > most ? most - 1 : most);
  const shown = new Set(commonest);
  const codes = [...all.filter((code) => shown.has(code)), ...(shown.size < nClasses ? [undefined] : [])];
  const placeOf = (code: number) => (shown.has(code) ? codes.indexOf(code) : codes.length - 1);
  const counts = codes.map(() => new Array<number>(codes.length).fill(0));
  for (const is of all) for (const said of all) counts[placeOf(is)][placeOf(said)] += confusion[is * nClasses + said];
  return { codes, counts };
}
