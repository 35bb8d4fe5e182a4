import {
  formatCount,
  formatDuration,
  formatMilliseconds,
  formatNumber,
  formatScore,
  formatTaken,
} from "../../../../base/numbers.ts";
import type {
  chartText,
  gpuText,
  offerText,
  settingText,
  statusWords,
  trainText,
} from "../../../../base/texts/studio/training.ts";
import { countOf, listWords } from "../../../../base/words.ts";
import type { Translation } from "../../../translation.ts";
import { rows, steps } from "../../nouns.ts";

const ENGINES = {
  auto: "Automatisch",
  "compiled-webgpu": "WebGPU",
  "compiled-wasm": "CPU",
  "tfjs-webgpu": "WebGPU (tfjs)",
  "tfjs-wasm": "CPU (tfjs)",
} as const;

const CUT_OFF = {
  closed: "die Seite wurde geschlossen oder neu geladen, während er lief",
  ended: "der Browser hat die Seite beendet, meist weil der Speicher nicht reichte",
  crashed: "der Hintergrundprozess hielt an",
  memory: "es war kein Speicher mehr frei",
} as const;

export const offer = {
  title: "Ein Lauf wurde abgeschnitten",
  words: ({ why, got, pipeline, files, nDone, step, time }) => {
    const came = [
      ...(nDone > 0 ? [`${countOf(nDone, "fertigen Training", "fertigen Trainings")}`] : []),
      ...(step > 0 ? [`Schritt ${formatCount(step)} ${nDone > 0 ? "des nächsten" : "der Mischung"}`] : []),
    ];
    const where = came.length > 0 ? ` Er war um ${time} gekommen bis zu: ${listWords(came)}.` : "";
    return `Der Lauf von „${pipeline}“ mit ${listWords(files)} wurde abgeschnitten: ${CUT_OFF[why]}${got === "" ? "" : ` (${got})`}.${where}`;
  },
  goOn: "Diesen Lauf fortsetzen",
  drop: "Verwerfen",
} satisfies Translation<typeof offerText>;

export const train = {
  heading: "3 Training",
  engine: "Engine",
  engineName: ({ engine }) => ENGINES[engine],
  budget: "Zeitbudget",
  pace: "Langsam genug zum Zusehen",
  paceHint: ({ seconds }) => `Dieselben Schritte, verteilt auf mindestens ${formatDuration(seconds)}.`,
  buttons: "Lauf",
  settings: "Trainingseinstellungen",
  train: "Trainieren",
  pause: "Pause",
  resume: "Weiter",
  step: "Schritt",
  stop: "Stopp",
  rateNow: "Lernrate jetzt",
  penaltiesNow: "Stärken jetzt",
  nowHint:
    "Vielfache der Einstellungen, solange die Mischung trainiert; die Stärken sind die der Strafen, wie für offene Tore. Die Ergebnisse sagen, was geändert wurde.",
  asSet: "wie eingestellt",
  factor: ({ factor }) => `× ${formatNumber(factor)}`,
  goOn: "Bei der trainierten Pipeline weitermachen",
  goOnHint: "statt neu zu beginnen",
  noTable: "Fügen Sie zuerst eine CSV-Datei hinzu oder öffnen Sie eine Beispieltabelle.",
  stillReading: "Die Tabelle wird noch gelesen.",
  notRead: "Die letzten Dateien konnten nicht gelesen werden; fügen Sie andere hinzu.",
  noTarget: "Wählen Sie zuerst eine Zielspalte.",
  mendFirst: ({ nProblems }) =>
    `Bringen Sie zuerst die Pipeline in Ordnung: Ihre Gliederung nennt ${countOf(nProblems, "Problem", "Probleme")}.`,
} satisfies Translation<typeof trainText>;

