/** What blocks share: choices, gates, names of alternatives, headings of the palette. */
import { percent } from "../../../base/numbers.ts";
import { listWords } from "../../../base/words.ts";
import type { choiceText } from "../../../blocks/kit/explain-choice.ts";
import type { shortText } from "../../../blocks/kit/short-words.ts";
import type { Translation } from "../../translation.ts";

/** One choice for all columns has no column's name. */
const named = (label: string) => (label === "all columns" ? "alle Spalten" : label);

export const choice = {
  none: ({ subject }) => `${subject}: keine klare Vorliebe, hier kaum von Belang.`,
  one: ({ subject, winner, share, isClear }) =>
    `${subject}: ${isClear ? "entschieden für" : "eher"} ${winner} (${percent(share)} der Mischung).`,
  several: ({ subject, nColumns, telling }) => {
    const words = telling.map(({ label, winner }) => `${named(label)} (${winner})`);
    return `${subject}: eine Vorliebe bei ${telling.length} von ${nColumns} Spalten: ${listWords(words)}.`;
  },
  decided: ({ label, winner, share, isClear }) =>
    `${named(label)}: ${isClear ? "" : "eher "}${winner} (${percent(share)} der Mischung).`,
  undecided: ({ label, winner, isTie, share }) =>
    `${named(label)}: keine klare Vorliebe, hier kaum von Belang (${winner} ${isTie ? "haben je" : "hat"} ${percent(share)} der Mischung).`,
} satisfies Translation<typeof choiceText>;

export const short = {
  gates: ({ nOpen, nBetween, total }) =>
    nBetween > 0 ? `${nOpen} von ${total} offen, ${nBetween} halb` : `${nOpen} von ${total} Gates offen`,
  // The number first: a block has no room for long words, and cuts them at their end.
  leader: ({ leader, share }) => `${percent(share)} ${leader}`,
  leaderInSome: ({ leader, count, nColumns }) => `${count} von ${nColumns} Spalten: ${leader}`,
} satisfies Translation<typeof shortText>;

/** Alternatives and values of settings, by what is stored. */
export const option: Readonly<Record<string, string>> = {
  learn: "lernen",
  mean: "Mittelwert",
  median: "Median",
  "most frequent": "häufigster Wert",
  "own level": "eigene Ausprägung",
  "learned constant": "gelernte Konstante",
  "z-score": "z-Wert",
  "min-max": "Min-Max",
  robust: "robust",
  "signed log": "Logarithmus mit Vorzeichen",
  "quantile to normal": "Quantile zur Normalverteilung",
  tame: "begrenzen",
  "leave alone": "in Ruhe lassen",
  relu: "ReLU",
  tanh: "tanh",
  automatic: "automatisch",
  shared: "gemeinsam",
  "per column": "je Spalte",
  "all columns": "alle Spalten",
  all: "alle",
  only: "nur",
  except: "außer",
  joint: "alles gemeinsam",
  bilevel: "Pipeline mit Validierungszeilen",
  one: "eine Pipeline",
  ensemble: "Ensemble",
  adam: "Adam",
  sgd: "SGD",
  forced: "ohne neues Training",
  retrained: "neu trainiert",
  random: "zufällig",
  "largest-first": "wie gespeichert",
  group: "nach Gruppen",
  time: "nach der Zeit",
  column: "nach einer Spalte",
  files: "nach Dateien",
};

export const blockCategory: Readonly<Record<string, string>> = {
  Data: "Daten",
  Cleaning: "Bereinigung",
  Selection: "Auswahl",
  Model: "Modell",
};

/** Settings that several blocks have. */
export const columnsSetting = {
  "settings.columns": "Spalten",
  "settings.columns.description": "Alle Spalten, die hier ankommen, nur einige oder alle außer einigen.",
};

export const choiceSettings = {
  "settings.use": "Verwenden",
  "settings.use.description": "Lernen, welche Alternative zu jeder Spalte passt, oder immer eine bestimmte verwenden.",
  "settings.share": "Wahlen",
  "settings.share.description":
    "Eine Wahl für alle Spalten oder eine je Spalte. Automatisch: gemeinsam unter 1000 Trainingszeilen.",
};

/** Of every model. */
export const modelPorts = {
  "inputs.features": "Merkmale",
  "inputs.weights": "Zeilengewichte",
  "outputs.prediction": "Vorhersage",
};

/** Settings of training that are named outside of their form. */
export const trainingSettings = {
  "settings.plan": "Vorgehen",
  "settings.deploy": "Was eingesetzt wird",
  "settings.tags": "Was Blöcke wert sind",
  "settings.optimiseFor": "Optimieren nach",
  "settings.costs": "Kosten falscher Antworten",
  "settings.loss": "Verlust",
  "settings.huberWidth": "Breite des Huber-Verlusts",
  "settings.quantile": "Quantil",
  "settings.classWeights": "Klassengewichte",
  "settings.optimiser": "Optimierer",
  "settings.learningRate": "Lernrate",
  "settings.otherLearningRates": "Weitere Lernraten",
  "settings.starts": "Starts",
  "settings.batchSize": "Batchgröße",
  "settings.budgetSeconds": "Zeitbudget",
  "settings.maxSteps": "Höchstzahl der Schritte",
  "settings.weightDecay": "Weight Decay",
  "settings.wrongLabels": "Falsche Zielwerte",
  "settings.seed": "Startwert",
  "settings.split": "Aufteilung",
  "settings.trainFraction": "Trainingsanteil",
  "settings.validationFraction": "Validierungsanteil",
  "settings.trainingOnlySources": "Dateien, an denen gemessen wird",
};
