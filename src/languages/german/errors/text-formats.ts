/** Tables that are text and not CSV: fixed columns, JSON. */
import type { textFormatErrors as errors, textFormatWarnings as warnings } from "../../../base/errors/text-formats.ts";
import { formatCount } from "../../../base/numbers.ts";
import { listQuoted } from "../../../base/words.ts";
import type { ErrorTranslation, NoticeTranslation } from "../../translation.ts";

const JSON_TABLE =
  "JSON, das eine Tabelle ist: eine Liste von Objekten, eine Liste von Listen, ein Objekt, das eine davon enthält, oder je Zeile ein Objekt";

type JsonShape = Parameters<(typeof errors)["E_JSON_SHAPE"]>[0];

function jsonFound({ found, names = [] }: JsonShape): string {
  switch (found) {
    case "object":
      return "ein einzelnes Objekt ohne eine Liste von Zeilen";
    case "several":
      return `mehrere Listen von Zeilen: ${listQuoted(names)}`;
    case "values":
      return "eine Liste einzelner Werte";
    case "empty":
      return "Objekte, in denen nichts steht";
    case "other":
      return "ein einzelner Wert";
    default:
      return found satisfies never;
  }
}

export const textFormatErrors = {
  E_JSON_BROKEN: ({ file, line, reason }) => ({
    where: `${file}, Zeile ${line}`,
    expected: JSON_TABLE,
    got: reason,
    fix: "Exportieren Sie die Datei noch einmal; wurde sie von Hand bearbeitet, sehen Sie sich diese Zeile an.",
  }),
  E_JSON_SHAPE: (args) => ({
    where: args.file,
    expected: JSON_TABLE,
    got: jsonFound(args),
    fix: "Speichern Sie die Liste, die die Tabelle ist, als eigene Datei oder als CSV. Eine Pipeline öffnen Sie mit „Pipeline öffnen“.",
  }),
  E_JSON_COLUMNS: ({ file, nRows, most }) => ({
    where: file,
    expected: `höchstens ${formatCount(most)} Namen, die meisten davon in den meisten Objekten`,
    got: `mehr in den ersten ${formatCount(nRows)} Objekten`,
    fix: "Namen, die sich von Objekt zu Objekt unterscheiden, zum Beispiel Nummern, gehören in die Werte: Exportieren Sie die Tabelle mit einem Objekt je Zeile.",
  }),
  E_JSON_LARGE: ({ file, most }) => ({
    where: file,
    expected: `höchstens ${formatCount(most)} Zeichen, denn eine Liste wird als Ganzes im Speicher gehalten`,
    got: "mehr",
    fix: "Speichern Sie sie als JSON Lines, je Zeile ein Objekt, die Stück für Stück gelesen werden, oder als CSV.",
  }),
  E_JSON_CUT: ({ file, line }) => ({
    where: file,
    expected: "eine Datei, die sich bis zum Ende lesen lässt",
    got: `JSON, das in Zeile ${line} abbricht oder fehlerhaft ist`,
    fix: "Laden oder exportieren Sie die Datei noch einmal, oder berichtigen Sie diese Zeile.",
  }),
} satisfies ErrorTranslation<typeof errors>;

export const textFormatWarnings = {
  W_CSV_CROSSED:
    "Texte in diesen Zeilen stehen nicht dort, wo die Spalten der Datei sind; jeder kam in die Spalte, die er zuerst berührt oder die am nächsten liegt. Wenn Zellen falsch aussehen, geben Sie an, wo Spalten beginnen.",
  W_CSV_JOINED_NAMES: ({ names }) =>
    `Der Kopf hat zwei Zeilen; Spaltennamen wurden aus beiden gebildet: ${listQuoted(names)}.`,
  W_CSV_LONG_NAME: ({ names }) =>
    `Spaltennamen waren länger als 500 Zeichen und wurden gekürzt: ${listQuoted(names)}. Prüfen Sie, ob in der Kopfzeile ein Anführungszeichen nicht geschlossen ist.`,
  W_JSON_LEFT_OUT: ({ line, reason }) =>
    `Werte, die keine Zeile dieser Tabelle sind, wurden weggelassen; in Zeile ${line}: ${reason}.`,
  W_JSON_CUT: ({ line }) =>
    `Ab Zeile ${line} lässt sich die Datei nicht als JSON lesen; vielleicht wurde sie abgeschnitten. Nur die Zeilen davor sind hier.`,
  W_JSON_LISTS: ({ names }) => `Listen in Objekten bleiben als ihr JSON-Text erhalten: ${listQuoted(names)}.`,
  W_JSON_REPEATED_NAME: ({ names }) =>
    `Objekte haben einen Namen mehr als einmal; die späteren Werte sind eigene, nummerierte Spalten: ${listQuoted(names)}.`,
  W_JSON_BESIDE: ({ name, others }) =>
    `Die Zeilen sind die von ${JSON.stringify(name)}; was daneben steht, wird nicht verwendet: ${listQuoted(others)}.`,
} satisfies NoticeTranslation<typeof warnings>;
