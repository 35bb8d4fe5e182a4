/** Reading files and choosing a target. */
import type { tableErrors as errors, NotCsv, tableWarnings as warnings } from "../../../base/errors/table.ts";
import type { ErrorWords } from "../../../base/language.ts";
import { formatBytes, formatCount } from "../../../base/numbers.ts";
import { listQuoted } from "../../../base/words.ts";
import type { ErrorTranslation, NoticeTranslation } from "../../translation.ts";
import { COLUMN_TYPES } from "../column-types.ts";
import { measureWords } from "../measure-words.ts";

const AS_CSV = "Exportieren Sie die Tabelle als CSV.";
const AS_PARQUET = "Speichern Sie die Tabelle als Parquet oder CSV.";
const UNPACK = "Entpacken Sie es, und fügen Sie die Datei mit der Tabelle hinzu.";
const PICTURE = "Wählen Sie eine Datei mit einer Tabelle, zum Beispiel CSV.";
const NOT_CSV: Readonly<Record<NotCsv, Pick<ErrorWords, "got" | "fix">>> = {
  xls: {
    got: "eine alte Excel-Arbeitsmappe (.xls) oder eine mit Passwort",
    fix: "Speichern Sie sie als .xlsx ohne Passwort.",
  },
  xlsb: {
    got: "eine binäre Excel-Arbeitsmappe (.xlsb)",
    fix: "Speichern Sie sie als .xlsx, und fügen Sie diese Datei hinzu.",
  },
  ods: {
    got: "eine OpenDocument-Datei",
    fix: "Speichern Sie das Tabellenblatt als .xlsx oder CSV, und fügen Sie diese Datei hinzu.",
  },
  numbers: {
    got: "eine Numbers-Tabelle",
    fix: "Exportieren Sie sie nach Excel oder CSV, und fügen Sie diese Datei hinzu.",
  },
  office: { got: "ein Word- oder PowerPoint-Dokument", fix: AS_CSV },
  bzip2: { got: "ein bzip2-Archiv", fix: UNPACK },
  zstd: { got: "ein zstd-Archiv", fix: UNPACK },
  xz: { got: "ein xz-Archiv", fix: UNPACK },
  sevenZip: { got: "ein 7-Zip-Archiv", fix: UNPACK },
  rar: { got: "ein RAR-Archiv", fix: UNPACK },
  tar: { got: "ein tar-Archiv", fix: UNPACK },
  pdf: { got: "ein PDF-Dokument", fix: AS_CSV },
  encryptedParquet: { got: "eine verschlüsselte Parquet-Datei", fix: "Speichern Sie sie ohne Verschlüsselung." },
  arrow: { got: "eine Arrow- oder Feather-Datei", fix: AS_PARQUET },
  orc: { got: "eine ORC-Datei", fix: AS_PARQUET },
  avro: { got: "eine Avro-Datei", fix: AS_PARQUET },
  sqlite: { got: "eine SQLite-Datenbank", fix: AS_CSV },
  hdf5: { got: "eine HDF5-Datei", fix: AS_CSV },
  numpy: { got: "ein NumPy-Array", fix: AS_CSV },
  rData: { got: "von R gespeicherte Daten", fix: "Speichern Sie sie mit write.csv." },
  spss: { got: "eine SPSS-Datei", fix: AS_CSV },
  stata: { got: "eine Stata-Datei", fix: AS_CSV },
  sas: { got: "eine SAS-Datei", fix: AS_CSV },
  png: { got: "ein PNG-Bild", fix: PICTURE },
  jpeg: { got: "ein JPEG-Bild", fix: PICTURE },
  gif: { got: "ein GIF-Bild", fix: PICTURE },
  binary: { got: "Binärdaten", fix: AS_CSV },
};

const NO_RECORD = {
  units: "Eine Zeile mit Einheiten unter der Kopfzeile wurde",
  names: "Eine Zeile mit Namen oder Beschreibungen unter der Kopfzeile wurde",
  rule: "Zeilen, die nur eine Linie ziehen, wurden",
  header: "Wiederholte Kopfzeilen wurden",
  comment: "Kommentare wurden",
  total: "Summenzeilen am Ende wurden",
  footer: "Anmerkungen unter der Tabelle wurden",
  blank: "Leere Zeilen am Ende wurden",
} as const;

