import { formatCount, formatTinyError } from "../../../../base/numbers.ts";
import type { exportText } from "../../../../base/texts/studio/export.ts";
import { listWords } from "../../../../base/words.ts";
import type { Translation } from "../../../translation.ts";
import { rows } from "../../nouns.ts";

const FORMATS = {
  python: [
    "Python",
    "Für Skripte und Notebooks: eine Datei, die nur NumPy braucht. Sie liest rohe Zellen, wie die Trainingsdatei sie schreibt, und sagt dasselbe vorher wie das Studio.",
  ],
  "onnx-raw": [
    "ONNX, ein Eingang je Spalte",
    "Für onnxruntime in Python, C#, Java oder C++, auf Spark und in Datenbanken: Zahlen als float32 mit NaN für fehlende, Kategorien als Texte.",
  ],
  "onnx-numeric": [
    "ONNX, nur Zahlen",
    "Für Umgebungen ohne Texte: ein Eingang mit allen Spalten, Kategorien als die Codes, die in den Metadaten der Datei stehen.",
  ],
  sql: [
    "SQL für SQLite",
    "Zum Auswerten dort, wo die Daten liegen: ein SELECT. Für feste Wahlen und ein lineares Modell; Netze und Ensembles sind dafür zu groß.",
  ],
  "sql-duckdb": ["SQL für DuckDB", "Dasselbe für DuckDB, das auch CSV- und Parquet-Dateien dort liest, wo sie liegen."],
  html: [
    "Berichtsseite",
    "Zum Lesen, Verschicken und Aufheben: was gelernt wurde, das Urteil mit seinem Intervall, Metriken, Mitglieder und eine Model Card, auf einer Seite, die nichts weiter braucht.",
  ],
} as const;

const nameOf = (format: keyof typeof FORMATS) => FORMATS[format][0];

const LEFT_BEHIND = {
  markers: "Texte, die fehlende Werte bedeuten",
  files: "was über Dateien entschieden wurde",
  edits: "Änderungen an Zellen",
  rows: "der Zeilenfilter",
  dirt: "eingebrachter Schmutz",
  parts: "welche Ausprägungen oder Dateien in welchen Teil kommen",
  costs: "was Fehler kosten",
} as const;

const without = (leftBehind: readonly (keyof typeof LEFT_BEHIND)[]) => {
  const words = leftBehind.map((each) => LEFT_BEHIND[each]);
  return words.length === 0
    ? ""
    : ` Nicht darin, weil es von Zellen oder Dateien erzählt: ${listWords(words, words.length)}. Die Pipeline-JSON hat auch das.`;
};

