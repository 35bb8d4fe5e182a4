import { typeText } from "../../base/texts/table.ts";
import type { CountedNumbers } from "../column-summary.ts";
import type { ColumnRule, ColumnType, DatePart } from "../types.ts";
import { type Evidence, readDatesAs } from "./column-evidence.ts";
import { levelsOf } from "./column-levels.ts";
import { splitCamelCase } from "./column-names.ts";
import { chooseDateFormat, type DateChoice } from "./date-order.ts";
import { chooseMark, type MarkChoice, type MarkHabit } from "./decimal-mark.ts";
import { isSuspiciousWord } from "./missing-markers.ts";
import { readNumbers } from "./number-evidence.ts";
import { dateCells, numberCells } from "./read-summary.ts";
import { explains, type Reading, total } from "./readings.ts";
import { findSentinels } from "./sentinels.ts";

/** What the other columns of a table say about one of them. */
export interface TableHints extends MarkHabit {
  readonly dateOrder: "dmy" | "mdy" | undefined;
  /** Numbers that may mean missing in some column. */
  readonly sentinels: ReadonlySet<number>;
  /** Lower case: words that stand where numbers or dates should, somewhere in the table. */
  readonly markerWords: ReadonlySet<string>;
  /** That a category may keep. */
  readonly mostLevels: number;
}

/** The part of a rule that follows from a column's type; roles come later. */
export type TypedRule = Omit<ColumnRule, "role" | "roleReason">;

interface TypeChoice {
  readonly type: ColumnType;
  readonly mark: MarkChoice;
  readonly date?: DateChoice;
}

const OFFSET_RATIO = 1e4;

export function inferTypedRule(evidence: Evidence, hints: TableHints): TypedRule {
  const choice = chooseType(evidence, hints);
  switch (choice.type) {
    case "number":
      return numberRule(evidence, choice.mark, { sentinels: hints.sentinels });
    case "date":
      return dateRule(evidence, choice.date ?? { format: "iso" });
    case "category":
    case "text":
      return levelRule(evidence, hints);
    default:
      return choice.type satisfies never;
  }
}

/** Number or date, where the cells that mean something are that; undefined for all else. */
export function typeOf(evidence: Evidence, habit: MarkHabit): "number" | "date" | undefined {
  const { type } = chooseType(evidence, { ...habit, dateOrder: undefined });
  return type === "number" || type === "date" ? type : undefined;
}

function chooseType(
  evidence: Evidence,
  hints: Omit<TableHints, "markerWords" | "mostLevels" | "sentinels">,
): TypeChoice {
  const { nFilled, nDigitCodes, areIntegers, written } = evidence;
  const mark = written.duration ? DURATION_MARK : chooseMark(written.votes, hints);
  if (written.duration && explains(readNumbers(evidence, mark), nFilled)) return { type: "number", mark };
  const date = chooseDateFormat(evidence, hints.dateOrder);
  if (date !== undefined && explains(datesOf(evidence, date), nFilled)) return { type: "date", mark, date };
  const areDigitCodes = nDigitCodes > 0 && areIntegers && nDigitCodes >= nFilled * 0.005;
  const areCodes =
    areDigitCodes || isNominal(evidence) || areVersions(evidence) || written.nExponentCodes >= nFilled * 0.05;
  const isNumber = nFilled > 0 && !areCodes && explains(readNumbers(evidence, mark), nFilled);
  return { type: isNumber ? "number" : "category", mark };
}

const DURATION_MARK: MarkChoice = { mark: ".", hasBothMarks: false };

const CODE_NAME =
  /\b(?:codes?|types?|class|category|course|program(?:me)?|department|dept|branch|region|district|zip|postal|postcode|sector|occupation|nationality|sku|station)\b/i;

const VERSION_NAME = /\b(?:version|ver|release|firmware)$/i;
const CALL_NAME = /\b(?:phone|telephone|tel|mobile|fax)\b/i;
const SHORTEST_CALL = 1e5;
/** Of cells that are damaged: the rest tells what the column is. */
const MOST_DAMAGED = 0.05;

