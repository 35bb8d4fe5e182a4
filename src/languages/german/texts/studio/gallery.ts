import type { galleryText } from "../../../../base/texts/studio/gallery.ts";
import { countOf } from "../../../../base/words.ts";
import type { Translation } from "../../../translation.ts";
import { rows as rowsOf } from "../../nouns.ts";

const TASKS = {
  binary: "eine von zwei Klassen",
  multiclass: "eine von mehreren Klassen",
  regression: "eine Zahl",
} as const;

export const gallery = {
  title: ({ count }) => `Galerie: ${countOf(count, "Tabelle", "Tabellen")}, jede mit einer Lektion`,
  hint: "Jede wird geladen, wenn Sie sie öffnen, und ersetzt die offene Tabelle; „Rückgängig“ holt diese zurück.",
  real: "Tabellen, wie sie gemessen wurden",
  damaged: "Tabellen mit eingebrachten Schäden",
  lesson: ({ title }) => `Lektion: ${title}`,
  facts: ({ rows, target, task }) => `${rowsOf(rows)}; Ziel ${target}: ${TASKS[task]}`,
  origin: ({ source, licence }) => `${source}. Lizenz: ${licence}.`,
  open: "Diese Tabelle öffnen",
  openOne: ({ title }) => `Tabelle ${title} öffnen`,
  isOpen: "Gerade offen",
} satisfies Translation<typeof galleryText>;
