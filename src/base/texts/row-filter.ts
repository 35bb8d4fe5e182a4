/** Words of a row filter: which rows are trained on and measured by. */
import { defineTexts } from "../define-texts.ts";
import { formatDay, formatNumber } from "../numbers.ts";

type Condition =
  | { readonly by: "level"; readonly column: string; readonly level: string; readonly isNot: boolean }
  | {
      readonly by: "range";
      readonly column: string;
      readonly low?: number | undefined;
      readonly high?: number | undefined;
      /** Of dates: ends are days since 1970-01-01. */
      readonly areDays?: boolean;
    }
  | { readonly by: "missing"; readonly column: string; readonly isNot: boolean };

export const rowFilterText = defineTexts("rowFilter", {
  condition: (condition: Condition) => {
    const { column } = condition;
    if (condition.by === "missing") return `${column} is ${condition.isNot ? "filled" : "missing"}`;
    if (condition.by === "level") return `${column} is ${condition.isNot ? "not " : ""}“${condition.level}”`;
    const { low, high, areDays = false } = condition;
    const [from, to] = [low, high].map((end) => (areDays && end !== undefined ? formatDay(end) : formatNumber(end)));
    if (low === undefined) return `${column} is at most ${to}`;
    return high === undefined ? `${column} is at least ${from}` : `${column} is between ${from} and ${to}`;
  },
  and: ({ conditions }: { readonly conditions: readonly string[] }) =>
    conditions.length === 0 ? "all rows" : conditions.join(", and "),
});

/** All conditions in one text. */
export function filterWords(filter: readonly Condition[] = []): string {
  return rowFilterText("and", { conditions: filter.map((condition) => rowFilterText("condition", condition)) });
}