export const status = {
  title: "Stand des Trainings",
  progress: "Fortschritt des Trainings",
  step: ({ step, totalSteps }) => `Schritt ${step} von ${totalSteps}`,
  members: ({ doing, place, all }) => `${doing}: ${place} von ${all}`,
  left: ({ seconds }) => (seconds < 1 ? "noch unter 1 s" : `noch etwa ${formatDuration(seconds)}`),
  before: ({ nSteps, seconds }) => `Zuvor trainiert · ${steps(nSteps)} in ${formatTaken(seconds)}`,
  notYet: "Noch nicht trainiert",
  stopped: "Beendet, die besten Gewichte sind behalten",
  keeping: "Die Ergebnisse werden auf diesem Gerät gespeichert",
  done: "Fertig",
  took: ({ seconds }) => `dauerte ${formatTaken(seconds)}`,
  of: ({ files }) => `mit ${listWords(files)}`,
  failed: "Training gescheitert",
  noEngine: "Hier steht die Engine, sobald sie läuft.",
  engine: ({ title, reason }) => `Engine: ${title}${reason === "" ? "" : `. ${reason}`}`,
  stopping: "Wird beendet, die besten Gewichte werden behalten",
  paused: "Pausiert",
  pausing: "Pausiert nach den laufenden Schritten",
} satisfies Translation<typeof statusWords>;

const PLANS = { joint: "Alles gemeinsam", bilevel: "Pipeline mit Validierungszeilen" } as const;
const PLAN_HINTS = {
  joint: "Das Modell und die Pipeline davor lernen aus denselben Zeilen. Schnell und für die meisten Tabellen richtig.",
  bilevel:
    "Das Modell lernt aus Trainingszeilen, Gates und Mischungen aus anderen, damit sie sich nicht so leicht an Rauschen anpassen. Das ist ein Viertel der Trainingszeilen. Langsamer.",
} as const;
const DEPLOYED = {
  ensemble: "Ein Ensemble aus allem, was sich bewährt",
  one: "Eine Pipeline, nach Belegen gewählt",
} as const;
const DEPLOY_HINTS = {
  ensemble:
    "Mehrere Pipelines, gelernte und feste, werden trainiert und an Zeilen erprobt, die sie nicht gesehen haben. Ein Ensemble ist das Mittel aus dem, was die guten davon sagen; jede davon ist ein Mitglied.",
  one: "Mehrere Pipelines werden erprobt wie für ein Ensemble. Die beste von denen, die um mehr als Zufall besser sind als die einfache, wird mit allen Zeilen außer den Testzeilen noch einmal trainiert; gibt es keine, dann die einfache. Das ist leichter zu lesen und kleiner und meist ein wenig seltener richtig als ein Ensemble.",
} as const;
const TAGS = {
  automatic: "Neu trainiert, wo Zeit ist",
  retrained: "Ohne jeden Block neu trainiert",
  forced: "Ohne neues Training",
} as const;
const TAG_HINTS = {
  automatic:
    "Sind die Mitglieder trainiert, wird die Pipeline ohne jeden ihrer Blöcke noch einmal trainiert, wenn das nicht länger dauert als alles davor. Sonst, und wenn die Zahl der Schritte vorgegeben ist, übergeht die trainierte Pipeline jeden Block einmal; das ist schnell und übertreibt meist.",
  retrained:
    "Die Pipeline wird ohne jeden ihrer Blöcke mit denselben Zeilen neu trainiert: langsam, und das, was zählt.",
  forced:
    "Die trainierte Pipeline übergeht jeden Block einmal, ohne dass dafür etwas trainiert wird: schnell, und übertreibt meist.",
} as const;
const OPTIMISED_FOR = {
  loss: "Log-Loss oder quadratischer Fehler",
  trained: "Was zu Verlust und Klassengewichten passt",
  rocAuc: "ROC-AUC",
  macroF1: "Makro-F1",
  balancedAccuracy: "Balancierte Genauigkeit",
  accuracy: "Genauigkeit",
  meanCost: "Kosten von Fehlern",
  mae: "Mittlerer absoluter Fehler",
} as const;
const LOSSES = { squared: "Quadratischer Fehler", huber: "Huber-Verlust", quantile: "Quantilsverlust" } as const;
const LOSS_HINTS = {
  squared: "Gelernt wird der Mittelwert: Große Fehler zählen am meisten.",
  huber:
    "Große Fehler zählen nach ihrer Größe und nicht nach ihrem Quadrat, sodass wenige Zeilen weit draußen weniger entscheiden. Pipelines werden nach absoluten Fehlern verglichen.",
  quantile:
    "Gelernt wird eine Zahl, unter der ein bestimmter Anteil der Zeilen liegt, nicht der Mittelwert. Pipelines werden nach diesem Verlust verglichen, wonach auch immer optimiert wird.",
} as const;
const CLASS_WEIGHTS = { none: "Alle Zeilen gleich", balanced: "Alle Klassen gleich" } as const;
const CLASS_WEIGHT_HINTS = {
  none: "Wahrscheinlichkeiten gelten für die Zeilen, wie sie sind. Eine Schwelle, die zu Kosten passt, findet sich in den Ergebnissen unter „Diagnose“.",
  balanced:
    "Zeilen seltener Klassen zählen mehr, sodass diese öfter gefunden werden; Wahrscheinlichkeiten sind dann keine Anteile von Zeilen mehr, und Pipelines werden nach dem Mittel der Log-Losses der Klassen verglichen.",
} as const;
const OPTIMISERS = { adam: "Adam", sgd: "Stochastischer Gradientenabstieg" } as const;

