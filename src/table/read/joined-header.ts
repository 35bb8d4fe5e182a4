/** Headers of two lines whose names are only told apart by both: "2019" over "temp" and "hum". */
import { kindOf } from "./cell-kind.ts";

const FEWEST_ROWS = 3;
const isBlank = (row: readonly string[]): boolean => row.every((cell) => cell.trim() === "");

/**
 * The names that two lines of headings make together, where the first says groups over several columns each (a name and blanks
 * behind it, or the same name again) and two such groups have a name of the second in common. Units repeat, too, but not so.
 *
 * @param rows from the first line of the header on.
 */
export function joinedHeader(rows: readonly (readonly string[])[]): readonly string[] | undefined {
  const [groups, names, ...body] = rows.filter((row) => !isBlank(row)).slice(0, 200);
  if (groups === undefined || names === undefined || body.length < FEWEST_ROWS || names.length !== groups.length) {
    return undefined;
  }
  const below = names.map((cell) => cell.trim());
  const told = below.filter((cell) => cell !== "");
  if (new Set(told).size === told.length || told.some((cell) => kindOf(cell) !== "text")) return undefined;
  const inGroups: string[][] = [];
  let last = "";
  const joined = groups.map((cell, at) => {
    const own = cell.trim();
    const isSpanned = at > 0 && below[at] !== "" && last !== "" && (own === "" || own === last);
    if (isSpanned) {
      inGroups[inGroups.length - 1].push(below[at]);
    } else {
      last = own;
      inGroups.push([below[at]]);
    }
    return [...new Set([isSpanned ? last : own, below[at]])].filter((part) => part !== "").join(" ");
  });
  const isWhole = joined.every((name) => name !== "") && new Set(joined).size === joined.length;
  const hasValues = below.some((cell, at) => cell !== "" && body.every((row) => kindOf(row[at] ?? "") !== "text"));
  const wide = inGroups.filter((group) => group.length > 1);
  const isShared = wide.some((group, at) =>
    wide.slice(at + 1).some((other) => other.some((name) => group.includes(name))),
  );
  return isShared && isWhole && hasValues ? joined : undefined;
}
