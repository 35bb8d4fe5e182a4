/** What a row of units below the header says of its columns. */

/** Types of columns and words for nothing, which such rows hold, too. */
const NO_UNIT =
  /^(?:|-+|–|—|\.+|\?|n\/?a|nan|null|none|no unit|unitless|text|string|str|number|numeric|real|float(?:\d+)?|double|decimal|int(?:eger)?(?:\d+)?|long|bool(?:ean)?|date(?:time)?|time|category|categorical|nominal|ordinal|discrete|continuous|class|meta)$/i;
const LONGEST = 20;

const LONG_CELL = 30;
const JSON_CELL = /^\{.*:.*\}$/;
/** Several words, a long one among them: "Relative humidity". */
const WORDS = /\p{L}{5,}.*\s.*\p{L}|\p{L}.*\s.*\p{L}{5,}/u;
/** A name of two letters begins too many words. */
const SHORTEST_NAME = 3;

/** Whether the row says in words what the columns are, as surveys have it below short names; then it says no units. */
export function isDescriptions(row: readonly string[], names: readonly string[]): boolean {
  const cells = row.map((cell) => cell.trim());
  if (cells.some((cell) => cell.length > LONG_CELL || JSON_CELL.test(cell))) return true;
  const nTold = cells.filter((cell, at) => {
    const name = (names[at] ?? "").toLowerCase();
    const isLonger = name.length >= SHORTEST_NAME && cell.length > name.length && cell.toLowerCase().startsWith(name);
    return isLonger || WORDS.test(cell);
  }).length;
  return nTold >= 2 && nTold >= cells.filter((cell) => cell !== "").length / 3;
}

/** "m" of "m", "[m]" and "(m)"; undefined where a cell names no unit. */
export function unitIn(cell: string): string | undefined {
  const bare = cell
    .trim()
    .replace(/^[[(<{]\s*(.*?)\s*[\])>}]$/, "$1")
    .replace(/\s+/g, " ");
  return NO_UNIT.test(bare) || bare.length > LONGEST || /^\d/.test(bare) ? undefined : bare;
}
