/** Cells such as "<5" and "3-5" in columns of numbers in which no row of training had any: what the studio recognises of whole columns, cell by cell. */
import type { ApplyReport } from "../../table/apply-rules.ts";
import { readNumberCells } from "../../table/cells/read-cells.ts";
import type { ColumnRule, Columns, RawTable } from "../../table/types.ts";

const PLAIN = { affixes: [], unit: "", hasBothMarks: false };

/** Fills in what the rules could not read. @returns the report without the cells that could be read now. */
export function readLimits(
  { schema, numbers, missing }: Columns,
  report: ApplyReport,
  { table, rules }: { readonly table: RawTable; readonly rules: readonly ColumnRule[] },
): ApplyReport {
  const width = schema.numbers.length;
  const unreadableCells = report.unreadableCells.flatMap((unread) => {
    const rule = rules.find(({ name }) => name === unread.column);
    const column = table.columns.find(({ name }) => name === unread.column);
    const at = schema.numbers.findIndex(({ original }) => original === unread.column);
    const format = rule?.numberFormat;
    if (rule?.type !== "number" || column === undefined || at < 0 || format?.areLimitsRead || format?.duration) {
      return [unread];
    }
    const { values } = readNumberCells(column, { ...rule, numberFormat: { ...PLAIN, ...format, areLimitsRead: true } });
    const isFilled = (row: number) => missing[row * width + at] === 1 && !Number.isNaN(values[row]);
    const filled = new Set(Array.from(values.keys()).filter(isFilled));
    for (const row of filled) {
      numbers[row * width + at] = values[row] - rule.offset;
      missing[row * width + at] = 0;
    }
    const examples = unread.examples.filter(({ row }) => !filled.has(row));
    return filled.size === unread.count ? [] : [{ ...unread, count: unread.count - filled.size, examples }];
  });
  return { ...report, unreadableCells };
}