export const exporting = {
  title: "Exportieren und weitergeben",
  intro:
    "Diese Dateien brauchen nichts vom Studio; alle außer der Berichtsseite und der bereinigten Tabelle sagen vorher. Was sich hier wieder öffnen und weitertrainieren lässt, ist das Pipeline-JSON. Keine Datei außer der bereinigten Tabelle enthält Zeilen; jede enthält Namen, Ausprägungen und Zahlen, die aus den Zeilen gelernt wurden.",
  untrained:
    "Noch ist nichts trainiert: Drücken Sie „Trainieren“, dann lässt sich hier exportieren, was gelernt wurde. Die Pipeline selbst lässt sich schon jetzt weitergeben.",
  elsewhere: "Anderswo verwenden",
  elsewhereHint:
    "Die bereinigte Tabelle, Python, ONNX, SQL, eine Seite zum Lesen oder ein Link zur Pipeline. Dieselbe Liste öffnet „Exportieren als …“ oben auf der Seite.",
  openExports: "Liste der Exporte öffnen",
  loading: "Die Pipeline wird geprüft …",
  format: ({ format }) => nameOf(format),
  purpose: ({ format }) => FORMATS[format][1],
  usage: ({ format }) => `So verwenden Sie es: ${nameOf(format)}`,
  download: ({ format }) => `${nameOf(format)} herunterladen`,
  json: "Pipeline-JSON",
  downloadJson: "Pipeline-JSON herunterladen",
  jsonPurpose:
    "Zum Wiederöffnen hier, über den Knopf oder durch Ziehen auf die Seite, zum Weitertrainieren und für diffml predict.",
  copyLink: "Link kopieren",
  linkPurpose:
    "Ein Link öffnet die Pipeline auf der Arbeitsfläche, wo immer das Studio ist. Sie steht ganz in der Adresse nach „#“, was Browser an keinen Server senden: Blöcke, Verbindungen und Einstellungen, mit den Namen der Spalten und den Zahlen für fehlende Werte, die darin gesetzt sind. Keine Zeilen, keine Ausprägungen, keine Dateinamen, nichts Gelerntes. Ist ein Beispiel offen, öffnet der Link auch dieses, mit dem Schmutz, der darin eingebracht ist.",
  linkCopied: ({ nCharacters, leftBehind }) =>
    `Ein Link mit ${formatCount(nCharacters)} Zeichen ist kopiert.${without(leftBehind)}`,
  linkShown: ({ link, leftBehind }) =>
    `Dieser Browser lässt keine Seite kopieren; das ist der Link: ${link}${without(leftBehind)}`,
  linkTooLong: ({ nCharacters, most }) =>
    `Diese Pipeline ist zu lang für einen Link: Sie braucht ${formatCount(nCharacters)} Zeichen, und E-Mails und Chats geben etwa ${formatCount(most)} unversehrt weiter. Senden Sie die Pipeline-JSON als Datei.`,
  cleaned: "Die Tabelle, bereinigt (CSV)",
  cleanedPurpose:
    "Für andere Werkzeuge: die offene Tabelle, wie die gelernte Pipeline sie bereinigt. Lücken sind gefüllt, Ausreißer begrenzt, Zahlen und Ausprägungen einheitlich geschrieben; nichts wird skaliert oder kodiert, und jede Zeile und Spalte bleibt an ihrem Platz.",
  downloadCleaned: "Bereinigte Tabelle herunterladen",
  safe: "Sicher für Tabellenkalkulationen",
  safeHint:
    "Texte, die eine Tabellenkalkulation ausrechnen würde (=, +, -, @ am Anfang), bekommen einen Apostroph vorangestellt. Ohne dieses Häkchen bleibt jeder Text Zeichen für Zeichen; Zahlen werden nie angerührt.",
  noTable:
    "Hier ist keine Tabelle offen. Auf der Kommandozeile: diffml export trained.json --format cleaned-csv --table rows.csv --out cleaned.csv",
  passed: ({ fileName, nRows, maxError }) => {
    const found =
      maxError === 0
        ? "sagt das Geschriebene dasselbe wie die Pipeline"
        : `weicht das Geschriebene höchstens um ${formatTinyError(maxError)} von der Pipeline ab`;
    return `Selbsttest bestanden: Bei ${rows(nRows)} mit ausgedachten Werten ${found}. ${fileName} gespeichert.`;
  },
  tooLarge:
    "Was eingesetzt wird, ist zu groß für SQL, wie Netze und Ensembles es sind. Eine einzelne Pipeline mit festen Wahlen und einem linearen Modell passt meistens, und liegt meistens etwas öfter falsch.",
  trainShort: "Eine mit linearem Modell trainieren",
  trainShortHint:
    "In einem Schritt, der sich rückgängig machen lässt, stellt es „Was eingesetzt wird“ auf eine Pipeline und setzt ein lineares Modell an die Stelle Ihres Modells; dann wird trainiert. Was jetzt trainiert ist, bleibt unter 5 Läufe. Öffnen Sie diese Liste noch einmal, wenn der Lauf zu Ende ist.",
  savedCleaned: ({ fileName, nFilled, nMoved }) =>
    `${fileName} gespeichert: ${nFilled === 1 ? "1 Lücke" : `${formatCount(nFilled)} Lücken`} gefüllt, ${nMoved === 1 ? "1 andere Zelle" : `${formatCount(nMoved)} andere Zellen`} geändert.`,
  saved: ({ fileName }) => `${fileName} gespeichert.`,
} satisfies Translation<typeof exportText>;
