/** Words of the training part: its buttons and settings, the status, the charts, and the check of the graphics adapter. */
import { defineTexts } from "../../define-texts.ts";
import { formatCount, formatDuration, formatNumber, formatScore, formatTaken } from "../../numbers.ts";
import { countOf, listWords } from "../../words.ts";

const ENGINES = {
  auto: "Automatic",
  "compiled-webgpu": "WebGPU",
  "compiled-wasm": "CPU",
  "tfjs-webgpu": "WebGPU (tfjs)",
  "tfjs-wasm": "CPU (tfjs)",
} as const;

const CUT_OFF = {
  closed: "the page was closed or reloaded while it went on",
  ended: "the browser ended the page, mostly for want of memory",
  crashed: "the background worker stopped",
  memory: "there was no more memory",
} as const;

interface CutOffRun {
  readonly why: keyof typeof CUT_OFF;
  /** What is known of why; "" where nothing is. */
  readonly got: string;
  readonly pipeline: string;
  readonly files: readonly string[];
  /** Trainings that are over. */
  readonly nDone: number;
  /** Of the training that was going on; 0 where none was. */
  readonly step: number;
  readonly time: string;
}

/** Of a run that was cut off, and can go on. */
export const offerText = defineTexts("studio.offer", {
  title: "A run was cut off",
  words: ({ why, got, pipeline, files, nDone, step, time }: CutOffRun) => {
    const came = [
      ...(nDone > 0 ? [`${countOf(nDone, "training")} over`] : []),
      ...(step > 0 ? [`step ${formatCount(step)} of ${nDone > 0 ? "the next" : "the blend"}`] : []),
    ];
    const where = came.length > 0 ? ` It had come to ${listWords(came)} at ${time}.` : "";
    return `The run of “${pipeline}” on ${listWords(files)} was cut off: ${CUT_OFF[why]}${got === "" ? "" : ` (${got})`}.${where}`;
  },
  goOn: "Go on with this run",
  drop: "Let it go",
});

export const trainText = defineTexts("studio.train", {
  heading: "3 Train",
  engine: "Engine",
  engineName: ({ engine }: { readonly engine: keyof typeof ENGINES }) => ENGINES[engine],
  budget: "Training budget",
  pace: "Slow enough to watch",
  paceHint: ({ seconds }: { readonly seconds: number }) =>
    `The same steps, spread over at least ${formatDuration(seconds)}.`,
  buttons: "Run",
  settings: "Training settings",
  train: "Train",
  pause: "Pause",
  resume: "Resume",
  step: "Step",
  stop: "Stop",
  rateNow: "Learning rate now",
  penaltiesNow: "Strengths now",
  nowHint:
    "Multiples of the settings, while the blend trains; strengths are those of penalties, as for open gates. The results say what was changed.",
  asSet: "as set",
  factor: ({ factor }: { readonly factor: number }) => `× ${formatNumber(factor)}`,
  goOn: "Go on from the trained pipeline",
  goOnHint: "instead of starting anew",
  noTable: "Add a CSV file or open a sample first.",
  stillReading: "The table is still being read.",
  notRead: "The last files could not be read; add others.",
  noTarget: "Choose a target column first.",
  mendFirst: ({ nProblems }: { readonly nProblems: number }) =>
    `Mend the pipeline first: its outline names ${countOf(nProblems, "problem")}.`,
});

const left = (seconds: number) => (seconds < 1 ? "under 1 s left" : `about ${formatDuration(seconds)} left`);

export const statusWords = defineTexts("studio.status", {
  title: "Training status",
  progress: "Training progress",
  step: ({ step, totalSteps }: { readonly step: number; readonly totalSteps: number }) =>
    `step ${step} of ${totalSteps}`,
  /** @param doing "Training the members of the ensemble" */
  members: ({ doing, place, all }: { readonly doing: string; readonly place: number; readonly all: number }) =>
    `${doing}: ${place} of ${all}`,
  left: ({ seconds }: { readonly seconds: number }) => left(seconds),
  before: ({ nSteps, seconds }: { readonly nSteps: number; readonly seconds: number }) =>
    `Trained before · ${countOf(nSteps, "step")} in ${formatTaken(seconds)}`,
  notYet: "Not trained yet",
  stopped: "Stopped, with the best weights kept",
  keeping: "Keeping the results on this device",
  done: "Done",
  took: ({ seconds }: { readonly seconds: number }) => `took ${formatTaken(seconds)}`,
  /** Behind where a run stands. */
  of: ({ files }: { readonly files: readonly string[] }) => `of ${listWords(files)}`,
  failed: "Training failed",
  noEngine: "The engine is named here once it runs.",
  /** @param reason "" where none was given */
  engine: ({ title, reason }: { readonly title: string; readonly reason: string }) =>
    `Engine: ${title}${reason === "" ? "" : `. ${reason}`}`,
  stopping: "Stopping, with the best weights kept",
  paused: "Paused",
  pausing: "Pausing after the steps in progress",
});

