/** Edited cells. */
import type { editWarnings as warnings } from "../../../base/errors/edits.ts";
import { formatCount } from "../../../base/numbers.ts";
import type { NoticeTranslation } from "../../translation.ts";

export const editWarnings = {
  W_EDIT_LOST: ({ count }) =>
    count === 1
      ? "In einer bearbeiteten Zelle steht in dieser Datei nicht mehr, was beim Bearbeiten darin stand; sie bleibt, wie sie in der Datei ist. Vielleicht wird die Datei jetzt anders gelesen, oder sie ist eine andere Fassung. Bearbeiten Sie die Zelle noch einmal dort, wo sie jetzt steht."
      : `In ${formatCount(count)} bearbeiteten Zellen steht in dieser Datei nicht mehr, was beim Bearbeiten darin stand; sie bleiben, wie sie in der Datei sind. Vielleicht wird die Datei jetzt anders gelesen, oder sie ist eine andere Fassung. Bearbeiten Sie die Zellen noch einmal dort, wo sie jetzt stehen.`,
} satisfies NoticeTranslation<typeof warnings>;
