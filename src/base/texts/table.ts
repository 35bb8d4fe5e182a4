/** Why columns are read and used as they are, what is predicted, and how rows were split. */

import { defineTexts } from "../define-texts.ts";
import { formatCount, percent } from "../numbers.ts";
import { countOf, listQuoted, listWords } from "../words.ts";

const DATE_FORMATS: Readonly<Record<string, string>> = {
  iso: "year-month-day",
  ymd: "year, month, day",
  dmy: "day, month, year",
  mdy: "month, day, year",
  "epoch-s": "seconds since 1970",
  "epoch-ms": "milliseconds since 1970",
  "dmy-words": "day, name of the month, year",
  "month-year": "month and year",
  time: "time of day",
  "clock-year": "weekday, month, day, time, year",
};

/** A format as rules store it: several with "|" between, "mdy:1940" where two digits mean years from 1940. */
export function dateFormatWords(format: string): string {
  const words = format.split("|").map((single) => {
    const [name, first] = single.split(":");
    const years = first === undefined ? "" : `, years from ${first} to ${Number(first) + 99}`;
    return `${DATE_FORMATS[name] ?? name}${years}`;
  });
  return words.join("; or ");
}

type DateOrder = "dmy" | "mdy";
const ORDERS: Readonly<Record<DateOrder, string>> = { dmy: "day first", mdy: "month first" };

/** Why one order of day and month was taken where cells allow both. */
export interface DateDoubt {
  readonly order: DateOrder;
  readonly because: "rows in order" | "another column" | "habit";
}

function doubtWords({ order, because }: DateDoubt): string {
  switch (because) {
    case "rows in order":
      return `${ORDERS[order]}, because the rows are then in order`;
    case "another column":
      return `${ORDERS[order]}, as in another column of this table`;
    case "habit":
      return `taken as ${ORDERS[order]}; no cell rules out ${ORDERS[order === "mdy" ? "dmy" : "mdy"]}`;
    default:
      return because satisfies never;
  }
}

interface Readable {
  readonly nReadable: number;
  readonly nFilled: number;
  /** Words that were taken for missing where they stand. */
  readonly words: readonly string[];
  /** Texts that were taken for missing because they repeat among many that differ. */
  readonly repeated: readonly { readonly text: string; readonly count: number }[];
  readonly unreadable: { readonly count: number; readonly first?: string };
}

/** Why a mark is decimal where its cells alone do not show it. */
export interface MarkDoubt {
  readonly mark: "." | ",";
  readonly because: "other columns" | "delimiter" | "groups of three" | "nothing";
}

function markWords({ mark, because }: MarkDoubt): string {
  const other = mark === "," ? "point" : "comma";
  const read = `the ${mark === "," ? "comma" : "point"} is taken for the decimal mark and the ${other} for one of thousands`;
  switch (because) {
    case "other columns":
      return `; ${read}, as in other columns`;
    case "delimiter":
      return `; ${read}, since cells are separated by semicolons`;
    case "groups of three":
      return `; ${read}, since three digits follow each ${other} and smaller numbers have none`;
    case "nothing":
      return `; ${read}, though no cell shows it: change it where that is wrong`;
    default:
      return because satisfies never;
  }
}

interface Format {
  readonly affixes: readonly { readonly before: string; readonly after: string; readonly factor: number }[];
  readonly unit: string;
  readonly hasBothMarks: boolean;
  readonly areLimitsRead: boolean;
  readonly duration?: { readonly short: string } | undefined;
}

function formatWords(
  { affixes, unit, hasBothMarks, areLimitsRead, duration }: Format,
  mixed: readonly string[],
): string {
  const factors = affixes.filter(({ factor }) => factor !== 1).map(({ after, factor }) => `${after} = × ${factor}`);
  return [
    duration ? `; they are lengths of time, told in ${unit}` : "",
    unit === "" || duration ? "" : `; unit: ${unit}`,
    mixed.length > 1 ? `; ${listQuoted(mixed)} are read alike` : "",
    factors.length > 0 ? `; ${factors.join(", ")}` : "",
    hasBothMarks ? "; some cells have decimal points and some decimal commas, each is read as it shows" : "",
    areLimitsRead ? "; limits such as <5 and about ~5 are read as the number they name, ranges as their middle" : "",
  ].join("");
}

/** A number that repeats far from all others. */
interface Sentinel {
  readonly value: number;
  readonly count: number;
  readonly nearest: number;
}

function shareWords(nReadable: number, nFilled: number, kind: "numbers" | "dates"): string {
  return nReadable === nFilled
    ? `All filled cells are ${kind}`
    : `${percent(nReadable / nFilled)} of the filled cells are ${kind}`;
}

