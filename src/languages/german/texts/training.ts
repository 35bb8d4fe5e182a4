import { formatCount, formatNumber, formatPercent, percent, withUnit } from "../../../base/numbers.ts";
import type { predictionIntervalText, runText, verdictText, weaknessText } from "../../../base/texts/training.ts";
import { capitalised, countOf, listWords, wordText } from "../../../base/words.ts";
import type { Translation } from "../../translation.ts";
import { SPLIT_ROWS } from "../split-names.ts";

const ROLES = {
  model: "Modelle",
  pipeline: "Bereinigung und Auswahl",
  data: "Gewichte von Zeilen und Quellen",
} as const;

interface NonFiniteAt {
  readonly step: number;
  readonly blocks: readonly string[];
}

const timesWords = (factor: number) =>
  factor === 1 ? "wie eingestellt" : `das ${formatNumber(factor)}-Fache der Einstellung`;

const nonFiniteWords = ({ step, blocks }: NonFiniteAt) =>
  `In Schritt ${step} war ein Wert nicht endlich${blocks.length > 0 ? ` (Block ${blocks.join(", ")})` : ""}`;

/** Of that many classes each is told of; of more, the first. */
const MOST_CLASSES = 3;

export const predictionInterval = {
  told: ({ level, low, high, nRows, unit, test }) =>
    `Zu jeder Vorhersage gehört ein Intervall, von ${withUnit(formatNumber(-low), unit)} darunter bis ${withUnit(formatNumber(high), unit)} darüber, in dem ${percent(level)} der Zeilen liegen sollten: Es ist so breit, wie die Fehler bei ${countOf(nRows, "zurückgehaltenen Zeile", "zurückgehaltenen Zeilen")} waren.` +
    (test ? ` Von ${countOf(test.nRows, "Testzeile", "Testzeilen")} liegen ${percent(test.share)} in ihrem.` : ""),
} satisfies Translation<typeof predictionIntervalText>;

export const weakness = {
  rareClasses: ({ classes, nTest }) => {
    const told = classes.slice(0, MOST_CLASSES).map(({ label, nTested, nTrained }) => {
      const tested = nTested === 0 ? "keine" : formatCount(nTested);
      return `„${label}“ (${tested} von ${countOf(nTest, "Testzeile", "Testzeilen")}, ${countOf(nTrained, "Trainingszeile", "Trainingszeilen")})`;
    });
    const more = classes.length - told.length;
    const rest = more > 0 ? [countOf(more, "weitere Klasse", "weitere Klassen")] : [];
    return `Über ${listWords([...told, ...rest])} sagt das Ergebnis so gut wie nichts: Zu wenige ihrer Zeilen dienen dem Test.`;
  },
  dominant: ({ label, share }) =>
    `${formatPercent(share)} der Testzeilen sind „${label}“: Eine hohe Genauigkeit sagt hier wenig, denn wer immer „${label}“ sagt, hätte sie auch. Achten Sie auf die ausgewogene Genauigkeit.`,
  ids: ({ name }) =>
    `Die Werte von „${name}“ sind ganze Zahlen, fast alle verschieden und fast ohne Lücken, wie Zeilennummern oder Kennungen. Solche Zahlen lassen sich für neue Zeilen nicht vorhersagen; wählen Sie ein anderes Ziel, wenn es Kennungen sind.`,
} satisfies Translation<typeof weaknessText>;

