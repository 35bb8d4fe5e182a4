/** Texts that mean "nothing is known here". */

/** Missing wherever they stand. All in lower case. */
const MARKERS = new Set([
  "na",
  "n/a",
  "n.a.",
  "#n/a",
  "#na",
  "<na>",
  "nan",
  "-nan",
  "null",
  "(null)",
  "<null>",
  "nil",
  "nat",
  "?",
  "??",
  "-",
  "--",
  "---",
  "–",
  "—",
  ".",
  "..",
  "#null!",
  "#value!",
  "#ref!",
  "#div/0!",
  "#num!",
  "#name?",
]);

/** Missing where a number or a date should stand, and in other columns of a table where they did. */
const SUSPICIOUS = new Set([
  "error",
  "err",
  "unknown",
  "missing",
  "invalid",
  "undefined",
  "unavailable",
  "not available",
  "not applicable",
  "not known",
  "not reported",
  "not provided",
  "no data",
  "none",
  "unspecified",
  "tbd",
  "tba",
  "refused",
  "empty",
  "blank",
  "void",
  "inf",
  "-inf",
  "infinity",
  "-infinity",
]);

export function isMarker(text: string): boolean {
  return MARKERS.has(text.toLowerCase());
}

export function isSuspiciousWord(text: string): boolean {
  return SUSPICIOUS.has(text.toLowerCase());
}

/** A few letters without a digit: what may stand for a missing number. */
export function isWord(text: string): boolean {
  return text.length <= 30 && !/\d/.test(text);
}

/** Repeated numbers far outside all others, as -999 or 9999 are; they are named, never converted. */
export function findSentinels(sorted: Float64Array): number[] {
  const found: number[] = [];
  const n = sorted.length;
  if (n < 10) return found;
  const isNines = (value: number): boolean => /^-?9{2,}(?:\.0+)?$/.test(String(value)) || value === -1;
  for (const isLow of [true, false]) {
    const value = isLow ? sorted[0] : sorted[n - 1];
    let count = 0;
    while (count < n && sorted[isLow ? count : n - 1 - count] === value) count++;
    if (count === n || !isNines(value)) continue;
    const nearest = sorted[isLow ? count : n - 1 - count];
    const range = isLow ? sorted[n - 1] - nearest : nearest - sorted[0];
    const isFar = value === -1 ? nearest >= 0 && count >= n * 0.02 && range > 20 : Math.abs(value - nearest) > range;
    if (isFar && (count >= 2 || Math.abs(value) >= 999)) found.push(value);
  }
  return found;
}