const PLANS = { joint: "Everything together", bilevel: "Pipeline on validation rows" } as const;
const PLAN_HINTS = {
  joint: "The model and the pipeline before it learn from the same rows. Quick, and right for most tables.",
  bilevel:
    "The model learns from training rows, gates and blends from others, so that they cannot fit noise as easily. These are a quarter of the training rows. Slower.",
} as const;
const DEPLOYED = {
  ensemble: "An ensemble of all that proved useful",
  one: "One pipeline, chosen by evidence",
} as const;
const DEPLOY_HINTS = {
  ensemble:
    "Several pipelines, learned and fixed ones, are trained and tried on rows that they have not seen. An ensemble is the mean of what those say that did well; each of them is a member.",
  one: "Several pipelines are tried as for an ensemble. The best of those that are better than the plain one by more than chance explains is trained again on all rows that are not for testing; where there is none, the plain one. It is easier to read and smaller, and mostly a little less right than an ensemble.",
} as const;
const TAGS = {
  automatic: "Retrained where there is time",
  retrained: "Retrained without each block",
  forced: "Without retraining",
} as const;
const TAG_HINTS = {
  automatic:
    "Once the members are trained, the pipeline is trained again without each of its blocks, where that takes no longer than all before it. Otherwise, and where the steps are given, the trained pipeline passes each block over, which is quick and mostly exaggerates.",
  retrained: "The pipeline is trained again without each of its blocks, on the same rows: slow, and what counts.",
  forced:
    "The trained pipeline passes each block over, with nothing trained for that: quick, and it mostly exaggerates.",
} as const;
const OPTIMISED_FOR = {
  loss: "Log loss, or squared error",
  trained: "What goes with loss and class weights",
  rocAuc: "ROC AUC",
  macroF1: "Macro F1",
  balancedAccuracy: "Balanced accuracy",
  accuracy: "Accuracy",
  meanCost: "Costs of mistakes",
  mae: "Mean absolute error",
} as const;
const LOSSES = { squared: "Squared error", huber: "Huber loss", quantile: "Quantile loss" } as const;
const LOSS_HINTS = {
  squared: "The mean is what is learned: large errors count most.",
  huber:
    "Large errors count by their size and not by their square, so that a few rows far out decide less. Pipelines are compared by absolute errors.",
  quantile:
    "A number that a given share of rows lie below is what is learned, not the mean. Pipelines are compared by this loss, whatever they are optimised for.",
} as const;
const CLASS_WEIGHTS = { none: "All rows alike", balanced: "All classes alike" } as const;
const CLASS_WEIGHT_HINTS = {
  none: "Probabilities are those of the rows as they are. A threshold that suits costs is found in the results, under Diagnostics.",
  balanced:
    "Rows of rare classes count more, so that these are found more often; probabilities are then no shares of rows any more, and pipelines are compared by the mean of the log losses of the classes.",
} as const;
const OPTIMISERS = { adam: "Adam", sgd: "Stochastic gradient descent" } as const;

interface Range {
  readonly range: string;
}

