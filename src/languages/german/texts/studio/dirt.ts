import { formatAlike, formatDifference, formatScore, percent } from "../../../../base/numbers.ts";
import type { dirtFoundText, dirtLabText } from "../../../../base/texts/studio/dirt.ts";
import { countOf, listWords, wordText } from "../../../../base/words.ts";
import type { Translation } from "../../../translation.ts";
import { cells, columns } from "../../nouns.ts";

const KINDS = {
  labels: "Falsche Zielwerte",
  source: "Schlechte Quelle",
  units: "Vertauschte Einheiten",
  outliers: "Ausreißer",
  missing: "Fehlende Zellen",
  junk: "Schrottspalten",
} as const;

const UNITS = {
  thousandth: "einem Tausendstel der Einheit (× 1.000)",
  fahrenheit: "°F statt °C",
  inch: "Zoll statt cm",
} as const;

const SCORES = {
  labels: "Falsche Zielwerte: Zeilen, die falsch aussehen",
  junk: "Schrottspalten: Gates, die sich geschlossen haben",
  far: "Ausreißer und Einheiten: Zellen jenseits der gelernten Schwellenwerte",
} as const;
const SIDES = { plain: "Einfache Pipeline", learned: "Was eingesetzt wird" } as const;

const share = (part: number, whole: number) => (whole === 0 ? "–" : percent(part / whole));

export const dirtLab = {
  title: "Schmutzlabor",
  planted: ({ nCells, nColumns }) =>
    [
      ...(nCells > 0 ? [`${cells(nCells)} geändert`] : []),
      ...(nColumns > 0 ? [`${countOf(nColumns, "Schrottspalte", "Schrottspalten")} hinzugefügt`] : []),
    ].join(", ") || "es konnte nichts eingebracht werden",
  hidden: "verborgener Schmutz ist eingebracht",
  about:
    "Beschädigen Sie diese Tabelle mit Absicht, trainieren Sie und sehen Sie, wie viel vom Schaden das Training findet und wettmacht. Ihre Dateien bleiben, wie sie sind, und ein Klick stellt jede Zelle wieder her.",
  rule: "Geändert werden nur Zeilen, aus denen gelernt wird (Training und Validierung). Die Zielwerte der Testzeilen bleiben unberührt: An ihnen werden Ergebnisse gemessen, und ein falscher Maßstab würde nichts sagen. Solange Schmutz eingebracht ist, werden im Raster keine Zellen geändert.",
  amounts: "Was eingebracht wird",
  kind: ({ kind }) => KINDS[kind],
  labelsHint: ({ isRegression }) =>
    isRegression ? "der Zeilen bekommen den Zielwert einer anderen Zeile" : "der Zeilen bekommen eine andere Klasse",
  sourceHint: ({ nFiles }) =>
    nFiles > 1
      ? "der Zielwerte in einer Datei werden neu verteilt"
      : "der Zeilen, die letzten, werden eine eigene Datei mit neu verteilten Zielwerten",
  unitsHint: "der Zahlen in einer Spalte stehen in einer anderen Einheit",
  outliersHint: "der Zahlen in jeder Spalte liegen weit außerhalb",
  missingHint: "der gefüllten Zellen in jeder Spalte werden geleert",
  junkHint: "Spalten mit Zufallszahlen kommen hinzu, in den Testzeilen dieselben",
  amount: ({ kind, amount }) => (kind === "junk" ? String(amount) : percent(amount)),
  unit: "Angegeben in",
  unitName: ({ unit }) => UNITS[unit],
  unitColumn: "Spalte mit der vertauschten Einheit",
  badFile: "Datei, die die schlechte Quelle ist",
  byChance: "Der Zufall entscheidet",
  seed: "Startwert des Schmutzes",
  seedHint: "Derselbe Startwert und dieselben Mengen treffen dieselben Zellen.",
  reachesTestRows: "Auch in den Zellen der Testzeilen, wie in denen neuer Zeilen",
  isHidden: "Verbergen, was eingebracht wird, damit andere es suchen",
  isHiddenHint: "In der Datei der Pipeline steht trotzdem, was eingebracht wurde.",
  plant: "Diesen Schmutz einbringen",
  plantAnew: "Stattdessen diesen einbringen",
  restore: "Jede Zelle wiederherstellen",
  save: "Liste der geänderten Zellen speichern (CSV)",
  reveal: "Zeigen, was eingebracht wurde",
  hiddenAbout:
    "In diese Tabelle ist Schmutz eingebracht, und welcher, ist verborgen. Trainieren Sie, sehen Sie sich die Ergebnisse an und raten Sie, bevor Sie ihn zeigen lassen.",
  counted: ({ kind, count }) => `${KINDS[kind]}: ${kind === "junk" ? columns(count) : cells(count)}`,
  junkNames: ({ names }) => `Schrottspalten: ${listWords(names, 30)}.`,
  badSource: ({ file }) => `Die schlechte Quelle ist ${file}.`,
  scrollable: "Geänderte Zellen, rollbar",
  listed: "Was eingebracht wurde",
  first: "Die ersten geänderten Zellen jeder Art",
  kindHead: "Art",
  file: "Datei",
  row: "Zeile",
  column: "Spalte",
  before: "Vorher",
  after: "Jetzt",
  empty: "(leer)",
} satisfies Translation<typeof dirtLabText>;

