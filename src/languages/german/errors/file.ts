/** Files that the studio saves: pipelines, and predictions as CSV. */
import type { fileErrors as errors } from "../../../base/errors/file.ts";
import { formatCount, formatTinyError } from "../../../base/numbers.ts";
import { listQuoted } from "../../../base/words.ts";
import type { ErrorTranslation } from "../../translation.ts";
import { measureWords } from "../measure-words.ts";

const EXPORT_AGAIN = "Die Datei ist beschädigt oder wurde von Hand geändert: Exportieren Sie die Pipeline noch einmal.";

const CELLS = {
  duration: "Zeitdauern",
  limits: "Grenzwerten wie <5",
  affixes: "Einheiten oder anderen Wörtern neben den Zahlen",
  "date format": "Datumsangaben, die nicht wie 2024-12-31 geschrieben sind",
} as const;

export const fileErrors = {
  E_FILE_JSON: ({ where, reason }) => ({
    where,
    expected: "eine JSON-Datei, die DiffML Studio gespeichert hat",
    got: reason ?? "eine leere Datei",
    fix: "Wählen Sie eine andere Datei; diese ist vielleicht abgeschnitten oder stammt von einem anderen Programm.",
  }),
  E_FILE_KIND: ({ where, keys }) => ({
    where,
    expected: "eine Pipeline, die DiffML Studio gespeichert hat",
    got: `eine andere JSON-Datei: ${keys}`,
    fix: "Wählen Sie eine Datei, die „Pipeline-JSON exportieren“ gespeichert hat.",
  }),
  E_FILE_LARGE: ({ where, what, most, got }) => ({
    where,
    expected: `höchstens ${formatCount(most)} ${measureWords(what)}`,
    got: formatCount(got),
    fix: "Keine Pipeline, die DiffML Studio schreibt, kommt auch nur in die Nähe davon: Die Datei ist beschädigt, oder sie soll jeden überlasten, der sie öffnet.",
  }),
  E_LINK_DAMAGED: ({ where }) => ({
    where,
    expected: "eine Pipeline, die DiffML Studio in einen Link gepackt hat",
    got: "etwas anderes, oder nur ein Teil davon",
    fix: "Kopieren Sie den ganzen Link noch einmal von dort, wo er herkommt; E-Mails und Chats schneiden lange manchmal ab.",
  }),
  E_LINK_LARGE: ({ where, what, most, got }) => ({
    where,
    expected: `höchstens ${formatCount(most)} ${measureWords(what)}`,
    got: `${formatCount(got)} oder mehr`,
    fix: "Einen solchen Link macht DiffML Studio nicht. Bitten Sie um die Pipeline als Datei.",
  }),
  E_FILE_TRAINED: (found) => ({ ...found, fix: EXPORT_AGAIN }),
  E_FILE_PROGRAM: ({ where, expected, got, isNewer = false }) => ({
    where,
    expected,
    got,
    fix: isNewer
      ? "Vielleicht hat ein neueres DiffML Studio diese Datei gespeichert: Aktualisieren Sie dieses, und öffnen Sie sie dann noch einmal."
      : EXPORT_AGAIN,
  }),
  E_FILE_SCHEMA: (found) => ({
    ...found,
    fix: `Die Spalten und Klassen, mit denen die Datei vorhersagt, sind nicht die, die ihre Regeln nennen. ${EXPORT_AGAIN}`,
  }),
  E_FILE_DECISION: ({ where, nClasses, got }) => ({
    where,
    expected: `ein Schwellenwert einer von ${nClasses} Klassen, oder was jede anstelle jeder kostet`,
    got,
    fix: "Wonach die Datei Klassen nennt, passt nicht zu diesen Klassen: Exportieren Sie die Pipeline erneut.",
  }),
  E_DECISION_CLASS: ({ known, got }) => ({
    where: "Entscheidung",
    expected: known.length > 0 ? `eine der Klassen ${listQuoted(known, 20)}` : "eine Pipeline, die Klassen vorhersagt",
    got:
      got === undefined ? (known.length > 0 ? "andere Klassen" : "eine, die Zahlen vorhersagt") : JSON.stringify(got),
    fix: "Nennen Sie Klassen so, wie die Trainingsdatei sie schreibt.",
  }),
  E_FILE_PARAMETERS: ({ where, name, size, got }) => ({
    where: `${where}, Parameter ${name}`,
    expected: `${size} endliche Zahlen`,
    got,
    fix: EXPORT_AGAIN,
  }),
  E_FILE_TENSOR: (found) => ({
    ...found,
    fix: "Die Datei ist beschädigt: Exportieren Sie die Pipeline noch einmal, oder trainieren Sie sie neu.",
  }),
  E_EXPORT_SELF_TEST: ({ maxError, nRows }) => ({
    where: "Export",
    expected: `auf ${nRows} erfundenen Zeilen die Vorhersagen der Pipeline`,
    got: `eine Abweichung von ${formatTinyError(maxError)}`,
    fix: "Es wurde nichts geschrieben. Exportieren Sie die Pipeline als JSON, und sagen Sie den Machern des Studios Bescheid.",
  }),
  E_EXPORT_SQL: (refusal) => ({
    where: "Export nach SQL",
    expected: "eine Pipeline, die sich in SQL ausdrücken lässt",
    got: sqlReason(refusal),
    fix: "Exportieren Sie sie nach Python oder ONNX. SQL ist für harte Entscheidungen und ein lineares Modell: Trainieren Sie mit „Eine Pipeline, nach Belegen gewählt“ und dem Block „Lineares Modell“.",
  }),
  E_ROWS_CHANGED: ({ file, before, nBytes }) => ({
    where: file,
    expected: `die ${formatCount(before)} Bytes, die geprüft wurden`,
    got: `${formatCount(nBytes)} Bytes: Die Datei hat sich beim Lesen geändert`,
    fix: "Sagen Sie sie noch einmal vorher, wenn sie vollständig ist.",
  }),
  E_PREDICTIONS_ROWS: ({ nRows, width, got }) => ({
    where: "CSV der Vorhersagen",
    expected: `${formatCount(nRows)} Zeilen × ${width} Werte`,
    got: `${formatCount(got.nRows)} Zeilen, ${formatCount(got.nValues)} Werte`,
    fix: "Sagen Sie jede Zeile der Tabelle vorher.",
  }),
} satisfies ErrorTranslation<typeof errors>;

type SqlRefusal = Parameters<(typeof errors)["E_EXPORT_SQL"]>[0];

function sqlReason(refusal: SqlRefusal): string {
  switch (refusal.reason) {
    case "size":
      return `eine mit mehr als ${refusal.most} Zwischenergebnissen, wie Netze und Ensembles sie haben`;
    case "normal distribution":
      return "eine, die mit der Normalverteilung skaliert, die Datenbanken nicht berechnen";
    case "names":
      return `zwei Spalten, ${JSON.stringify(refusal.column)} und ${JSON.stringify(refusal.other)}, die Datenbanken für eine halten: Ihre Namen unterscheiden sich nur in Groß- und Kleinschreibung`;
    case "cells":
      return `eine Spalte, ${JSON.stringify(refusal.column)}, mit ${CELLS[refusal.how]}`;
    default:
      return refusal satisfies never;
  }
}
