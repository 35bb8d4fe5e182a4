/** Words of the results: what was learned, how well it does, and predictions on new rows. */
import { defineTexts } from "../../define-texts.ts";
import { formatBesideError, formatTaken, formatTinyError, percent } from "../../numbers.ts";
import { countOf } from "../../words.ts";
import { type ComparedLoss, LOSSES } from "../evidence.ts";

const SPLITS = { test: "Test rows", validation: "Validation rows", train: "Training rows" } as const;
const SPLIT_HINTS = {
  test: "Held back from everything until the end: the fair judge.",
  validation: "Used to decide when to stop, so a little too kind.",
  train: "Learned from, so too kind; only for comparing with the test rows.",
} as const;
/** Where an ensemble is deployed, of pipelines that had several parts of the rows held out in turn … */
const OUT_OF_FOLD_HINTS = {
  validation:
    "Each row was predicted by models that had not seen it, the blend's among them; but these rows chose the members, so a little too kind.",
  train:
    "Each row that was held out in turn was predicted by models that had not seen it; but these rows chose the members, and the blend has learned from them, so too kind.",
} as const;
/** … or the validation rows alone. */
const ONE_FOLD_HINTS = {
  validation: "No pipeline was trained on them; but they chose what is in the ensemble, so a little too kind.",
} as const;
const VERDICTS = { better: "Better", worse: "Worse", "no clear difference": "About even" } as const;

const RESULT_TABS = {
  verdict: "Verdict",
  diagnostics: "Diagnostics",
  evidence: "Evidence",
  worth: "What it is worth",
  rows: "Rows",
  use: "Use it",
} as const;

interface OfSplit {
  readonly split: keyof typeof SPLITS;
}

interface RowCounts {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  readonly unlabelled: number;
  readonly leftOut?: number;
}

export const resultsText = defineTexts("studio.results", {
  heading: "4 Results",
  noVerdict:
    "After training, one sentence here says whether the trained pipeline is better than a plain one on rows that neither has seen: better, worse, or no clear difference.",
  notCompared: "Nothing was trained that it could be compared with.",
  noTestRows: "There are no test rows, so there is nothing fair to compare on.",
  verdict: ({ verdict }: { readonly verdict: keyof typeof VERDICTS }) => VERDICTS[verdict],
  /** In the place of a verdict, where there was no time for a fair comparison. */
  unfair: "Too little time",
  trainLonger: ({ duration }: { readonly duration: string }) => `Train again for ${duration}`,
  rows: ({ train, validation, test, unlabelled, leftOut = 0 }: RowCounts) =>
    [
      countOf(train, "training row"),
      countOf(validation, "validation row"),
      countOf(test, "test row"),
      ...(unlabelled > 0 ? [`${countOf(unlabelled, "row")} without a target`] : []),
      ...(leftOut > 0 ? [`${countOf(leftOut, "row")} in no split`] : []),
    ].join(", "),
  steps: ({ nSteps, seconds }: { readonly nSteps: number; readonly seconds: number }) =>
    `${countOf(nSteps, "step")} in ${formatTaken(seconds)}`,
  seed: ({ seed }: { readonly seed: number }) => `seed ${seed}`,
  notes: "Notes on this run",
  learned: "What was learned",
  notLearnedYet:
    "After training, each block says here in one sentence what it learned: which columns get through, how gaps are filled, what counts as an outlier. Where it makes no difference, it says so.",
  nothingLearned: "No block of this pipeline learns anything that can be told in words.",
  aboutShares:
    "Shares and gates are those of the blend at its best moment. The final pipeline takes of each choice the alternative with the largest share, and lets through every column that is not closed.",
  aboutSharesOfEnsemble:
    "Shares and gates are those of the blend that you watched, at its best moment. Learned members take of each choice the alternative with the largest share; with other rows held out they may settle otherwise. Which columns they read is told of what is deployed.",
  preferred:
    "They say what training preferred; whether that pays is the verdict's question, and it sees no clear difference.",
  details: ({ count }: { readonly count: number }) => countOf(count, "detail"),
  ofBlock: ({ block }: { readonly block: string }) => `of ${block}`,
});

