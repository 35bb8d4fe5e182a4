import { formatCount, percent } from "../../../../base/numbers.ts";
import type {
  columnText,
  dataText,
  fileText,
  nextText,
  pageText,
  studioSplitText,
  targetText,
} from "../../../../base/texts/studio/data.ts";
import { countOf, listQuoted } from "../../../../base/words.ts";
import type { Translation } from "../../../translation.ts";
import { cells, columns, rows } from "../../nouns.ts";
import { dateFormatWords } from "../table.ts";

const TYPES = { number: "Zahl", category: "Kategorie", date: "Datum", text: "Freitext" } as const;
const TASKS = {
  binary: "Eine von zwei Klassen",
  multiclass: "Eine von mehreren Klassen",
  regression: "Eine Zahl",
} as const;
const DELIMITERS: Readonly<Record<string, string>> = {
  ",": "Komma  ,",
  ";": "Semikolon  ;",
  "\t": "Tabulator",
  "|": "Strich  |",
  " ": "Leerzeichen",
  ":": "Doppelpunkt  :",
  "\\s+": "Leerraum",
  fixed: "feste Spalten: selbst finden",
};
const delimiterWords = (delimiter: string): string =>
  delimiter.startsWith("fixed:")
    ? `feste Spalten ab ${delimiter.slice("fixed:".length).split(",").join(", ")}`
    : (DELIMITERS[delimiter] ?? delimiter);
const FORMATS: Readonly<Record<string, string>> = {
  csv: "Texttabelle",
  xlsx: "Excel",
  parquet: "Parquet",
  json: "JSON",
  jsonl: "JSON-Zeilen",
};
const QUOTES: Readonly<Record<string, string>> = {
  "": "keine",
  '"': 'doppelte  "',
  "'": "Apostrophe  '",
};
const ENCODINGS: Readonly<Record<string, string>> = {
  "utf-8": "UTF-8",
  "windows-1252": "Windows-1252 (westeuropäisch)",
  "utf-16le": "UTF-16, Little-Endian",
  "utf-16be": "UTF-16, Big-Endian",
  "windows-1250": "Windows-1250 (mitteleuropäisch)",
  "windows-1251": "Windows-1251 (kyrillisch)",
  "koi8-r": "KOI8-R (kyrillisch)",
  "windows-1253": "Windows-1253 (griechisch)",
  "windows-1254": "Windows-1254 (türkisch)",
  "windows-1255": "Windows-1255 (hebräisch)",
  "windows-1256": "Windows-1256 (arabisch)",
  shift_jis: "Shift-JIS (japanisch)",
  "euc-jp": "EUC-JP (japanisch)",
  gbk: "GBK (vereinfachtes Chinesisch)",
  gb18030: "GB 18030 (chinesisch)",
  big5: "Big5 (traditionelles Chinesisch)",
  "euc-kr": "EUC-KR (koreanisch)",
};
const DATE_FORMATS: Readonly<Record<string, string>> = {
  iso: "2024-12-31",
  ymd: "2024/12/31",
  dmy: "31/12/2024",
  mdy: "12/31/2024",
  "epoch-s": "Sekunden seit 1970",
  "epoch-ms": "Millisekunden seit 1970",
};
const PAGED = { columns: "Spalten", cells: "Zellen", runs: "Läufe" } as const;

const KEEP_NOT =
  "Sonst sind sie weg, wenn die Seite geschlossen wird. Behalten werden die Dateien, fertige Läufe mit ihren trainierten Gewichten und der Stand eines laufenden Trainings: nur in diesem Browser und nur, bis Sie das Häkchen entfernen.";
const KEEP_STATUS = {
  idle: "Fertige Läufe und der Stand eines laufenden Trainings werden in diesem Browser behalten. Ohne Häkchen werden sie gelöscht.",
  keeping: "Die Tabelle wird gespeichert …",
  kept: "Die Tabelle, fertige Läufe und der Stand eines laufenden Trainings werden in diesem Browser behalten. Ohne Häkchen werden sie gelöscht.",
  failed: "Die Tabelle konnte nicht gespeichert werden; sie ist weg, wenn die Seite geschlossen wird.",
} as const;

const thingsToKnow = (count: number) => countOf(count, "Hinweis", "Hinweise");

