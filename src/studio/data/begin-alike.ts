/** Letters by which one tells names apart where they are cut off. */
const FIRST = 8;

/** Whether some names begin alike, so that their ends tell them apart: "heart.processed.va", "heart.processed.cleveland". */
export function beginAlike(names: readonly string[]): boolean {
  const beginnings = names.map((name) => name.slice(0, FIRST));
  return new Set(beginnings).size < names.length;
}
