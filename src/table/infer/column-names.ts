/** Names of columns as people type them. */
import { looksOf } from "./column-levels.ts";

const folded = (name: string): string => looksOf(name).toLowerCase();
const lettersOf = (name: string): string => folded(name).replace(/[\s_.-]+/g, "");

/** The column that is meant: by its very name, else by what a name looks like where that is one column only. */
export function columnNamed(names: readonly string[], wanted: string): string | undefined {
  if (names.includes(wanted)) return wanted;
  const same = names.filter((name) => folded(name) === folded(wanted));
  return same.length === 1 ? same[0] : undefined;
}

/** The name that is most like another, where one is like it. */
export function nearestName(names: readonly string[], wanted: string): string | undefined {
  const [best] = names
    .map((name) => ({ name, distance: editDistance(lettersOf(name), lettersOf(wanted)) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(1, Math.floor(wanted.length / 3)) ? best.name : undefined;
}

/** Letters to add, drop, change, or swap with the next. */
function editDistance(a: string, b: string): number {
  let before: readonly number[] = [];
  let above: readonly number[] = Array.from({ length: b.length + 1 }, (_, at) => at);
  const letters = [...a];
  for (const [row, letter] of letters.entries()) {
    const next = [row + 1];
    for (let at = 0; at < b.length; at++) {
      const isSwap = row > 0 && at > 0 && letter === b[at - 1] && letters[row - 1] === b[at];
      const swapped = isSwap ? before[at - 1] + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(above[at] + Number(b[at] !== letter), above[at + 1] + 1, next[at] + 1, swapped));
    }
    before = above;
    above = next;
  }
  return above[b.length];
}

/** "passengerId" → "passenger Id", so that word boundaries can be looked for. */
export function splitCamelCase(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll("_", " ");
}