export const data = {
  keep: "Diese Tabelle und ihre Läufe auf diesem Gerät behalten",
  keepHint: ({ status, isGiven }) => (isGiven ? KEEP_STATUS[status] : KEEP_NOT),
  heading: "1 Daten",
  table: ({ files, nRows, nColumns }) =>
    `${files.length === 1 ? files[0] : `${formatCount(files.length)} Dateien`} · ${rows(nRows)} · ${columns(nColumns)}`,
  locked: "Die Tabelle kann wieder geändert werden, wenn das Training beendet ist.",
  columns: "Spalten",
  rows: "Zeilen",
  reading: ({ files, nRows }) => `${files.join(", ")} wird gelesen${nRows > 0 ? `: bisher ${rows(nRows)}` : " …"}`,
  cancelReading: "Abbrechen",
  readingFiles: "Dateien werden gelesen",
  tableKept: "Die Tabelle, die vorher offen war, ist noch da.",
  empty:
    "Hier stehen dann die Spalten mit ihren Typen und Rollen, jeweils mit der Begründung und der Möglichkeit, sie zu ändern, und damit, was fehlt und wie die Werte verteilt sind.",
  addFiles: "CSV-Dateien hinzufügen",
  addFolder: "Ordner hinzufügen",
  pasteTable: "Tabelle einfügen",
  pasteHere: "Tabelle hier einfügen",
  pasteHint:
    "Ein Bereich einer Tabellenkalkulation, Zeilen einer CSV-Datei oder JSON; die Namen der Spalten stehen in der ersten Zeile.",
  usePasted: "Verwenden",
  addHint:
    "CSV und andere Texttabellen, Excel, Parquet und JSON, gepackt oder nicht. Sie können Dateien oder einen Ordner auch irgendwo auf die Seite ziehen oder Zellen aus einer Tabellenkalkulation einfügen. Mehrere Dateien werden nach Spaltennamen zu einer Tabelle untereinandergesetzt; ein Verbinden über Schlüssel (Join) gibt es nicht. Die Dateien bleiben in diesem Tab.",
  repeated: ({ files }) =>
    files.length === 1
      ? `${listQuoted(files)} ist schon offen und wurde nicht noch einmal hinzugefügt.`
      : `${listQuoted(files)} sind schon offen und wurden nicht noch einmal hinzugefügt.`,
  sampleReplaced: "Ihre Dateien haben die Beispieltabelle ersetzt.",
  sampleBack: "Beispieltabelle zurückholen",
  openFiles: "Offene Dateien",
  replace: "Ersetzen",
  replaceFile: ({ file }) => `${file} ersetzen`,
  removeFile: ({ file }) => `${file} entfernen`,
} satisfies Translation<typeof dataText>;

export const target = {
  title: "Was vorhergesagt wird",
  column: "Zielspalte",
  choose: "Wählen, was vorhergesagt wird …",
  task: "Aufgabe",
  taskName: ({ task }) => TASKS[task],
  hint: "Die Zielspalte ist das, was die Pipeline vorherzusagen lernt. Zeilen ohne Zielwert werden nicht zum Training verwendet, aber trotzdem vorhergesagt.",
  classes: ({ reason, classes }) => {
    const rest = classes.length > 6 ? ` und ${formatCount(classes.length - 6)} weitere` : "";
    return `${reason} Klassen: ${classes.slice(0, 6).join(", ")}${rest}.`;
  },
} satisfies Translation<typeof targetText>;

export const next = {
  damage: "Liste der Schäden",
  origin: ({ source, licence }) => `Daten: ${source}. Lizenz: ${licence}.`,
  watch: "Dem Training zusehen",
  chooseTarget: "Als Nächstes: Wählen Sie unter „Zielspalte“, was vorhergesagt werden soll.",
  mend: "So kann die Pipeline nicht trainiert werden: Ihre Gliederung sagt, was zu beheben ist.",
  toPipeline: "Weiter zur Pipeline",
  toResults: "Ergebnisse ansehen",
  sampleReady: "Diese Beispieltabelle ist bereit für das Training; es muss nichts eingestellt werden.",
  tableReady: "Mit dieser Tabelle kann trainiert werden.",
  toTraining: "Weiter zum Training",
} satisfies Translation<typeof nextText>;

