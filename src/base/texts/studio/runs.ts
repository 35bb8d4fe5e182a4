/** Words of the history of runs: the list, comparisons, sweeps, and the notice at the end of a run. */
import { defineTexts } from "../../define-texts.ts";
import {
  formatAlike,
  formatBesideError,
  formatDuration,
  formatNumber,
  formatScore,
  formatSignedBesideError,
  formatTaken,
} from "../../numbers.ts";
import { countOf, listWords, wordText } from "../../words.ts";

const LOSSES = {
  logLoss: "log loss",
  rmse: "RMSE",
  quantileLoss: "quantile loss",
  balancedLogLoss: "balanced log loss",
} as const;
interface Repeated {
  /** Above 0: what is deployed is better. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly verdict: "better" | "worse" | "no clear difference";
  readonly nDivisions: number;
  readonly metric: string;
  /** Of the metric. */
  readonly isMoreBetter: boolean;
}

const LOSS_OF = { outOfFold: "out of fold", validation: "validation" } as const;

interface Loss {
  readonly metric: keyof typeof LOSSES;
  readonly of: keyof typeof LOSS_OF;
}

interface Named {
  readonly name: string;
}

export const runsText = defineTexts("studio.runs", {
  heading: "5 Runs",
  none: "Runs are listed here when they are over, with what you changed between them. Train to have the first.",
  kept: ({ isKept }: { readonly isKept: boolean }) =>
    isKept
      ? "Runs are kept on this device: the fifty newest, and those that you pin."
      : "Runs are kept until this page closes. With “Keep this table and its runs on this device”, beside the table, they are there the next time.",
  rank: "Order",
  byTime: "Newest first",
  byLoss: "Lowest loss first",
  tagFilter: "Tag",
  allTags: "All tags",
  caption: ({ nRuns }: { readonly nRuns: number }) =>
    `${countOf(nRuns, "run")}. Losses are of rows that the models had not seen, never of test rows.`,
  scrollable: "Runs; scrolls",
  selectHead: "Compare",
  runHead: "Run",
  changesHead: "Changed since the run before",
  lossHead: "Loss",
  curveHead: "Curve",
  verdictHead: "Verdict",
  actionsHead: "Actions",
  select: ({ name }: Named) => `Compare ${name}`,
  pin: ({ name }: Named) => `Pin ${name}`,
  noteOf: ({ name }: Named) => `Note on ${name}`,
  notePlaceholder: "Add a note",
  tagsOf: ({ name }: Named) => `Tags of ${name}, between commas`,
  tagsPlaceholder: "Tags",
  /** The name of a run where nobody gave it one. */
  run: ({ time }: { readonly time: string }) => `run of ${time}`,
  engineAndTime: ({
    engine,
    seconds,
    seed,
  }: {
    readonly engine: string;
    readonly seconds: number;
    readonly seed: number;
  }) => `${engine} · ${formatTaken(seconds)} · seed ${seed}`,
  stopped: "stopped early",
  shown: "Shown in the workspace",
  loss: ({ metric, of }: Loss) => `${LOSSES[metric]}, ${LOSS_OF[of]}`,
  place: ({ rank }: { readonly rank: number }) => `Rank ${rank}`,
  placeHint: "Among runs of the same files and target",
  noLoss: "not measured",
  firstRun: "The first run",
  sameSettings: "Nothing: the same settings",
  moreChanges: ({ count }: { readonly count: number }) => `and ${countOf(count, "more change", "more changes")}`,
  noVerdict: "No verdict",
  curve: ({ first, last }: { readonly first: number; readonly last: number }) =>
    `Validation loss, from ${formatScore(first)} to ${formatScore(last)}`,
  noCurve: "No curve",
  restore: "Restore",
  restoreRun: ({ name }: Named) => `Restore ${name}`,
  restored: ({ name, hasTrained }: Named & { readonly hasTrained: boolean }) =>
    `The pipeline and the results of the ${name} are back. Undo brings back the pipeline that was on the canvas.${hasTrained ? "" : " What it had trained is not there any more: its numbers are, and Train makes it anew."}`,
  running: "A run is going on. Stop it, or wait until it is over, to bring another one back.",
  copyCommandOf: ({ name }: Named) => `Copy ${name} as a command line`,
  copied: "The command is in the clipboard. It reads the pipeline from a file, which was saved beside it.",
  copiedInTime:
    "The command is in the clipboard. It reads the pipeline from a file, which was saved beside it. The time decides how many steps this run takes, so that another machine comes to about the same, and not to the same bits.",
  notCopied: ({ text }: { readonly text: string }) =>
    `This browser does not let the page write to the clipboard. The command is: ${text}`,
  deleteRun: ({ name }: Named) => `Delete ${name}`,
  deleteSure: "Delete it?",
  deleted: ({ name }: Named) => `The ${name} is deleted.`,
  // Settings.
  files: "Files",
  contents: "Contents of the files",
  rowFilter: "Row filter",
  dirt: "Planted dirt",
  judgedBy: ({ others }: { readonly others: readonly string[] }) =>
    others.length === 0 ? "all" : `all but ${listWords(others, others.length)}`,
  noDirt: "none",
  hiddenDirt: "hidden",
  target: "Target",
  engine: "Engine",
  columnUse: ({ type, isUsed }: { readonly type: string; readonly isUsed: boolean }) =>
    isUsed ? `used as ${type}` : "set aside",
  connection: ({ ends }: { readonly ends: readonly string[] }) => ends.join(" → "),
  with: ({ what }: { readonly what: string }) => `with ${what}`,
  without: ({ what }: { readonly what: string }) => `without ${what}`,
  changed: ({ title, was, is }: { readonly title: string; readonly was: string; readonly is: string }) =>
    `${title}: ${was} → ${is}`,
});