export const settings = {
  more: "Weitere Trainingseinstellungen",
  starts: ({ count }) => countOf(count, "Start", "Starts"),
  plan: "Vorgehen",
  planName: ({ plan }) => PLANS[plan],
  planHint: ({ plan }) => PLAN_HINTS[plan],
  deploy: "Was eingesetzt wird",
  deployName: ({ deploy }) => DEPLOYED[deploy],
  deployHint: ({ deploy }) => DEPLOY_HINTS[deploy],
  tags: "Was Blöcke wert sind",
  tagsName: ({ tags }) => TAGS[tags],
  tagsHint: ({ tags }) => TAG_HINTS[tags],
  optimiseFor: "Optimieren nach",
  optimiseForName: ({ metric }) => OPTIMISED_FOR[metric],
  optimiseForHint: ({ metric }) =>
    metric === "trained"
      ? "Ein Quantil wird in jedem Fall nach seinem Quantilsverlust verglichen, der Huber-Verlust nach absoluten Fehlern und ausgewogene Klassen nach dem Mittel ihrer Log-Losses, solange hier nichts anderes gewählt ist."
      : metric === "loss"
        ? "Pipelines werden nach dem Verlust verglichen und gewählt, mit dem sie trainiert werden: die beste Wahl, wo Wahrscheinlichkeiten zählen, und die sicherste bei wenigen Zeilen."
        : metric === "meanCost"
          ? "Pipelines werden auf zurückgehaltenen Zeilen danach verglichen und gewählt, was ihre Fehler kosten, und auch das Urteil gilt dem; gesagt wird die Klasse, die voraussichtlich am wenigsten kostet. Die Kosten stehen in der Datei der Pipeline, wohin „diffml train --costs“ sie schreibt; ein Fehler, der nicht genannt ist, kostet 1."
          : `Pipelines werden auf zurückgehaltenen Zeilen verglichen und gewählt nach: ${OPTIMISED_FOR[metric]}; auch das Urteil gilt dem. Trainiert wird jede weiterhin mit ihrem Verlust; gesagt wird die wahrscheinlichste Klasse, bis unter Diagnose ein Schwellenwert gewählt wird.`,
  loss: "Verlust",
  lossName: ({ loss }) => LOSSES[loss],
  lossHint: ({ loss }) => LOSS_HINTS[loss],
  quantile: "Quantil",
  quantileHint: ({ range }) =>
    `Der Anteil der Zeilen, die unter dem liegen sollen, was über sie gesagt wird: ${range}. Zwischen dem, was zwei Läufe mit 0.1 und 0.9 sagen, liegen vier von fünf Zeilen.`,
  huberWidth: "Breite des Huber-Verlusts",
  huberWidthHint: ({ range }) =>
    `Bis zu so vielen Standardabweichungen des Ziels zählen Fehler nach ihrem Quadrat: ${range}.`,
  classWeights: "Klassengewichte",
  classWeightsName: ({ weights }) => CLASS_WEIGHTS[weights],
  classWeightsHint: ({ weights }) => CLASS_WEIGHT_HINTS[weights],
  optimiser: "Optimierer",
  optimiserName: ({ optimiser }) => OPTIMISERS[optimiser],
  learningRate: "Lernrate",
  learningRateHint: ({ range }) => `Wie weit jeder Schritt geht: ${range}.`,
  batchSize: "Batchgröße",
  batchSizeHint: ({ range }) => `Zeilen, die jeder Schritt ansieht: ${range}.`,
  weightDecay: "Weight Decay",
  weightDecayHint: ({ range }) => `Zieht die Gewichte des Modells zur 0: ${range}.`,
  seed: "Startwert",
  seedHint: "Derselbe Startwert (Seed) gibt dieselbe Aufteilung und denselben Anfang: eine ganze Zahl ab 0.",
  startsTitle: "Starts",
  startsHint: ({ range }) =>
    `Wie oft das Training mit jeder Lernrate beginnt, nebeneinander, jedes Mal mit anderen Zufallsgewichten: ${range}. Behalten wird der Start mit dem kleinsten Validierungsverlust. Auf einer CPU teilen sie sich die Zeit.`,
  otherRates: "Weitere Lernraten",
  otherRatesHint: ({ most }) =>
    `Neben der Lernrate trainiert, jede mit jedem Start: bis zu ${most} Zahlen mit Dezimalpunkt und Leerzeichen dazwischen, zum Beispiel 0.001 0.02. Leer: keine.`,
  notTaken: ({ problem, kept }) => `${problem} Nicht übernommen${kept === "" ? "" : `: Es gilt weiter ${kept}`}.`,
  tooMany: ({ count }) => `${count} Zahlen sind zu viele.`,
  withPoint: ({ problem }) => `${problem} Dezimalzahlen werden hier mit Punkt geschrieben, zum Beispiel 0.001.`,
  noNumber: "Hier muss eine Zahl stehen.",
  notNumber: ({ word }) => `„${word}“ ist keine Zahl.`,
  tooSmall: ({ word, least, isIncluded }) =>
    `${word} ist zu klein: ${isIncluded ? "mindestens" : "größer als"} ${least}.`,
  tooLarge: ({ word, most }) => `${word} ist zu groß: höchstens ${most}.`,
  notWhole: ({ word }) => `${word} ist keine ganze Zahl.`,
} satisfies Translation<typeof settingText>;

