import { formatCount } from "../../../../base/numbers.ts";
import type { documentText, stepText } from "../../../../base/texts/studio/document.ts";
import { countOf, listWords } from "../../../../base/words.ts";
import type { Translation } from "../../../translation.ts";
import { cells, columns } from "../../nouns.ts";

const settingsOf = (titles: readonly string[]): string =>
  titles.length > 0 ? listWords(titles.map((title) => `„${title}“`)) : "Einstellungen";

/** Behind „Rückgängig gemacht:“ and the like. */
export const step = {
  renaming: "Pipeline umbenannt",
  moving: ({ what }) => `${what} verschoben`,
  unknown: "der letzte Schritt",
  target: ({ name }) => `${name} als Ziel gewählt`,
  noTarget: "kein Ziel gewählt",
  task: "Aufgabe gewählt",
  aside: ({ name }) => `${name} nicht mehr verwendet`,
  weight: ({ name }) => `Zeilen nach ${name} gezählt`,
  using: ({ name }) => `${name} verwendet`,
  type: ({ name }) => `Typ von ${name} gewählt`,
  reading: ({ name }) => `geändert, wie ${name} gelesen wird`,
  readingSeveral: ({ count }) => `geändert, wie ${columns(count)} gelesen ${count === 1 ? "wird" : "werden"}`,
  dialects: "geändert, wie Dateien gelesen werden",
  cell: ({ row, column }) => `${column} in Zeile ${formatCount(row)} bearbeitet`,
  cells: ({ count }) => `${cells(count)} bearbeitet`,
  otherPipeline: "andere Pipeline auf die Arbeitsfläche gelegt",
  adding: ({ what }) => `${what} hinzugefügt`,
  removing: ({ what }) => `${what} entfernt`,
  replacing: ({ what, by }) => `${what} durch ${by} ersetzt`,
  opening: ({ what }) => `${what} geöffnet`,
  connecting: ({ ends }) => `${ends.join(" mit ")} verbunden`,
  cutting: ({ ends }) => `${ends.join(" und ")} getrennt`,
  setting: ({ titles, block }) => `${settingsOf(titles)} von ${block} geändert`,
  training: ({ titles }) => `${settingsOf(titles)} geändert`,
  blocks: ({ count }) => countOf(count, "Block", "Blöcke"),
  connections: ({ count }) => countOf(count, "Verbindung", "Verbindungen"),
} satisfies Translation<typeof stepText>;

export const document = {
  untitled: "Unbenannte Pipeline",
  yes: "ja",
  no: "nein",
  saved: "die Pipeline, die in diesem Browser gespeichert ist",
  elsewhere:
    "Das Studio ist in einem anderen Tab offen, der seine Pipeline speichert. Änderungen in diesem Tab werden nicht behalten.",
  saveHere: "Stattdessen hier speichern",
  otherClosed: "Der andere Tab wurde geschlossen; seine Pipeline geht hier weiter.",
  otherReplaced:
    "Der andere Tab wurde geschlossen. Die nächste Änderung hier ersetzt die Pipeline, die er gespeichert hat.",
  openOther: "Diese Pipeline öffnen",
  lookAside: "Beiseitegelegtes zeigen",
} satisfies Translation<typeof documentText>;
