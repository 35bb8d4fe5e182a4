/** Notes and warnings of the command line. Its help stands in the table of verbs and options. */

import { defineTexts } from "../define-texts.ts";
import { formatBytes, formatCount, formatShare, withUnit } from "../numbers.ts";
import { countOf, listQuoted, listWords } from "../words.ts";
import { type Looked, suspiciousWords } from "./suspicious.ts";

interface UnknownCells {
  readonly column: string;
  readonly count: number;
  readonly examples: readonly string[];
}

interface PassedOver {
  readonly path: string;
  readonly nTables: number;
  readonly others: readonly string[];
  readonly nHidden: number;
}

const quoted = (texts: readonly string[]) => texts.map((text) => JSON.stringify(text)).join(", ");

interface TrainedReplica {
  readonly learningRate: number;
  readonly seed: number;
  readonly validation: number;
  readonly isKept: boolean;
  /** The step at which it ended before the others. */
  readonly endedAt?: number;
}

interface Progress {
  readonly phase: string;
  readonly step: number;
  readonly totalSteps: number;
  /** Losses at the last evaluation point; absent before the first. */
  readonly losses?: { readonly train: number; readonly validation: number };
  readonly secondsLeft: number;
}

interface MembersProgress {
  readonly phase: string;
  /** Trainings that are over, and about how many there will be. */
  readonly done: number;
  readonly all: number;
  readonly secondsLeft: number;
}

