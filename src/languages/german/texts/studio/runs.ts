import {
  formatAlike,
  formatBesideError,
  formatCount,
  formatDuration,
  formatNumber,
  formatScore,
  formatSignedBesideError,
  formatTaken,
} from "../../../../base/numbers.ts";
import type { chosenText, compareRunsText, endText, runsText, sweepText } from "../../../../base/texts/studio/runs.ts";
import { countOf, listWords, wordText } from "../../../../base/words.ts";
import type { Translation } from "../../../translation.ts";
import { runs as runsOf } from "../../nouns.ts";

const LOSSES = {
  logLoss: "Log-Loss",
  rmse: "RMSE",
  quantileLoss: "Quantilsverlust",
  balancedLogLoss: "ausgewogener Log-Loss",
} as const;
const LOSS_OF = { outOfFold: "out-of-fold", validation: "Validierung" } as const;

const withError = (value: number, error: number) =>
  `${formatBesideError(value, error)} ± ${formatBesideError(error, error)}`;

export const runs = {
  heading: "5 Läufe",
  none: "Hier stehen Läufe, wenn sie beendet sind, und was Sie zwischen ihnen geändert haben. Trainieren Sie, um den ersten zu bekommen.",
  kept: ({ isKept }) =>
    isKept
      ? "Läufe werden auf diesem Gerät behalten: die fünfzig neuesten und die, die Sie anheften."
      : "Läufe werden behalten, bis diese Seite geschlossen wird. Mit „Diese Tabelle und ihre Läufe auf diesem Gerät behalten“ bei der Tabelle sind sie auch beim nächsten Mal da.",
  rank: "Reihenfolge",
  byTime: "Neueste zuerst",
  byLoss: "Kleinster Verlust zuerst",
  tagFilter: "Schlagwort",
  allTags: "Alle Schlagwörter",
  caption: ({ nRuns }) =>
    `${runsOf(nRuns)}. Verluste sind von Zeilen, die die Modelle nicht gesehen hatten, nie von Testzeilen.`,
  scrollable: "Läufe; rollbar",
  selectHead: "Vergleich",
  runHead: "Lauf",
  changesHead: "Geändert seit dem Lauf davor",
  lossHead: "Verlust",
  curveHead: "Kurve",
  verdictHead: "Urteil",
  actionsHead: "Aktionen",
  select: ({ name }) => `${name} vergleichen`,
  pin: ({ name }) => `${name} anheften`,
  noteOf: ({ name }) => `Notiz zu ${name}`,
  notePlaceholder: "Notiz hinzufügen",
  tagsOf: ({ name }) => `Schlagwörter zu ${name}, durch Kommas getrennt`,
  tagsPlaceholder: "Schlagwörter",
  run: ({ time }) => `Lauf von ${time}`,
  engineAndTime: ({ engine, seconds, seed }) => `${engine} · ${formatTaken(seconds)} · Startwert ${seed}`,
  stopped: "vorzeitig beendet",
  shown: "Auf der Arbeitsfläche gezeigt",
  loss: ({ metric, of }) => `${LOSSES[metric]}, ${LOSS_OF[of]}`,
  place: ({ rank }) => `Rang ${rank}`,
  placeHint: "Unter Läufen mit denselben Dateien und demselben Ziel",
  noLoss: "nicht gemessen",
  firstRun: "Der erste Lauf",
  sameSettings: "Nichts: dieselben Einstellungen",
  moreChanges: ({ count }) => `und ${countOf(count, "weitere Änderung", "weitere Änderungen")}`,
  noVerdict: "Kein Urteil",
  curve: ({ first, last }) => `Validierungsverlust, von ${formatScore(first)} bis ${formatScore(last)}`,
  noCurve: "Keine Kurve",
  restore: "Zurückholen",
  restoreRun: ({ name }) => `${name} zurückholen`,
  restored: ({ name, hasTrained }) =>
    `Pipeline und Ergebnisse sind zurück: ${name}. „Rückgängig“ holt die Pipeline zurück, die auf der Arbeitsfläche war.${hasTrained ? "" : " Was dieser Lauf trainiert hatte, ist nicht mehr da: Seine Zahlen sind es, und „Trainieren“ macht es neu."}`,
  running:
    "Gerade läuft ein Training. Beenden Sie es oder warten Sie, bis es fertig ist, um einen anderen Lauf zurückzuholen.",
  copyCommandOf: ({ name }) => `${name} als Kommandozeile kopieren`,
  copied: "Der Befehl ist in der Zwischenablage. Er liest die Pipeline aus einer Datei, die dazu gespeichert wurde.",
  copiedInTime:
    "Der Befehl ist in der Zwischenablage. Er liest die Pipeline aus einer Datei, die dazu gespeichert wurde. Wie viele Schritte dieser Lauf macht, hängt von der Zeit ab; ein anderer Rechner kommt deshalb ungefähr auf dasselbe, aber nicht auf dieselben Bits.",
  notCopied: ({ text }) =>
    `Dieser Browser lässt die Seite nicht in die Zwischenablage schreiben. Der Befehl lautet: ${text}`,
  deleteRun: ({ name }) => `${name} löschen`,
  deleteSure: "Wirklich löschen?",
  deleted: ({ name }) => `Gelöscht: ${name}.`,
  files: "Dateien",
  contents: "Inhalt der Dateien",
  target: "Ziel",
  engine: "Engine",
  rowFilter: "Zeilenfilter",
  dirt: "Eingebrachter Schmutz",
  judgedBy: ({ others }) => (others.length === 0 ? "alle" : `alle außer ${listWords(others, others.length)}`),
  noDirt: "keiner",
  hiddenDirt: "verborgen",
  columnUse: ({ type, isUsed }) => (isUsed ? `verwendet als ${type}` : "nicht verwendet"),
  connection: ({ ends }) => ends.join(" → "),
  with: ({ what }) => `mit ${what}`,
  without: ({ what }) => `ohne ${what}`,
  changed: ({ title, was, is }) => `${title}: ${was} → ${is}`,
} satisfies Translation<typeof runsText>;

