/** The command line. */
import type { cliErrors as errors } from "../../../base/errors/cli.ts";
import { formatCount } from "../../../base/numbers.ts";
import { countOf, listQuoted, listWords } from "../../../base/words.ts";
import type { ErrorTranslation } from "../../translation.ts";

const MARKS = { ",": "Dezimalkomma", ".": "Dezimalpunkt" } as const;

const WISHES = {
  read: "eine lesbare Datei",
  "read a table": "eine lesbare CSV-Datei",
  "write there": "ein Ort, an den geschrieben werden kann",
  write: "eine Datei, in die geschrieben werden kann",
  "write on": "ein offener Ausgabestrom",
  "read a pipe again": "eine Datei, die noch einmal von Anfang an gelesen werden kann",
  "keep a pipe": "ein Ordner für temporäre Dateien, in dem eine große Pipe abgelegt werden kann",
} as const;

export const cliErrors = {
  E_CLI_ARGUMENTS: ({ where, expected, got, isVerb = false }) => ({
    where,
    expected,
    got,
    fix: isVerb ? "Siehe diffml --help." : "Siehe --help.",
  }),
  E_CLI_COLUMN: ({ option, columns, got, near }) => ({
    where: `--${option}`,
    expected: `eine der Spalten ${listQuoted(columns, 20)}`,
    got: JSON.stringify(got),
    fix: [
      near === undefined ? "" : `Meinten Sie ${JSON.stringify(near)}?`,
      option === "missing"
        ? `Was ein Gleichheitszeichen enthält und in allen Spalten „fehlend“ bedeutet, wird mit einem weiteren davor geschrieben: "=${got}".`
        : "",
      "diffml describe listet die Spalten auf.",
    ]
      .filter((text) => text !== "")
      .join(" "),
  }),
  E_CLI_DECIMAL: ({ mark, columns }) => ({
    where: `--decimal ${mark}`,
    expected: `Zahlen mit ${MARKS[mark]} in allen Zahlenspalten`,
    got: listWords(
      columns.map(
        ({ column, count, text }) =>
          `${countOf(count, "sinnlose Zahl", "sinnlose Zahlen")} in ${column}, zum Beispiel ${text}`,
      ),
      5,
    ),
    fix: `Geben Sie zusätzlich an, wie diese geschrieben sind: ${listWords(
      columns.map(({ column }) => `--decimal ${JSON.stringify(`${column}=${mark === "," ? "." : ","}`)}`),
      5,
    )}.`,
  }),
  E_CLI_FILE: ({ path, wish, reason }) => ({
    where: path,
    expected: WISHES[wish],
    got: reason,
    fix:
      wish === "read a pipe again"
        ? "Speichern Sie sie als Datei, und geben Sie deren Namen an."
        : "Prüfen Sie den Pfad und seine Zugriffsrechte.",
  }),
  E_CLI_FILE_NAME: ({ path, nAlike }) => ({
    where: path,
    expected: "der Name einer einzigen Datei",
    got: `${formatCount(nAlike)} Dateien, deren Namen kein UTF-8 sind und gleich angezeigt werden`,
    fix: "Benennen Sie sie um.",
  }),
  E_CLI_SAME_FILE: ({ option, path, other }) => ({
    where: `${option} ${path}`,
    expected: "eine eigene Datei",
    got: `dieselbe Datei wie ${other}`,
    fix: "Schreiben Sie in eine andere Datei.",
  }),
  E_CLI_FOLDER: ({ path, nTables, most }) => ({
    where: path,
    expected: `ein Ordner mit 1 bis ${formatCount(most)} Tabellen`,
    got: nTables === 0 ? "keine, den Dateinamen nach" : formatCount(nTables),
    fix: "Nennen Sie die Dateien selbst.",
  }),
  E_CLI_LABELS: ({ files, target, hasColumn }) => ({
    where: files.join(", "),
    expected: `Zeilen mit bekanntem Wert in der Zielspalte ${JSON.stringify(target)}`,
    got: hasColumn ? "keine" : "keine solche Spalte",
    fix: "Geben Sie Zeilen an, deren Zielwert bekannt ist, oder verwenden Sie predict.",
  }),
  E_CLI_RESUME: ({ path, isOther }) => ({
    where: `--resume, ${path}`,
    expected: isOther
      ? "der Befehl, der abgebrochen wurde: dieselben Zeilen, Pipeline, Optionen und Version"
      : "ein Ort für das, was geschrieben wird, bis es vollständig ist",
    got: isOther
      ? `ein Teil eines anderen Befehls in ${path}.part`
      : `${path}.part, von einem anderen Programm geschrieben, oder keine Datei`,
    fix: isOther
      ? `Entfernen Sie ${path}.part und ${path}.part.json, um neu zu beginnen.`
      : "Schreiben Sie in eine andere Datei, oder verschieben Sie diese.",
  }),
  E_CLI_SOURCE: ({ got, files }) => ({
    where: "--without",
    expected:
      files.length === 1
        ? "mehrere Dateien, von denen eine weggelassen wird"
        : `eine der Dateien ${listQuoted(files, 20)}`,
    got: JSON.stringify(got),
    fix: "Nennen Sie eine Datei bei ihrem Namen, ohne den Ordner; mindestens eine muss übrig bleiben.",
  }),
  E_CLI_UNTRAINED: ({ file }) => ({
    where: file,
    expected: "eine trainierte Pipeline",
    got: "eine Pipeline, die nicht trainiert wurde",
    fix: "Trainieren Sie sie: diffml train data.csv --target NAME --pipeline FILE --out trained.json.",
  }),
} satisfies ErrorTranslation<typeof errors>;
