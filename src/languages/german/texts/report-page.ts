import type { reportText } from "../../../base/texts/report-page.ts";
import { countOf, listWords, wordText } from "../../../base/words.ts";
import type { Translation } from "../../translation.ts";
import { TASKS } from "../tasks.ts";

export const report = {
  writtenBy: ({ name, version }) =>
    `Geschrieben von ${name} ${version}. Die Seite braucht nichts weiter und ruft nichts ab.`,
  title: ({ target }) => `Vorhersage von ${target}`,
  card: "Model Card",
  predicts: "Sagt vorher",
  task: ({ task, classes }) => {
    const words = TASKS[task] ?? task;
    return classes.length > 0 ? `${words}: ${listWords(classes, 20)}` : words;
  },
  says: "Nennt",
  reads: "Liest",
  columns: ({ count }) => countOf(count, "Spalte", "Spalten"),
  rows: "Zeilen",
  rowCounts: ({ train, validation, test }) =>
    `${train} zum Trainieren, ${validation} zum Validieren, ${test} zum Testen`,
  run: "Lauf",
  runWords: ({ nSteps, seed, engine }) => `${countOf(nSteps, "Schritt", "Schritte")}, Startwert ${seed}, ${engine}`,
  files: "SHA-256 der Dateien",
  content: "SHA-256 des Inhalts",
  verdict: "Ist sie besser als eine einfache Pipeline?",
  noVerdict: "Es gab nichts, womit ein fairer Vergleich möglich war.",
  interval: ({ low, high, metric }) =>
    `Der Unterschied auf den Testzeilen (${metric}) liegt zwischen ${low} und ${high} (${wordText("interval")}, Bootstrap).`,
  metrics: "Metriken der Testzeilen",
  learned: "Was gelernt wurde",
  nothingLearned: "Kein Block dieser Pipeline lernt etwas, das sich in Worten sagen lässt.",
  members: "Was versucht wurde",
  share: "Anteil",
  loss: "Out-of-Fold-Verlust",
  pipeline: "Pipeline",
  lossCurve: "Verlust während des Trainings",
  curve: ({ steps, first, last }) =>
    `Validierungsverlust über ${countOf(steps, "Schritt", "Schritte")}: von ${first} auf ${last}`,
  trainLoss: "Training",
  validationLoss: "Validierung",
  columnsHead: "Spalten, die gelesen werden",
  column: "Spalte",
  type: "Typ",
  reason: "Warum sie so gelesen wird",
  notes: "Anmerkungen zum Lauf",
  holds:
    "Diese Seite enthält keine Zeilen. Sie nennt Spalten, Klassen und worauf sich die Blöcke festgelegt haben; manches davon sind Ausprägungen und Zahlen, die in den Zeilen stehen.",
} satisfies Translation<typeof reportText>;
