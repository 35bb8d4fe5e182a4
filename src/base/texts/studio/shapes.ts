/** Words of the curves of an additive model, in the results. */
import { defineTexts } from "../../define-texts.ts";
import { formatCount, formatNumber, formatSigned, withUnit } from "../../numbers.ts";
import { countOf, listWords } from "../../words.ts";

const SPLITS = { validation: "validation row", train: "training row" } as const;

interface Shape {
  readonly column: string;
  /** What it adds least and most, and where: a value, or a level. */
  readonly least: number;
  readonly leastAt: string;
  readonly most: number;
  readonly mostAt: string;
}

export const shapesText = defineTexts("studio.shapes", {
  heading: "What each column adds",
  hint: "The model adds up one curve a column, and that is all it does: start from the usual prediction, add what each column says of the row, and you have what it predicts. All curves are on one scale, those that move predictions most first. Bars below: where the rows are.",
  show: "Show the curves",
  working: "Reading the curves…",
  none: "Predictions of this pipeline are no sum over columns of the file: a block before the model, such as a computed column, mixes several.",
  of: ({ of }: { readonly of: "deployed" | "blend" }) =>
    of === "deployed"
      ? "These are the curves of what is deployed."
      : "What is deployed is the mean of several pipelines, which is no sum: these are the curves of the blend that you watched.",
  usual: ({ level, unit, isShare }: { readonly level: number; readonly unit: string; readonly isShare: boolean }) =>
    `Usual prediction: ${isShare ? `${formatSigned(level)} log-odds` : withUnit(formatNumber(level), unit)}.`,
  rows: ({ nRows, split }: { readonly nRows: number; readonly split: keyof typeof SPLITS }) =>
    `What is usual is told by ${countOf(nRows, SPLITS[split])}; test rows are not touched.`,
  ofClass: "Class",
  adds: ({ label, unit }: { readonly label: string | undefined; readonly unit: string }) =>
    label === undefined
      ? `Adds to the prediction${unit === "" ? "" : `, ${unit}`}`
      : `Adds to the log-odds of ${label}`,
  shape: ({ column, least, leastAt, most, mostAt }: Shape) =>
    `${column}: from ${formatSigned(least)} at ${leastAt} to ${formatSigned(most)} at ${mostAt}.`,
  missing: ({ value }: { readonly value: number }) => `missing: ${formatSigned(value)}`,
  moves: ({ spread }: { readonly spread: number }) => `± ${formatNumber(spread)}`,
  movesHead: "Moves predictions by",
  movesHint: "± one standard deviation of what the column adds, over rows",
  signed: ({ value }: { readonly value: number }) => formatSigned(value),
  column: "Column",
  value: "Value",
  rowsHead: "Rows",
  flat: ({ columns }: { readonly columns: readonly string[] }) => `Add nothing: ${listWords(columns, columns.length)}.`,
  more: ({ count }: { readonly count: number }) => `Show ${countOf(count, "more curve")}`,
  moreLevels: ({ count }: { readonly count: number }) =>
    `and ${formatCount(count)} more ${count === 1 ? "level" : "levels"}, in the table`,
  asTable: "As a table",
  scrollable: "Curves as a table, scrollable",
});
