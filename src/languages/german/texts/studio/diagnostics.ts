import {
  formatBesideError,
  formatCount,
  formatFixed,
  formatNumber,
  formatScore,
  percent,
  withUnit,
} from "../../../../base/numbers.ts";
import type { dependenceText, diagnosticsText, slicesText } from "../../../../base/texts/studio/diagnostics.ts";
import { countOf } from "../../../../base/words.ts";
import type { Translation } from "../../../translation.ts";
import { rows, testRows } from "../../nouns.ts";

const CHARTS = {
  roc: "ROC-Kurve",
  precisionRecall: "Precision und Recall",
  calibration: "Kalibrierung",
  picture: "Vorhergesagt gegen wirklich",
  residuals: "Residuen",
  byPrediction: "Residuen nach Vorhersage",
  confusion: "Konfusionsmatrix",
  classes: "Klasse für Klasse",
  slices: "Teil für Teil",
  dependence: "Partielle Abhängigkeit",
} as const;

const share = (value: number | undefined) => (value === undefined || !Number.isFinite(value) ? "–" : percent(value, 1));
const area = (value: number | undefined) => (value === undefined ? "–" : formatFixed(value, 3));

export const resultDiagnostics = {
  none: "Kurven und Tabellen kommen mit dem nächsten Training: Dieser Lauf hat keine, weil er keine Testzeilen hatte oder von einer früheren Version gespeichert wurde.",
  notYet: "Nach dem Training stehen hier Kurven und Tabellen zu den Testzeilen.",
  about: ({ nRows }) =>
    `Von ${nRows === 1 ? "1 Testzeile" : `${formatCount(nRows)} Testzeilen`}, jede einmal gezählt, wie sie für die Metriken vorhergesagt wurden; nichts wurde neu vorhergesagt.`,
  title: ({ chart }) => CHARTS[chart],
  titleOf: ({ chart, name }) => (name === undefined ? CHARTS[chart] : `${CHARTS[chart]}: ${name}`),
  ofClass: "Klasse",
  ideal: "Gepunktet: Raten",
  idealCalibration: "Gepunktet: Was gesagt wird, tritt ein",
  idealNumbers: "Gepunktet: wie es sein sollte",
  saveOf: ({ chart }) => `${CHARTS[chart]} speichern`,
  asTable: "Als Tabelle",
  scrollable: ({ chart }) => `${CHARTS[chart]}, rollbar`,
  series: "Von",
  rocX: "Andere fälschlich so genannt",
  rocY: "Gefunden",
  precisionX: "Gefunden (Recall)",
  precisionY: "Zu Recht so genannt (Precision)",
  calibrationX: "Gesagt",
  calibrationY: "Eingetreten",
  rows: "Zeilen",
  low: "Von",
  high: "Bis",
  rocSummary: ({ label, own, other }) =>
    `„${label}“: Fläche ${area(own)}${other === undefined ? "" : `, beim Gegner ${area(other)}`}; 0,5 ist Raten, 1 ordnet nie falsch.`,
  precisionSummary: ({ label, own, other, rate }) =>
    `„${label}“: mittlere Precision ${area(own)}${other === undefined ? "" : `, beim Gegner ${area(other)}`}; Raten kommt auf ${area(rate)}, den Anteil der Klasse.`,
  calibrationSummary: ({ label, own, other }) =>
    `„${label}“: Was gesagt wird, liegt im Mittel um ${share(own)} daneben${other === undefined ? "" : `, beim Gegner um ${share(other)}`}. Balken: wo der wahre Anteil der eingesetzten Pipeline in 95 von 100 Fällen liegt.`,
  oneKind: "Hier sind alle Testzeilen von einer Art, deshalb gibt es keine Kurve.",
  confusionHint:
    "Zeilen: was wahr ist. Spalten: was gesagt wurde. Je kräftiger die Farbe, desto größer der Anteil an der Zeile.",
  truth: "Wahre Klasse",
  said: ({ label }) => `gesagt: ${label}`,
  others: ({ count }) => countOf(count, "andere Klasse", "andere Klassen"),
  othersHint: ({ shown, all }) =>
    `Die ${formatCount(shown)} häufigsten von ${formatCount(all)} Klassen; die Datei zum Bild enthält alle.`,
  class: "Klasse",
  nRows: "Zeilen",
  nSaid: "So genannt",
  precision: "Precision",
  recall: "Recall",
  f1: "F1",
  auc: "ROC-AUC",
  share: ({ value }) => share(value),
  area: ({ value }) => area(value),
  threshold: "Schwellenwert und Kosten",
  thresholdHint: ({ label }) =>
    `Ab welcher Wahrscheinlichkeit heißt eine Zeile „${label}“? Wählen Sie anhand der Validierungszeilen; die Testzeilen sagen dann, worauf das hinausläuft.`,
  thresholdOf: ({ label }) => `„${label}“ sagen ab`,
  thresholdValue: ({ threshold }) => percent(threshold, 1),
  falseAlarm: "Kosten eines Fehlalarms",
  missed: "Kosten eines Übersehens",
  cheapest: "Den billigsten der Validierungszeilen nehmen",
  outcome: "Ausgang",
  onValidation: "Validierungszeilen",
  onTest: "Testzeilen",
  found: "Gefunden",
  nMissed: "Übersehen",
  nFalse: "Fehlalarme",
  rightlyNot: "Zu Recht nicht so genannt",
  cost: "Kosten",
  outcomeCaption: ({ label, threshold }) => `„${label}“ ab ${percent(threshold, 1)}`,
  announced: ({ nFound, nMissed, nFalse, nRightlyNot }) =>
    `Bei den Testzeilen: ${formatCount(nFound)} gefunden, ${formatCount(nMissed)} übersehen, ${formatCount(nFalse)} Fehlalarme, ${formatCount(nRightlyNot)} zu Recht nicht so genannt.`,
  says: (says) => {
    switch (says.by) {
      case "likeliest":
        return "Vorhersagen und Dateien nennen zu jeder Zeile die wahrscheinlichste Klasse.";
      case "threshold":
        return `Vorhersagen und Dateien nennen eine Zeile „${says.label}“ ab ${percent(says.threshold, 1)}, sonst die wahrscheinlichste der anderen Klassen.`;
      case "costs":
        return "Vorhersagen und Dateien nennen zu jeder Zeile die Klasse, die voraussichtlich am wenigsten kostet.";
      default:
        return says satisfies never;
    }
  },
  decide: ({ label, threshold }) => `„${label}“ ab ${percent(threshold, 1)} vorhersagen`,
  costs: "Was falsche Klassen kosten",
  costsHint:
    "Schreiben Sie, was es kostet, eine Klasse von einer Zeile zu sagen, die eine andere ist. Jede Zeile bekommt dann die Klasse, die voraussichtlich am wenigsten kostet; das muss nicht die wahrscheinlichste sein.",
  costsScrollable: "Kosten, rollbar",
  costOf: ({ is, said }) => `Kosten, „${said}“ von „${is}“ zu sagen`,
  likeliestCosts: ({ cost }) =>
    `Nach ihrer wahrscheinlichsten Klasse benannt, kosten die Testzeilen zusammen ${formatNumber(cost)}.`,
  bothCost: ({ likeliest, least }) =>
    `Nach ihrer wahrscheinlichsten Klasse benannt, kosten die Testzeilen zusammen ${formatNumber(likeliest)}; nach der Klasse, die am wenigsten kosten sollte, ${formatNumber(least)}.`,
  decideCosts: "Die Klasse vorhersagen, die am wenigsten kostet",
  trainForCosts: "Pipelines nach diesen Kosten wählen",
  trainForCostsHint: ({ isSet }) =>
    isSet
      ? "Der nächste Lauf optimiert nach diesen Kosten, und was er ergibt, sagt die Klasse, die am wenigsten kostet."
      : "Setzt „Optimieren nach“ in den Trainingseinstellungen: Der nächste Lauf vergleicht und wählt nach dem, was Fehler kosten.",
  decideLikeliest: "Wieder die wahrscheinlichste Klasse vorhersagen",
  thresholdNote:
    "Das gehört zur Pipeline: zu ihrer Datei und zu jedem Export. Wahrscheinlichkeiten bleiben, wie sie sind, und ebenso, was der Lauf gemessen hat; das gilt für die wahrscheinlichste Klasse. Neues Training ergibt eine andere Pipeline, für die Sie neu wählen.",
  actual: ({ unit }) => (unit === "" ? "Wirklich" : `Wirklich, ${unit}`),
  predicted: ({ unit }) => (unit === "" ? "Vorhergesagt" : `Vorhergesagt, ${unit}`),
  residual: ({ unit }) => (unit === "" ? "Wirklich minus vorhergesagt" : `Wirklich minus vorhergesagt, ${unit}`),
  pictureSummary: ({ nRows, nOutside }) =>
    `Jedes Quadrat steht für die Zeilen, die dort liegen, je voller, desto mehr; auf der gepunkteten Linie stimmt eine Vorhersage. ${formatCount(nRows - nOutside)} von ${rows(nRows)}${nOutside === 0 ? "." : `; ${formatCount(nOutside)} ${nOutside === 1 ? "liegt" : "liegen"} außerhalb des Bildes.`}`,
  residualSummary: ({ nBelow, nAbove }) =>
    `Rechts von 0 war die Vorhersage zu niedrig.${nBelow + nAbove === 0 ? "" : ` Nicht im Bild: ${rows(nBelow)} weiter links, ${rows(nAbove)} weiter rechts.`}`,
  byPredictionSummary:
    "Zeilen nach dem, was vorhergesagt wurde, in jeder Gruppe gleich viele. Punkt: das mittlere Residuum; Balken: wo vier von fünf liegen. Ein Trend sagt, dass Vorhersagen dort in eine Richtung danebenliegen.",
  box: ({ low, first, middle, third, high }) =>
    `Wirklich minus vorhergesagt: Mitte ${formatNumber(middle)}, die Hälfte der Zeilen von ${formatNumber(first)} bis ${formatNumber(third)}, 90 von 100 von ${formatNumber(low)} bis ${formatNumber(high)}.`,
  within: ({ shares, unit }) =>
    `Die Vorhersage liegt höchstens daneben um ${shares.map(({ share: of, error }) => `${withUnit(formatNumber(error), unit)} bei ${percent(of)}`).join(", ")} der Zeilen.`,
} satisfies Translation<typeof diagnosticsText>;

