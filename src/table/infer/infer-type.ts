import { typeText } from "../../base/texts/table.ts";
import { readDateCells, readNumberCells } from "../cells/read-cells.ts";
import type { ColumnRule, ColumnType, DatePart, RawColumn } from "../types.ts";
import { type Evidence, readDatesAs, splitCamelCase } from "./column-evidence.ts";
import { levelsOf } from "./column-levels.ts";
import { countDistinct } from "./column-view.ts";
import { chooseDateFormat, type DateChoice } from "./date-order.ts";
import { chooseMark, type MarkChoice, type MarkHabit } from "./decimal-mark.ts";
import { isSuspiciousWord } from "./missing-markers.ts";
import { readNumbers } from "./number-evidence.ts";
import { explains, type Reading } from "./readings.ts";
import { findSentinels } from "./sentinels.ts";

/** What the other columns of a table say about one of them. */
export interface TableHints extends MarkHabit {
  readonly dateOrder: "dmy" | "mdy" | undefined;
  /** Lower case: words that stand where numbers or dates should, somewhere in the table. */
  readonly markerWords: ReadonlySet<string>;
}

/** The part of a rule that follows from a column's type; roles come later. */
export type TypedRule = Omit<ColumnRule, "role" | "roleReason">;

interface TypeChoice {
  readonly type: ColumnType;
  readonly mark: MarkChoice;
  readonly date?: DateChoice;
}

const OFFSET_RATIO = 1e4;

export function inferTypedRule(column: RawColumn, evidence: Evidence, hints: TableHints): TypedRule {
  const choice = chooseType(column, evidence, hints);
  switch (choice.type) {
    case "number":
      return numberRule(column, evidence, choice.mark);
    case "date":
      return dateRule(column, evidence, choice.date ?? { format: "iso" });
    case "category":
    case "text":
      return levelRule(column, evidence, hints);
    default:
      return choice.type satisfies never;
  }
}

/** Number or date, where the cells that mean something are that; undefined for all else. */
export function typeOf(column: RawColumn, evidence: Evidence, habit: MarkHabit): "number" | "date" | undefined {
  const { type } = chooseType(column, evidence, { ...habit, dateOrder: undefined });
  return type === "number" || type === "date" ? type : undefined;
}

function chooseType(column: RawColumn, evidence: Evidence, hints: Omit<TableHints, "markerWords">): TypeChoice {
  const { nFilled, nDigitCodes, areIntegers, written } = evidence;
  const mark = chooseMark(written.votes, hints);
  const date = chooseDateFormat(evidence, column, hints.dateOrder);
  if (date !== undefined && explains(datesOf(evidence, date), nFilled)) return { type: "date", mark, date };
  const areDigitCodes = nDigitCodes > 0 && areIntegers && nDigitCodes >= nFilled * 0.005;
  const areCodes = areDigitCodes || isNominal(evidence) || written.nExponentCodes >= nFilled * 0.05;
  const isNumber = nFilled > 0 && !areCodes && explains(readNumbers(evidence, mark), nFilled);
  return { type: isNumber ? "number" : "category", mark };
}

const CODE_NAME =
  /\b(?:codes?|types?|class|category|course|program(?:me)?|department|dept|branch|region|district|zip|postal|postcode|sector|occupation|nationality|sku|station)\b/i;