export const settingText = defineTexts("studio.settings", {
  more: "More training settings",
  starts: ({ count }: { readonly count: number }) => `${count} starts`,
  plan: "Plan",
  planName: ({ plan }: { readonly plan: keyof typeof PLANS }) => PLANS[plan],
  planHint: ({ plan }: { readonly plan: keyof typeof PLAN_HINTS }) => PLAN_HINTS[plan],
  deploy: "What is deployed",
  deployName: ({ deploy }: { readonly deploy: keyof typeof DEPLOYED }) => DEPLOYED[deploy],
  deployHint: ({ deploy }: { readonly deploy: keyof typeof DEPLOY_HINTS }) => DEPLOY_HINTS[deploy],
  tags: "What blocks are worth",
  tagsName: ({ tags }: { readonly tags: keyof typeof TAGS }) => TAGS[tags],
  tagsHint: ({ tags }: { readonly tags: keyof typeof TAG_HINTS }) => TAG_HINTS[tags],
  optimiseFor: "Optimise for",
  optimiseForName: ({ metric }: { readonly metric: keyof typeof OPTIMISED_FOR }) => OPTIMISED_FOR[metric],
  optimiseForHint: ({ metric }: { readonly metric: keyof typeof OPTIMISED_FOR }) =>
    metric === "trained"
      ? "A quantile is compared by its quantile loss in any case; the Huber loss by absolute errors and balanced classes by the mean of their log losses, unless something else is chosen here."
      : metric === "loss"
        ? "Pipelines are compared and chosen by the loss that they are trained on: the best choice where probabilities count, and the surest one on few rows."
        : metric === "meanCost"
          ? "Pipelines are compared and chosen on held-out rows by what their mistakes cost, and the verdict is about it; the class is said that is expected to cost least. The costs stand in the file of the pipeline, where “diffml train --costs” put them; a mistake that is not named costs 1."
          : `Pipelines are compared and chosen by ${OPTIMISED_FOR[metric]} on held-out rows, and the verdict is about it. Each of them is still trained on its loss; the class that is said is the likeliest one, until a threshold is chosen under Diagnostics.`,
  loss: "Loss",
  lossName: ({ loss }: { readonly loss: keyof typeof LOSSES }) => LOSSES[loss],
  lossHint: ({ loss }: { readonly loss: keyof typeof LOSSES }) => LOSS_HINTS[loss],
  quantile: "Quantile",
  quantileHint: ({ range }: Range) =>
    `The share of rows that are to lie below what is said of them: ${range}. With two runs, of 0.1 and 0.9, four of five rows lie between what they say.`,
  huberWidth: "Width of the Huber loss",
  huberWidthHint: ({ range }: Range) =>
    `Errors count by their square up to so many standard deviations of the target: ${range}.`,
  classWeights: "Class weights",
  classWeightsName: ({ weights }: { readonly weights: keyof typeof CLASS_WEIGHTS }) => CLASS_WEIGHTS[weights],
  classWeightsHint: ({ weights }: { readonly weights: keyof typeof CLASS_WEIGHTS }) => CLASS_WEIGHT_HINTS[weights],
  optimiser: "Optimiser",
  optimiserName: ({ optimiser }: { readonly optimiser: keyof typeof OPTIMISERS }) => OPTIMISERS[optimiser],
  learningRate: "Learning rate",
  learningRateHint: ({ range }: Range) => `How far each step goes: ${range}.`,
  batchSize: "Batch size",
  batchSizeHint: ({ range }: Range) => `Rows that each step looks at: ${range}.`,
  weightDecay: "Weight decay",
  weightDecayHint: ({ range }: Range) => `Pulls the model's weights towards 0: ${range}.`,
  seed: "Seed",
  seedHint: "The same seed gives the same split and start: a whole number from 0.",
  startsTitle: "Starts",
  startsHint: ({ range }: Range) =>
    `How many times the training begins with each learning rate, side by side, each time with other random weights: ${range}. The one with the lowest validation loss is kept. On a CPU they share the budget.`,
  otherRates: "Other learning rates",
  otherRatesHint: ({ most }: { readonly most: number }) =>
    `Trained beside the learning rate, each with every start: up to ${most} numbers with spaces between them, such as 0.001 0.02. Empty: none.`,
  /** @param kept "" where there is none */
  notTaken: ({ problem, kept }: { readonly problem: string; readonly kept: string }) =>
    `${problem} Not taken over${kept === "" ? "" : `: ${kept} still holds`}.`,
  tooMany: ({ count }: { readonly count: number }) => `${count} numbers are too many.`,
  withPoint: ({ problem }: { readonly problem: string }) =>
    `${problem} Decimals are written with a point, such as 0.001.`,
  noNumber: "A number is needed.",
  notNumber: ({ word }: { readonly word: string }) => `“${word}” is not a number.`,
  tooSmall: ({ word, least, isIncluded }: { word: string; least: string; isIncluded: boolean }) =>
    `${word} is too small: ${isIncluded ? "at least" : "above"} ${least}.`,
  tooLarge: ({ word, most }: { readonly word: string; readonly most: string }) =>
    `${word} is too large: at most ${most}.`,
  notWhole: ({ word }: { readonly word: string }) => `${word} is not a whole number.`,
});

const CHARTS = { loss: "Loss", gates: "Gates" } as const;
export type Chart = keyof typeof CHARTS;

const KINDS = {
  gate: "how much gets through",
  choice: "share of a blend",
  threshold: "threshold",
  weight: "weight",
  constant: "learned constant",
} as const;

interface LossPoint {
  readonly step: number;
  readonly train: number;
  readonly validation: number;
}

