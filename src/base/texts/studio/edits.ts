/** Words of editing cells: the file stays as it is, and each edit can be taken back. */
import { defineTexts } from "../../define-texts.ts";
import { formatCount } from "../../numbers.ts";
import { countOf } from "../../words.ts";

interface Cell {
  /** From 1. */
  readonly row: number;
  readonly column: string;
}

const quoted = (text: string) => (text === "" ? "empty" : `“${text}”`);

export const editText = defineTexts("studio.edits", {
  inputOf: ({ row, column }: Cell) => `New value of ${column} in row ${formatCount(row)}`,
  edit: "Edit cell",
  editHint: "Write the selected cell anew: Enter, F2 or a double click do the same. Your file stays as it is.",
  locked: "Cells can be edited again when the run is over.",
  original: ({ text }: { readonly text: string }) => `edited; the file says ${quoted(text)}`,
  done: ({ row, column, from, to }: Cell & { readonly from: string; readonly to: string }) =>
    `Row ${formatCount(row)}, ${column}: ${quoted(from)} is now ${quoted(to)}.`,
  same: "Nothing was changed.",
  title: ({ count }: { readonly count: number }) => countOf(count, "edited cell"),
  hint: "Training uses these values in the place of those in the file, which stays as it is. They are kept with the project and in the pipeline file, so that it can be trained again.",
  file: "File",
  row: "Row",
  column: "Column",
  from: "In the file",
  to: "Now",
  empty: "(empty)",
  show: ({ row, column }: Cell) => `Show ${column} in row ${formatCount(row)} in the grid`,
  showShort: "Show",
  takeBack: ({ row, column }: Cell) => `Take back the edit of ${column} in row ${formatCount(row)}`,
  takeBackShort: "Take back",
  takeBackAll: "Take back all edits",
  more: ({ count }: { readonly count: number }) => `and ${countOf(count, "more edit")}`,
  notOpen: "its file is not open",
});
