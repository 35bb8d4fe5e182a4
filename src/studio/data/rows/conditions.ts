/** What can be asked of a column by a row filter, and what was typed. Pure. */
import type { ColumnView } from "../../../app/view-table.ts";
import type { RowCondition } from "../../../table/filter/row-filter.ts";
import type { ColumnType } from "../../../table/types.ts";

const KINDS = {
  number: ["between", "missing", "filled"],
  date: ["between", "missing", "filled"],
  category: ["is", "isNot", "missing", "filled"],
  text: ["is", "isNot", "missing", "filled"],
} as const satisfies Readonly<Record<ColumnType, readonly string[]>>;
export type ConditionKind = (typeof KINDS)[ColumnType][number];

export const kindsOf = ({ rule }: ColumnView): readonly ConditionKind[] => KINDS[rule.type];

const MS_A_DAY = 86_400_000;

/** A number, or the days of a date such as 2024-12-31; undefined where nothing is typed, null where that is neither. */
function endOf(text: string, isDate: boolean): number | undefined | null {
  if (text.trim() === "") return undefined;
  const value = isDate ? Date.parse(text) / MS_A_DAY : Number(text);
  return Number.isFinite(value) ? value : null;
}

/** What was typed, and of which column, as it was read then. */
export interface Typed {
  readonly of: string;
  readonly value: string;
  readonly low: string;
  readonly high: string;
}

/** What was typed of this very column: where it is another one, or is read as something else now, nothing. */
export function typedFor({ rule }: Pick<ColumnView, "rule">, typed: Typed | undefined): Typed {
  const of = `${rule.type} ${rule.name}`;
  return typed?.of === of ? typed : { of, value: "", low: "", high: "" };
}

/** @returns undefined where something is still to be said. */
export function conditionOf(
  { rule }: ColumnView,
  kind: ConditionKind,
  typed: { readonly value: string; readonly low: string; readonly high: string },
): RowCondition | undefined {
  const { name: column } = rule;
  switch (kind) {
    case "missing":
    case "filled":
      return { by: "missing", column, isNot: kind === "filled" };
    case "is":
    case "isNot":
      return typed.value.trim() === ""
        ? undefined
        : { by: "level", column, level: typed.value, isNot: kind === "isNot" };
    case "between": {
      const [low, high] = [typed.low, typed.high].map((text) => endOf(text, rule.type === "date"));
      if (low === null || high === null || (low === undefined && high === undefined)) return undefined;
      return {
        by: "range",
        column,
        ...(low === undefined ? {} : { low }),
        ...(high === undefined ? {} : { high }),
      };
    }
    default:
      return kind satisfies never;
  }
}
