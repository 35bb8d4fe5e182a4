import { percent } from "../../../base/numbers.ts";
import { countOf, listWords } from "../../../base/words.ts";
import type { text as english } from "../../../blocks/neural-network/explain.ts";
import type { Translation } from "../../translation.ts";
import { features } from "../nouns.ts";
import { modelPorts } from "./kit.ts";

export const explain = {
  size: ({ nLayers, width, nHidden }) =>
    `Ein Netz mit ${countOf(nLayers, "verborgenen Schicht", "verborgenen Schichten")} zu ${countOf(width, "Einheit", "Einheiten")} (${countOf(nHidden, "Parameter", "Parameter")} vor der letzten Schicht).`,
  dropout: ({ share }) =>
    `Im Training kam jede Zeile ohne ${percent(share)} der verborgenen Einheiten aus, bei jedem Schritt ohne andere.`,
  members: ({ members }) =>
    `Es sind ${members} Netze in einem, die diese Schichten teilen; was sie sagen, wird gemittelt.`,
  reads: ({ nFeatures, columns }) => `Es liest ${features(nFeatures)} aus ${listWords(columns, 12)}.`,
} satisfies Translation<typeof english>;

export const rows = {
  title: "Neuronales Netz",
  summary: "Ein mehrschichtiges Perzeptron: lernt Kurven und das Zusammenspiel von Merkmalen.",
  ...modelPorts,
  "settings.hiddenLayers": "Verborgene Schichten",
  "settings.hiddenLayers.description": "Wie viele Schichten zwischen Merkmalen und Vorhersage stehen.",
  "settings.width": "Breite",
  "settings.width.description": "Einheiten in jeder verborgenen Schicht.",
  "settings.activation": "Aktivierung",
  "settings.activation.description":
    "Was jede Einheit mit ihrer Summe macht: unter null abschneiden oder auf −1 … 1 stauchen.",
  "settings.dropout": "Dropout",
  "settings.dropout.description":
    "Anteil der verborgenen Einheiten, ohne den jede Zeile trainiert wird, bei jedem Schritt ohne andere: 0,1 bis 0,3, wenn es wenige Zeilen gibt.",
  "settings.members": "Mitglieder",
  "settings.members.description":
    "Netze in einem: Sie teilen diese Schichten, jedes mit eigenen Faktoren der Merkmale und eigener letzter Schicht; es zählt das Mittel dessen, was sie sagen. 4 oder 8 sind auf vielen Tabellen besser und brauchen zwei- bis viermal so lange.",
  "triedLast.0": "ein breiteres Netz",
};