export const column = {
  counts: ({ total, used, aside, nWeights, nTarget }) =>
    `${total}: ${formatCount(used)} verwendet, ${formatCount(aside)} nicht verwendet${nWeights > 0 ? `, ${formatCount(nWeights)} als Zeilengewicht` : ""}${nTarget > 0 ? ", 1 Zielspalte" : ""}`,
  total: ({ count }) => columns(count),
  find: "Spalte suchen",
  findHint: "Spalte suchen …",
  show: "Diese Spalten zeigen",
  all: "Alle Spalten",
  used: "Verwendet",
  aside: "Nicht verwendet",
  weight: "Gewicht der Zeilen",
  weightOf: ({ column: name }) => `Zeilen zählen nach ${name}`,
  weightHint: "Eine Zeile mit 2 zählt so viel wie zwei Zeilen mit 1, im Training und bei allem, was gemessen wird.",
  target: "Ziel",
  scrollable: "Spalten, rollbar",
  caption: "Spalten der Tabelle mit ihren Rollen, Typen und Werten",
  picture: "Spalten der Tabelle",
  firstColumns: ({ shown, total }) => `Die ersten ${formatCount(shown)} von ${formatCount(total)} Spalten.`,
  column: "Spalte",
  role: "Rolle",
  type: "Typ",
  missing: "Fehlend",
  distinct: "Verschieden",
  values: "Werte",
  none: "Keine Spalte passt.",
  use: ({ column: name }) => `${name} verwenden`,
  unreadable: ({ count, first }) =>
    count === 1
      ? `1 Zelle lässt sich so nicht lesen und gilt als fehlend: „${first}“.`
      : `${cells(count)} lassen sich so nicht lesen und gelten als fehlend, zum Beispiel „${first}“.`,
  unit: ({ unit }) => `in ${unit}`,
  typeOf: ({ column: name }) => `Typ von ${name}`,
  typeName: ({ type }) => TYPES[type],
  missingMarkers: ({ markers }) => ["leere Zellen", ...markers.map((marker) => `„${marker}“`)].join(", "),
  countAsMissing: ({ column: name }) => `gelten in ${name} als fehlend; wie die Spalte gelesen wird`,
  decimalMark: ({ column: name }) => `Dezimalzeichen von ${name}`,
  point: "Punkt: 1.5",
  comma: "Komma: 1,5",
  dateFormat: ({ column: name }) => `Datumsformat von ${name}`,
  dateFormatName: ({ format }) => DATE_FORMATS[format] ?? dateFormatWords(format),
  markersOf: ({ column: name }) => `Zeichen für fehlende Werte in ${name}, neben leeren Zellen`,
  markersTitle: "Texte, die „fehlt“ bedeuten, neben leeren Zellen; mit Kommas getrennt",
  markersHint: "zum Beispiel NA, ?",
  spread: ({ low, high, mean, median }) => `Von ${low} bis ${high}, Mittelwert ${mean}, Median ${median}`,
  nothingFilled: "nichts ausgefüllt",
  freeText: "Freitext",
  level: ({ label, nRows }) => `${label}: ${rows(nRows)}`,
  otherValues: ({ count }) => countOf(count, "anderer Wert", "andere Werte"),
} satisfies Translation<typeof columnText>;

export const file = {
  howRead: ({ nFiles }) => `Wie die ${nFiles === 1 ? "Datei gelesen wurde" : "Dateien gelesen wurden"}`,
  scrollable: "Dateien, rollbar",
  caption: "Was in jeder Datei gefunden wurde",
  file: "Datei",
  size: "Größe",
  rows: "Zeilen",
  delimiter: "Trennzeichen",
  quote: "Anführungszeichen",
  encoding: "Zeichensatz",
  firstLine: "Erste Zeile",
  columnNames: "Spaltennamen",
  alreadyData: "schon Daten",
  skipRows: "Zeilen über der Tabelle",
  skipRowsHint: "erkannt",
  rowSample: "Eine Zeile von je",
  allRows: "alle Zeilen",
  noRecords: "Einheiten, Summen, Notizen",
  asideRows: "beiseitegelegt",
  keptRows: "als Zeilen behalten",
  keepRows: ({ file: name }) => (name === undefined ? "Diese Zeilen behalten" : `Diese Zeilen von ${name} behalten`),
  areKept: ({ file: name }) =>
    `${name}: Zeilen, die nicht wie Datensätze aussehen (Einheiten, Summen, Notizen), werden behalten, wie Sie entschieden haben.`,
  setRowsAside: ({ file: name }) =>
    name === undefined ? "Solche Zeilen beiseitelegen" : `Solche Zeilen von ${name} beiseitelegen`,
  readAgain: ({ nFiles }) =>
    `${nFiles === 1 ? "Die Datei" : "Alle Dateien"} anders lesen; was Sie bisher gewählt haben, bleibt, wo es passt`,
  delimiterName: ({ delimiter }) => delimiterWords(delimiter),
  kind: "Art",
  formatName: ({ format, sheet, member }) =>
    [FORMATS[format] ?? format, sheet && `Blatt ${sheet}`, member && `aus ${member}`].filter(Boolean).join(", "),
  noSuchThing: "–",
  sheetOf: ({ file: name }) => `Blatt von ${name}`,
  memberOf: ({ file: name }) => `Tabelle in ${name}`,
  columnStarts: "Spalten beginnen bei",
  columnStartsHint: "Zeichen, gezählt ab 1, zum Beispiel 1, 9, 15",
  quoteName: ({ quote }) => QUOTES[quote] ?? quote,
  encodingName: ({ encoding }) => ENCODINGS[encoding] ?? encoding,
  toKnow: ({ count }) => `${thingsToKnow(count)} zu diesen Dateien`,
  times: ({ count }) => `(${formatCount(count)}-mal)`,
  moreOfThem: ({ count }) => `… und ${formatCount(count)} weitere derselben Art`,
  unmatched: ({ count }) => `${columns(count)} nicht in jeder Datei`,
  unmatchedHint:
    "Dateien werden nach Spaltennamen untereinandergesetzt. Wo einer Datei eine Spalte fehlt, gelten deren Zellen als fehlend. Namen, die dasselbe meinen könnten, sind oben vorgeschlagen; andere können Sie in der Datei umbenennen.",
  unmatchedScrollable: "Spalten ohne Gegenstück, rollbar",
  unmatchedCaption: "Spalten, die nicht jede Datei hat",
  column: "Spalte",
  presentIn: "In",
  absentFrom: "Nicht in",
  more: ({ count }) => `… und ${formatCount(count)} weitere`,
  judgedBy: "Dateien, an denen gemessen wird",
  judgedByHint:
    "Validierungs- und Testzeilen kommen aus den angekreuzten Dateien. Entfernen Sie das Häkchen bei einer Datei, der Sie nicht ganz trauen: Mit ihr wird weiter trainiert, und „Quellen gewichten“ kann lernen, wie viel ihre Zeilen zählen sollen.",
  rowsOfFile: ({ nRows }) => `(${rows(nRows)})`,
  nRows: ({ nRows }) => rows(nRows),
} satisfies Translation<typeof fileText>;

