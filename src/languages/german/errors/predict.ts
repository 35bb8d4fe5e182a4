/** Predicting rows of other files. */
import type { predictErrors as errors } from "../../../base/errors/predict.ts";
import { formatCount } from "../../../base/numbers.ts";
import type { ErrorTranslation } from "../../translation.ts";

export const predictErrors = {
  E_ROWS_UNFIT: ({ files, doubts }) => ({
    where: files.join(", "),
    expected: "Zeilen wie die, mit denen die Pipeline trainiert wurde",
    got: doubts.join(" ").replace(/\.$/, ""),
    fix: "Berichtigen Sie die Datei, oder geben Sie an, wie sie geschrieben ist; mit --force geht es trotzdem weiter.",
  }),
  E_COMPARE_SPLIT: ({ files }) => ({
    where: files.join(", "),
    expected: "die Dateien, mit denen die Pipeline trainiert wurde, mit derselben Aufteilung der Zeilen",
    got: "andere Testzeilen",
    fix: "Öffnen Sie genau die Dateien des Trainings in ihrer Reihenfolge, mit der Aufteilung von damals (--split, wenn Buchstaben sie angaben), oder trainieren Sie neu.",
  }),
  E_COMPARE_COLUMN: ({ file, expected, names }) => ({
    where: file,
    expected: `eine Spalte ${expected}`,
    got: names.length > 0 ? `die Spalten ${names.join(", ")}` : "keine Spalten",
    fix: 'Schreiben Sie für jede Testzeile eine Zeile: "row" zählt die Datenzeilen ab 1; "prediction" ist die vorhergesagte Klasse oder Zahl, "p_<Klasse>" die Wahrscheinlichkeit jeder Klasse.',
  }),
  E_COMPARE_CELL: ({ file, row, column, expected, got }) => ({
    where: `${file}, Datenzeile ${row}, Spalte ${column}`,
    expected,
    got: got === "" ? "nichts" : got,
    fix: "Berichtigen Sie diese Zelle; Zahlen haben einen Dezimalpunkt, und die Wahrscheinlichkeiten einer Zeile ergeben zusammen 1.",
  }),
  E_COMPARE_ROWS: ({ file, nMissing, first }) => ({
    where: file,
    expected: "eine Vorhersage für jede Testzeile",
    got:
      nMissing === 1
        ? `für eine fehlt sie, für Zeile ${first}`
        : `für ${formatCount(nMissing)} fehlt sie, zuerst für Zeile ${first}`,
    fix: "Speichern Sie die Liste der Zeilen, und sagen Sie alle vorher, die zum Teil „test“ gehören.",
  }),
} satisfies ErrorTranslation<typeof errors>;
