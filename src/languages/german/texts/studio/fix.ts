import { formatAlike, formatCount, formatNumber, percent } from "../../../../base/numbers.ts";
import type { fixText } from "../../../../base/texts/studio/fix.ts";
import { countOf, wordText } from "../../../../base/words.ts";
import type { Translation } from "../../../translation.ts";
import { cells as cellsOf, rows as rowsOf } from "../../nouns.ts";

const PARTS = { cells: "Zelle für Zelle", columns: "Nach Spalten", rows: "Nach Zeilen" } as const;

const METRIC = {
  logLoss: "der Log-Loss",
  balancedLogLoss: "der ausgewogene Log-Loss",
  rmse: "der typische Fehler (RMSE)",
  quantileLoss: "der Quantilsverlust",
  mae: "der typische Fehler (mittlerer absoluter)",
  rocAuc: "die ROC-AUC",
  macroF1: "der Makro-F1",
  balancedAccuracy: "die ausgewogene Genauigkeit",
  accuracy: "die Genauigkeit",
  meanCost: "die mittleren Kosten von Fehlern",
} as const;

const edited = (count: number) => countOf(count, "bearbeitete Zelle", "bearbeitete Zellen");

/** Nobody is altogether sure: what rounds to that is said to be over 99 %. */
const sure = (doubt: number) => percent(Math.min(doubt, 0.9999));

export const fix = {
  heading: "Diese Zellen als Nächstes berichtigen",
  intro:
    "Zellen, die wahrscheinlich etwas Falsches oder nichts sagen, dort, wo das die trainierte Pipeline am meisten kostet. Schlagen Sie nach, was stimmt, und schreiben Sie es in die Tabelle; machen Sie keine Zelle passend. Zeilen, die die Pipeline testen, sind ausgenommen.",
  working: "Die trainierte Pipeline wird zu jeder Zelle befragt …",
  failed: ({ expected, got }) => `Die Zellen konnten nicht geordnet werden: erwartet ${expected}, gefunden ${got}.`,
  none: "Keine Zelle der Trainings- und Validierungszeilen fällt auf: Bei keiner ist zu erwarten, dass sich Berichtigen lohnt.",
  summary: ({ nCells, share, nRows }) =>
    `${cellsOf(nCells)} ${nCells === 1 ? "fällt" : "fallen"} auf in ${formatCount(nRows)} Trainings- und Validierungszeilen; ${nCells === 1 ? "sie" : "alle"} zu berichtigen könnte bis zu ${percent(share, share < 0.1 ? 1 : 0)} des Fehlers auf diesen Zeilen beseitigen, wie die Pipeline es einschätzt.`,
  part: ({ part }) => PARTS[part],
  parts: "Zellen auflisten",
  row: "Zeile",
  column: "Spalte",
  says: "Inhalt",
  expected: "Plausibel",
  why: "Warum",
  gain: "Könnte beseitigen",
  gainHint: "Anteil am Fehler aller Trainings- und Validierungszeilen.",
  nCells: "Zellen",
  empty: "(leer)",
  missing: "sie fehlt, und die Pipeline irrt in dieser Zeile",
  unlikely: ({ doubt }) => `unwahrscheinlich neben dem Rest der Zeile (zu ${sure(doubt)} sicher falsch)`,
  level: ({ doubt }) => `selten oder unbekannt neben dem Rest der Zeile (zu ${sure(doubt)} sicher falsch)`,
  about: ({ value }) => `etwa ${formatNumber(Number(value.toPrecision(3)))}`,
  share: ({ share }) => percent(share, share < 0.001 ? 3 : 2),
  fix: "Berichtigen",
  fixCell: ({ row, column }) => `${column} in Zeile ${formatCount(row)} berichtigen`,
  edited: "bearbeitet",
  showColumn: ({ column }) => `Die Zellen von ${column} zeigen`,
  showRow: ({ row }) => `Zeile ${formatCount(row)} in der Tabelle zeigen`,
  show: "Zeigen",
  onlyColumn: ({ column }) => `Nur ${column}`,
  allColumns: "Alle Spalten",
  more: "Mehr zeigen",
  retrain: "Mit den bearbeiteten Zellen neu trainieren",
  retrainHint:
    "Macht bei den gelernten Gewichten weiter, wo Spalten und Zeilen dieselben sind, und sagt, ob es sich gelohnt hat.",
  toTrain: ({ count }) =>
    `${edited(count)} ${count === 1 ? "unterscheidet" : "unterscheiden"} sich von dem, womit der letzte Lauf trainiert wurde.`,
  paid: ({ nCells, nRows, verdict, difference, low, high, metric, isMoreBetter, isOnlyCells }) => {
    const cells = nCells === 1 ? "einer bearbeiteten Zelle" : `${formatCount(nCells)} bearbeiteten Zellen`;
    const [amount, from, to] = formatAlike([Math.abs(difference), low, high]);
    const range = `${from} bis ${to}`;
    const rows = `auf ${nRows === 1 ? rowsOf(1) : `${formatCount(nRows)} Zeilen`}, mit denen die Modelle nicht trainiert wurden`;
    const other = isOnlyCells
      ? ""
      : " Auch andere Einstellungen haben sich geändert; das liegt also nicht an den Zellen allein.";
    const [good, bad] = isMoreBetter ? ["höher", "niedriger"] : ["niedriger", "höher"];
    switch (verdict) {
      case "better":
        return `Es hat sich gelohnt: Mit ${cells} ist ${METRIC[metric]} um ${amount} ${good} (${wordText("interval")} ${range}), ${rows}.${other}`;
      case "worse":
        return `Es hat sich nicht gelohnt: Mit ${cells} ist ${METRIC[metric]} um ${amount} ${bad} (${wordText("interval")}: ${good} um ${range}), ${rows}.${other}`;
      case "no clear difference":
        return `Noch kein klarer Unterschied: Mit ${cells} ist ${METRIC[metric]} um ${amount} ${difference >= 0 ? good : bad} (${wordText("interval")}: ${good} um ${range}), ${rows}.${other}`;
      default:
        return verdict satisfies never;
    }
  },
} satisfies Translation<typeof fixText>;