export const page = {
  pages: ({ what }) => `Seiten: ${PAGED[what]}`,
  previous: ({ what }) => `Vorige ${PAGED[what]}`,
  next: ({ what }) => `Nächste ${PAGED[what]}`,
  shown: ({ from, to, total }) => `${formatCount(from)} bis ${formatCount(to)} von ${formatCount(total)}`,
} satisfies Translation<typeof pageText>;

export const studioSplit = {
  shares: "Anteile der Zeilen",
  sharesName: ({ train, validation }) =>
    `${percent(train)} Training, ${percent(validation)} Validierung, ${percent(1 - train - validation)} Test`,
  sharesHint: "Mehr Trainingszeilen geben bessere Pipelines, mehr Testzeilen sicherere Ergebnisse.",
  title: "Wie die Zeilen aufgeteilt werden",
  offered: ({ count }) => `${countOf(count, "anderer Weg", "andere Wege")} möglich`,
  method: "Aufteilung",
  random: "Zufällig",
  largestFirst: "Wie gespeichert",
  group: "Zeilen mit gleichem Wert bleiben zusammen",
  time: "Nach der Zeit",
  column: "Wie eine Spalte sagt",
  files: "Nach Dateien",
  groupColumn: "Spalte, deren Zeilen zusammenbleiben",
  timeColumn: "Spalte mit Zeiten",
  toldColumn: "Spalte, die es sagt",
  chooseColumn: "Spalte wählen …",
  suggested: "Vorgeschlagen",
  others: "Andere Spalten",
  gone: ({ column: name }) => `${name} (nicht in dieser Tabelle)`,
  randomHint:
    "Durch Los; Zeilen, die sich genau wiederholen, bleiben zusammen, und die Klassen werden gleichmäßig verteilt.",
  largestFirstHint: "Durch Los, aber mit den Zeilen, die sich am häufigsten wiederholen, wird immer trainiert.",
  groupHint: "Für Vorhersagen über neue Patienten, Sitzungen oder Dinge, von denen keine Zeile im Training war.",
  timeHint: "Für Vorhersagen des Späteren: Mit der Vergangenheit wird trainiert, die neuesten Zeilen testen.",
  filesHint: "Für Vorhersagen über Zeilen anderer Herkunft: Eine Datei, die nicht im Training war, testet.",
  columnHint:
    "Für Zeilen, die schon vorher aufgeteilt wurden. Was die Spalte nicht nennt, wird aus ihren Trainingszeilen gezogen.",
  offersTitle: "Andere Aufteilungen, die sich bei dieser Tabelle anbieten",
  useGroup: ({ column: name }) => `Zeilen mit gleichem Wert in ${name} zusammenhalten`,
  useTime: ({ column: name }) => `Nach der Zeit aufteilen: ${name}`,
  useColumn: ({ column: name }) => `Aufteilen, wie ${name} sagt`,
  useRandom: "Zufällig aufteilen",
  useFiles: "Eine Datei zurückhalten",
  useFilesReason: "Es gibt mehrere Dateien: Wie gut wird eine vorhergesagt, mit der nie trainiert wurde?",
  partsTitle: ({ column: name }) => `Was die Werte von ${name} bedeuten`,
  filesTitle: "Wofür jede Datei dient",
  alone: "Nur mit ihr testen",
  aloneFile: ({ file: name }) => `Nur mit ${name} testen`,
  part: ({ value, count }) => `${value} (${rows(count)})`,
  train: "Training",
  validation: "Validierung",
  test: "Test",
  none: "in keinem Teil",
} satisfies Translation<typeof studioSplitText>;