const SLICE_LOSSES = { logLoss: "Log-Loss", mae: "Mittlerer Fehler", quantileLoss: "Quantilsverlust" } as const;
const CONCLUSIONS = { worse: "schlechter", better: "besser", "cannot tell": "nicht zu sagen" } as const;

const parts = (count: number) => countOf(count, "Teil", "Teile");

export const slices = {
  about: ({ nRows, nTested, nColumns, nAllColumns }) =>
    `${testRows(nRows)}, nach ${nColumns < nAllColumns ? `${formatCount(nColumns)} von ` : ""}${nAllColumns === 1 ? "1 Spalte" : `${formatCount(nAllColumns)} Spalten`} zerlegt in ${parts(nTested)} mit je mindestens 10 Zeilen; jeder wird mit allen anderen Zeilen verglichen.`,
  noneTold:
    "Kein Teil unterscheidet sich vom Rest um mehr, als Zufall bei so vielen Vergleichen erklärt: Welcher zuerst steht, ist meist Zufall.",
  told: ({ nWorse, nBetter }) =>
    `${[nWorse > 0 && `${parts(nWorse)} ${nWorse === 1 ? "wird" : "werden"} schlechter vorhergesagt als der Rest`, nBetter > 0 && `${parts(nBetter)} ${nBetter === 1 ? "wird" : "werden"} besser vorhergesagt`].filter(Boolean).join(", ")}, um mehr, als Zufall bei so vielen Vergleichen erklärt.`,
  how: "Die Balken reichen zwei Standardfehler nach jeder Seite, für jeden Teil für sich. „Schlechter“ und „besser“ sind für die Zahl der Teile korrigiert (Holm): Wo sich nichts unterscheidet, sagt eine ganze Liste eines davon in 5 von 100 Fällen.",
  column: "Spalte",
  all: "Alle Spalten, die schlechtesten zuerst",
  source: "Datei",
  part: "Teil",
  partOf: ({ column, kind, label, low, high }) => {
    switch (kind) {
      case "level":
        return `${column}: ${label}`;
      case "source":
        return `Datei ${label}`;
      case "missing":
        return `${column}: fehlend`;
      case "range":
        return low === high
          ? `${column}: ${formatNumber(low)}`
          : `${column}: ${formatNumber(low)} bis ${formatNumber(high)}`;
      default:
        return kind satisfies never;
    }
  },
  rows: "Zeilen",
  gain: "Neben dem Rest",
  gainHint: "rechts der Linie: besser als die anderen Zeilen",
  loss: ({ metric }) => SLICE_LOSSES[metric],
  right: "Richtig",
  residuals: "Wirklich minus vorhergesagt",
  residualsHint: "Kasten: mittlere Hälfte, Linie: Mitte, Enden: 5 bis 95 von 100",
  conclusion: "Mehr als Zufall?",
  concluded: ({ conclusion }) => CONCLUSIONS[conclusion],
  lossOf: ({ loss, standardError }) =>
    Number.isFinite(standardError)
      ? `${formatBesideError(loss, standardError)} ± ${formatBesideError(standardError, standardError)}`
      : formatScore(loss),
  rightOf: ({ right }) => share(right),
  more: ({ count }) => `${countOf(count, "weiteren Teil", "weitere Teile")} zeigen`,
  scrollable: "Teil für Teil, rollbar",
} satisfies Translation<typeof slicesText>;