export const compareRunsText = defineTexts("studio.compareRuns", {
  title: ({ nRuns }: { readonly nRuns: number }) => `Compare ${countOf(nRuns, "run")}`,
  choose: "Tick two or more runs to see them side by side.",
  untick: "Untick all",
  differ: "What differs",
  same: "All settings are the same.",
  otherRows:
    "These runs are of other files, of another target, or their losses of other rows: they cannot be compared.",
  setting: "Setting",
  curves: "Validation loss",
  mostCurves: ({ shown, total }: { readonly shown: number; readonly total: number }) =>
    `The chart has the first ${shown} of ${total} runs.`,
  logarithmic: "Logarithmic",
  metrics: "Metrics",
  metric: "Metric",
  heldOut: ({ metric }: { readonly metric: string }) => `${metric}, validation rows`,
  seconds: "Time",
  steps: "Steps",
  evidence: "Evidence",
  evidenceHint:
    "Loss with it less loss without it, or than the plain pipeline's, on rows that were held out, ± one standard error. Below zero: it is worth something.",
  measuredIn: "Measured in",
  noEvidence: "None of these runs has any.",
  about: "About",
  delta: ({ delta, error }: { readonly delta: number; readonly error: number }) =>
    !Number.isFinite(delta) || !Number.isFinite(error)
      ? "cannot tell"
      : error > 0
        ? `${formatSignedBesideError(delta, error)} ± ${formatBesideError(error, error)}`
        : formatNumber(delta),
  absent: "–",
  scrollable: "Runs side by side; scrolls",
});

export const chosenText = defineTexts("studio.chosenRun", {
  title: "Test rows answer once",
  why: "Choose a run by its loss above first. Test rows are fair to the first run that they are asked about; whoever picks the best of many test results picks luck, and is disappointed later.",
  which: "The run that you chose",
  show: "Show what it does on test rows",
  another:
    "These test rows have already judged another run of this table. If you choose by them now, the numbers are too good.",
  of: ({ name, nRows }: { readonly name: string; readonly nRows: number }) =>
    `The ${name} on ${countOf(nRows, "test row")}:`,
  noTest: "This run has no test rows.",
});

