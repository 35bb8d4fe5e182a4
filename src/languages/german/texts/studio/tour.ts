import type { tourText } from "../../../../base/texts/studio/tour.ts";
import type { Translation } from "../../../translation.ts";

const STEPS = {
  table: [
    "Ihre Tabelle",
    "Wählen Sie hier eine Beispieltabelle oder ziehen Sie Ihre eigene CSV-Datei irgendwo auf die Seite, und sagen Sie, welche Spalte vorhergesagt werden soll. Nichts verlässt diesen Tab.",
  ],
  data: [
    "Die Daten ansehen",
    "Als was jede Spalte gelesen wurde und warum, was fehlt, was auffällt; jede Zelle steht in der Tabelle darunter. Ändern Sie, was falsch erraten wurde.",
  ],
  palette: [
    "Blöcke",
    "Schritte einer Pipeline: Lücken füllen, Ausreißer begrenzen, skalieren, Spalten wählen, Modelle. Klicken Sie einen an, um ihn hinzuzufügen, oder ziehen Sie ihn auf die Arbeitsfläche.",
  ],
  canvas: [
    "Die Pipeline",
    "Daten fließen von links nach rechts. Während des Trainings zeigen Balken und Anteile in den Blöcken, was gelernt wird; Verbindungen sind so breit wie das, was durch sie fließt.",
  ],
  inspector: [
    "Einstellungen",
    "Wie lange trainiert wird und womit. Wählen Sie einen Block auf der Arbeitsfläche aus, und seine eigenen Einstellungen stehen hier, mit einer Erklärung in einfachen Worten.",
  ],
  train: [
    "Trainieren",
    "Trainiert alle Blöcke gemeinsam und daneben gewöhnliche Pipelines, damit Sie sehen, ob sich das Lernen gelohnt hat. Pause und Stopp gehen jederzeit; auch nach Stopp gibt es ein Ergebnis.",
  ],
  dock: [
    "Beim Lernen zusehen",
    "Der Verlust sollte fallen; Gates, die sich schließen, gehören zu Spalten, die nicht helfen. Was gelernt wurde, steht hier in Worten, wenn der Lauf beendet ist.",
  ],
  results: [
    "Ergebnisse",
    "Das Urteil auf Zeilen, mit denen nie trainiert wurde, samt Intervall; wo die Pipeline irrt, was jeder Block und jede Spalte wert ist, und Vorhersagen für neue Zeilen.",
  ],
  export: [
    "Zum Mitnehmen",
    "Die trainierte Pipeline als Datei, die sich hier wieder öffnen lässt, oder als Python, JavaScript, ONNX oder SQL, die ohne diese Seite vorhersagen.",
  ],
} as const;

export const tour = {
  take: "Rundgang machen",
  invite: "Neu hier?",
  heading: ({ stop }) => STEPS[stop][0],
  words: ({ stop }) => STEPS[stop][1],
  next: "Weiter",
  previous: "Zurück",
  done: "Fertig",
  skip: "Rundgang beenden",
  progress: ({ index, count }) => `${index} von ${count}`,
} satisfies Translation<typeof tourText>;