function missingWords({ words, repeated, unreadable }: Readable, kind: "numbers" | "dates"): string {
  const [stand, count] = words.length === 1 ? ["stands", "counts"] : ["stand", "count"];
  const often = repeated
    .map(
      ({ text, count }) =>
        `; ${listQuoted([text])} repeats in ${countOf(count, "cell")} among ${kind} and counts as missing`,
    )
    .join("");
  const replaced =
    often + (words.length > 0 ? `; ${listQuoted(words)} ${stand} where ${kind} should and ${count} as missing` : "");
  if (unreadable.count === 0) return replaced;
  const [cells, counts] = unreadable.count === 1 ? ["cell", "counts"] : ["cells", "count"];
  const example = listQuoted([unreadable.first ?? ""]);
  return `${replaced}; ${unreadable.count} ${cells} cannot be read and ${counts} as missing (${example})`;
}

interface Numbers extends Readable {
  readonly hasDecimalComma: boolean;
  readonly doubt: MarkDoubt | undefined;
  /** Absent where numbers stand alone. */
  readonly format: Format | undefined;
  /** What a row of units below the header says, where cells name none. */
  readonly unitBelow: string | undefined;
  /** Lengths of time such as "3:45" are among them. */
  readonly hasShortClocks: boolean;
  /** A second column tells limits. */
  readonly hasLimitColumn: boolean;
  /** Units that stand beside each other. */
  readonly mixed: readonly string[];
  readonly sentinels: readonly Sentinel[];
}

interface Levels {
  readonly nDistinct: number;
  readonly nFilled: number;
  readonly isText: boolean;
  readonly hasDigitCodes: boolean;
  /** Whole numbers that name things. */
  readonly areNominal: boolean;
  /** Cells such as 3E12. */
  readonly hasExponentCodes: boolean;
  /** Units of numbers that cannot be read as one quantity. */
  readonly mixedUnits: readonly string[];
  /** Levels that are kept where the rest is pooled. */
  readonly nKept?: number;
  readonly areSpellingsJoined: boolean;
  /** Words that mean missing in other columns. */
  readonly borrowed: readonly string[];
}

/** Reasons of a column's type. */
export const typeText = defineTexts("type", {
  number: (found: Numbers) =>
    [
      shareWords(found.nReadable, found.nFilled, "numbers"),
      found.hasDecimalComma && !found.format?.hasBothMarks ? ", written with a decimal comma" : "",
      found.format ? formatWords(found.format, found.mixed) : "",
      found.format?.duration && found.hasShortClocks ? `; "3:45" means ${found.format.duration.short}` : "",
      found.unitBelow === undefined ? "" : `; unit: ${found.unitBelow}, as the row below the header says`,
      found.format?.areLimitsRead && found.hasLimitColumn
        ? "; a column beside it says which are limits: −1 at most, 1 at least"
        : "",
      found.doubt ? markWords(found.doubt) : "",
      missingWords(found, "numbers"),
      ...found.sentinels.map(
        ({ value, count, nearest }) =>
          `; "${value}" (${countOf(count, "cell")}) lies far from all others, of which ${nearest} is next, and may mean "missing"`,
      ),
      ".",
    ].join(""),
  date: (found: Readable & { readonly format: string; readonly doubt?: DateDoubt }) =>
    [
      shareWords(found.nReadable, found.nFilled, "dates"),
      ` (${dateFormatWords(found.format)}${found.doubt ? `: ${doubtWords(found.doubt)}` : ""})`,
      missingWords(found, "dates"),
      ".",
    ].join(""),
  levels: ({
    nDistinct,
    nFilled,
    isText,
    hasDigitCodes,
    areNominal,
    hasExponentCodes,
    mixedUnits,
    nKept,
    areSpellingsJoined,
    borrowed,
  }: Levels) =>
    [
      nFilled === 0
        ? "No cell is filled"
        : `${formatCount(nDistinct)} different ${isText ? "texts" : "values"} in ${formatCount(nFilled)} cells`,
      hasDigitCodes ? "; digits such as 00123 stay as written" : "",
      areNominal ? "; whole numbers far apart, in a column that is named as codes are, are names and no quantity" : "",
      hasExponentCodes ? "; codes such as 3E12 stay as written" : "",
      mixedUnits.length > 1
        ? `; numbers with different units (${listQuoted(mixedUnits)}) are not one quantity: bring them to one unit`
        : "",
      nKept === undefined ? "" : `; the ${formatCount(nKept)} most frequent are kept, the rest pooled`,
      areSpellingsJoined ? "; spellings that differ only in case, spaces or a last dot are one value" : "",
      borrowed.length > 0
        ? `; ${listQuoted(borrowed)} ${borrowed.length === 1 ? "means" : "mean"} missing here as elsewhere`
        : "",
      ".",
    ].join(""),
});

