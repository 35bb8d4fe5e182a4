/** Words of the panels that say which rows are trained on, and which columns are computed. */
import { defineTexts } from "../../define-texts.ts";
import { formatCount } from "../../numbers.ts";
import { countOf } from "../../words.ts";

const KINDS = {
  is: "is",
  isNot: "is not",
  between: "lies between",
  missing: "is missing",
  filled: "is filled",
} as const;

export const filterPanelText = defineTexts("studio.row-filter", {
  title: "Row filter",
  all: "all rows take part",
  left: ({ nLeft, nRows }: { readonly nLeft: number; readonly nRows: number }) =>
    `${formatCount(nLeft)} of ${countOf(nRows, "row")} take part`,
  hint: "Rows that meet all conditions are trained on, validated and tested; the others are in no split. Predictions of new rows are made for every row, whatever stands in it: results say nothing of rows that the filter leaves out.",
  conditions: "Conditions",
  remove: ({ condition }: { readonly condition: string }) => `Remove the condition: ${condition}`,
  removeShort: "Remove",
  removeAll: "Let all rows take part",
  column: "Rows whose",
  kind: "Condition",
  kindName: ({ kind }: { readonly kind: keyof typeof KINDS }) => KINDS[kind],
  value: "Value",
  low: "From",
  high: "To",
  add: "Add the condition",
});

export const computedText = defineTexts("studio.computed", {
  title: "Computed columns",
  count: ({ count }: { readonly count: number }) => countOf(count, "column"),
  hint: "A column that follows from others by a formula: a difference, a ratio, a logarithm. It is a block of the pipeline, right behind the table, so that new rows and exported pipelines compute it as well.",
  add: "Add a computed column",
  noNumbers: "The pipeline takes no number columns from the table: connect some first.",
  leaveOut: ({ title }: { readonly title: string }) => `Leave out ${title}`,
  leaveOutShort: "Leave it out",
});
