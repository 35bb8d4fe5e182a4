/** What is said of dirt that was planted in a table on purpose. */
import { defineTexts } from "../define-texts.ts";
import { countOf } from "../words.ts";

interface Planted {
  readonly nCells: number;
  readonly nColumns: number;
}

export const dirtText = defineTexts("dirt", {
  note: ({ nCells, nColumns }: Planted) =>
    `This run was trained on a table with planted dirt: ${countOf(nCells, "cell")} changed, ${countOf(nColumns, "junk column")} added. Labels of test rows are as in the file.`,
  hiddenNote:
    "This run was trained on a table with planted dirt, which is hidden. Labels of test rows are as in the file.",
});
