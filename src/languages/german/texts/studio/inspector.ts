import type { inspectorText } from "../../../../base/texts/studio/inspector.ts";
import type { Translation } from "../../../translation.ts";

const COLUMN_MODES = { all: "Alle Spalten", only: "Nur diese", except: "Alle außer diesen" } as const;

const FIELD_HINTS = {
  trainFraction: "Von den Zeilen mit Zielwert. Was übrig bleibt, sind die Testzeilen.",
  validationFraction: "Zeilen, nach denen der beste Augenblick eines Trainings gewählt wird.",
  maxSteps: "Leer: Nur das Zeitbudget entscheidet.",
} as const;

const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

export const inspector = {
  title: "Einstellungen",
  unknownBlock: "Dieses Studio kennt diesen Block nicht.",
  learned: "Was er gelernt hat",
  howItWorks: ({ block }) => `Wie ${block} arbeitet`,
  wholePipeline: "Ganze Pipeline",
  several: ({ count }) => `${count} Blöcke sind ausgewählt; wählen Sie einen aus, um seine Einstellungen zu sehen.`,
  none: "Wählen Sie einen Block aus, um hier seine Einstellungen zu sehen.",
  pipelineName: "Name der Pipeline",
  pipelineNameHint: "Steht in der exportierten Datei.",
  fieldHint: ({ field }) => FIELD_HINTS[field],
  shares: "Erwartet: Trainings- und Validierungsanteil zusammen höchstens 1",
  noSettings: "Dieser Block hat keine Einstellungen.",
  noColumns: "Öffnen Sie eine Tabelle, um aus ihren Spalten zu wählen.",
  columnMode: ({ mode }) => COLUMN_MODES[mode],
  searchFor: ({ what }) => `${what} suchen`,
  searchColumns: "Spalten suchen",
  needsValue: "Erwartet: ein Wert; es steht nichts da.",
  needsNumber: ({ got }) =>
    `Erwartet: eine Zahl; da steht „${got}“.${got.includes(",") ? " Dezimalzahlen werden hier mit Punkt geschrieben." : ""}`,
  needsJson: ({ reason }) => (reason === undefined ? "Erwartet: JSON." : `Erwartet: JSON (${reason}).`),
  outside: ({ range, got }) => `Erwartet: ${lowered(range)} Da steht ${got || "nichts"}.`,
  refused: ({ issue, got }) => `${issue}. Da steht ${got || "nichts"}.`,
  range: ({ isInteger, range }) => `${[isInteger ? "Ganze Zahl" : "Zahl", range].filter(Boolean).join(" ")}.`,
} satisfies Translation<typeof inspectorText>;