const DIALECT = {
  delimiter: {
    name: "Trennzeichen",
    expected:
      'ein oder mehrere Zeichen, die weder Anführungszeichen noch Zeilenende sind, oder "fixed:" und die Stellen, an denen Spalten beginnen, zum Beispiel fixed:1,9,15',
    fix: "Wählen Sie ein anderes Zeichen, oder lassen Sie es erkennen.",
  },
  quote: {
    name: "Anführungszeichen",
    expected: "ein Zeichen oder keines",
    fix: "Wählen Sie ein anderes Zeichen, oder lassen Sie es erkennen.",
  },
  encoding: {
    name: "Zeichenkodierung",
    expected: 'eine Zeichenkodierung wie "utf-8" oder "windows-1252"',
    fix: "Wählen Sie eine andere Zeichenkodierung, oder lassen Sie sie erkennen.",
  },
} as const;

const TEXT_TABLE = "eine Tabelle, zum Beispiel CSV, Excel (.xlsx) oder Parquet";
const targetPlace = (column: string) => `Zielspalte "${column}"`;

export const tableErrors = {
  E_CSV_BINARY: ({ file, kind }) => ({ where: file, expected: TEXT_TABLE, ...NOT_CSV[kind] }),
  E_CSV_WEB_PAGE: ({ file }) => ({
    where: file,
    expected: TEXT_TABLE,
    got: "eine Webseite",
    fix: "Verwenden Sie den Download-Link der Seite, statt die Seite zu speichern.",
  }),
  E_CSV_EMPTY: ({ file, sizeBytes }) => ({
    where: file,
    expected: "eine Tabelle mit mindestens einer Zeile",
    got: sizeBytes === 0 ? "eine leere Datei" : "nichts als leere Zeilen",
    fix: "Wählen Sie eine andere Datei.",
  }),
  E_TABLE_SPARSE: ({ file, width, nRows }) => ({
    where: file,
    expected: "eine Tabelle, in der mindestens jede hundertste Zelle gefüllt ist",
    got: `${formatCount(width)} Spalten, die in den ersten ${formatCount(nRows)} Zeilen fast überall leer sind`,
    fix: "Suchen Sie eine Zelle oder Zeile weit außen, die die Tabelle so breit macht, und lassen Sie sie weg.",
  }),
  E_TABLE_LARGE: ({ file, what, most, got }) => ({
    where: file,
    expected: `höchstens ${formatCount(most)} ${measureWords(what)}`,
    got: `${formatCount(got)} oder mehr`,
    fix: "Keine Tabelle aus Zeilen und Spalten, mit der trainiert wird, kommt auch nur in die Nähe davon: Die Datei ist beschädigt, ihr fehlt ein schließendes Anführungszeichen oder ein Zeilenende, oder sie soll jeden überlasten, der sie öffnet.",
  }),
  E_TABLE_MEMORY: ({ file, nRows, most, got, oneIn }) => ({
    where: file,
    expected: `eine Tabelle, die höchstens ${formatBytes(most)} Speicher braucht, die Hälfte von dem, was dieses Gerät hat`,
    got: `etwa ${formatCount(nRows)} Zeilen, die etwa ${formatBytes(got)} brauchen würden`,
    fix: `Lesen Sie eine von ${formatCount(oneIn)} Zeilen, zufällig gezogen (--one-row-in ${oneIn} auf der Kommandozeile), oder öffnen Sie weniger Spalten; oder nehmen Sie ein Gerät mit mehr Speicher.`,
  }),
  E_CSV_NO_ROWS: ({ file, hasHeader }) => ({
    where: file,
    expected: "mindestens eine Datenzeile",
    got: hasHeader ? "eine Kopfzeile und keine Zeilen" : "keine Zeilen",
    fix: hasHeader
      ? "Fügen Sie Zeilen hinzu, oder geben Sie an, dass die erste Zeile Daten enthält."
      : "Wählen Sie eine andere Datei.",
  }),
  E_CSV_DIALECT: ({ file, part, got }) => ({
    where: `${file}, ${DIALECT[part].name}`,
    expected: DIALECT[part].expected,
    got: JSON.stringify(got),
    fix: DIALECT[part].fix,
  }),
  E_CSV_LOST_ROWS: ({ where, line, nLines }) => ({
    where,
    expected: "ein Anführungszeichen, das geschlossen wird",
    got: `ein Anführungszeichen in Zeile ${line}, das die ${formatCount(nLines)} Zeilen danach verschluckt`,
    fix: `Berichtigen Sie Zeile ${line}, oder stellen Sie das Anführungszeichen auf „keines“.`,
  }),
  E_TARGET_COLUMN: ({ columns, got, near }) => ({
    where: "Zielspalte",
    expected: `eine der Spalten ${listQuoted(columns, 20)}`,
    got: JSON.stringify(got),
    fix:
      near === undefined
        ? "Wählen Sie eine Spalte der Tabelle."
        : `Meinten Sie ${JSON.stringify(near)}? Wählen Sie eine Spalte der Tabelle.`,
  }),
  E_TARGET_CONSTANT: ({ column, value }) => ({
    where: targetPlace(column),
    expected: "mindestens zwei verschiedene Werte",
    got: value === undefined ? "gar kein Wert" : `nur ${JSON.stringify(value)}`,
    fix: "Wählen Sie eine andere Spalte, oder fügen Sie Zeilen hinzu.",
  }),
  E_TARGET_TASK: (args) =>
    args.task === "regression"
      ? {
          where: targetPlace(args.column),
          expected: "Zahlen für eine Regression",
          got: `Texte wie ${listQuoted(args.labels, 3)}`,
          fix: "Wählen Sie Klassifikation, oder setzen Sie den Typ der Spalte auf Zahl.",
        }
      : {
          where: targetPlace(args.column),
          expected: "zwei Werte für eine binäre Aufgabe",
          got: `${formatCount(args.nValues)} Werte`,
          fix: "Wählen Sie mehrere Klassen (multiclass) oder eine andere Spalte.",
        },
  E_TABLE_WEIGHTS: ({ column, found }) => ({
    where: `Spalte ${JSON.stringify(column)}, nach der Zeilen zählen`,
    expected:
      "eine einzige Zahlenspalte, 0 oder mehr in jeder Zeile, mit der trainiert oder an der gemessen wird, und nicht überall 0",
    got: wrongWeightsWords(found),
    fix: "Füllen oder berichtigen Sie diese Zellen, wählen Sie eine andere Gewichtsspalte, oder legen Sie diese beiseite, damit alle Zeilen gleich zählen.",
  }),
  E_TARGET_CLASSES: ({ column, most, nValues, isNumber }) => ({
    where: targetPlace(column),
    expected: `höchstens ${most} Klassen`,
    got: `${formatCount(nValues)} verschiedene Werte`,
    fix: isNumber
      ? "Wählen Sie Regression."
      : "Wählen Sie eine andere Spalte, oder fassen Sie zuerst seltene Klassen zusammen.",
  }),
} satisfies ErrorTranslation<typeof errors>;