export const cliText = defineTexts("cli", {
  issue: ({ where, message, count }: { readonly where: string; readonly message: string; readonly count: number }) =>
    `${where}: ${message} (${count})`,
  unmatched: ({ column, absentFrom }: { readonly column: string; readonly absentFrom: readonly string[] }) =>
    `Column ${column} is not in ${absentFrom.join(", ")}.`,
  weight: ({ column }: { readonly column: string }) =>
    `${column}: rows count by it, in training and in what is measured.`,
  setAside: ({ column, reason }: { readonly column: string; readonly reason: string }) =>
    `${column}: set aside. ${reason}`,
  mayBeMissing: ({ column, values, isTarget }: { column: string; values: readonly number[]; isTarget: boolean }) =>
    `${isTarget ? "Target" : "Column"} ${column}: ${listWords(values.map((value) => `"${value}"`))} may mean "missing" and ${values.length === 1 ? "is read as a number" : "are read as numbers"}; ${values.map((value) => `--missing ${JSON.stringify(`${column}=${value}`)}`).join(" ")} if so.`,
  doubtfulMark: ({ column, mark }: { readonly column: string; readonly mark: "." | "," }) => {
    const [taken, other] = mark === "." ? ["point", ","] : ["comma", "."];
    return `Column ${column}: the ${taken} is taken for the decimal mark, though no cell shows it; --decimal ${JSON.stringify(`${column}=${other}`)} if that is wrong.`;
  },
  lost: ({ column, type, count, example }: { column: string; type: string; count: number; example: string }) =>
    `Column ${column}, read as a ${type}: ${countOf(count, "cell")} more ${count === 1 ? "counts" : "count"} as missing, such as ${JSON.stringify(example)}.`,
  noSuchCell: ({ given }: { readonly given: string }) => `No cell is as --missing ${JSON.stringify(given)} says.`,
  target: ({ target, task, reason }: { readonly target: string; readonly task: string; readonly reason: string }) =>
    `Target ${target}: ${task}. ${reason}`,
  splitOffer: ({ by, column, reason }: { by: "group" | "time" | "column"; column: string; reason: string }) =>
    `Rows could be split by ${column} (${{ group: "--group", time: "--time", column: "--split-by" }[by]}). ${reason}`,
  engine: ({ title, reason }: { readonly title: string; readonly reason: string }) => `Engine: ${title}. ${reason}`,
  folder: ({ path, nTables, others, nHidden }: PassedOver) => {
    const named = others.length === 0 ? [] : [listQuoted(others, 5)];
    const hidden = nHidden === 0 ? [] : [countOf(nHidden, "hidden file")];
    return `${path}: ${countOf(nTables, "table")}; passed over: ${[...named, ...hidden].join(" and ")}.`;
  },
  stopping: "Stopping with the best weights so far; press Ctrl+C again to give up.",
  progress: ({ phase, step, totalSteps, losses, secondsLeft }: Progress) =>
    [
      `${phase}: step ${step} of ${totalSteps}`,
      ...(losses ? [`loss ${losses.train.toFixed(4)}`, `validation ${losses.validation.toFixed(4)}`] : []),
      ...(Number.isFinite(secondsLeft) ? [`${Math.ceil(secondsLeft)} s left`] : []),
    ].join(", "),
  progressOfMembers: ({ phase, done, all, secondsLeft }: MembersProgress) =>
    `${phase}: ${Math.min(done + 1, all)} of ${all}${Number.isFinite(secondsLeft) ? `, ${Math.ceil(secondsLeft)} s left` : ""}`,
  readingRows: ({ fraction }: { readonly fraction: number }) => `Reading: ${formatShare(fraction)}`,
  predictingRows: ({ nDone, nRows }: { readonly nDone: number; readonly nRows: number }) =>
    `Predicting: ${formatCount(nDone)} of ${countOf(nRows, "row")}`,
  goesOn: ({ nRows }: { readonly nRows: number }) =>
    `Going on behind ${countOf(nRows, "row")} that ${nRows === 1 ? "is" : "are"} written.`,
  replica: ({ learningRate, seed, validation, isKept, endedAt }: TrainedReplica) =>
    `Learning rate ${learningRate}, seed ${seed}: validation loss ${validation.toPrecision(4)}` +
    `${isKept ? ", kept" : ""}${endedAt === undefined ? "" : `, ended at step ${endedAt}`}`,
  blockTag: ({ block, title, words }: { readonly block: string; readonly title: string; readonly words: string }) =>
    `${title} (${block}): ${words}`,
  columnTag: ({ column, words }: { readonly column: string; readonly words: string }) => `${column}: ${words}`,
  suspicious: (found: Looked) => suspiciousWords(found),
  notLooked:
    "Labels were not looked at: the target is a number, there are too few rows, or there was no time. The list is empty.",
  tested: ({ metric, value, unit, nSteps }: { metric: string; value: number; unit: string; nSteps: number }) =>
    `Test ${metric}: ${withUnit(value.toPrecision(4), unit)} after ${formatCount(nSteps)} steps.`,
  extraColumns: ({ columns }: { readonly columns: readonly string[] }) => `Not used: ${columns.join(", ")}.`,
  unknownLevels: ({ column, count, examples }: UnknownCells) =>
    `Column ${column}: ${countOf(count, "cell")} with texts unknown to the pipeline, such as ${quoted(examples)}.`,
  unreadableCells: ({ column, count, examples }: UnknownCells) =>
    `Column ${column}: ${countOf(count, "cell")} that cannot be read, taken as missing, such as ${quoted(examples)}.`,
  predicted: ({ nRows, unit }: { readonly nRows: number; readonly unit: string | undefined }) =>
    `Predicted ${formatCount(nRows)} rows${unit === undefined ? "" : `, in ${unit}`}.`,
  cleaned: ({ nRows, path }: { readonly nRows: number; readonly path: string }) =>
    `Cleaned ${countOf(nRows, "row")} into ${path}.`,
  exported: ({ path, bytes }: { readonly path: string; readonly bytes: number }) =>
    `Wrote ${path}, ${formatBytes(bytes)}.`,
  noWorth:
    "The page does not say how much predictions rely on each column: of so many rows and columns that takes longer than a moment. The studio finds it out on demand.",
  inspected: ({ name, nSteps, seed, engine }: { name: string; nSteps: number; seed: number; engine: string }) =>
    `${name}: trained for ${countOf(nSteps, "step")} with seed ${seed} on ${engine}.`,
  predicts: ({ target, task, classes }: { target: string; task: string; classes: readonly string[] }) =>
    `Predicts ${target} (${task}${classes.length > 0 ? `: ${listWords(classes, 10)}` : ""}).`,
  rowsOfRun: ({ train, validation, test }: { train: number; validation: number; test: number }) =>
    `Rows: ${train} for training, ${validation} for validation, ${test} for testing.`,
  stagesHead: "On the test rows",
  learnedHead: "What the blocks settled on",
  membersHead: "What was tried, with its share of the ensemble and its out-of-fold loss",
  columnsHead: "Columns that are read",
  notesHead: "Notes",
  trainedOn: ({ files }: { readonly files: readonly string[] }) =>
    `Trained on ${files.join(", ")}: these metrics are too good; compare those of new rows.`,
});
