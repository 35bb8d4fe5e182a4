/** Blocks: their settings and what they were fitted to. */
import type { blockErrors as errors } from "../../../base/errors/blocks.ts";
import type { ErrorTranslation } from "../../translation.ts";

export const blockErrors = {
  E_BLOCK_SETTINGS: (found) => ({
    ...found,
    fix: "Stellen Sie es im Inspektor des Blocks ein, oder berichtigen Sie die Pipeline-Datei.",
  }),
  E_BLOCK_STATISTICS: (found) => ({
    ...found,
    fix: "Trainieren Sie die Pipeline neu: Ihre Spalten oder Einstellungen sind nicht mehr die, an die sie angepasst wurde.",
  }),
  E_BLOCK_COLUMN: ({ block, setting, input, columns, got }) => ({
    where: `${block}, settings.${setting}`,
    expected:
      columns.length > 0
        ? `eine der Kategoriespalten, die ankommen: ${columns.map((name) => `„${name}“`).join(", ")}`
        : `Kategoriespalten am Eingang „${input}“`,
    got: `„${got}“`,
    fix: "Wählen Sie eine Spalte, die ankommt, verbinden Sie diese mit dem Block, oder lassen Sie die Einstellung leer, um nach Dateien zu gewichten.",
  }),
  E_BLOCK_FORMULA: ({ kind, got, columns }) => ({
    where: `computed-column, settings.${kind === "name" ? "name" : "formula"}`,
    expected: {
      column: `Zahlenspalten, die ankommen: ${columns.map((name) => `„${name}“`).join(", ")}`,
      name: "einen Namen, den keine Spalte hat, die ankommt",
      constant: "eine Formel, in der eine Spalte vorkommt",
    }[kind],
    got: `„${got}“`,
    fix: {
      column: "Schreiben Sie den Namen, wie er dort steht, und in [eckigen Klammern], wenn er mehr als ein Wort ist.",
      name: "Geben Sie der berechneten Spalte einen anderen Namen.",
      constant: "Nennen Sie eine Spalte, oder nehmen Sie den Block heraus.",
    }[kind],
  }),
} satisfies ErrorTranslation<typeof errors>;