export const compareRuns = {
  title: ({ nRuns }) => `${runsOf(nRuns)} vergleichen`,
  choose: "Kreuzen Sie zwei oder mehr Läufe an, um sie nebeneinander zu sehen.",
  untick: "Keinen ankreuzen",
  differ: "Worin sie sich unterscheiden",
  same: "Alle Einstellungen sind gleich.",
  otherRows:
    "Diese Läufe haben verschiedene Dateien, verschiedene Ziele oder Verluste auf verschiedenen Zeilen: Sie sind nicht vergleichbar.",
  setting: "Einstellung",
  curves: "Validierungsverlust",
  mostCurves: ({ shown, total }) => `Das Diagramm zeigt die ersten ${shown} von ${total} Läufen.`,
  logarithmic: "Logarithmisch",
  metrics: "Metriken",
  metric: "Metrik",
  heldOut: ({ metric }) => `${metric}, Validierungszeilen`,
  seconds: "Zeit",
  steps: "Schritte",
  evidence: "Belege",
  evidenceHint:
    "Verlust damit minus Verlust ohne, oder minus den der einfachen Pipeline, auf zurückgehaltenen Zeilen, ± ein Standardfehler. Unter null: Es bringt etwas.",
  measuredIn: "Gemessen in",
  noEvidence: "Keiner dieser Läufe hat welche.",
  about: "Worüber",
  delta: ({ delta, error }) =>
    !Number.isFinite(delta) || !Number.isFinite(error)
      ? "nicht zu sagen"
      : error > 0
        ? `${formatSignedBesideError(delta, error)} ± ${formatBesideError(error, error)}`
        : formatNumber(delta),
  absent: "–",
  scrollable: "Läufe nebeneinander; rollbar",
} satisfies Translation<typeof compareRunsText>;

export const chosenRun = {
  title: "Testzeilen antworten nur einmal",
  why: "Wählen Sie zuerst oben einen Lauf nach seinem Verlust. Testzeilen sind nur zum ersten Lauf gerecht, nach dem sie gefragt werden; wer von vielen Testergebnissen das beste nimmt, nimmt Glück und wird später enttäuscht.",
  which: "Der Lauf, den Sie gewählt haben",
  show: "Zeigen, was er auf den Testzeilen leistet",
  another:
    "Diese Testzeilen haben schon einen anderen Lauf mit dieser Tabelle beurteilt. Wenn Sie jetzt nach ihnen wählen, sind die Zahlen zu gut.",
  of: ({ name, nRows }) => `${name}, auf ${nRows === 1 ? "1 Testzeile" : `${formatCount(nRows)} Testzeilen`}:`,
  noTest: "Dieser Lauf hat keine Testzeilen.",
} satisfies Translation<typeof chosenText>;

