import { formatCount, formatDuration } from "../../../../base/numbers.ts";
import type { sessionText } from "../../../../base/texts/studio/session.ts";
import { listWords } from "../../../../base/words.ts";
import type { Translation } from "../../../translation.ts";

const DIFFERENT = {
  closed: "keine Dateien",
  files: "andere Dateien",
  target: "ein anderes Ziel",
  columns: "Spalten, die anders verwendet oder gelesen werden",
  cells: "andere Änderungen an Zellen",
  rows: "ein anderer Zeilenfilter",
  dirt: "anderer eingebrachter Schmutz",
  pipeline: "eine geänderte Pipeline",
  training: "andere Trainingseinstellungen",
} as const;

export const session = {
  changed: ({ files, target, changes }) => {
    const names = files.length > 0 ? listWords(files) : "anderen Dateien";
    const what = target === undefined ? names : `${names} mit dem Ziel ${target}`;
    const now = changes.map((change) => DIFFERENT[change]);
    return `Diese Ergebnisse stammen von ${what}; die Seite hat jetzt ${listWords(now, now.length)}.`;
  },
  ofEarlierSettings: "von früheren Einstellungen",
  ofOtherData: "von anderen Daten",
  pipelineIsBack: "Ihre Pipeline ist wieder da. Fügen Sie ihre CSV-Dateien wieder hinzu, um sie zu trainieren.",
  restored: ({ files, hasRun, hasOffer }) => {
    const parts = [
      files.length > 0 ? `ihrer Tabelle (${listWords(files)})` : undefined,
      hasRun ? "den Ergebnissen ihres letzten Laufs" : undefined,
    ].filter((part) => part !== undefined);
    const back =
      parts.length > 0 ? `Ihre Pipeline ist wieder da, mit ${listWords(parts)}.` : "Ihre Pipeline ist wieder da.";
    const offer = hasOffer ? " Ein Lauf wurde abgeschnitten; unter „Trainieren“ können Sie ihn fortsetzen." : "";
    return `${back}${offer}`;
  },
  tableIsGone: ({ hasRun }) =>
    `Ihre Pipeline ist wieder da${hasRun ? ", mit den Ergebnissen ihres letzten Laufs" : ""}. Ihre Tabelle war noch nicht ganz gespeichert, als die Seite geschlossen wurde: Fügen Sie ihre Dateien wieder hinzu, um sie zu trainieren.`,
  heldBack: ({ files }) =>
    `Der Browser hat die Seite beendet, während sie ${listWords(files)} öffnete, meist weil der Speicher nicht reichte. Die Tabelle ist weiter auf diesem Gerät gespeichert und wird geöffnet, wenn Sie es sagen.`,
  readSample: ({ oneIn }) => `Eine von ${formatCount(oneIn)} Zeilen lesen`,
  openItAgain: "Wieder öffnen",
  workerEnded: "er endete ohne ein Wort, meist weil der Speicher nicht reichte",
  cancel: "Abbrechen",
  opening: ({ file }) => `„${file}“ wird geöffnet …`,
  predicting: ({ files }) => `${listWords(files)}: Vorhersage läuft …`,
  comparing: ({ file }) => `„${file}“ wird gelesen …`,
  takesLong: ({ message, seconds }) =>
    `${message} Es dauert schon ${formatDuration(seconds)} und geht weiter, bis es fertig ist oder Sie es abbrechen.`,
  packing: "Das Projekt wird gepackt …",
  workerRestarted: "er antwortete nicht und wurde neu gestartet",
  silent:
    "Der Hintergrundprozess hat seit fünf Sekunden nicht geantwortet. Vielleicht ist er mit einer großen Tabelle beschäftigt; wenn er hängt, starten Sie ihn neu: Die Tabelle wird dann noch einmal gelesen, und ein Lauf kann dort weitergehen, wo er war.",
  notPaused:
    "Der Lauf hat nach fünf Sekunden noch nicht angehalten. Vielleicht ist er mit einem großen Schritt beschäftigt; oder starten Sie den Hintergrundprozess neu und setzen Sie den Lauf dort fort, wo er war.",
  notStopped:
    "Der Lauf ist nach zehn Sekunden noch nicht beendet. Vielleicht wertet er viele Zeilen aus; oder starten Sie den Hintergrundprozess neu und setzen Sie den Lauf dort fort, wo er war.",
  stillKeeping:
    "Dieser Browser braucht lange, um die Ergebnisse des Laufs zu speichern. Lassen Sie die Seite noch eine Weile offen, oder exportieren Sie die Pipeline, um sicherzugehen.",
  newVersion:
    "Es gibt eine neue Version des Studios. Diese Seite arbeitet mit der weiter, mit der sie begonnen hat, bis Sie sie neu laden.",
  reload: "Seite neu laden",
  startAnew: "Neu starten",
  forgotten: "Tabellen und Läufe werden nicht mehr auf diesem Gerät behalten; was behalten war, ist gelöscht.",
  suggested: "Die vorgeschlagene Pipeline ist auf der Arbeitsfläche. „Rückgängig“ holt Ihre zurück.",
  openAsPipeline: "Als Pipeline öffnen",
  splitAtRandom: ({ column }) =>
    `Diese Dateien haben keine Spalte „${column}“, deshalb werden ihre Zeilen zufällig aufgeteilt.`,
  noSplit: ({ expected, got, fix }) =>
    `Die Zeilen lassen sich nicht aufteilen: erwartet ${expected}, gefunden ${got}. ${fix}`,
} satisfies Translation<typeof sessionText>;