const SPLITS = {
  validation: ["Validierungszeile", "Validierungszeilen"],
  train: ["Trainingszeile", "Trainingszeilen"],
} as const;

export const dependence = {
  heading: "Wie Vorhersagen einer Spalte folgen",
  hint: "Jede Zeile wird mit einem Wert der Spalte nach dem anderen vorhergesagt, alles Übrige bleibt, wie es ist. Die Linie ist der Mittelwert; das Band fasst vier von fünf Zeilen, jede auf die Höhe des Mittelwerts verschoben: Wo es breit ist, wirkt die Spalte in anderen Zeilen anders. Das sagt, was die Pipeline tut, nicht, was geschähe, wenn jemand die Welt änderte.",
  column: "Spalte",
  choose: "Spalte wählen",
  ofClass: "Klasse",
  working: "Vorhersage läuft …",
  none: "Die Pipeline, die vorhersagt, hat keine solche Spalte, oder keine Zeile hat dort einen Wert.",
  probability: ({ label }) => `Wahrscheinlichkeit von ${label}`,
  value: ({ unit }) => (unit === "" ? "Vorhersage" : `Vorhersage, ${unit}`),
  mean: "Mittelwert",
  band: "Vier von fünf Zeilen",
  bandWords: "Band: vier von fünf Zeilen.",
  tenths: "Striche unten: Zehntel der Zeilen.",
  low: "Von",
  high: "Bis",
  level: "Ausprägung",
  rows: "Zeilen",
  nRows: ({ count }) => formatCount(count),
  said: ({ value, isShare }) => (isShare ? percent(value, 1) : formatNumber(value)),
  summary: ({ nRows, split, low, high, missing, isShare }) => {
    const [from, to, gap] = [low, high, missing].map((value) => (isShare ? percent(value, 1) : formatNumber(value)));
    return `Der Mittelwert geht von ${from} bis ${to}; wo die Zelle fehlt, ist er ${gap}. Von ${nRows === 1 ? `1 ${SPLITS[split][0]}` : `${formatCount(nRows)} ${SPLITS[split][1]}`}; Teile dessen, was eingesetzt wird, wurden mit einigen davon trainiert. Testzeilen werden nicht angerührt.`;
  },
  scrollable: ({ column }) => `Vorhersage nach ${column}, rollbar`,
} satisfies Translation<typeof dependenceText>;
