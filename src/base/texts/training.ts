/** What a run says of itself: notes, and the sentence of the verdict. */

import { defineTexts } from "../define-texts.ts";
import { formatCount, formatNumber, formatPercent, percent, withUnit } from "../numbers.ts";
import { capitalised, countOf, listWords, wordText } from "../words.ts";

const ROLES = {
  model: "Models",
  pipeline: "Cleaning and selection",
  data: "Weights of rows and sources",
} as const;

interface NonFiniteAt {
  readonly step: number;
  readonly blocks: readonly string[];
}

function nonFiniteWords({ step, blocks }: NonFiniteAt): string {
  return `At step ${step} a value was not finite${blocks.length > 0 ? ` (block ${blocks.join(", ")})` : ""}`;
}

const timesWords = (factor: number): string => (factor === 1 ? "as set" : `${formatNumber(factor)} times what was set`);

interface ClassCount {
  readonly label: string;
  readonly nTested: number;
  readonly nTrained: number;
}

/** Of that many classes each is told of; of more, the first. */
const MOST_CLASSES = 3;

/** What makes the numbers of a run mean little. */
export const weaknessText = defineTexts("weakness", {
  rareClasses: ({ classes, nTest }: { readonly classes: readonly ClassCount[]; readonly nTest: number }) => {
    const told = classes.slice(0, MOST_CLASSES).map(({ label, nTested, nTrained }) => {
      const tested = nTested === 0 ? "none" : formatCount(nTested);
      return `“${label}” (${tested} of the ${countOf(nTest, "test row")}, ${countOf(nTrained, "training row")})`;
    });
    const more = classes.length - told.length;
    const rest = more > 0 ? [countOf(more, "other class", "other classes")] : [];
    const whose = classes.length === 1 ? "its" : "their";
    return `The result says next to nothing of ${listWords([...told, ...rest])}: too few of ${whose} rows are tested.`;
  },
  dominant: ({ label, share }: { readonly label: string; readonly share: number }) =>
    `${formatPercent(share)} of the test rows are “${label}”: a high accuracy says little here, since always saying “${label}” would have it, too. Look at the balanced accuracy.`,
  ids: ({ name }: { readonly name: string }) =>
    `The values of “${name}” are whole numbers, nearly all different and nearly without gaps, as row numbers or ids are. Such numbers cannot be predicted for new rows; choose another target if they are ids.`,
});

/** Notes of a run. */
export const runText = defineTexts("run", {
  begunAnew:
    "The pipeline, its columns, its files or the split of the rows have changed since it was trained, so training began anew.",
  stopped: ({ nSteps }: { readonly nSteps: number }) =>
    `The run was stopped after ${formatCount(nSteps)} ${nSteps === 1 ? "step" : "steps"} of the blend; its best weights were kept, and what came after was cut short.`,
  noOpponent:
    "There is no verdict: the run was stopped before there was anything trained to compare the result with. Train again without Stop to have one.",
  smallerRate: (at: NonFiniteAt) =>
    `${nonFiniteWords(at)}; training went on from the last good weights with a smaller learning rate.`,
  /** @param step the first with it @param learningRate of the settings' one @param penalties of the settings' strengths */
  steered: ({
    step,
    learningRate,
    penalties,
  }: {
    readonly step: number;
    readonly learningRate: number;
    readonly penalties: number;
  }) =>
    `Changed by hand from step ${formatCount(step)} on: the learning rate is ${timesWords(learningRate)}, strengths of penalties are ${timesWords(penalties)}.`,
  replicaEnded: ({
    replica,
    nReplicas,
    ...at
  }: NonFiniteAt & { readonly replica: number; readonly nReplicas: number }) =>
    `${nonFiniteWords(at)} in start ${replica} of ${nReplicas}; it ended there, the others went on.`,
  /** @param reason absent where the device was lost */
  otherEngine: ({ from, to, reason }: { readonly from: string; readonly to: string; readonly reason?: string }) =>
    `${from} ${reason === undefined ? "was lost" : `could not go on (${reason})`}; training went on with ${to} from the last good weights.`,
  slowEngine: ({ from, to }: { readonly from: string; readonly to: string }) =>
    `${from} takes too long to prepare its kernels for this time limit, so what came after the blend was trained with ${to}.`,
  doubtfulNumber: ({ value, columns }: { readonly value: number; readonly columns: readonly string[] }) =>
    `"${value}" in ${listWords(columns)} was read as a number, and may mean “missing”.`,
  doubtfulMark: ({ mark, columns }: { readonly mark: "." | ","; readonly columns: readonly string[] }) =>
    `The ${mark === "." ? "point" : "comma"} was taken for the decimal mark of ${listWords(columns)}, which no cell shows.`,
  scoredSome: ({
    split,
    nScored,
    nRows,
  }: {
    readonly split: string;
    readonly nScored: number;
    readonly nRows: number;
  }) =>
    `There was time to measure on ${countOf(nScored, `${split} row`)} of ${formatCount(nRows)}, drawn at random; a longer time limit measures on all.`,
  quantile: ({ quantile }: { readonly quantile: number }) =>
    `Trained on the quantile loss: what is said of a row is a number that ${percent(quantile)} of such rows are to lie below, not their mean. Pipelines are compared by that loss.`,
  quantileInterval: "No interval stands beside these numbers: each is the end of one.",
  noInterval: ({ nIndependent, fewest }: { readonly nIndependent: number; readonly fewest: number }) =>
    `No interval stands beside predictions: it takes ${formatCount(fewest)} held-out rows at least, and what was held out tells as much as ${countOf(nIndependent, "row")}.`,
  huber:
    "Trained on the Huber loss, in which large errors count by their size and not by their square; pipelines are compared by absolute errors.",
  classesBalanced:
    "Rows count so that all classes count alike, in training and in the choice of what is deployed: probabilities of rare classes are higher than their share of rows.",
  decidedByCosts:
    "Pipelines were compared by what their mistakes cost; the class is said that is expected to cost least. Accuracy and F1 here are those of the likeliest class.",
  weighed: ({ column }: { readonly column: string }) =>
    `Rows count by “${column}”: in training, in the choice of what is deployed, in all metrics and in the verdict.`,
  trainedOnValidation: ({ role }: { readonly role: keyof typeof ROLES }) =>
    `${ROLES[role]} were trained on the validation rows, so validation metrics are too good; compare test metrics.`,
});

