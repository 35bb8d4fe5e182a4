/** All columns at a glance, as a picture to save, and as numbers. Pure. */
import type { ColumnView } from "../../app/view-table.ts";
import { formatCount, formatDay, formatNumber, formatPart } from "../../base/numbers.ts";
import { columnText } from "../../base/texts/studio/data.ts";
import type { Picture, RowsCell } from "../ui/picture/picture.ts";

/** More lines than these nobody reads in a picture. */
const MOST_COLUMNS = 60;
const MOST_LEVELS = 20;
const NAMED_LEVELS = 3;
const COLOUR = "var(--series-1)";

export function columnsPicture(columns: readonly ColumnView[]): Picture {
  const shown = columns.slice(0, MOST_COLUMNS);
  return {
    title: columnText("picture"),
    ...(shown.length < columns.length
      ? { caption: columnText("firstColumns", { shown: shown.length, total: columns.length }) }
      : {}),
    body: {
      kind: "rows",
      columns: [
        { kind: "text", head: columnText("column") },
        { kind: "marks", head: columnText("values"), range: [0, 1], marks: [] },
        { kind: "text", head: "" },
        { kind: "text", head: columnText("missing"), isNumber: true },
        { kind: "text", head: columnText("distinct"), isNumber: true },
      ],
      rows: shown.map((column) => ({ cells: [column.rule.name, barsOf(column), ...numbersOf(column)] })),
    },
  };
}

export const columnRows = (columns: readonly ColumnView[]) => [
  ["column", "type", "values", "missing", "distinct"],
  ...columns.map((column) => [
    ...[column.rule.name, column.rule.type, valueWords(column)],
    ...[column.profile.nMissing, column.profile.nUnique],
  ]),
];

/** As in the table: without the few values that would flatten all others. */
function barsOf({ profile: { numbers, levels } }: ColumnView): RowsCell {
  const counts = numbers
    ? (numbers.middle ?? numbers).histogram.counts
    : levels.slice(0, MOST_LEVELS).map(({ count }) => count);
  const most = Math.max(1, ...counts);
  return { kind: "bars", heights: counts.map((count) => count / most), colour: COLOUR };
}

function numbersOf(column: ColumnView): readonly string[] {
  const { nMissing, nRows, nUnique } = column.profile;
  return [valueWords(column), formatPart(nMissing, nRows), formatCount(nUnique)];
}

/** "21.4 … 78.9", or the most frequent levels. */
function valueWords({ rule, profile: { numbers, levels } }: ColumnView): string {
  const show = rule.type === "date" ? formatDay : formatNumber;
  if (numbers) return `${show(numbers.min)} … ${show(numbers.max)}`;
  return levels
    .slice(0, NAMED_LEVELS)
    .map(({ label }) => label)
    .join(", ");
}
