import type { paletteText } from "../../../../base/texts/studio/palette.ts";
import type { Translation } from "../../../translation.ts";

export const palette = {
  title: "Blöcke",
  fold: "Liste der Blöcke einklappen",
  unfold: "Liste der Blöcke zeigen",
  search: "Blöcke suchen",
  toAdd: "Blöcke zum Hinzufügen",
  searchHint: "Suchen  ( / )",
  none: ({ search }) => `Kein Block hat „${search}“ im Namen oder in der Beschreibung.`,
  add: ({ block }) => `${block} hinzufügen`,
  added: ({ block }) =>
    `${block} hinzugefügt. Verbinden Sie den Block mit C auf der Arbeitsfläche oder mit „Verbinden mit …“.`,
} satisfies Translation<typeof paletteText>;