interface ToldInterval {
  readonly level: number;
  readonly low: number;
  readonly high: number;
  readonly nRows: number;
  /** Of the target; "" where it has none. */
  readonly unit: string;
  readonly test?: { readonly nRows: number; readonly share: number } | undefined;
}

/** The interval of predicted numbers, in the results, on the report page and on the command line. */
export const predictionIntervalText = defineTexts("predictionInterval", {
  told: ({ level, low, high, nRows, unit, test }: ToldInterval) =>
    `Each prediction comes with an interval, from ${withUnit(formatNumber(-low), unit)} below it to ${withUnit(formatNumber(high), unit)} above it, in which ${percent(level)} of the rows should lie: it is as wide as the errors on ${countOf(nRows, "held-out row")} were.` +
    (test ? ` Of ${countOf(test.nRows, "test row")}, ${percent(test.share)} lie in theirs.` : ""),
});

interface Comparison {
  readonly first: string;
  readonly second: string;
  readonly metric: string;
  readonly nRows: number;
  /** As many as rows, or fewer where rows come in groups. */
  readonly nGroups: number;
  /** How far apart the two are, and between what bounds, in numbers as they are shown. */
  readonly amount: string;
  readonly low: string;
  readonly high: string;
  readonly isPercentagePoints: boolean;
}

function testRows({ nRows, nGroups }: Comparison): string {
  const groups = nGroups < nRows ? ` in ${countOf(nGroups, "group")}` : "";
  return `${countOf(nRows, "test row")}${groups}`;
}

const intervalOf = ({ low, high }: Comparison) => `(${wordText("interval")} ${low} to ${high})`;
const amountOf = ({ amount, isPercentagePoints }: Comparison) =>
  `${amount}${isPercentagePoints ? " percentage points" : ""}`;

export const verdictText = defineTexts("verdict", {
  clear: (found: Comparison & { readonly isBetter: boolean; readonly isHigher: boolean }) =>
    `${capitalised(found.first)} is ${found.isBetter ? "better" : "worse"} than ${found.second} on ${testRows(found)}: ` +
    `${found.metric} is ${amountOf(found)} ${found.isHigher ? "higher" : "lower"} ${intervalOf(found)}.`,
  nothing: ({ second }: { readonly second: string }) =>
    `Nothing worth learning here: no other pipeline that was tried did better than ${second} on held-out rows, so it is what is deployed.`,
  unfair: ({ second, stepsDone }: { readonly second: string; readonly stepsDone: number }) =>
    `No fair comparison: there was time for only ${Math.round(100 * stepsDone)} % of the steps of ${second}. Train again with a longer time limit.`,
  unclear: (found: Comparison & { readonly ahead?: "first" | "second" }) => {
    const detail = found.ahead
      ? `${found.metric} favours ${found[found.ahead]} by ${amountOf(found)} ${intervalOf(found)}`
      : `the same ${found.metric} ${intervalOf(found)}`;
    return `No clear difference between ${found.first} and ${found.second} on ${testRows(found)}: ${detail}.`;
  },
});
