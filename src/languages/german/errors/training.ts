/** Training and what is measured. */
import type { trainingErrors as errors } from "../../../base/errors/training.ts";
import type { ErrorTranslation } from "../../translation.ts";

export const trainingErrors = {
  E_TRAIN_COLUMNS: ({ target }) => ({
    where: "Tabelle",
    expected: `mindestens eine Spalte, aus der sich ${JSON.stringify(target)} vorhersagen lässt`,
    got: "keine, die verwendet wird",
    fix: "Verwenden Sie eine Spalte, die beiseitegelegt wurde, oder fügen Sie Spalten hinzu.",
  }),
  E_TRAIN_NOT_FINITE: ({ step, blocks }) => ({
    where: `Trainingsschritt ${step}${blocks.length > 0 ? `, Block ${blocks.join(", ")}` : ""}`,
    expected: "ein endlicher Verlust",
    got: "ein Wert, der keine Zahl oder unendlich ist, auch bei kleineren Lernraten",
    fix: "Senken Sie die Lernrate, oder skalieren Sie die Spalten dieses Blocks vor dem Modell („Zahlen skalieren“, „Ausreißer begrenzen“).",
  }),
  E_BASELINE_LABELS: ({ nClasses, wrong }) => ({
    where: "konstante Vergleichsvorhersage, Zielwerte des Trainings",
    expected: nClasses === undefined ? "mindestens eine endliche Zahl" : `Klassencodes von 0 bis ${nClasses - 1}`,
    got: wrong ? `${wrong.label} in Trainingszeile ${wrong.row}` : "keine Trainingszeile",
    fix: "Trainieren Sie mit Zeilen, die einen Zielwert haben.",
  }),
  E_METRICS_LENGTH: ({ nRows, width, got }) => ({
    where: "Metriken, Vorhersagen",
    expected: `${nRows} × ${width} Werte`,
    got: `${got}`,
    fix: "Sagen Sie genau die Zeilen vorher, deren Zielwerte angegeben sind.",
  }),
  E_METRICS_LABELS: ({ row, nClasses, label }) => ({
    where: `Metriken, Zielwerte, Zeile ${row}`,
    expected: nClasses === undefined ? "eine endliche Zahl" : `ein Klassencode von 0 bis ${nClasses - 1}`,
    got: `${label}`,
    fix: "Lassen Sie Zeilen ohne Zielwert vor dem Messen weg.",
  }),
  E_METRICS_PREDICTIONS: ({ row, isClasses, values }) => ({
    where: `Metriken, Vorhersagen, Zeile ${row}`,
    expected: isClasses ? "Wahrscheinlichkeiten, die zusammen 1 ergeben" : "eine endliche Zahl",
    got: values.slice(0, 5).join(", "),
    fix: "Vielleicht ist das Training divergiert; versuchen Sie es mit einer kleineren Lernrate.",
  }),
  E_METRICS_TASK: ({ task, known, got }) => ({
    where: `Metriken, Aufgabe ${task}`,
    expected: `eine von ${known.join(", ")}`,
    got,
    fix: "Wählen Sie eine Metrik dieser Aufgabe.",
  }),
  E_METRICS_UNDEFINED: ({ metric, nRows }) => ({
    where: `Bootstrap, ${metric}`,
    expected: "Zeilen, auf denen die Metrik definiert ist",
    got: `${nRows} Zeilen, auf denen sie es nicht ist`,
    fix: "Vergleichen Sie mit einer Metrik, die beide Ergebnisse haben.",
  }),
} satisfies ErrorTranslation<typeof errors>;