/** "1.10" is a later version than "1.9", and a smaller number. */
function areVersions({ summary, areIntegers, filled }: Evidence): boolean {
  const { numbers, name } = summary;
  const [lowest, highest] = [numbers.values[0] ?? 0, numbers.values[numbers.values.length - 1] ?? 0];
  const isBare = filled.every(({ text }) => /^\d+\.\d+$/.test(text));
  return VERSION_NAME.test(splitCamelCase(name)) && !areIntegers && isBare && lowest >= 0 && highest < 100;
}

/** Whole numbers that name things: few, often repeated, far apart, in a column whose name says so; and what one calls. */
function isNominal({ summary, areIntegers, nFilled, filled }: Evidence): boolean {
  const { numbers, name } = summary;
  if (total(filled) > nFilled * MOST_DAMAGED || !areIntegers) return false;
  const words = splitCamelCase(name);
  const { values, nCells } = numbers;
  const nDistinct = values.length;
  if (CALL_NAME.test(words)) return values[nDistinct >> 1] >= SHORTEST_CALL;
  if (!CODE_NAME.test(words)) return false;
  const areFew = nDistinct >= 3 && nDistinct <= 50 && nCells >= 4 * nDistinct;
  return areFew && values[nDistinct - 1] - values[0] > 20 * nDistinct;
}

function datesOf(evidence: Evidence, { format }: DateChoice): Reading {
  const known = [...evidence.dates].find(([single]) => single === format);
  return known?.[1] ?? readDatesAs(evidence, format);
}

const BLANK: Omit<TypedRule, "name" | "type" | "typeReason"> = {
  version: 1,
  missingMarkers: [],
  decimalMark: ".",
  offset: 0,
  levels: [],
  otherLabel: "",
  dateFormat: "",
  dateParts: [],
};

/** What becomes a marker: texts that repeat among many others; words, all where they are few, else those that cannot be data. */
function markersOf({ words, repeated }: Reading): { words: readonly string[]; repeated: Reading["repeated"] } {
  const isRepeated = new Set(repeated.map(({ text }) => text));
  const others = words.filter((word) => !isRepeated.has(word));
  return { words: words.length <= 10 ? others : others.filter(isSuspiciousWord), repeated };
}

const NO_MARKERS = { words: [], repeated: [] };

interface KnownMissing {
  /** What counts as missing; detected where it is not given. */
  readonly markers?: readonly string[] | undefined;
  /** Numbers of which other evidence says that they may. */
  readonly sentinels: ReadonlySet<number>;
}

export function numberRule(evidence: Evidence, choice: MarkChoice, known: KnownMissing): TypedRule {
  const { markers } = known;
  const { summary } = evidence;
  const reading = readNumbers(evidence, choice);
  const { mark: decimalMark } = choice;
  const { format: numberFormat } = reading;
  const { words, repeated } = markers === undefined ? markersOf(reading) : NO_MARKERS;
  const missingMarkers = markers ?? [...evidence.markers, ...repeated.map(({ text }) => text), ...words];
  const unit = numberFormat?.unit ? undefined : summary.unit;
  const { numbers, odd } = numberCells(summary, { missingMarkers, decimalMark, numberFormat });
  const sentinels = findSentinels(numbers, known.sentinels);
  const typeReason = typeText("number", {
    nReadable: reading.readable,
    nFilled: evidence.nFilled,
    hasDecimalComma: decimalMark === ",",
    doubt: choice.doubt,
    format: numberFormat,
    unitBelow: unit,
    hasShortClocks: evidence.written.duration?.hasShortClocks ?? false,
    hasLimitColumn: evidence.written.hasManyLimits,
    mixed: evidence.written.duration ? [] : evidence.written.mixed,
    words,
    repeated,
    unreadable: odd,
    sentinels,
  });
  return {
    ...BLANK,
    name: summary.name,
    type: "number",
    typeReason,
    missingMarkers,
    decimalMark,
    ...(numberFormat ? { numberFormat } : {}),
    ...(unit === undefined ? {} : { unit }),
    ...(numberFormat?.areLimitsRead && evidence.written.hasManyLimits ? { hasLimitColumn: true } : {}),
    ...(choice.doubt ? { decimalDoubt: choice.doubt.because } : {}),
    offset: offsetFor(numbers),
    ...(sentinels.length > 0 ? { sentinelCandidates: sentinels.map(({ value }) => value) } : {}),
  };
}

