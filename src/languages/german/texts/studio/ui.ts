import { APP_NAME } from "../../../../base/app-name.ts";
import { formatNumber } from "../../../../base/numbers.ts";
import type { uiText } from "../../../../base/texts/studio/ui.ts";
import type { Translation } from "../../../translation.ts";

export const ui = {
  skip: "Direkt zu den Daten",
  skipToView: "Direkt zum offenen Teil der Seite",
  skipToCanvas: "Direkt zur Arbeitsfläche",
  about: ({ version }) =>
    `${APP_NAME} ${version}. Ihre Dateien bleiben in diesem Tab: Nichts wird hochgeladen. Nach DiffML von Hilprecht et al. (DEEM 2023).`,
  language: "Sprache / Language",
  languageReload:
    "Die Seite spricht die andere Sprache, sobald sie neu geladen ist. Eigene Dateien und Läufe sind dann weg: Fügen Sie die Dateien danach wieder hinzu, oder kreuzen Sie vorher „Diese Tabelle und ihre Läufe auf diesem Gerät behalten“ an.",
  reload: "Seite neu laden",
  close: "Schließen",
  save: "Speichern",
  saveOf: ({ title }) => `„${title}“ speichern`,
  noPicture: "Dieser Browser konnte das Bild nicht zeichnen. Speichern Sie es stattdessen als SVG.",
  as: ({ format }) => `als ${format}`,
  announcements: "Ansagen",
  notices: "Hinweise",
  problem: "Fehler.",
  details: "Einzelheiten",
  where: "Wo",
  expected: "Erwartet",
  got: "Gefunden",
  code: "Code",
  dismiss: ({ notice }) => `Ausblenden: ${notice}`,
  computed: ({ name, example }) =>
    `${name} Zeichen für Zeichen gespeichert. Eine Tabellenkalkulation würde Texte wie ${JSON.stringify(example)} ausrechnen; sicher für Tabellenkalkulationen gespeichert, bekommen sie einen Apostroph vorangestellt.`,
  saveSafe: "Sicher für Tabellenkalkulationen speichern",
  replica: ({ learningRate, seed }) => `Lernrate ${formatNumber(learningRate)}, Startwert ${seed}`,
} satisfies Translation<typeof uiText>;
