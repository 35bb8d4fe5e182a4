import type { dirtText } from "../../../base/texts/dirt.ts";
import { countOf } from "../../../base/words.ts";
import type { Translation } from "../../translation.ts";
import { cells } from "../nouns.ts";

const ON_TEST_ROWS = "Die Zielwerte der Testzeilen sind wie in der Datei.";

export const dirt = {
  note: ({ nCells, nColumns }) =>
    `Dieser Lauf wurde mit einer Tabelle trainiert, in die Schmutz eingebracht wurde: ${cells(nCells)} geändert, ${countOf(nColumns, "Schrottspalte", "Schrottspalten")} hinzugefügt. ${ON_TEST_ROWS}`,
  hiddenNote: `Dieser Lauf wurde mit einer Tabelle trainiert, in die verborgener Schmutz eingebracht wurde. ${ON_TEST_ROWS}`,
} satisfies Translation<typeof dirtText>;