const CHARTS = { loss: "Verlust", gates: "Gates" } as const;

const KINDS = {
  gate: "wie viel durchkommt",
  choice: "Anteil einer Mischung",
  threshold: "Schwellenwert",
  weight: "Gewicht",
  constant: "gelernte Konstante",
} as const;

export const chart = {
  title: ({ chart: name }) => CHARTS[name],
  asTable: ({ chart: name }) => `${CHARTS[name]} als Tabelle`,
  save: ({ chart: name }) => `${CHARTS[name]} speichern`,
  loading: "Das Diagramm wird geladen …",
  show: "Diagramme zeigen",
  start: ({ place, total, replica }) => `Start ${place} von ${total}: ${replica}`,
  step: ({ step }) => `Schritt ${step}`,
  newestOnly: "Nur die neuesten Schritte",
  noGates:
    "Hier erscheint je eine Zeile für jedes Gate und jeden Teil einer Mischung. Ein Gate sagt, wie viel von einer Spalte bis zum Modell durchkommt; eine Mischung sagt, mit welchen Anteilen die Alternativen eines Blocks gemischt werden. Beides wird gelernt.",
  find: "Spalte in den Gates suchen",
  findHint: "Spalte suchen …",
  noRow: ({ filter }) => `Keine Zeile hat „${filter}“ im Namen.`,
  full: ({ most }) => `${most} Zeilen werden schon verfolgt. Wählen Sie zuerst eine davon, um sie loszulassen.`,
  choose: "Wählen Sie eine Zeile (Klick oder Pfeiltasten und Eingabe), um sie als Linie zu verfolgen.",
  planted: "eingeschmuggelt",
  plantedHint: "⚑: eine Spalte ohne Sinn, die eingeschmuggelt wurde. Ihr Gate sollte sich schließen.",
  chosen: "Gewählte Gates und Anteile über die Schritte",
  line: ({ label, block }) => `${label} (${block})`,
  valuesScrollable: "Gelernte Werte, rollbar",
  valuesCaption: "Alles, was über Spalten gelernt wird, wie es jetzt steht",
  block: "Block",
  column: "Spalte",
  what: "Was",
  value: "Wert",
  kind: ({ kind }) => KINDS[kind],
  before: "Vorige Werte",
  page: ({ page, nPages }) => `Seite ${page} von ${nPages}`,
  after: "Weitere Werte",
  heatMap: "Gates und Mischungen",
  firstRows: ({ shown, total }) =>
    `Die ersten ${formatCount(shown)} von ${rows(total)}; die Datei der Zahlen hat alle.`,
  nothing: "0: nichts",
  all: "1: alles",
  gatesOf: ({ block }) => `${block}: was durchkommt`,
  blendOf: ({ block, columns }) => `${block}: Mischung${columns === undefined ? "" : `, ${columns}`}`,
  logarithmic: "Logarithmisch",
  smoothing: "Glättung",
  unsmoothed: "aus",
  noLoss:
    "Hier erscheinen zwei Linien: wie falsch die Pipeline bei den Zeilen liegt, aus denen sie lernt, und bei Validierungszeilen, aus denen sie nicht lernt. Niedriger ist besser.",
  diverged:
    "Keine Linie für diesen Start: Sein Verlust war von den ersten Schritten an keine endliche Zahl, wie es bei einer zu hohen Lernrate vorkommt.",
  lossLines: "Trainings- und Validierungsverlust über die Schritte",
  training: "Training",
  validation: "Validierung",
  lossScrollable: "Werte des Verlusts, rollbar",
  lossCaption: ({ shown, total }) =>
    `Die neuesten ${formatCount(shown)} von ${formatCount(total)} Punkten; die Datei hat alle`,
  stepHead: "Schritt",
  trainingLoss: "Trainingsverlust",
  validationLoss: "Validierungsverlust",
  summary: ({ last, best }) => {
    const now = `Bei Schritt ${last.step}: Training ${formatScore(last.train)}, Validierung ${formatScore(last.validation)}.`;
    return best
      ? `${now} Kleinster Validierungsverlust: ${formatScore(best.validation)} bei Schritt ${best.step}.`
      : now;
  },
} satisfies Translation<typeof chartText>;

export const gpu = {
  check: "Meine GPU prüfen",
  checking: "Gradienten werden verglichen und 200 Schritte gemessen …",
  failed: ({ got, fix }) => `Die Prüfung ist gescheitert: ${got}. ${fix}`,
  copy: "GPU-Ergebnis kopieren",
  copied: "Kopiert.",
  notCopied: "Der Browser erlaubt hier kein Kopieren: Markieren Sie den Text und kopieren Sie ihn.",
  result: ({ engine, passed, maxRelativeError, msPerStep, nSteps, version }) =>
    [
      `Engine: ${engine.title} (${engine.id})`,
      `Adapter: ${engine.adapter || "keiner"}${engine.isSoftware ? ", Software" : ""}`,
      `Gradienten: ${passed ? "richtig" : "falsch"}, größter relativer Fehler ${maxRelativeError.toExponential(2)}`,
      `Tempo: ${formatMilliseconds(msPerStep)} ms je Schritt über ${steps(nSteps)}`,
      `Studio: ${version}`,
    ].join("\n"),
} satisfies Translation<typeof gpuText>;
