/** Which cells a rule calls missing. */
import type { ColumnRule } from "../types.ts";

/** Lower case; the empty text is always one. */
export function markersOf(rule: Pick<ColumnRule, "missingMarkers">): Set<string> {
  return new Set(["", ...rule.missingMarkers.map((marker) => marker.trim().toLowerCase())]);
}

/** Canonical numbers that the rule calls missing, such as -999. */
export function missingNumbers(markers: ReadonlySet<string>): Set<number> {
  const numbers = new Set<number>();
  for (const marker of markers) if (marker !== "" && String(Number(marker)) === marker) numbers.add(Number(marker));
  return numbers;
}
