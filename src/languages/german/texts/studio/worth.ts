import { formatBesideError, formatCount, formatSignedBesideError } from "../../../../base/numbers.ts";
import type { worthText } from "../../../../base/texts/studio/worth.ts";
import { listWords } from "../../../../base/words.ts";
import type { Translation } from "../../../translation.ts";

const KINDS = { pipeline: "Pipeline", choice: "Wahl", block: "Block", column: "Spalte", source: "Datei" } as const;
const SPLITS = {
  validation: ["Validierungszeile", "Validierungszeilen"],
  train: ["Trainingszeile", "Trainingszeilen"],
} as const;

export const worth = {
  heading: "Preisschilder",
  none: "Diesem Lauf blieb keine Zeit, um herauszufinden, was einzelne Blöcke und Spalten wert sind.",
  scrollable: "Preisschilder, rollbar",
  subject: "Teil",
  gain: "Was er wert ist",
  gainHint: "rechts der Linie: Zurückgehaltene Zeilen werden damit besser vorhergesagt",
  number: "Ersparter Verlust",
  numberHint: "± Standardfehler, an zurückgehaltenen Zeilen",
  outside: ({ names }) =>
    `Außerhalb des Bildes, damit sich die anderen unterscheiden lassen: ${listWords(names, names.length)}. Die Zahl steht daneben.`,
  found: "Befund",
  cost: "Längeres Training",
  costHint: "damit als ohne, ± Standardfehler; zeigt sich beim Training ohne das",
  longer: ({ more, standardError }) =>
    `${formatSignedBesideError(more, standardError)} ± ${formatBesideError(standardError, standardError)} s`,
  trainWithoutIt: "Ohne das trainieren",
  trainWithoutThis: ({ name }) => `Ohne das trainieren: ${name}`,
  trainingWithout: ({ name }) => `Training ohne ${name}`,
  cancelTraining: ({ name }) => `Abbrechen: Training ohne ${name}`,
  kind: ({ kind }) => KINDS[kind],
  cheapest: ({ names }) =>
    `Ohne ${listWords(names, names.length)} werden zurückgehaltene Zeilen um höchstens einen Standardfehler schlechter vorhergesagt${names.length > 1 ? ", alle zugleich weggelassen" : ""}. Das ist die billigste Pipeline, die so gut ist, soweit sich das sagen lässt.`,
  trainWithout: "Weglassen und trainieren",
  retrainHint:
    "Was ohne neues Training gefunden wurde, übertreibt meist den Wert eines Blocks, weil sich sonst nichts anpassen konnte. Die Pipeline ohne jeden einzelnen Block neu zu trainieren dauert etwa noch einmal so lange wie der Lauf.",
  noneHint:
    "Wird die Pipeline auch ohne jeden einzelnen Block trainiert, zeigt sich das; es dauert etwa noch einmal so lange wie der Lauf.",
  retrain: ({ duration }) =>
    `Noch einmal${duration === "" ? "" : ` ${duration}`} trainieren, auch ohne jeden einzelnen Block`,
  stale:
    "Die Seite hat jetzt andere Einstellungen oder Daten als dieser Lauf: Trainieren Sie zuerst oder machen Sie es rückgängig.",
  importance: "Spalten, auf denen Vorhersagen beruhen",
  importanceHint:
    "Die Zellen einer Spalte werden neu auf die Zeilen verteilt: Je schlechter die Vorhersagen dadurch werden, desto mehr verlässt sich die eingesetzte Pipeline auf die Spalte. Spalten, die dasselbe sagen, vertreten einander; jede sieht deshalb weniger wichtig aus, als beide es sind.",
  measure: "Messen",
  measuring: "Spalten werden gemessen",
  importanceScrollable: "Spalten, rollbar",
  column: "Spalte",
  rise: ({ metric, isLoss }) => `${isLoss ? "Anstieg" : "Rückgang"}: ${metric}`,
  riseNumber: ({ isLoss }) => `${isLoss ? "Anstieg" : "Rückgang"} ± Streuung`,
  rises: ({ rise, spread }) => {
    if (rise === 0 && spread === 0) return "0";
    return `${formatSignedBesideError(rise, spread)} ± ${formatBesideError(spread, spread)}`;
  },
  gate: "Gate der Mischung",
  importanceHow: ({ nRows, nRepeats, split, isDrawn }) =>
    `Auf ${nRows === 1 ? `1 ${SPLITS[split][0]}` : `${formatCount(nRows)} ${SPLITS[split][1]}`}, ${nRepeats}-mal neu verteilt; ± ist deren Standardabweichung${isDrawn ? ", der Balken reicht zwei davon nach jeder Seite" : ""}. Teile dessen, was eingesetzt wird, wurden mit einigen dieser Zeilen trainiert; Testzeilen werden nicht angerührt.`,
} satisfies Translation<typeof worthText>;
