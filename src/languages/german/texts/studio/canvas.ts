import type { canvasText } from "../../../../base/texts/studio/canvas.ts";
import { countOf } from "../../../../base/words.ts";
import type { Translation } from "../../../translation.ts";

const DIRECTIONS = { left: "nach links", right: "nach rechts", up: "nach oben", down: "nach unten" } as const;

const TEMPLATES = {
  plain: "Einfach trainieren",
  curves: "Was macht jede Spalte?",
  cleaning: "Wie DiffPrep: die Bereinigung lernen",
  features: "Die Merkmale finden",
  sources: "Welcher Quelle kann ich trauen?",
  labels: "Fehlerhafte Zielwerte",
} as const;

interface PortOfBlock {
  readonly port: string;
  readonly block: string;
}

const blocks = (count: number) => countOf(count, "Block", "Blöcke");
const problemsOf = (count: number) => countOf(count, "Problem", "Probleme");
const connectionOf = ({ from, to }: { readonly from: PortOfBlock; readonly to: PortOfBlock }) =>
  `von ${from.block} (${from.port}) nach ${to.block} (${to.port})`;
const isDirection = (direction: string): direction is keyof typeof DIRECTIONS => direction in DIRECTIONS;

export const canvas = {
  heading: "2 Pipeline",
  title: "Pipeline",
  suggest: "Vorgeschlagene Pipeline nehmen",
  empty: ({ hasTable }) =>
    hasTable
      ? "Fügen Sie einen Block hinzu, oder nehmen Sie die vorgeschlagene Pipeline."
      : "Öffnen Sie eine Tabelle, um eine Pipeline vorgeschlagen zu bekommen, oder fügen Sie einen Block hinzu.",
  blockKeys:
    "Eingabe- oder Leertaste wählt den Block aus; Pfeiltasten führen zum nächsten Block oder verschieben den ausgewählten. C verbindet ihn, O öffnet die Tabelle, die ihn verlässt, Entf entfernt ihn, Esc lässt ihn los.",
  blockKeysNoMove:
    "Eingabe- oder Leertaste wählt den Block aus, C verbindet ihn, O öffnet die Tabelle, die ihn verlässt, Entf entfernt ihn.",
  connectionKeys:
    "Pfeiltasten führen zur nächsten Verbindung. Eingabe- oder Leertaste wählt sie aus, Entf entfernt sie.",
  controls: "Ansicht steuern",
  zoomIn: "Vergrößern",
  zoomOut: "Verkleinern",
  fitView: "Alles zeigen",
  moved: ({ direction, x, y }) =>
    `Ausgewählten Block ${isDirection(direction) ? DIRECTIONS[direction] : direction} verschoben. Neue Stelle, x: ${x}, y: ${y}`,
  block: ({ block }) => `Block ${block}`,
  connection: (ends) => `Verbindung ${connectionOf(ends)}`,
  connectionEnds: (ends) => connectionOf(ends),
  columns: ({ nNumbers, nCategories }) =>
    [
      nNumbers > 0 && countOf(nNumbers, "Zahl", "Zahlen"),
      nCategories > 0 && countOf(nCategories, "Kategorie", "Kategorien"),
    ]
      .filter(Boolean)
      .join(", "),
  inputs: "Eingänge",
  outputs: "Ausgänge",
  input: ({ port, block }) => `Eingang ${port} von ${block}`,
  output: ({ port, block }) => `Ausgang ${port} von ${block}`,
  portHint: ({ port, carries, isOptional }) => `${port}: ${carries}${isOptional ? ", nicht nötig" : ""}`,
  problems: ({ count }) => problemsOf(count),
  problemList: ({ problems }) => `${problemsOf(problems.length)}: ${problems.join(" ")}`,
  removed: "Entfernt. „Rückgängig“ holt es zurück.",
  removedBlock: ({ block }) => `${block} entfernt. „Rückgängig“ holt den Block zurück.`,
  removedConnection: ({ connection }) => `Entfernt: ${connection}.`,
  connectionRemoved: "Verbindung entfernt.",
  removeConnection: ({ connection }) => `Verbindung ${connection} entfernen`,
  removeConnectionOf: ({ connection, block }) => `Verbindung ${connection} von ${block} entfernen`,
  notConnected: "Noch nicht verbunden.",
  arrivesFrom: ({ port, block }) => `${port} von ${block}`,
  goesTo: ({ port, block }) => `${port} an ${block}`,
  outline: "Gliederung",
  complete: "Vollständig: Diese Pipeline kann trainiert werden.",
  completeNoTable: "Vollständig: Sie kann trainiert werden, sobald eine Tabelle offen und eine Zielspalte gewählt ist.",
  toMend: ({ count }) => `${problemsOf(count)} vor dem Training zu beheben.`,
  flow: ({ from, to }) =>
    [from.length > 0 && `von ${from.join(", ")}`, to.length > 0 && `an ${to.join(", ")}`].filter(Boolean).join(" · ") ||
    "nicht verbunden",
  move: ({ block, direction }) => `${block} ${DIRECTIONS[direction]} verschieben`,
  connect: "Verbinden mit …",
  connectBlock: ({ block }) => `${block} verbinden mit …`,
  open: "Öffnen",
  openBlock: ({ block }) => `${block} öffnen: die Tabelle, die den Block verlässt`,
  delete: "Löschen",
  deleteBlock: ({ block }) => `${block} löschen`,
  connectTitle: ({ block }) => `${block} verbinden`,
  sendOn: "Weitergeben an",
  sendTo: ({ block }) => `an ${block}`,
  takeFrom: "Nehmen von",
  from: ({ block }) => `von ${block}`,
  choice: ({ from, to, carries }) => `${from} → ${to} (${carries})`,
  nothingToConnect:
    "Nichts auf der Arbeitsfläche lässt sich jetzt mit diesem Block verbinden. Fügen Sie einen Block hinzu oder entfernen Sie erst eine Verbindung.",
  connected: "Verbunden.",
  refused: ({ problem }) => `Nicht verbunden. ${problem}`,
  twoOfAKind:
    "Eine Verbindung führt von einem Ausgang, rechts an einem Block, zu einem Eingang, links an einem anderen.",
  cannotEnd: ({ problem }) => `Hier nicht. ${problem}`,
  tools: "Die ganze Pipeline",
  tidyUp: "Aufräumen",
  new: "Neu",
  emptied: "Die Arbeitsfläche ist leer. „Rückgängig“ holt die Blöcke zurück.",
  startFrom: "Beginnen mit",
  template: ({ template }) => TEMPLATES[template],
  startedFrom: ({ template }) =>
    `„${TEMPLATES[template]}“ ist auf der Arbeitsfläche. „Rückgängig“ holt zurück, was vorher dort war.`,
  duplicate: "Duplizieren",
  duplicateBlock: ({ block }) => `${block} duplizieren`,
  copied: ({ count }) =>
    count === 0 ? "Wählen Sie einen Block aus, um ihn zu kopieren." : `${blocks(count)} kopiert.`,
  pasted: ({ count }) =>
    count === 0 ? "Es ist kein Block kopiert." : `${blocks(count)} eingefügt, untereinander verbunden wie zuvor.`,
  allSelected: ({ count }) => `${blocks(count)} ausgewählt.`,
  started:
    "Verbindung begonnen. Wählen Sie den Anschluss, an dem sie enden soll, oder die leere Fläche, um abzubrechen.",
} satisfies Translation<typeof canvasText>;
