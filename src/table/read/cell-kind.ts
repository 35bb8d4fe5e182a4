import { isDateText } from "../cells/parse-date.ts";
import { parseNumber } from "../cells/parse-number.ts";

/** How much a cell looks like data rather than like a name. */
export function kindOf(cell: string): "value" | "empty" | "text" {
  const text = cell.trim();
  if (text === "" || text === "?" || /^(?:na|n\/a|nan|null)$/i.test(text)) return "empty";
  if (!Number.isNaN(parseNumber(text, ".")) || !Number.isNaN(parseNumber(text, ",")) || isDateText(text))
    return "value";
  return "text";
}
