/** Units that columns stand in. */
import type { unitWarnings as warnings } from "../../../base/errors/units.ts";
import { listWords } from "../../../base/words.ts";
import type { NoticeTranslation } from "../../translation.ts";

export const unitWarnings = {
  W_TABLE_UNITS: ({ column, found }) =>
    `"${column}" steht in verschiedenen Einheiten: ${listWords(found.map(({ file, unit }) => `${unit} in ${file}`))}. Die Zahlen werden so gelesen, wie sie dastehen: Bringen Sie sie auf eine Einheit, oder legen Sie die Spalte beiseite.`,
} satisfies NoticeTranslation<typeof warnings>;