export const run = {
  begunAnew:
    "Die Pipeline, ihre Spalten, ihre Dateien oder die Aufteilung der Zeilen haben sich seit dem Training geändert, deshalb begann es von vorn.",
  stopped: ({ nSteps }) =>
    `Der Lauf wurde nach ${countOf(nSteps, "Schritt", "Schritten")} der Mischung angehalten; ihre besten Gewichte wurden behalten, und was danach kam, wurde abgekürzt.`,
  noOpponent:
    "Es gibt kein Urteil: Der Lauf wurde angehalten, bevor etwas trainiert war, womit sich das Ergebnis vergleichen ließe. Trainieren Sie noch einmal ohne „Stopp“, um eines zu bekommen.",
  smallerRate: (at) =>
    `${nonFiniteWords(at)}; das Training ging mit den letzten guten Gewichten und einer kleineren Lernrate weiter.`,
  steered: ({ step, learningRate, penalties }) =>
    `Von Hand geändert ab Schritt ${formatCount(step)}: die Lernrate ist ${timesWords(learningRate)}, die Stärken der Strafen sind ${timesWords(penalties)}.`,
  replicaEnded: ({ replica, nReplicas, ...at }) =>
    `${nonFiniteWords(at)}, in Start ${replica} von ${nReplicas}; dieser endete dort, die anderen liefen weiter.`,
  otherEngine: ({ from, to, reason }) =>
    `${from} ${reason === undefined ? "ging verloren" : `konnte nicht weitermachen (${reason})`}; das Training ging mit ${to} von den letzten guten Gewichten aus weiter.`,
  slowEngine: ({ from, to }) =>
    `${from} braucht für dieses Zeitlimit zu lange, um die Kernel vorzubereiten; deshalb wurde nach der Mischung mit ${to} trainiert.`,
  doubtfulNumber: ({ value, columns }) =>
    `"${value}" in ${listWords(columns)} wurde als Zahl gelesen und könnte „fehlend“ bedeuten.`,
  doubtfulMark: ({ mark, columns }) =>
    `${mark === "." ? "Der Punkt" : "Das Komma"} gilt in ${listWords(columns)} als Dezimalzeichen, obwohl keine Zelle es zeigt.`,
  scoredSome: ({ split, nScored, nRows }) =>
    `Die Zeit reichte, um an ${formatCount(nScored)} von ${formatCount(nRows)} ${SPLIT_ROWS[split] ?? split} zu messen, zufällig gezogen; mit mehr Zeit wird an allen gemessen.`,
  quantile: ({ quantile }) =>
    `Mit dem Quantilsverlust trainiert: Über eine Zeile wird eine Zahl gesagt, unter der ${percent(quantile)} solcher Zeilen liegen sollen, nicht ihr Mittelwert. Pipelines werden nach diesem Verlust verglichen.`,
  quantileInterval: "Neben diesen Zahlen steht kein Intervall: Jede ist selbst das Ende eines solchen.",
  noInterval: ({ nIndependent, fewest }) =>
    `Neben Vorhersagen steht kein Intervall: Es braucht mindestens ${formatCount(fewest)} zurückgehaltene Zeilen, und was zurückgehalten war, sagt so viel wie ${countOf(nIndependent, "Zeile", "Zeilen")}.`,
  huber:
    "Mit dem Huber-Verlust trainiert, in dem große Fehler nach ihrer Größe zählen und nicht nach ihrem Quadrat; Pipelines werden nach absoluten Fehlern verglichen.",
  classesBalanced:
    "Zeilen zählen so, dass alle Klassen gleich viel zählen, im Training und bei der Wahl dessen, was eingesetzt wird: Wahrscheinlichkeiten seltener Klassen sind höher als ihr Anteil an den Zeilen.",
  decidedByCosts:
    "Pipelines wurden danach verglichen, was ihre Fehler kosten; gesagt wird die Klasse, die voraussichtlich am wenigsten kostet. Genauigkeit und F1 gelten hier der wahrscheinlichsten Klasse.",
  weighed: ({ column }) =>
    `Zeilen zählen nach „${column}“: im Training, bei der Wahl dessen, was eingesetzt wird, in allen Metriken und im Urteil.`,
  trainedOnValidation: ({ role }) =>
    `${ROLES[role]} wurden auch mit den Validierungszeilen trainiert, deshalb sind die Validierungsmetriken zu gut; vergleichen Sie die Testmetriken.`,
} satisfies Translation<typeof runText>;

type Comparison = Parameters<(typeof verdictText.english)["clear" | "unclear"]>[0];

function testRows({ nRows, nGroups }: Comparison): string {
  const groups = nGroups < nRows ? ` in ${countOf(nGroups, "Gruppe", "Gruppen")}` : "";
  return `${countOf(nRows, "Testzeile", "Testzeilen")}${groups}`;
}

const intervalOf = ({ low, high }: Comparison) => `(${wordText("interval")} von ${low} bis ${high})`;
const amountOf = ({ amount, isPercentagePoints }: Comparison) =>
  `${amount}${isPercentagePoints ? " Prozentpunkte" : ""}`;

export const verdict = {
  clear: (found) =>
    `${capitalised(found.first)} ist auf ${testRows(found)} ${found.isBetter ? "besser" : "schlechter"} als ${found.second}: ` +
    `${found.metric} um ${amountOf(found)} ${found.isHigher ? "höher" : "niedriger"} ${intervalOf(found)}.`,
  nothing: ({ second }) =>
    `Hier gibt es nichts, was sich zu lernen lohnt: Keine andere Pipeline, die versucht wurde, war auf zurückgehaltenen Zeilen besser als ${second}, also wird ${second} eingesetzt.`,
  unfair: ({ second, stepsDone }) =>
    `Kein fairer Vergleich: Für ${second} reichte die Zeit nur zu ${Math.round(100 * stepsDone)} % der Schritte. Trainieren Sie noch einmal mit mehr Zeit.`,
  unclear: (found) => {
    const detail = found.ahead
      ? `${found.metric} spricht mit ${amountOf(found)} ${intervalOf(found)} für ${found[found.ahead]}`
      : `${found.metric} ist gleich ${intervalOf(found)}`;
    return `Ob ${found.first} oder ${found.second} besser ist, lässt sich auf ${testRows(found)} nicht sagen: ${detail}.`;
  },
} satisfies Translation<typeof verdictText>;