/** Whole numbers that name things: few, often repeated, far apart, in a column whose name says so. */
function isNominal({ view }: Evidence): boolean {
  const { sortedNumbers: sorted, name, texts } = view;
  if (texts.length > 0 || !CODE_NAME.test(splitCamelCase(name)) || !sorted.every(Number.isInteger)) return false;
  const nDistinct = countDistinct(sorted);
  const areFew = nDistinct >= 3 && nDistinct <= 50 && sorted.length >= 4 * nDistinct;
  return areFew && sorted[sorted.length - 1] - sorted[0] > 20 * nDistinct;
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

/** @param markers what counts as missing; detected where it is not given. */
export function numberRule(
  column: RawColumn,
  evidence: Evidence,
  choice: MarkChoice,
  markers?: readonly string[],
): TypedRule {
  const reading = readNumbers(evidence, choice);
  const { mark: decimalMark } = choice;
  const { format: numberFormat } = reading;
  const { words, repeated } = markers === undefined ? markersOf(reading) : NO_MARKERS;
  const missingMarkers = markers ?? [...evidence.markers, ...repeated.map(({ text }) => text), ...words];
  const { values, unreadable } = readNumberCells(column, { missingMarkers, decimalMark, numberFormat });
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const sentinels = findSentinels(sorted);
  const typeReason = typeText("number", {
    nReadable: reading.readable,
    nFilled: evidence.nFilled,
    hasDecimalComma: decimalMark === ",",
    doubt: choice.doubt,
    format: numberFormat,
    mixed: evidence.written.mixed,
    words,
    repeated,
    unreadable: { count: unreadable.count, first: unreadable.examples[0]?.text },
    sentinels,
  });
  return {
    ...BLANK,
    name: column.name,
    type: "number",
    typeReason,
    missingMarkers,
    decimalMark,
    ...(numberFormat ? { numberFormat } : {}),
    ...(choice.doubt ? { decimalDoubt: choice.doubt.because } : {}),
    offset: offsetFor(sorted),
    ...(sentinels.length > 0 ? { sentinelCandidates: sentinels.map(({ value }) => value) } : {}),
  };
}

/** Large values close together lose their differences in float32, unless something is subtracted first. */
function offsetFor(sorted: Float64Array): number {
  if (sorted.length === 0) return 0;
  const low = sorted[0];
  const high = sorted[sorted.length - 1];
  const largest = Math.max(Math.abs(low), Math.abs(high));
  return high > low && largest / (high - low) > OFFSET_RATIO ? Math.floor(low) : 0;
}

/** @param markers what counts as missing; detected where it is not given. */
export function dateRule(
  column: RawColumn,
  evidence: Evidence,
  { format, doubt }: DateChoice,
  markers?: readonly string[],
): TypedRule {
  const { words, repeated } = markers === undefined ? markersOf(datesOf(evidence, { format })) : NO_MARKERS;
  const missingMarkers = markers ?? [...evidence.markers, ...repeated.map(({ text }) => text), ...words];
  const { parts, unreadable } = readDateCells(column, { missingMarkers, dateFormat: format });
  const readable = parts.days.reduce((sum, days) => sum + (Number.isNaN(days) ? 0 : 1), 0);
  const typeReason = typeText("date", {
    nReadable: readable,
    nFilled: evidence.nFilled,
    format,
    doubt,
    words,
    repeated,
    unreadable: { count: unreadable.count, first: unreadable.examples[0]?.text },
  });
  const parted = format === "time" ? (["hour"] as const) : (["days", "month", "weekday", "hour"] as const);
  const varying = parted.filter((part) => varies(parts[part]));
  const dateParts: readonly DatePart[] = varying.length > 0 ? varying : [parted[0]];
  let first = Number.POSITIVE_INFINITY;
  for (const days of parts.days) if (days < first) first = days;
  const offset = Number.isFinite(first) ? Math.floor(first) : 0;
  return {
    ...BLANK,
    name: column.name,
    type: "date",
    typeReason,
    missingMarkers,
    offset,
    dateFormat: format,
    dateParts,
  };
}

function varies(values: Float64Array): boolean {
  let seen: number | undefined;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (seen !== undefined && seen !== value) return true;
    seen = value;
  }
  return false;
}

/** A rule for texts: a category, or text where nearly every cell differs. */
export function levelRule(
  column: RawColumn,
  evidence: Evidence,
  hints: Pick<TableHints, "markerWords">,
  markers?: readonly string[],
): TypedRule {
  const borrowed = markers === undefined ? borrowedMarkers(evidence, hints) : [];
  const missingMarkers = markers ?? [...new Set([...evidence.markers, ...borrowed])];
  const lower = new Set(missingMarkers.map((marker) => marker.toLowerCase()));
  const found = levelsOf(evidence.view, lower);
  const nFilled = evidence.view.nRows - evidence.view.nEmpty - cellsOf(evidence, lower);
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
    name: column.name,
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
  return evidence.view.texts.filter(({ text, count }) => isBorrowed(text.toLowerCase(), count)).map(({ text }) => text);
}

/** @param markers lower case. */
function cellsOf(evidence: Evidence, markers: ReadonlySet<string>): number {
  return evidence.view.texts.reduce((sum, { text, count }) => sum + (markers.has(text.toLowerCase()) ? count : 0), 0);
}