type WrongWeights = Parameters<(typeof errors)["E_TABLE_WEIGHTS"]>[0]["found"];

function wrongWeightsWords(found: WrongWeights): string {
  switch (found.kind) {
    case "several":
      return `mehrere davon: ${listQuoted(found.columns)}`;
    case "type":
      return `eine Spalte vom Typ ${COLUMN_TYPES[found.type] ?? found.type}`;
    case "zero":
      return "0 in allen Trainingszeilen oder in allen Zeilen eines anderen Teils der Aufteilung";
    case "rows":
      return found.count === 1
        ? `eine Zelle, die fehlt, keine Zahl oder kleiner als 0 ist, in Datenzeile ${formatCount(found.row)}`
        : `${formatCount(found.count)} Zellen, die fehlen, keine Zahl oder kleiner als 0 sind, die erste in Datenzeile ${formatCount(found.row)}`;
    default:
      return found satisfies never;
  }
}

export const tableWarnings = {
  W_CSV_ENCODING: ({ encoding, certainty }) =>
    `Die Datei ist kein UTF-8; sie wurde als ${encoding} gelesen. ${certainty < 0.8 ? "Für eine andere Zeichenkodierung spricht nichts" : "Ihre Buchstaben legen das nahe"}. Wenn Buchstaben falsch aussehen, wählen Sie ihre Zeichenkodierung.`,
  W_CSV_BAD_BYTES: "Bytes, die kein gültiges UTF-8 sind, wurden durch \uFFFD ersetzt.",
  W_CSV_NUL: "Zellen enthalten NUL-Zeichen; sie bleiben erhalten.",
  W_CSV_NO_HEADER: ({ width }) => `Es gibt keine Kopfzeile; die Spalten heißen "column 1" bis "column ${width}".`,
  W_CSV_UNNAMED_COLUMN: ({ names }) => `Spalten ohne Namen heißen ${listQuoted(names)}.`,
  W_CSV_DUPLICATE_NAME: ({ names }) => `Wiederholte Spaltennamen wurden nummeriert: ${listQuoted(names)}.`,
  W_CSV_TRIMMED_NAME: "Leerzeichen um Spaltennamen wurden entfernt.",
  W_TABLE_SAMPLED: ({ oneIn, nRead, nRows }) =>
    `Es wurden nicht alle Zeilen gelesen, sondern eine von ${formatCount(oneIn)}, zufällig gezogen und immer dieselben: ${formatCount(nRead)} von ${formatCount(nRows)}.`,
  W_CSV_PREAMBLE: ({ lines }) => `Zeilen über der Tabelle wurden übersprungen: ${listQuoted(lines)}.`,
  W_CSV_ROW_NAMES: 'Zeilen haben eine Zelle mehr als die Kopfzeile; die erste wird "column 1" genannt.',
  W_CSV_BLANK_LINES: "Leere Zeilen wurden übersprungen.",
  W_CSV_EMPTY_ROWS: "Zeilen haben nichts als leere Zellen; sie bleiben erhalten, alles darin fehlt.",
  W_CSV_SET_ASIDE: ({ kind, rows }) => {
    const shown = kind === "blank" || kind === "rule" ? "" : `: ${listQuoted(rows, 3)}`;
    const kept = kind === "units" || kind === "names" ? "Sie kann als Zeile" : "Sie können als Zeilen";
    return `${NO_RECORD[kind]} beiseitegelegt${shown}. ${kept} behalten werden.`;
  },
  W_CSV_BLANK_COLUMNS: ({ nColumns }) =>
    nColumns === 1
      ? "Eine leere Spalte am rechten Rand der Tabelle wurde weggelassen."
      : `${formatCount(nColumns)} leere Spalten am rechten Rand der Tabelle wurden weggelassen.`,
  W_CSV_SHORT_ROWS: ({ width }) =>
    `Zeilen haben weniger als ${width} Zellen; was ihnen fehlt, zählt als fehlender Wert.`,
  W_CSV_LONG_ROWS: ({ width, extras }) =>
    `Zeilen haben mehr als ${width} Zellen; die überzähligen werden nicht verwendet: ${listQuoted(extras)}.`,
  W_CSV_TRAILING_DELIMITERS: "Zeilen enden mit überzähligen Trennzeichen, zwischen denen nichts steht.",
  W_CSV_BAD_QUOTES:
    "Ein Anführungszeichen steht innerhalb einer Zelle in Anführungszeichen; die Zelle wurde bis zu ihrem letzten Anführungszeichen gelesen.",
  W_CSV_STRAY_QUOTE:
    "Ein Anführungszeichen am Anfang einer Zelle wird nirgends richtig geschlossen; es wurde als gewöhnliches Zeichen gelesen, damit die Zeilen danach Zeilen bleiben.",
  W_CSV_UNCLOSED_QUOTE: ({ nLines }) => {
    const rest = nLines > 0 ? `, deshalb stecken die ${formatCount(nLines)} Zeilen danach in dieser Zelle` : "";
    return `Ein Anführungszeichen wird nie geschlossen${rest}. Wenn Anführungszeichen in dieser Datei nichts bedeuten, stellen Sie das Anführungszeichen auf „keines“.`;
  },
} satisfies NoticeTranslation<typeof warnings>;
