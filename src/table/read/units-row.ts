/** What a row of units below the header says of its columns. */

/** Types of columns and words for nothing, which such rows hold, too. */
const NO_UNIT =
  /^(?:|-+|–|—|\.+|\?|n\/?a|nan|null|none|no unit|unitless|text|string|str|number|numeric|real|float(?:\d+)?|double|decimal|int(?:eger)?(?:\d+)?|long|bool(?:ean)?|date(?:time)?|time|category|categorical|nominal|ordinal|discrete|continuous|class|meta)$/i;
const LONGEST = 20;

/** "m" of "m", "[m]" and "(m)"; undefined where a cell names no unit. */
export function unitIn(cell: string): string | undefined {
  const bare = cell
    .trim()
    .replace(/^[[(<{]\s*(.*?)\s*[\])>}]$/, "$1")
    .replace(/\s+/g, " ");
  return NO_UNIT.test(bare) || bare.length > LONGEST || /^\d/.test(bare) ? undefined : bare;
}