export const sweep = {
  title: "Reihe",
  hint: "Trainiert Varianten der Pipeline auf der Arbeitsfläche nacheinander; jede wird ein Lauf der Liste. Die Arbeitsfläche bleibt, wie sie ist.",
  seeds: "Startwerte",
  seedsHint: "Jede Variante einmal je Startwert: Wie viel von einem Unterschied Glück ist, zeigt das ±.",
  vary: "Verändern",
  nothing: "nichts weiter",
  values: ({ title }) => `Werte von ${title}`,
  valuesLabel: "Werte",
  now: ({ value }) => `Zahlen mit Dezimalpunkt, durch Kommas getrennt; derzeit ${value}.`,
  wrong: ({ word, range }) => `„${word}“ ist nicht möglich: eine Zahl ${range}.`,
  second: "Außerdem verändern",
  start: ({ nRuns }) => `${runsOf(nRuns)} beginnen`,
  tooMany: ({ nRuns, most }) => `${runsOf(nRuns)} sind zu viele; höchstens ${formatCount(most)} in einer Reihe.`,
  about: ({ seconds }) => `Etwa ${formatDuration(seconds)}.`,
  progress: ({ nDone, nAll, nFailed }) =>
    `${nDone} von ${nAll === 1 ? "1 Lauf" : `${formatCount(nAll)} Läufen`} beendet${nFailed > 0 ? `, davon ${nFailed} ohne Ergebnis` : ""}`,
  halt: "Reihe anhalten",
  resume: "Reihe fortsetzen",
  drop: "Rest weglassen",
  results: "Reihen",
  otherDivisions: ({ count }) => `Mit ${count} Aufteilungen der Zeilen trainieren`,
  otherDivisionsHint: ({ nRows, duration }) =>
    `Dieses Urteil beruht auf ${formatCount(nRows)} Testzeilen einer einzigen Aufteilung. Zehnmal anders aufgeteilt, jedes Mal mit anderen Testzeilen, steht in der Ansicht der Läufe ein Urteil über alle zusammen. Etwa ${duration}.`,
  verdict: ({ difference, low, high, verdict, nDivisions, metric, isMoreBetter }) => {
    const word = difference >= 0 === isMoreBetter ? "höher" : "niedriger";
    const [size, from, to] = formatAlike([Math.abs(difference), low, high]);
    const told = { better: "besser", worse: "schlechter", "no clear difference": "kein klarer Unterschied" }[verdict];
    return `Über ${nDivisions} Aufteilungen der Zeilen ist auf Testzeilen (${metric}) der Wert im Mittel um ${size} ${word} als der der einfachen Pipeline (${wordText("interval")} des Gewinns: ${from} bis ${to}): ${told}. Das Intervall gilt für andere Aufteilungen einer Tabelle wie dieser, andere erste Gewichte und andere Batches; dass Aufteilungen die meisten Zeilen teilen, ist eingerechnet.`;
  },
  resultsHint:
    "Mittlerer Verlust über die Startwerte ± Standardfehler: Um so viel kann das Ergebnis mit anderen Startwerten abweichen.",
  caption: ({ time }) => `Reihe von ${time}`,
  variant: "Variante",
  asItIs: "wie sie ist",
  nSeeds: "Läufe",
  mean: ({ loss }) => `Mittlerer Wert: ${loss}`,
  meanAndError: ({ mean, error }) =>
    error === undefined ? formatScore(mean) : error > 0 ? withError(mean, error) : `${formatScore(mean)} ± 0`,
} satisfies Translation<typeof sweepText>;

export const runEnd = {
  ask: "Mir sagen, wenn ein langer Lauf endet",
  askHint: "Durch eine Benachrichtigung dieses Browsers, wenn die Seite im Hintergrund ist.",
  refused:
    "Dieser Browser erlaubt der Seite keine Benachrichtigungen; der Titel ihres Tabs sagt trotzdem, wenn ein Lauf beendet ist.",
  title: ({ isDone, app }) => `${isDone ? "✓ Lauf beendet" : "✗ Lauf gescheitert"} – ${app}`,
  notification: ({ isDone }) => (isDone ? "Der Lauf ist beendet" : "Der Lauf ist gescheitert"),
  body: ({ files, seconds }) => `${listWords(files)}, ${formatDuration(seconds)}`,
} satisfies Translation<typeof endText>;