export const sweepText = defineTexts("studio.sweep", {
  title: "Sweep",
  hint: "Trains variants of the pipeline on the canvas one after the other; each becomes a run of the list. The canvas stays as it is.",
  seeds: "Seeds",
  seedsHint: "Each variant once a seed: how much of a difference is luck shows in ±.",
  vary: "Vary",
  nothing: "nothing else",
  values: ({ title }: { readonly title: string }) => `Values of ${title}`,
  valuesLabel: "Values",
  now: ({ value }: { readonly value: number }) => `Numbers between commas; now ${formatNumber(value)}.`,
  wrong: ({ word, range }: { readonly word: string; readonly range: string }) =>
    `“${word}” is not possible: a number ${range}.`,
  second: "Vary also",
  start: ({ nRuns }: { readonly nRuns: number }) => `Begin ${countOf(nRuns, "run")}`,
  tooMany: ({ nRuns, most }: { readonly nRuns: number; readonly most: number }) =>
    `${countOf(nRuns, "run")} are too many; at most ${most} in one sweep.`,
  about: ({ seconds }: { readonly seconds: number }) => `About ${formatDuration(seconds)}.`,
  progress: ({ nDone, nAll, nFailed }: { readonly nDone: number; readonly nAll: number; readonly nFailed: number }) =>
    `${nDone} of ${countOf(nAll, "run")} over${nFailed > 0 ? `, ${nFailed} of them without a result` : ""}`,
  halt: "Halt the sweep",
  resume: "Go on with the sweep",
  drop: "Drop the rest",
  results: "Sweeps",
  otherDivisions: ({ count }: { readonly count: number }) => `Train on ${count} divisions of the rows`,
  otherDivisionsHint: ({ nRows, duration }: { readonly nRows: number; readonly duration: string }) =>
    `This verdict rests on ${countOf(nRows, "test row")} of one division. Divided otherwise ten times, each time with other test rows, the view of the runs has one verdict over all of them. About ${duration}.`,
  verdict: ({ difference, low, high, verdict, nDivisions, metric, isMoreBetter }: Repeated) => {
    const word = difference >= 0 === isMoreBetter ? "higher" : "lower";
    const [size, from, to] = formatAlike([Math.abs(difference), low, high]);
    const found = `Over ${nDivisions} divisions of the rows, ${metric} on test rows is ${word} by ${size} than that of the plain pipeline, on average (${wordText("interval")} of the gain: ${from} to ${to})`;
    const told = { better: "better", worse: "worse", "no clear difference": "no clear difference" }[verdict];
    return `${found}: ${told}. The interval covers other divisions of a table like this one, other first weights and other batches; divisions share most of their rows, which is reckoned with.`;
  },
  resultsHint: "Mean loss over seeds ± its standard error, which says how far another set of seeds may be.",
  caption: ({ time }: { readonly time: string }) => `Sweep of ${time}`,
  variant: "Variant",
  asItIs: "as it is",
  nSeeds: "Runs",
  mean: ({ loss }: { readonly loss: string }) => `Mean ${loss}`,
  meanAndError: ({ mean, error }: { readonly mean: number; readonly error: number | undefined }) =>
    error === undefined
      ? formatScore(mean)
      : error > 0
        ? `${formatBesideError(mean, error)} ± ${formatBesideError(error, error)}`
        : `${formatScore(mean)} ± 0`,
});

export const endText = defineTexts("studio.runEnd", {
  ask: "Tell me when a long run ends",
  askHint: "By a notification of this browser, when the page is in the background.",
  refused:
    "This browser does not allow notifications for this page; the title of its tab still says when a run is over.",
  title: ({ isDone, app }: { readonly isDone: boolean; readonly app: string }) =>
    `${isDone ? "✓ Run over" : "✗ Run failed"} – ${app}`,
  notification: ({ isDone }: { readonly isDone: boolean }) => (isDone ? "The run is over" : "The run failed"),
  body: ({ files, seconds }: { readonly files: readonly string[]; readonly seconds: number }) =>
    `${listWords(files)}, ${formatDuration(seconds)}`,
});