export const dirtFound = {
  heading: "Was eingebracht und was gefunden wurde",
  hidden:
    "Dieser Lauf wurde mit eingebrachtem Schmutz trainiert, der verborgen ist. Was sagen Ihnen die Ergebnisse darüber?",
  counting: "Wird gezählt …",
  noTable: "Öffnen Sie die Tabelle, mit der dieser Lauf trainiert wurde, um zu zählen, was er gefunden hat.",
  scrollable: "Was gefunden wurde, rollbar",
  kind: "Eingebracht",
  planted: "Wie viel",
  said: "Beanstandet",
  both: "Davon eingebracht",
  precision: "Precision",
  recall: "Recall",
  score: ({ score }) => SCORES[score],
  share: ({ part, whole }) => share(part, whole),
  how: "Precision: wie viel von dem, was das Training beanstandet hat, eingebracht war (die Tabelle kann eigenen Schmutz gehabt haben). Recall: wie viel vom Eingebrachten es beanstandet hat. Beides folgt aus der Liste der geänderten Zellen und aus dem, was die Ergebnisse aufführen; geleerte Zellen muss niemand finden.",
  notLooked:
    "Nach falschen Zielwerten wurde in keiner Zeile gesucht: Dafür war keine Zeit, es gab zu wenige Zeilen, oder das Ziel ist eine Zahl.",
  source: ({ file, isLeftOut, othersLeftOut }) =>
    `${isLeftOut ? `Die schlechte Quelle ${file} wurde gefunden: Der Lauf kam ohne sie aus.` : `Die schlechte Quelle ${file} wurde nicht weggelassen.`}${othersLeftOut.length > 0 ? ` Ebenfalls weggelassen: ${listWords(othersLeftOut, 6)}.` : ""}`,
  gains:
    "Was eingesetzt wird, gegen die einfache Pipeline, trainiert ohne den Schmutz und mit ihm. Rechts der gestrichelten Linie ist es besser; wo ein Intervall über sie hinwegreicht, können die Zeilen es nicht sagen.",
  plainDeployed: ({ side }) =>
    `${side === "clean" ? "Auf der sauberen Tabelle" : "Mit dem Schmutz"} wird die einfache Pipeline selbst eingesetzt und deshalb nicht mit sich verglichen.`,
  wonBack: "Was es gekostet hat und was wettgemacht wurde",
  onTest: ({ metric }) => `${metric} auf den Testzeilen; niedriger ist besser`,
  clean: "Saubere Tabelle",
  dirty: "Mit dem Schmutz",
  side: ({ side }) => SIDES[side],
  value: ({ value }) => formatScore(value),
  cost: ({ metric, cost }) => `Der Schmutz hat die einfache Pipeline ${formatDifference(cost)} ${metric} gekostet.`,
  won: ({ difference, low, high }) => {
    const ends = difference < 0 ? [-high, -low] : [low, high];
    const [size, from, to] = formatAlike([Math.abs(difference), ...ends]);
    return `Mit dem Schmutz ist, was eingesetzt wird, um ${size} ${difference < 0 ? "schlechter" : "besser"} als die einfache Pipeline (${wordText("interval")} ${from} bis ${to}).`;
  },
  wonShare: ({ won, cost }) => `Das sind ${percent(Math.max(0, won / cost))} dessen, was der Schmutz gekostet hat.`,
  twoRuns:
    "Sauber und schmutzig sind zwei Läufe auf denselben Testzeilen, jeder mit eigenem Zufall: Kleine Unterschiede zwischen ihnen bedeuten nichts.",
  reached: "Auch die Zellen der Testzeilen sind schmutzig: Nichts kann wettmachen, was sie nicht mehr sagen.",
  trainClean: "Auch mit der sauberen Tabelle trainieren",
  needsClean:
    "Um zu sehen, was der Schmutz gekostet hat, muss dieselbe Pipeline mit der Tabelle ohne ihn trainiert werden.",
  needsDirty: "Trainieren Sie mit der schmutzigen Tabelle, um zu sehen, was das kostet.",
} satisfies Translation<typeof dirtFoundText>;