export const resultTabsText = defineTexts("studio.resultTabs", {
  label: "Parts of the results",
  tab: ({ tab }: { readonly tab: keyof typeof RESULT_TABS }) => RESULT_TABS[tab],
  loading: "Loading…",
  notYet: "After training, there is something to see here.",
  /** Where a run has nothing of it. */
  noEvidence:
    "This run compared no pipelines with each other: it was stopped, or no rows were left to compare them on.",
  noSuspicion: ({ isNumber }: { readonly isNumber: boolean }) =>
    isNumber
      ? "Labels that look wrong are looked for where a class is predicted; this run predicts a number. “Fix these cells next”, in the view of the data, names cells that look wrong."
      : "No label of this run looks wrong.",
});

const QUESTIONS = {
  worth: "Which columns count?",
  diagnostics: "Where is it wrong?",
  evidence: "What does this rest on?",
  use: "Predict new rows",
} as const;

export const questionText = defineTexts("studio.questions", {
  label: "What people ask next",
  files: "Which file can I trust?",
  question: ({ tab }: { readonly tab: keyof typeof QUESTIONS }) => QUESTIONS[tab],
});

/** The picture of differences with their intervals. */
export const intervalText = defineTexts("studio.intervals", {
  title: "What is deployed against its opponents",
  against: "Against",
  worse: "← worse",
  better: "better →",
  difference: "Difference (95\u00a0% interval)",
  caption: ({ metric, nRows }: { readonly metric: string; readonly nRows: number }) =>
    `What is deployed against each of its opponents: ${metric} on ${countOf(nRows, "test row")}. Right of the dashed line it is better; where an interval reaches across, the rows cannot tell.`,
  points: ({ number }: { readonly number: string }) => `${number} points`,
  likely: ({ size, from, to }: { readonly size: string; readonly from: string; readonly to: string }) =>
    `${size} (${from} to ${to})`,
  isDeployed: ({ name }: { readonly name: string }) =>
    `“${name}” is itself what is deployed, so it is not compared with it.`,
});

export const metricsText = defineTexts("studio.metrics", {
  heading: "How well it does",
  measuredOn: "Measured on",
  split: ({ split }: OfSplit) => SPLITS[split],
  /** @param nFolds parts that were held out in turn, where an ensemble is deployed */
  splitHint: ({ split, nRows, nFolds = 0 }: OfSplit & { readonly nRows?: number; readonly nFolds?: number }) => {
    const hints = { ...SPLIT_HINTS, ...(nFolds > 1 ? OUT_OF_FOLD_HINTS : nFolds === 1 ? ONE_FOLD_HINTS : {}) };
    return [...(nRows === undefined ? [] : [`${countOf(nRows, "row")}.`]), hints[split]].join(" ");
  },
  scrollable: "Metrics, scrollable",
  title: "Metrics",
  caption: ({ split }: OfSplit) =>
    `Metrics on ${SPLITS[split].toLowerCase()}; of the rows shown, the best value of a column is bold, and marked “best” where the verdict is clear about it`,
  pipeline: "Pipeline",
  better: ({ better }: { readonly better: "higher" | "lower" }) =>
    better === "higher" ? "↑ higher is better" : "↓ lower is better",
  /** What a metric stands in, behind its name. */
  metricIn: ({ metric, unit }: { readonly metric: string; readonly unit: string }) => `${metric}, in ${unit}`,
  best: "best",
  more: ({ titles }: { readonly titles: readonly string[] }) => `Show ${titles.length} more: ${titles.join(", ")}`,
  less: "Show only what is deployed and its opponents",
  own: "your predictions of the test rows",
  starts: "Starts",
  startsHint:
    "Trained side by side on the same rows. The numbers are losses on validation rows: lower is better. The lowest of each column was kept, and only that one was measured on test rows.",
  wentOn: "The blend went on from weights that were there already, so it has no other starts.",
  startsScrollable: "Losses side by side, scrollable",
  startsTitle: "Validation loss of each start",
  start: "Start",
  kept: "kept",
  endedAt: ({ step }: { readonly step: number }) => `ended at step ${step}`,
  spread: "Mean ± standard deviation",
});

interface Likely {
  readonly difference: number;
  readonly standardError: number;
  /** Two standard errors to either side of the difference. */
  readonly low: number;
  readonly high: number;
}

type Compared = { readonly kind: keyof typeof NO_RANGE } | ({ readonly kind: "better" | "worse" | "chance" } & Likely);