export const chartText = defineTexts("studio.chart", {
  title: ({ chart }: { readonly chart: Chart }) => CHARTS[chart],
  asTable: ({ chart }: { readonly chart: Chart }) => `${CHARTS[chart]} as a table`,
  save: ({ chart }: { readonly chart: Chart }) => `Save ${CHARTS[chart].toLowerCase()}`,
  loading: "Loading the chart…",
  show: "Charts show",
  start: ({ place, total, replica }: { place: number; total: number; replica: string }) =>
    `Start ${place} of ${total}: ${replica}`,
  step: ({ step }: { readonly step: number | string }) => `step ${step}`,
  newestOnly: "Newest steps only",
  noGates:
    "One row for each gate and each part of a blend will appear here. A gate says how much of a column gets through to the model; a blend says in which shares the alternatives of a block are mixed. Both are learned.",
  find: "Find a column in the gates",
  findHint: "Find a column…",
  noRow: ({ filter }: { readonly filter: string }) => `No row has “${filter}” in its name.`,
  full: ({ most }: { readonly most: number }) =>
    `${most} rows are followed already. Choose one of them to let it go first.`,
  choose: "Choose a row (click, or arrow keys and Enter) to follow it as a line.",
  planted: "planted junk",
  plantedHint: "⚑: a column of junk that was planted. Its gate should close.",
  chosen: "Chosen gates and shares over steps",
  line: ({ label, block }: { readonly label: string; readonly block: string }) => `${label} (${block})`,
  valuesScrollable: "Learned values, scrollable",
  valuesCaption: "Everything that is learned about columns, as it stands now",
  block: "Block",
  column: "Column",
  what: "What",
  value: "Value",
  kind: ({ kind }: { readonly kind: keyof typeof KINDS }) => KINDS[kind],
  before: "Values before",
  page: ({ page, nPages }: { readonly page: number; readonly nPages: number }) => `page ${page} of ${nPages}`,
  after: "More values",
  heatMap: "Gates and blends",
  firstRows: ({ shown, total }: { readonly shown: number; readonly total: number }) =>
    `The first ${formatCount(shown)} of ${countOf(total, "row")}; the file of numbers has all.`,
  nothing: "0: nothing",
  all: "1: all",
  gatesOf: ({ block }: { readonly block: string }) => `${block}: what gets through`,
  /** @param columns the words for all columns together; absent where each has a blend of its own */
  blendOf: ({ block, columns }: { readonly block: string; readonly columns?: string }) =>
    `${block}: blend${columns === undefined ? "" : `, ${columns}`}`,
  logarithmic: "Logarithmic",
  smoothing: "Smoothing",
  unsmoothed: "off",
  noLoss:
    "Two lines will appear here: how wrong the pipeline is on the rows it learns from, and on validation rows that it does not learn from. Lower is better.",
  diverged:
    "No line for this start: its loss was no finite number from the first steps on, as happens where the learning rate is too high.",
  lossLines: "Training and validation loss over steps",
  training: "Training",
  validation: "Validation",
  lossScrollable: "Loss values, scrollable",
  lossCaption: ({ shown, total }: { readonly shown: number; readonly total: number }) =>
    `The newest ${shown} of ${total} points; the file has them all`,
  stepHead: "Step",
  trainingLoss: "Training loss",
  validationLoss: "Validation loss",
  summary: ({ last, best }: { readonly last: LossPoint; readonly best?: LossPoint }) => {
    const now = `At step ${last.step}: training ${formatScore(last.train)}, validation ${formatScore(last.validation)}.`;
    return best ? `${now} Lowest validation loss: ${formatScore(best.validation)} at step ${best.step}.` : now;
  },
});

interface GpuResult {
  readonly engine: {
    readonly title: string;
    readonly id: string;
    readonly adapter: string;
    readonly isSoftware: boolean;
  };
  readonly passed: boolean;
  readonly maxRelativeError: number;
  readonly msPerStep: number;
  readonly nSteps: number;
}

export const gpuText = defineTexts("studio.gpu", {
  check: "Check my GPU",
  checking: "Comparing gradients and timing 200 steps…",
  failed: ({ got, fix }: { readonly got: string; readonly fix: string }) => `The check failed: ${got}. ${fix}`,
  copy: "Copy GPU result",
  copied: "Copied.",
  notCopied: "The browser does not allow copying here: select the text and copy it.",
  result: ({
    engine,
    passed,
    maxRelativeError,
    msPerStep,
    nSteps,
    version,
  }: GpuResult & { readonly version: string }) =>
    [
      `engine: ${engine.title} (${engine.id})`,
      `adapter: ${engine.adapter || "none"}${engine.isSoftware ? ", software" : ""}`,
      `gradients: ${passed ? "right" : "wrong"}, largest relative error ${maxRelativeError.toExponential(2)}`,
      `speed: ${msPerStep.toFixed(2)} ms a step over ${nSteps} steps`,
      `studio: ${version}`,
    ].join("\n"),
});