/** Of a column of numbers with nothing to say of it. */
export const plainNumberReason = (): string =>
  typeText("number", {
    ...{ nReadable: 1, nFilled: 1, words: [], repeated: [], unreadable: { count: 0, first: undefined } },
    ...{ hasDecimalComma: false, doubt: undefined, format: undefined, unitBelow: undefined, hasShortClocks: false },
    ...{ hasLimitColumn: false, mixed: [], sentinels: [] },
  });

/** Of a column of texts with nothing to say of it but how many there are, whichever they are called. */
export const plainLevelsReasons = (counts: Pick<Levels, "nDistinct" | "nFilled">): readonly string[] =>
  [true, false].map((isText) =>
    typeText("levels", {
      ...{ ...counts, isText, hasDigitCodes: false, areNominal: false, hasExponentCodes: false, mixedUnits: [] },
      ...{ nKept: undefined, areSpellingsJoined: false, borrowed: [] },
    }),
  );

interface Identifier {
  readonly nDistinct: number;
  readonly nFilled: number;
  readonly areIntegers: boolean;
  readonly isNamedSo: boolean;
}

/** Reasons of a column's role. */
export const roleText = defineTexts("role", {
  target: "This is what is predicted.",
  empty: "Every cell is missing.",
  nearlyEmpty: ({ missingShare }: { readonly missingShare: number }) =>
    `${percent(missingShare)} of its cells are missing.`,
  constant: "Every cell has the same value.",
  identifier: ({ nDistinct, nFilled, areIntegers, isNamedSo }: Identifier) =>
    `Identifier: ${formatCount(nDistinct)} different ${areIntegers ? "whole numbers" : "values"} in ${formatCount(nFilled)} cells${isNamedSo ? " and its name says so" : ""}.`,
  rowNumber: "Identifier: whole numbers that never repeat, in a first column without a name.",
  counter: "Identifier: whole numbers that change in one direction from row to row and never repeat.",
  freeText: ({ nDistinct, nFilled, hasSentences }: { nDistinct: number; nFilled: number; hasSentences: boolean }) =>
    `${hasSentences ? "Free text" : "Mostly different texts"}: ${formatCount(nDistinct)} different ones in ${formatCount(nFilled)} cells, too few of each to learn from.`,
  leakAuc: ({ auc }: { readonly auc: number }) =>
    `It predicts the target alone (AUC ${auc.toFixed(3)}); it may not be known beforehand.`,
  leakSum: ({ sum, target }: { readonly sum: string; readonly target: string }) =>
    `It gives the target away together with another column: ${sum} is ${target} in most rows. Set one of them aside to use the other.`,
  leakCorrelation: ({ correlation }: { readonly correlation: number }) =>
    `It predicts the target alone (rank correlation ${correlation.toFixed(4)}); it may not be known beforehand.`,
  flag: "It has one value or none; which of the two may tell something.",
  splitGroup:
    "Rows of one value stay on one side of the split, so rows that test have other values than those trained on.",
  splitColumn: "It says which rows are trained on and which test.",
  used: "Nothing speaks against using it.",
});

/** Reasons of the task. */
export const taskText = defineTexts("task", {
  twoValues: ({ labels }: { readonly labels: readonly string[] }) =>
    `It has two values, ${labels.map((label) => `"${label}"`).join(" and ")}.`,
  date: "It is a date; the days are predicted.",
  texts: ({ count }: { readonly count: number }) => `It has ${formatCount(count)} different texts.`,
  codes: ({ count, first, last }: { readonly count: number; readonly first: string; readonly last: string }) =>
    `It has ${formatCount(count)} whole numbers, ${first} to ${last}, as codes of classes have.`,
  namedClasses: ({ count }: { readonly count: number }) =>
    `Its name speaks of classes, and it has ${formatCount(count)} whole numbers.`,
  numbers: ({ count }: { readonly count: number }) => `It has ${formatCount(count)} different numbers.`,
});

type SplitName = "train" | "validation" | "test";
const SPLIT_WORDS: Readonly<Record<SplitName, string>> = { train: "training", validation: "validation", test: "test" };