const NO_RANGE = {
  plain: "what the others are compared with",
  same: "no difference",
  unknown: "too few groups of rows to tell",
} as const;
const SURE = { better: "clearly better", worse: "clearly worse", chance: "cannot tell from chance" } as const;

/** "0.120 ± 0.031 lower" */
function apart({ difference, standardError }: Likely): string {
  const [size, error] = [difference, standardError].map((value) => formatBesideError(value, standardError));
  return `${size} ± ${error} ${difference > 0 ? "higher" : "lower"}`;
}

function likely({ low, high, standardError }: Likely): string {
  const [less, more] = [low, high].map((value) => formatBesideError(value, standardError));
  if (high <= 0) return `${more} to ${less} lower`;
  return low >= 0 ? `${less} to ${more} higher` : `${less} lower to ${more} higher`;
}

interface OfOne {
  /** One pipeline is deployed, not an ensemble. */
  readonly isOne: boolean;
}
interface DeployedOne extends OfLoss {
  readonly title: string;
  readonly isPlain: boolean;
  readonly isLearned: boolean;
  readonly comparison: Compared;
}
interface OfLoss {
  readonly loss: ComparedLoss;
}

interface Evidence extends OfLoss {
  readonly kind: "paid" | "unclear" | "absent";
  readonly title: string;
  /** Of all learned pipelines in the ensemble. */
  readonly share: number;
  readonly comparison: Compared;
  /** The best of the pipelines that learned nothing of their preparation, where it is no worse. */
  readonly fixed?: string;
}

function againstPlain(comparison: Compared): string {
  switch (comparison.kind) {
    case "plain":
    case "same":
      return "no other than that of the plain pipeline";
    case "unknown":
      return "not to be compared with that of the plain pipeline on so few groups of rows";
    case "better":
    case "worse":
    case "chance":
      return `${apart(comparison)} than that of the plain pipeline`;
    default:
      return comparison satisfies never;
  }
}

/** What an ensemble is made of. */
export const membersText = defineTexts("studio.members", {
  heading: ({ isOne }: OfOne) => (isOne ? "What was tried" : "What the ensemble is made of"),
  evidence: ({ nFolds, nRows, loss, isOne }: OfLoss & OfOne & { readonly nFolds: number; readonly nRows: number }) => {
    const held =
      nFolds > 1
        ? `Each pipeline was trained ${nFolds} times, each time with another part of the rows held out`
        : "Each pipeline was trained with the validation rows held out";
    return (
      `${held}; its out-of-fold ${LOSSES[loss]} says how wrong it was on those ${countOf(nRows, "row")} while it had not seen them. ` +
      (isOne
        ? "That is what counts as evidence here: of the pipelines that are clearly better than the plain one, the one with the lowest loss is deployed; where there is none, the plain one."
        : "That is what counts as evidence here: the pipelines whose mean was least wrong are the members of the ensemble.")
    );
  },
  chosen: ({ isOne }: OfOne) =>
    `${isOne ? "What is deployed was" : "The members were"} chosen by these very numbers, which flatters ${isOne ? "it" : "them"} a little: the verdict on test rows is the judge.`,
  corrected:
    "“Clearly” is said so strictly that, where none of the pipelines differs, it is said of any of them in 5 of 100 runs at most (Holm’s correction).",
  range:
    "± is one standard error. The likely range reaches two of them to either side; the true difference lies in about 95 of 100 such ranges.",
  scrollable: "Members, scrollable",
  pipeline: "Pipeline",
  loss: ({ loss }: OfLoss) => `Out-of-fold ${LOSSES[loss]}`,
  lossHint: ({ loss }: OfLoss) =>
    loss === "squaredError"
      ? "↓ lower is better; 1: as wrong as the mean"
      : loss === "mae"
        ? "↓ lower is better, in standard deviations of the target"
        : "↓ lower is better",
  difference: "Beside the plain pipeline",
  weight: ({ isOne }: OfOne) => (isOne ? "Deployed" : "Share of the ensemble"),
  deployed: "deployed",
  notDeployed: "no",
  learned: "learned preparation",
  fixed: "fixed preparation",
  apart: (found: Likely) => apart(found),
  sure: ({ kind, ...found }: Likely & { readonly kind: keyof typeof SURE }) => {
    // Clear by itself, and not among so many.
    const isOneOfMany = kind === "chance" && (found.low > 0 || found.high < 0);
    return `likely ${likely(found)}: ${isOneOfMany ? "may be chance, as so many were compared" : SURE[kind]}`;
  },
  apartWithout: ({ kind }: { readonly kind: keyof typeof NO_RANGE }) => NO_RANGE[kind],
  share: ({ share }: { readonly share: number }) => percent(share),
  noMember: "no member",
  givenUp: ({ nRows }: { readonly nRows: number }) =>
    `Given up after the first part: these numbers rest on its ${countOf(nRows, "row")} alone, so they cannot be ranked with those above.`,
  deployedOne: ({ title, isPlain, isLearned, comparison, loss }: DeployedOne) => {
    const found = `its out-of-fold ${LOSSES[loss]} is ${againstPlain(comparison)}`;
    if (isPlain) {
      return "The plain pipeline is deployed: of all that were tried, none that could be read is better by more than chance explains. Nothing that follows plays a part in predictions.";
    }
    return isLearned
      ? `“${title}” is deployed: ${found}, which is more than chance explains. What it learned plays a part in predictions.`
      : `“${title}” is deployed, which learned no preparation: ${found}, which is more than chance explains. Nothing that follows plays a part in predictions.`;
  },
  learnedEvidence: ({ kind, title, share, comparison, loss, fixed }: Evidence) => {
    const found = `the out-of-fold ${LOSSES[loss]} of “${title}” is ${againstPlain(comparison)}`;
    const beaten = fixed === undefined ? "" : ` “${fixed}”, which learned no preparation, does no worse.`;
    switch (kind) {
      case "paid":
        return `What was learned paid on held-out rows: ${found}. Learned pipelines are ${percent(share)} of the ensemble.${beaten}`;
      case "unclear":
        return `What was learned did not clearly pay on held-out rows: ${found}, which may be chance. Learned pipelines are ${percent(share)} of the ensemble.${beaten}`;
      case "absent":
        return `What was learned did not pay on held-out rows: no learned pipeline is a member of the ensemble, so nothing that follows plays a part in predictions. Of the best of them, ${found}.${beaten}`;
      default:
        return kind satisfies never;
    }
  },
});

