import { formatCount } from "../../../../base/numbers.ts";
import type { editText } from "../../../../base/texts/studio/edits.ts";
import { countOf } from "../../../../base/words.ts";
import type { Translation } from "../../../translation.ts";

const quoted = (text: string) => (text === "" ? "leer" : `„${text}“`);

export const edits = {
  inputOf: ({ row, column }) => `Neuer Wert von ${column} in Zeile ${formatCount(row)}`,
  edit: "Zelle bearbeiten",
  editHint:
    "Die ausgewählte Zelle neu schreiben: Eingabe, F2 oder ein Doppelklick tun dasselbe. Ihre Datei bleibt, wie sie ist.",
  locked: "Zellen können wieder bearbeitet werden, wenn der Lauf beendet ist.",
  original: ({ text }) => `bearbeitet; in der Datei steht ${quoted(text)}`,
  done: ({ row, column, from, to }) => `Zeile ${formatCount(row)}, ${column}: ${quoted(from)} ist jetzt ${quoted(to)}.`,
  same: "Nichts wurde geändert.",
  title: ({ count }) => countOf(count, "bearbeitete Zelle", "bearbeitete Zellen"),
  hint: "Das Training verwendet diese Werte anstelle derer in der Datei, die bleibt, wie sie ist. Sie werden mit dem Projekt und in der Pipeline-Datei aufgehoben, damit die Pipeline wieder trainiert werden kann.",
  file: "Datei",
  row: "Zeile",
  column: "Spalte",
  from: "In der Datei",
  to: "Jetzt",
  empty: "(leer)",
  show: ({ row, column }) => `${column} in Zeile ${formatCount(row)} in der Tabelle zeigen`,
  showShort: "Zeigen",
  takeBack: ({ row, column }) => `Änderung von ${column} in Zeile ${formatCount(row)} zurücknehmen`,
  takeBackShort: "Zurücknehmen",
  takeBackAll: "Alle Änderungen zurücknehmen",
  more: ({ count }) => `und ${countOf(count, "weitere Änderung", "weitere Änderungen")}`,
  notOpen: "die Datei ist nicht offen",
} satisfies Translation<typeof editText>;
