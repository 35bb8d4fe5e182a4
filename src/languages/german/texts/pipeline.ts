import { formatNumber } from "../../../base/numbers.ts";
import type { connectionText, openedText, portText, problemText, rangeText } from "../../../base/texts/pipeline.ts";
import { listWords } from "../../../base/words.ts";
import type { Translation } from "../../translation.ts";

const CARRIED = {
  number: "Zahlenspalten",
  category: "Kategoriespalten",
  features: "Merkmale",
  prediction: "eine Vorhersage",
  weights: "Zeilengewichte",
} as const;

export const port = {
  carries: ({ type }) => CARRIED[type],
} satisfies Translation<typeof portText>;

export const range = {
  /** "von 1 bis 8", "über 0, höchstens 10", "ab 1"; "" without bounds. */
  bounds: ({ low, isAbove = false, high, isBelow = false }) => {
    if (low !== undefined && high !== undefined && !isAbove && !isBelow) return `von ${low} bis ${high}`;
    const least = low === undefined ? "" : `${isAbove ? "über" : "ab"} ${low}`;
    const most = high === undefined ? "" : `${isBelow ? "unter" : "höchstens"} ${high}`;
    return [least, most].filter(Boolean).join(", ");
  },
} satisfies Translation<typeof rangeText>;

export const problem = {
  where: ({ block }) => (block ? `Pipeline, Block ${block}` : "Pipeline"),
  complete: "eine vollständige Pipeline",
  mend: "Beheben Sie es auf der Arbeitsfläche; die Liste der Probleme nennt jede Stelle.",
} satisfies Translation<typeof problemText>;

export const connection = {
  noEnd: "Ein Ende dieser Verbindung gibt es nicht.",
  types: ({ from, gives, to, takes }) =>
    `„${to}“ nimmt ${CARRIED[takes]} an, aber „${from}“ gibt ${CARRIED[gives]} ab.`,
  twice: "Diese beiden sind schon verbunden.",
  taken: ({ to }) => `„${to}“ nimmt nur eine Verbindung an und hat sie schon.`,
  circle: "Das ergäbe einen Kreis; eine Pipeline läuft nur in eine Richtung.",
} satisfies Translation<typeof connectionText>;

const RETRAIN =
  "Vorhersagen kommen aus dem gespeicherten Programm und sind nicht betroffen; trainieren Sie neu, um die Pipeline auf den neuesten Stand zu bringen.";

export const opened = {
  unknownBlock: ({ id, type }) => `Dieses Studio hat keinen Block vom Typ „${type}“ (Block ${id}).`,
  newerBlock: ({ id, title, version, known }) =>
    `Block ${id} (${title}) wurde von einem neueren Studio gespeichert: Version ${version}, hier ${known}. Prüfen Sie vor dem Training seine Einstellungen.`,
  notRebuilt: `Dieses Studio kann die Pipeline dieser Datei nicht nachbauen. ${RETRAIN}`,
  otherParameters: ({ name }) => `Die Blöcke dieses Studios haben andere Parameter (${name}). ${RETRAIN}`,
  otherBlocks: `Die Blöcke dieses Studios arbeiten anders als die, mit denen diese Datei trainiert wurde. ${RETRAIN}`,
  selfTestFailed: ({ maxError }) =>
    `Der Selbsttest weicht um ${formatNumber(maxError)} ab: Auf diesem Rechner sagt die Pipeline nicht dasselbe vorher wie beim Speichern.`,
  saidOtherwise:
    "Der Selbsttest nennt andere Klassen: Bei denselben Wahrscheinlichkeiten nennt diese Datei nicht, was sie beim Speichern nannte.",
  contentChanged:
    "Diese Datei wurde nach dem Speichern geändert: Was sie vorhersagt oder neu trainiert, ist nicht das, was DiffML Studio hineingeschrieben hat. Wer sie geändert hat, weiß, warum; wenn es niemand war, verlassen Sie sich nicht darauf.",
  reportChanged: "Zahlen des Berichts in dieser Datei wurden nach dem Speichern geändert.",
  tensorsChanged: ({ names }) => `Zahlen von ${listWords(names, 3)} sind nicht die, die gespeichert wurden.`,
  noContentHash:
    "Diese Datei hat keine Prüfsumme ihres Inhalts: Ob sie noch so ist, wie sie gespeichert wurde, lässt sich nicht sagen. Dateien bekommen eine, wenn sie neu gespeichert werden.",
  otherLabels:
    "Der Selbsttest kennt andere Klassen, eine andere Reihenfolge davon oder eine andere Einheit des Ziels: Vorhersagen könnten die falschen Namen haben.",
  stateWithoutSense:
    "Wovon das Training weitergehen würde, enthält Zahlen, die kein Training hinterlässt. Vorhersagen sind nicht betroffen; das Training beginnt von vorn.",
  reportWithoutSense: ({ first, nMore }) =>
    `Der Bericht in dieser Datei kann nicht stimmen (${first}${nMore > 0 ? `, und ${nMore} weitere` : ""}): Verlassen Sie sich nicht auf seine Zahlen; messen Sie die Pipeline an Zeilen, deren Zielwert bekannt ist.`,
} satisfies Translation<typeof openedText>;
