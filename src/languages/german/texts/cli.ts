import { formatBytes, formatCount, formatNumber, formatShare, withUnit } from "../../../base/numbers.ts";
import type { cliText } from "../../../base/texts/cli.ts";
import { countOf, listQuoted, listWords } from "../../../base/words.ts";
import type { Translation } from "../../translation.ts";
import { COLUMN_TYPES } from "../column-types.ts";
import { decimals } from "../decimals.ts";
import { TASKS } from "../tasks.ts";
import { metric } from "./rows.ts";
import { suspiciousWords } from "./suspicious.ts";

const quoted = (texts: readonly string[]) => texts.map((text) => JSON.stringify(text)).join(", ");
const rows = (count: number) => countOf(count, "Zeile", "Zeilen");
const cells = (count: number) => countOf(count, "Zelle", "Zellen");
const metricLabel = (id: string) => Object.entries(metric).find(([key]) => key === `${id}.label`)?.[1] ?? id;
const secondsLeft = (seconds: number) => `noch ${Math.ceil(seconds)} s`;

export const cli = {
  issue: ({ where, message, count }) => `${where}: ${message} (${count})`,
  unmatched: ({ column, absentFrom }) => `Die Spalte ${column} fehlt in ${absentFrom.join(", ")}.`,
  weight: ({ column }) => `${column}: Nach ihr zählen die Zeilen, im Training und in allem, was gemessen wird.`,
  setAside: ({ column, reason }) => `${column}: beiseitegelegt. ${reason}`,
  mayBeMissing: ({ column, values, isTarget }) =>
    `${isTarget ? "Zielspalte" : "Spalte"} ${column}: ${listWords(values.map((value) => `"${value}"`))} ${values.length === 1 ? "könnte „fehlend“ bedeuten und wird als Zahl gelesen" : "könnten „fehlend“ bedeuten und werden als Zahlen gelesen"}; falls ja: ${values.map((value) => `--missing ${JSON.stringify(`${column}=${value}`)}`).join(" ")}.`,
  doubtfulMark: ({ column, mark }) => {
    const [taken, other] = mark === "." ? ["Der Punkt", ","] : ["Das Komma", "."];
    return `Spalte ${column}: ${taken} gilt als Dezimalzeichen, obwohl keine Zelle es zeigt; falls das falsch ist: --decimal ${JSON.stringify(`${column}=${other}`)}.`;
  },
  lost: ({ column, type, count, example }) =>
    `Spalte ${column}, als ${COLUMN_TYPES[type] ?? type} gelesen: ${countOf(count, "weitere Zelle", "weitere Zellen")} ${count === 1 ? "zählt" : "zählen"} als fehlend, zum Beispiel ${JSON.stringify(example)}.`,
  noSuchCell: ({ given }) => `Keine Zelle ist so, wie --missing ${JSON.stringify(given)} es sagt.`,
  target: ({ target, task, reason }) => `Zielspalte ${target}: ${TASKS[task] ?? task}. ${reason}`,
  splitOffer: ({ by, column, reason }) =>
    `Die Zeilen ließen sich nach ${column} aufteilen (${{ group: "--group", time: "--time", column: "--split-by" }[by]}). ${reason}`,
  engine: ({ title, reason }) => `Engine: ${title}. ${reason}`,
  folder: ({ path, nTables, others, nHidden }) => {
    const named = others.length === 0 ? [] : [listQuoted(others, 5)];
    const hidden = nHidden === 0 ? [] : [countOf(nHidden, "versteckte Datei", "versteckte Dateien")];
    return `${path}: ${countOf(nTables, "Tabelle", "Tabellen")}; übergangen: ${[...named, ...hidden].join(" und ")}.`;
  },
  stopping: "Das Training hört auf und behält die bisher besten Gewichte; noch einmal Strg+C bricht ganz ab.",
  progress: ({ phase, step, totalSteps, losses, secondsLeft: left }) =>
    [
      `${phase}: Schritt ${step} von ${totalSteps}`,
      ...(losses ? [`Verlust ${decimals(losses.train, 4)}`, `Validierung ${decimals(losses.validation, 4)}`] : []),
      ...(Number.isFinite(left) ? [secondsLeft(left)] : []),
    ].join(", "),
  progressOfMembers: ({ phase, done, all, secondsLeft: left }) =>
    `${phase}: ${Math.min(done + 1, all)} von ${all}${Number.isFinite(left) ? `, ${secondsLeft(left)}` : ""}`,
  readingRows: ({ fraction }) => `Lesen: ${formatShare(fraction)}`,
  predictingRows: ({ nDone, nRows }) => `Vorhersagen: ${formatCount(nDone)} von ${rows(nRows)}`,
  goesOn: ({ nRows }) =>
    nRows === 1
      ? "Weiter geht es nach einer Zeile, die schon geschrieben ist."
      : `Weiter geht es nach ${rows(nRows)}, die schon geschrieben sind.`,
  replica: ({ learningRate, seed, validation, isKept, endedAt }) =>
    `Lernrate ${formatNumber(learningRate)}, Startwert ${seed}: Validierungsverlust ${formatNumber(validation)}` +
    `${isKept ? ", behalten" : ""}${endedAt === undefined ? "" : `, bei Schritt ${endedAt} beendet`}`,
  blockTag: ({ block, title, words }) => `${title} (${block}): ${words}`,
  columnTag: ({ column, words }) => `${column}: ${words}`,
  suspicious: (found) => suspiciousWords(found),
  notLooked:
    "Die Zielwerte wurden nicht geprüft: Das Ziel ist eine Zahl, es gibt zu wenige Zeilen, oder es war keine Zeit. Die Liste ist leer.",
  tested: ({ metric: id, value, unit, nSteps }) =>
    `Test, ${metricLabel(id)}: ${withUnit(formatNumber(value), unit)} nach ${countOf(nSteps, "Schritt", "Schritten")}.`,
  extraColumns: ({ columns }) => `Nicht verwendet: ${columns.join(", ")}.`,
  unknownLevels: ({ column, count, examples }) =>
    `Spalte ${column}: ${cells(count)} mit Texten, die die Pipeline nicht kennt, zum Beispiel ${quoted(examples)}.`,
  unreadableCells: ({ column, count, examples }) =>
    `Spalte ${column}: ${cells(count)} nicht lesbar und als fehlend genommen, zum Beispiel ${quoted(examples)}.`,
  predicted: ({ nRows, unit }) => `${rows(nRows)} vorhergesagt${unit === undefined ? "" : `, in ${unit}`}.`,
  cleaned: ({ nRows, path }) => `${rows(nRows)} bereinigt, nach ${path}.`,
  exported: ({ path, bytes }) => `${path} geschrieben, ${formatBytes(bytes)}.`,
  noWorth:
    "Die Seite sagt nicht, wie sehr Vorhersagen von jeder Spalte abhängen: Bei so vielen Zeilen und Spalten dauert das länger als einen Augenblick. Das Studio findet es auf Wunsch heraus.",
  inspected: ({ name, nSteps, seed, engine }) =>
    `${name}: ${countOf(nSteps, "Schritt", "Schritte")} lang trainiert, Startwert ${seed}, auf ${engine}.`,
  predicts: ({ target, task, classes }) =>
    `Sagt ${target} vorher (${TASKS[task] ?? task}${classes.length > 0 ? `: ${listWords(classes, 10)}` : ""}).`,
  rowsOfRun: ({ train, validation, test }) =>
    `Zeilen: ${train} zum Trainieren, ${validation} zum Validieren, ${test} zum Testen.`,
  stagesHead: "Auf den Testzeilen",
  learnedHead: "Worauf sich die Blöcke festgelegt haben",
  membersHead: "Was versucht wurde, mit seinem Anteil am Ensemble und seinem Out-of-Fold-Verlust",
  columnsHead: "Spalten, die gelesen werden",
  notesHead: "Anmerkungen",
  trainedOn: ({ files }) =>
    `Mit ${files.join(", ")} wurde trainiert: Diese Metriken sind zu gut; vergleichen Sie die von neuen Zeilen.`,
} satisfies Translation<typeof cliText>;
