/** Words of the dirt lab: what is planted in the table on purpose, and how much of it training has found. */
import { defineTexts } from "../../define-texts.ts";
import { formatAlike, formatDifference, formatScore, percent } from "../../numbers.ts";
import { countOf, listWords, wordText } from "../../words.ts";

const KINDS = {
  labels: "Wrong labels",
  source: "Bad source",
  units: "Units mixed up",
  outliers: "Outliers",
  missing: "Missing cells",
  junk: "Junk columns",
} as const;
type Kind = keyof typeof KINDS;

const UNITS = {
  thousandth: "a thousandth of its unit (× 1,000)",
  fahrenheit: "°F where °C is meant",
  inch: "inches where cm are meant",
} as const;

/** What training speaks against, and by what. */
const SCORES = {
  labels: "Wrong labels: rows that look wrong",
  junk: "Junk columns: gates that closed",
  far: "Outliers and units: cells beyond the learned thresholds",
} as const;
const SIDES = { plain: "Plain pipeline", learned: "What is deployed" } as const;

interface Losses {
  readonly metric: string;
  readonly cost: number;
}

const share = (part: number, whole: number) => (whole === 0 ? "–" : percent(part / whole));

export const dirtLabText = defineTexts("studio.dirt", {
  title: "Dirt lab",
  planted: ({ nCells, nColumns }: { readonly nCells: number; readonly nColumns: number }) =>
    [
      ...(nCells > 0 ? [`${countOf(nCells, "cell")} changed`] : []),
      ...(nColumns > 0 ? [`${countOf(nColumns, "junk column")} added`] : []),
    ].join(", ") || "nothing could be planted",
  hidden: "hidden dirt is planted",
  about:
    "Damage this table on purpose, train, and see how much of the damage training finds and wins back. Your files stay as they are, and one click restores every cell.",
  rule: "Only rows that are learned from (training and validation) are changed. Labels of test rows are never touched: results are measured by them, and a wrong yardstick would say nothing. While dirt is planted, cells are not edited in the grid.",
  amounts: "What is planted",
  kind: ({ kind }: { readonly kind: Kind }) => KINDS[kind],
  labelsHint: ({ isRegression }: { readonly isRegression: boolean }) =>
    isRegression ? "of the rows get the target of another row" : "of the rows get another class",
  sourceHint: ({ nFiles }: { readonly nFiles: number }) =>
    nFiles > 1
      ? "of the labels in one file are dealt anew"
      : "of the rows, the last ones, become a file of their own, with labels dealt anew",
  unitsHint: "of the numbers in one column are told in another unit",
  outliersHint: "of the numbers in each column lie far out",
  missingHint: "of the filled cells in each column are emptied",
  junkHint: "columns of chance are added, the same in test rows",
  amount: ({ kind, amount }: { readonly kind: Kind; readonly amount: number }) =>
    kind === "junk" ? String(amount) : percent(amount),
  unit: "Told in",
  unitName: ({ unit }: { readonly unit: keyof typeof UNITS }) => UNITS[unit],
  unitColumn: "Column of the mixed-up unit",
  badFile: "File that is the bad source",
  byChance: "Chance decides",
  seed: "Seed of the dirt",
  seedHint: "The same seed and amounts plant the same cells.",
  reachesTestRows: "Also in the cells of test rows, as in those of new rows",
  isHidden: "Hide what is planted, for others to find",
  isHiddenHint: "The pipeline's file still says what is planted.",
  plant: "Plant this dirt",
  plantAnew: "Plant this instead",
  restore: "Restore every cell",
  save: "Save the list of planted cells (CSV)",
  reveal: "Reveal what is planted",
  hiddenAbout:
    "Dirt is planted in this table, and what it is is hidden. Train, look at the results, and guess before you reveal it.",
  counted: ({ kind, count }: { readonly kind: Kind; readonly count: number }) =>
    `${KINDS[kind]}: ${kind === "junk" ? countOf(count, "column") : countOf(count, "cell")}`,
  junkNames: ({ names }: { readonly names: readonly string[] }) => `Junk columns: ${listWords(names, 30)}.`,
  badSource: ({ file }: { readonly file: string }) => `The bad source is ${file}.`,
  scrollable: "Planted cells, scrollable",
  listed: "What is planted",
  first: "The first planted cells of each kind",
  kindHead: "Kind",
  file: "File",
  row: "Row",
  column: "Column",
  before: "Before",
  after: "Now",
  empty: "(empty)",
});

