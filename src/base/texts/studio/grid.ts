/** Words of the grid of rows, the card of a column, and the map of missing cells. */
import { defineTexts } from "../../define-texts.ts";
import { formatCount, formatDay, formatNumber, formatPart, percent } from "../../numbers.ts";
import { countOf, listWords } from "../../words.ts";

const PROBLEMS = { missing: "missing", unreadable: "not readable", far: "far out" } as const;
type Problem = keyof typeof PROBLEMS;

interface InColumn {
  readonly column: string;
}

export const gridText = defineTexts("studio.grid", {
  title: "Rows of the table",
  hint: "Cells as they stand in the files; those that you edited have a mark at their left edge. Arrow keys move from cell to cell, Enter, F2 or a double click write one anew; the card tells of the column.",
  row: "Row",
  loading: "…",
  count: ({ nRows, nAll }: { readonly nRows: number; readonly nAll: number }) =>
    nRows === nAll ? countOf(nAll, "row") : `${formatCount(nRows)} of ${countOf(nAll, "row")}`,
  sortBy: ({ column }: InColumn) => `Sort by ${column}`,
  state: ({ state }: { readonly state: Problem }) => PROBLEMS[state],
  next: "Next problem",
  previous: "Previous problem",
  nextIn: ({ column }: InColumn) => `Next problem in ${column}`,
  problemsHint: "Missing cells, cells that cannot be read, and numbers far out.",
  found: ({ row, column, problem }: InColumn & { readonly row: number; readonly problem: Problem }) =>
    `Row ${formatCount(row)}, ${column}: ${PROBLEMS[problem]}.`,
  noProblem: "Nothing is missing, unreadable or far out in these rows.",
  clear: "Show all rows",
  noRows: "No row meets all of this.",
  filterProblem: ({ column, problem }: InColumn & { readonly problem: Problem }) => `${column} ${PROBLEMS[problem]}`,
  filterText: ({ column, text }: InColumn & { readonly text: string }) => `${column} has “${text}”`,
  filterLevels: ({ column, levels }: InColumn & { readonly levels: readonly string[] }) =>
    `${column}: ${levels.join(", ")}`,
  filterRange: ({ column, low, high }: InColumn & { readonly low: string; readonly high: string }) =>
    low === ""
      ? `${column} at most ${high}`
      : high === ""
        ? `${column} at least ${low}`
        : `${column} ${low} to ${high}`,
  remove: ({ words }: { readonly words: string }) => `Take the filter “${words}” away`,
});

export const cardText = defineTexts("studio.columnCard", {
  type: "Type",
  role: "Role",
  unit: "Unit",
  missing: "Missing",
  unreadable: "Not readable",
  unreadableWords: ({ count, first }: { readonly count: number; readonly first: string }) =>
    `${formatCount(count)}, such as “${first}”`,
  distinct: "Different values",
  far: "Far out",
  farWords: ({
    count,
    low,
    high,
    isDate,
  }: {
    readonly count: number;
    readonly low: number;
    readonly high: number;
    readonly isDate: boolean;
  }) => {
    const show = isDate ? formatDay : formatNumber;
    return `${formatCount(count)}, below ${show(low)} or above ${show(high)}`;
  },
  farHint: "More than three times the distance between the quartiles beyond them.",
  part: ({ count, total }: { readonly count: number; readonly total: number }) =>
    `${formatCount(count)} (${formatPart(count, total)})`,
  spread: "Spread",
  spreadWords: ({ mean, median, std }: { readonly mean: number; readonly median: number; readonly std: number }) =>
    `mean ${formatNumber(mean)}, median ${formatNumber(median)}, deviation ${formatNumber(std)}`,
  tails: ({ nBelow, nAbove }: { readonly nBelow: number; readonly nAbove: number }) =>
    `The bars leave out ${formatCount(nBelow)} below and ${formatCount(nAbove)} above: the lowest and the highest hundredth.`,
  nRows: "Rows",
  top: "Most frequent",
  shift: ({ source, distance }: { readonly source?: string | undefined; readonly distance: number }) =>
    source === undefined
      ? `Validation rows differ from training rows in it (${percent(distance)} apart).`
      : `Rows of ${source} differ from all others in it (${percent(distance)} apart).`,
  ascending: "Sort ascending",
  descending: "Sort descending",
  unsorted: "As in the files",
  only: ({ problem }: { readonly problem: Problem }) => `Show only ${PROBLEMS[problem]}`,
  contains: "Contains",
  least: "At least",
  most: "At most",
  filter: "Filter",
  notNumber: "A number, please.",
});

export const missingMapText = defineTexts("studio.missingMap", {
  title: "Where cells are missing",
  none: "No cell is missing, and all can be read.",
  hint: "From the first row, at the left, to the last; the darker, the more cells are missing or cannot be read.",
  more: ({ count }: { readonly count: number }) => `and ${countOf(count, "more column")} with missing cells`,
  summary: ({ columns }: { readonly columns: readonly { readonly name: string; readonly share: number }[] }) =>
    `Most are missing in ${listWords(columns.map(({ name, share }) => `${name} (${percent(share)})`))}.`,
});
