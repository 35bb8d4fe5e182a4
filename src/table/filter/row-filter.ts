/** Which rows of a table are trained on and measured by, by what stands in them. New rows are predicted whatever stands there. */
import { z } from "zod";
import { cellReader } from "../cells/cell-states.ts";
import { cellText } from "../raw-column.ts";
import type { ColumnRule, RawColumn, RawTable } from "../types.ts";

const conditionSchema = z.discriminatedUnion("by", [
  /** The cell is a level, or is not; whatever the case of its letters. */
  z.object({ by: z.literal("level"), column: z.string(), level: z.string(), isNot: z.boolean() }),
  /** Both ends belong to it; in days since 1970-01-01 for dates. A cell without a value is not between. */
  z.object({
    by: z.literal("range"),
    column: z.string(),
    low: z.number().optional(),
    high: z.number().optional(),
  }),
  z.object({ by: z.literal("missing"), column: z.string(), isNot: z.boolean() }),
]);
export type RowCondition = z.infer<typeof conditionSchema>;

/** All conditions have to be met. */
export const rowFilterSchema = z.array(conditionSchema).max(20).readonly();
export type RowFilter = z.infer<typeof rowFilterSchema>;

/**
 * Rows that meet a filter: uint8 [nRows], 1 where they do; undefined where nothing is asked. A condition on a column that the table lacks
 * decides nothing.
 */
export function rowsMeeting(
  { columns, nRows }: RawTable,
  rules: readonly ColumnRule[],
  filter: RowFilter = [],
): Uint8Array | undefined {
  const tests = filter.flatMap((condition) => {
    const column = columns.find(({ name }) => name === condition.column);
    const rule = rules.find(({ name }) => name === condition.column);
    return column && rule ? [testOf(column, rule, condition)] : [];
  });
  if (tests.length === 0) return undefined;
  return Uint8Array.from({ length: nRows }, (_, row) => Number(tests.every((test) => test(row))));
}

/** Columns of a filter that a table lacks. */
export function columnsLacking({ columns }: RawTable, filter: RowFilter = []): readonly string[] {
  const names = new Set(columns.map(({ name }) => name));
  return [...new Set(filter.map(({ column }) => column))].filter((name) => !names.has(name));
}

function testOf(column: RawColumn, rule: ColumnRule, condition: RowCondition): (row: number) => boolean {
  switch (condition.by) {
    case "level":
      return levelTest(column, condition);
    case "range": {
      const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = condition;
      const reader = cellReader(column, rule);
      return (row) => {
        const value = reader.valueOf(row);
        return value >= low && value <= high;
      };
    }
    case "missing": {
      const reader = cellReader(column, rule);
      return (row) => (reader.stateOf(row) === "filled") === condition.isNot;
    }
    default:
      return condition satisfies never;
  }
}

const folded = (text: string) => text.trim().toLowerCase();

/** Each different text is compared once. */
function levelTest(column: RawColumn, { level, isNot }: Extract<RowCondition, { by: "level" }>) {
  const wanted = folded(level);
  const isLevel = column.dictionary.map((text) => folded(text) === wanted);
  return (row: number) => {
    const code = column.codes[row];
    const isIt = code >= 0 ? isLevel[code] : folded(cellText(column, row)) === wanted;
    return isIt !== isNot;
  };
}