export const openedFileText = defineTexts("studio.opened", {
  title: ({ pipeline }: { readonly pipeline: string }) => `Opened pipeline “${pipeline}”.`,
  selfTestPassed: ({ nRows }: { readonly nRows: number }) =>
    `Self-test passed: ${countOf(nRows, "row")} predicted as when it was saved.`,
  selfTestFailed: ({ maxError }: { readonly maxError: number }) =>
    `Self-test failed: predictions differ by up to ${formatTinyError(maxError)} from when it was saved. Train it again before relying on it.`,
  otherLabels: "Self-test failed: the classes or the unit of the target are not those of when it was saved.",
  untrained: "It was saved before training: add its files and press Train.",
  goesOn: "The files that it was trained on are open: Train goes on from where it ended.",
  predicts: "It can predict now. To train on from where it ended, add the files that it was trained on.",
});

const quoted = (texts: readonly string[]) => texts.map((text) => `“${text}”`).join(", ");

interface Cells {
  readonly column: string;
  readonly count: number;
}

const ADDED = {
  number: "a prediction is",
  interval: "a prediction and both ends of its interval are",
  classes: "a prediction and its probabilities are",
} as const;

export const predictText = defineTexts("studio.predict", {
  heading: "Predict",
  addFile: "Predict on new CSV",
  withoutTarget: ({ nRows }: { readonly nRows: number }) => `Predict the ${countOf(nRows, "row")} without a target`,
  hint: ({ adds }: { readonly adds: keyof typeof ADDED }) =>
    `Every row, its order and all its columns are kept; ${ADDED[adds]} added. The file stays on this computer.`,
  notYet: "Once a pipeline is trained, or a trained one is open, add rows here to have them predicted.",
  stale: "It predicts with the pipeline as it was trained. What was changed since is not in it before you train again.",
  working: ({ files }: { readonly files: readonly string[] }) => `Predicting ${files.join(", ")}…`,
  predicted: ({ nRows }: { readonly nRows: number }) => `${countOf(nRows, "row")} predicted`,
  /** @param predicted its place is marked: it is set in bold */
  from: ({ predicted, files, hasNotes }: { predicted: string; files: readonly string[]; hasNotes: boolean }) =>
    `${predicted} from ${files.join(", ")}. ${hasNotes ? "Before you use them:" : "Every cell was as expected."}`,
  look: "Look at this",
  note: "Note",
  metrics: ({ metrics }: { readonly metrics: readonly string[] }) =>
    `The file has the target, so here is how right the predictions are: ${metrics.join(", ")}.`,
  download: "Download predictions",
  safe: "Safe for spreadsheets",
  safeHint: ({ example }: { readonly example: string }) =>
    `A spreadsheet would compute cells such as ${JSON.stringify(example)}. With this they get an apostrophe before them; without it every cell stays letter for letter. Numbers are never touched.`,
  scrollable: "First predicted rows, scrollable",
  caption: ({ nRows, unit }: { readonly nRows: number; readonly unit: string | undefined }) =>
    `The first ${countOf(nRows, "row")}${unit === undefined ? "" : `; prediction in ${unit}`}. In the file predictions come after the columns, with all of their digits; here they come first.`,
  trainedOn: "The pipeline was trained on rows of this file, so on new rows it will be less right than here",
  unlike: ({ files }: { readonly files: readonly string[] }) =>
    `The rows of ${files.join(", ")} are not like those of training, so they were not predicted yet.`,
  unlikeList: "What is different",
  readAlready: "Recognised, and read so:",
  predictAllTheSame: "Predict all the same",
  otherFile: "Choose another file",
  forced: "The rows are not like those of training; predicted all the same, as you decided",
  targetDoubts: "The target is not like that of training, so how right the predictions are may be wrong",
  recognised: "Written otherwise than in training; recognised, and read so",
  far: ({ count }: { readonly count: number }) => `Values far outside of training, in ${countOf(count, "column")}`,
  unknownLevels: ({ count }: { readonly count: number }) =>
    `Values never seen in training, in ${countOf(count, "column")}`,
  unreadableCells: ({ count }: { readonly count: number }) =>
    `Cells that cannot be read, taken as missing, in ${countOf(count, "column")}`,
  pooledLevels: ({ count }: { readonly count: number }) =>
    `Rare values, read as one pooled level, in ${countOf(count, "column")}`,
  extraColumns: ({ count }: { readonly count: number }) =>
    `${countOf(count, "column")} that the pipeline does not know, kept and not used`,
  unlabelled: ({ nRows }: { readonly nRows: number }) =>
    `${countOf(nRows, "row")} without a target value, predicted all the same`,
  names: ({ names }: { readonly names: readonly string[] }) => quoted(names),
  cells: ({ column, count }: Cells) => `${quoted([column])}: ${countOf(count, "cell")}`,
  cellsSuchAs: ({ column, count, examples }: Cells & { readonly examples: readonly string[] }) =>
    `${quoted([column])}: ${countOf(count, "cell")}, such as ${quoted(examples)}`,
  cellsInRows: ({ column, count, examples }: Cells & { examples: readonly { row: number; text: string }[] }) => {
    const places = examples.map(({ row, text }) => `${quoted([text])} in row ${row}`);
    return `${quoted([column])}: ${countOf(count, "cell")}, such as ${places.join(", ")}`;
  },
});

/** The card on which another model is compared. */
export const compareCardText = defineTexts("studio.compare", {
  heading: "Compare with your own model",
  explanation:
    "Save which row is in which split, train your model elsewhere on the rows that are not test rows, and add its predictions of the test rows: the very same rows judge both.",
  saveRows: "Save the list of rows",
  rowsName: "rows-and-splits.csv",
  addFile: "Add predictions of my model",
  hint: "A CSV file with “row” and “prediction”, or “row” and one “p_<class>” for each class. It stays on this computer.",
  notYet: "Once a pipeline is trained here, your own model can be compared with it.",
  opened: "The rows that it was tested on have to be open: add the files that it was trained on.",
  working: ({ name }: { readonly name: string }) => `Comparing with ${name}…`,
  once: "Test rows judge once. Whoever picks the best of many models by them needs new rows to say how good it is.",
  ours: "Trained pipeline",
  caption: "Both on the same test rows",
  scrollable: "Both models, scrollable",
  model: "Model",
});
