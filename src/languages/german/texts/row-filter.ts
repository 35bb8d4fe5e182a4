import { formatDay, formatNumber } from "../../../base/numbers.ts";
import type { rowFilterText } from "../../../base/texts/row-filter.ts";
import type { Translation } from "../../translation.ts";

export const rowFilter = {
  condition: (condition) => {
    const { column } = condition;
    if (condition.by === "missing") return `${column} ${condition.isNot ? "ist ausgefüllt" : "fehlt"}`;
    if (condition.by === "level") return `${column} ist ${condition.isNot ? "nicht " : ""}„${condition.level}“`;
    const { low, high, areDays = false } = condition;
    const [from, to] = [low, high].map((end) => (areDays && end !== undefined ? formatDay(end) : formatNumber(end)));
    if (low === undefined) return `${column} ist höchstens ${to}`;
    return high === undefined ? `${column} ist mindestens ${from}` : `${column} liegt zwischen ${from} und ${to}`;
  },
  and: ({ conditions }) => (conditions.length === 0 ? "alle Zeilen" : conditions.join(", und ")),
} satisfies Translation<typeof rowFilterText>;
