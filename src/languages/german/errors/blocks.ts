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
} satisfies ErrorTranslation<typeof errors>;