export const dirtFoundText = defineTexts("studio.dirt-found", {
  heading: "What was planted, and what was found",
  hidden: "This run was trained on planted dirt, which is hidden. What do the results tell you about it?",
  counting: "Counting…",
  noTable: "Open the table that this run was trained on to count what it found.",
  scrollable: "What was found, scrollable",
  kind: "Planted",
  planted: "How many",
  said: "Spoken against",
  both: "Of these, planted",
  precision: "Precision",
  recall: "Recall",
  score: ({ score }: { readonly score: keyof typeof SCORES }) => SCORES[score],
  share: ({ part, whole }: { readonly part: number; readonly whole: number }) => share(part, whole),
  how: "Precision: how much of what training spoke against was planted (the table may have had dirt of its own). Recall: how much of what was planted it spoke against. Both follow from the list of planted cells and from what the results list; cells that were emptied need no finding.",
  notLooked: "No row was looked at for wrong labels: there was no time, too few rows, or the target is a number.",
  source: ({
    file,
    isLeftOut,
    othersLeftOut,
  }: {
    file: string;
    isLeftOut: boolean;
    othersLeftOut: readonly string[];
  }) =>
    `${isLeftOut ? `The bad source, ${file}, was found: the run did without it.` : `The bad source, ${file}, was not left out.`}${othersLeftOut.length > 0 ? ` Left out as well: ${listWords(othersLeftOut, 6)}.` : ""}`,
  gains:
    "What is deployed against the plain pipeline, trained without the dirt and with it. Right of the dashed line it is better; where an interval reaches across, the rows cannot tell.",
  plainDeployed: ({ side }: { readonly side: "clean" | "dirty" }) =>
    `${side === "clean" ? "On the clean table" : "With the dirt"} the plain pipeline itself is what is deployed, so it is not compared with itself.`,
  wonBack: "What it cost, and what was won back",
  onTest: ({ metric }: { readonly metric: string }) => `${metric} on the test rows; lower is better`,
  clean: "Clean table",
  dirty: "With the dirt",
  side: ({ side }: { readonly side: keyof typeof SIDES }) => SIDES[side],
  value: ({ value }: { readonly value: number | undefined }) => formatScore(value),
  cost: ({ metric, cost }: Losses) => `The dirt cost the plain pipeline ${formatDifference(cost)} of ${metric}.`,
  won: ({ difference, low, high }: { readonly difference: number; readonly low: number; readonly high: number }) => {
    const ends = difference < 0 ? [-high, -low] : [low, high];
    const [size, from, to] = formatAlike([Math.abs(difference), ...ends]);
    return `With the dirt, what is deployed is ${difference < 0 ? "worse" : "better"} than the plain pipeline by ${size} (${wordText("interval")} ${from} to ${to}).`;
  },
  wonShare: ({ won, cost }: { readonly won: number; readonly cost: number }) =>
    `That is ${percent(Math.max(0, won / cost))} of what the dirt cost.`,
  twoRuns:
    "Clean and dirty are two runs on the same test rows, each with chance of its own: small differences between them mean nothing.",
  reached: "The cells of the test rows are dirty, too: nothing can win back what they no longer say.",
  trainClean: "Train on the clean table, too",
  needsClean: "To see what the dirt cost, the same pipeline has to be trained on the table without it.",
  needsDirty: "Train on the table with the dirt to see what it costs.",
});