/** Notes on the split. */
export const splitText = defineTexts("split", {
  given: "Rows are split as you gave them.",
  unlabelled: ({ nRows }: { readonly nRows: number }) =>
    `${countOf(nRows, "row")} without a target: in no split, still predicted.`,
  filtered: ({ nRows }: { readonly nRows: number }) =>
    `${countOf(nRows, "row")} left out by the row filter: in no split, still predicted.`,
  filterLacks: ({ columns }: { readonly columns: readonly string[] }) =>
    `The row filter asks for ${listQuoted(columns)}, which this table does not have: that decides nothing.`,
  repeated: ({ nRows }: { readonly nRows: number }) =>
    `${countOf(nRows, "row")} repeated exactly: each stays on the side of its twin.`,
  largestFirst:
    "This pipeline splits as it did when it was saved: rows that repeat most are all trained on, so those that test are of another kind. Split at random instead, and they are dealt evenly.",
  trainedOnly: ({ files, nRows }: { readonly files: readonly string[]; readonly nRows: number }) =>
    `${files.join(", ")}: ${countOf(nRows, "row")} trained on and never judged by.`,
  fewDifferent: ({ nDifferent }: { readonly nDifferent: number }) =>
    `Rows differ in so little (${countOf(nDifferent, "different row")}) that equal ones stand on both sides of the split: use more columns, or take the figures as too good.`,
  fewRows: ({ nValidation, nTest }: { readonly nValidation: number; readonly nTest: number }) =>
    `Only ${countOf(nValidation, "row")} to choose by (validation) and ${countOf(nTest, "row")} to judge by (test): the figures depend on which rows these are, and mean little. Add rows with a known target.`,
  rareClass: ({ label, nRows }: { readonly label: string; readonly nRows: number }) =>
    `Class "${label}" has ${formatCount(nRows)} different ${nRows === 1 ? "row" : "rows"}, too few to split: all go to training.`,
  identifierTarget: ({ name, reason }: { readonly name: string; readonly reason: string }) =>
    `What is predicted, "${name}", looks like an identifier (${reason.replace(/^Identifier: |\.$/g, "")}). If it is one, no column tells it, and the figures mean nothing: choose another target.`,
  rareInGroups: ({ label, nGroups, column }: { label: string; nGroups: number; column: string }) =>
    `Class "${label}" is in ${countOf(nGroups, "group")} of "${column}" only, too few to split: all their rows go to training.`,
  groups: ({ column, nGroups, nLargest }: { column: string; nGroups: number; nLargest: number }) =>
    `Rows of one "${column}" stay together: ${countOf(nGroups, "group")}, the largest of ${countOf(nLargest, "row")}.`,
  times: ({ column, validation, test }: { column: string; validation: string; test: string }) =>
    `By "${column}": rows before ${validation} are trained on, rows from ${test} on test.`,
  timeless: ({ column, nRows }: { readonly column: string; readonly nRows: number }) =>
    `${countOf(nRows, "row")} without "${column}": in no split, still predicted.`,
  column: ({ column }: { readonly column: string }) => `Rows are split as "${column}" says.`,
  columnOther: ({ column, nRows }: { readonly column: string; readonly nRows: number }) =>
    `${countOf(nRows, "row")} with another "${column}": in no split, still predicted.`,
  columnLacks: ({ column, split }: { readonly column: string; readonly split: SplitName }) =>
    `"${column}" names no ${SPLIT_WORDS[split]} rows: they are drawn from its training rows.`,
  files: "Rows are split by file.",
  filesLack: ({ split }: { readonly split: SplitName }) =>
    `No file is for ${SPLIT_WORDS[split]}: its rows are drawn from the training rows.`,
  known: ({ nRows }: { readonly nRows: number }) =>
    `${countOf(nRows, "row")} of validation and test ${nRows === 1 ? "repeats" : "repeat"} a training row exactly.`,
  unlearned: ({ labels }: { readonly labels: readonly string[] }) =>
    `No training row is of class ${listQuoted(labels)}, so that it cannot be learned.`,
});

interface RepeatedValues {
  readonly nValues: number;
  /** So many rows have nearly each of them. */
  readonly evenSize?: number;
  /** Columns that are the same in all rows of one value. */
  readonly goesWith: readonly string[];
}

/** Why rows could be split by a column. */
export const splitOfferText = defineTexts("splitOffer", {
  parts: ({ values }: { readonly values: readonly { readonly value: string; readonly count: number }[] }) =>
    `Its cells say it: ${listWords(
      values.map(({ value, count }) => `"${value}" (${formatCount(count)})`),
      6,
    )}.`,
  group: ({ nValues, evenSize, goesWith }: RepeatedValues) =>
    [
      `It repeats like an identifier: ${countOf(nValues, "value")}`,
      evenSize === undefined ? "." : `, nearly each in ${countOf(evenSize, "row")}.`,
      goesWith.length === 0 ? "" : ` ${listQuoted(goesWith, 3)} ${goesWith.length === 1 ? "goes" : "go"} with it.`,
      " Rows of one value can give each other away.",
    ].join(""),
  time: ({ first, last, areRowsInOrder }: { first: string; last: string; areRowsInOrder: boolean }) =>
    `Its dates run from ${first} to ${last}${areRowsInOrder ? ", in the order of the rows" : ""}: what is learned from the past can be tested on what came later.`,
});