/** Large values close together lose their differences in float32, unless something is subtracted first. */
function offsetFor({ values }: CountedNumbers): number {
  if (values.length === 0) return 0;
  const low = values[0];
  const high = values[values.length - 1];
  const largest = Math.max(Math.abs(low), Math.abs(high));
  return high > low && largest / (high - low) > OFFSET_RATIO ? Math.floor(low) : 0;
}

/** @param markers what counts as missing; detected where it is not given. */
export function dateRule(evidence: Evidence, { format, doubt }: DateChoice, markers?: readonly string[]): TypedRule {
  const { summary } = evidence;
  const { words, repeated } = markers === undefined ? markersOf(datesOf(evidence, { format })) : NO_MARKERS;
  const missingMarkers = markers ?? [...evidence.markers, ...repeated.map(({ text }) => text), ...words];
  const { nReadable, days, varying, odd } = dateCells(summary, { missingMarkers, dateFormat: format });
  const typeReason = typeText("date", {
    nReadable,
    nFilled: evidence.nFilled,
    format,
    doubt,
    words,
    repeated,
    unreadable: odd,
  });
  const parted = format === "time" ? (["hour"] as const) : (["days", "month", "weekday", "hour"] as const);
  const kept = parted.filter((part) => varying.includes(part));
  const dateParts: readonly DatePart[] = kept.length > 0 ? kept : [parted[0]];
  const offset = days.nCells > 0 ? Math.floor(days.values[0]) : 0;
  return {
    ...BLANK,
    name: summary.name,
    type: "date",
    typeReason,
    missingMarkers,
    offset,
    dateFormat: format,
    dateParts,
  };
}

/** A rule for texts: a category, or text where nearly every cell differs. */
export function levelRule(
  evidence: Evidence,
  hints: Pick<TableHints, "markerWords" | "mostLevels">,
  markers?: readonly string[],
): TypedRule {
  const { summary } = evidence;
  const borrowed = markers === undefined ? borrowedMarkers(evidence, hints) : [];
  const missingMarkers = markers ?? [...new Set([...evidence.markers, ...borrowed])];
  const lower = new Set(missingMarkers.map((marker) => marker.toLowerCase()));
  const found = levelsOf(summary, lower, hints.mostLevels);
  const nFilled = summary.nRows - summary.nEmpty - cellsOf(evidence, lower);
  const isText = found.nDistinct > 50 && found.nDistinct > nFilled * 0.5;
  const typeReason = typeText("levels", {
    nDistinct: found.nDistinct,
    nFilled,
    isText,
    hasDigitCodes: evidence.nDigitCodes > 0,
    areNominal: isNominal(evidence),
    hasExponentCodes: evidence.written.nExponentCodes > 0,
    mixedUnits: evidence.written.mixed,
    nKept: isText || found.otherLabel === "" ? undefined : found.levels.length - 1,
    areSpellingsJoined: found.nVariants > 0,
    borrowed,
  });
  const { levels, otherLabel } = found;
  return {
    ...BLANK,
    name: summary.name,
    type: isText ? "text" : "category",
    typeReason,
    missingMarkers,
    levels,
    otherLabel,
  };
}

function borrowedMarkers(evidence: Evidence, { markerWords }: Pick<TableHints, "markerWords">): string[] {
  const isBorrowed = (word: string, count: number): boolean =>
    // "none" is an answer in many columns; it means missing only where it is rare.
    word === "none" ? count < evidence.nFilled * 0.3 : markerWords.has(word);
  return evidence.summary.texts
    .filter(({ text, count }) => isBorrowed(text.toLowerCase(), count))
    .map(({ text }) => text);
}

/** @param markers lower case. */
function cellsOf(evidence: Evidence, markers: ReadonlySet<string>): number {
  return evidence.summary.texts.reduce(
    (sum, { text, count }) => sum + (markers.has(text.toLowerCase()) ? count : 0),
    0,
  );
}
