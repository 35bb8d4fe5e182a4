/** Cells under a rule: each distinct text is read once, then looked up row by row. */

import { asWritten } from "../column-builder.ts";
import { numberText } from "../raw-column.ts";
import {
  type ColumnRule,
  type DatePart,
  FIRST_LEVEL_CODE,
  type Level,
  MISSING_CODE,
  type RawColumn,
  UNSEEN_CODE,
} from "../types.ts";
import { dateReader } from "./date-format.ts";
import { markersOf, missingNumbers } from "./markers.ts";
import type { Moment } from "./parse-date.ts";
import { LARGEST_FLOAT32 } from "./parse-number.ts";
import { ignoresZeros, numberReader } from "./read-number.ts";
import { splitNumber } from "./split-number.ts";

/** Cells that are filled and mean nothing under the rule; they count as missing. */
export interface Unreadable {
  readonly count: number;
  /** The first few, with their 1-based rows. */
  readonly examples: readonly { readonly row: number; readonly text: string }[];
}

const MAX_EXAMPLES = 5;

function isMissingText(text: string, markers: ReadonlySet<string>): boolean {
  return markers.has(text.trim().toLowerCase());
}

interface Lookup<Value> {
  /** undefined = missing, null = unreadable. */
  readonly ofText: (text: string) => Value | undefined | null;
  readonly ofNumber: (value: number) => Value | undefined | null;
}

/** Calls `put` for every readable cell and collects the unreadable ones. */
function readCells<Value>(
  column: RawColumn,
  markers: ReadonlySet<string>,
  lookup: Lookup<Value>,
  put: (row: number, value: Value) => void,
): Unreadable {
  const { codes, numbers, dictionary } = asWritten(column);
  const values = new Array<Value | undefined | null>(dictionary.length);
  const isRead = new Uint8Array(dictionary.length);
  const ofCode = (code: number): Value | undefined | null => {
    if (isRead[code] === 0) {
      values[code] = isMissingText(dictionary[code], markers) ? undefined : lookup.ofText(dictionary[code]);
      isRead[code] = 1;
    }
    return values[code];
  };
  const absent = missingNumbers(markers);
  const examples: { row: number; text: string }[] = [];
  let count = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    const value = code >= 0 ? ofCode(code) : absent.has(numbers[row]) ? undefined : lookup.ofNumber(numbers[row]);
    if (value === undefined) continue;
    if (value !== null) {
      put(row, value);
      continue;
    }
    count++;
    if (examples.length < MAX_EXAMPLES) {
      examples.push({ row: row + 1, text: code >= 0 ? dictionary[code] : String(numbers[row]) });
    }
  }
  return { count, examples };
}

const orNull = (value: number): number | null =>
  Number.isNaN(value) || Math.abs(value) > LARGEST_FLOAT32 ? null : value;

type NumberReading = Pick<ColumnRule, "missingMarkers" | "decimalMark" | "numberFormat">;

/**
 * @param into float64 [nRows]: where the values are put; absent: in memory of their own.
 * @returns float64 [nRows] in the file's unit, NaN = missing or unreadable.
 */
export function readNumberCells(
  column: RawColumn,
  rule: NumberReading,
  into: Float64Array = new Float64Array(column.codes.length),
): { values: Float64Array; unreadable: Unreadable } {
  const { codes, numbers, dictionary } = ignoresZeros(rule) ? column : asWritten(column);
  const markers = markersOf(rule);
  const reader = numberReader(rule);
  const ofCode = new Float64Array(dictionary.length);
  const kindOfCode = new Uint8Array(dictionary.length);
  const absent = missingNumbers(markers);
  const isAsWritten = reader.isAsWritten && absent.size === 0;
  const values = into.fill(Number.NaN);
  const examples: { row: number; text: string }[] = [];
  let count = 0;
  // Numbers are most of the cells of most tables: nothing is called for them that need not be.
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    let value = numbers[row];
    if (code >= 0) {
      if (kindOfCode[code] === UNREAD) {
        const isMissing = isMissingText(dictionary[code], markers);
        kindOfCode[code] = isMissing ? MISSING : READ;
        if (!isMissing) ofCode[code] = reader.ofText(dictionary[code]);
      }
      if (kindOfCode[code] === MISSING) continue;
      value = ofCode[code];
    } else if (!isAsWritten) {
      if (absent.has(value)) continue;
      value = reader.ofNumber(value);
    }
    if (Math.abs(value) <= LARGEST_FLOAT32) values[row] = value;
    else {
      count++;
      const text = code >= 0 ? dictionary[code] : numberText(numbers[row], code);
      if (examples.length < MAX_EXAMPLES) examples.push({ row: row + 1, text });
    }
  }
  return { values, unreadable: { count, examples } };
}

const [UNREAD, MISSING, READ] = [0, 1, 2];

/** @returns float64 [nRows]: −1 where a cell says at most, 1 where it says at least, 0 for other numbers, NaN = missing or unreadable. */
export function readLimitCells(column: RawColumn, rule: NumberReading): Float64Array {
  const limits = new Float64Array(column.codes.length).fill(Number.NaN);
  const reader = numberReader(rule);
  const limitOf = (text: string): number | null =>
    orNull(reader.ofText(text)) === null ? null : (splitNumber(text)?.limit ?? 0);
  const ofNumber = (value: number): number | null => (orNull(reader.ofNumber(value)) === null ? null : 0);
  readCells(column, markersOf(rule), { ofText: limitOf, ofNumber }, (row, limit) => {
    limits[row] = limit;
  });
  return limits;
}

/** @returns one float64 [nRows] per part (days since 1970-01-01, month 1–12, weekday 1–7, hour 0–24), NaN = missing. */
export function readDateCells(
  column: RawColumn,
  rule: Pick<ColumnRule, "missingMarkers" | "dateFormat">,
): { parts: Record<DatePart, Float64Array>; unreadable: Unreadable } {
  const empty = (): Float64Array => new Float64Array(column.codes.length).fill(Number.NaN);
  const parts = { days: empty(), month: empty(), weekday: empty(), hour: empty() };
  const read = dateReader(rule.dateFormat);
  const parse = (text: string): Moment | null => read?.(text) ?? null;
  const lookup = { ofText: parse, ofNumber: (value: number) => parse(String(value)) };
  const unreadable = readCells(column, markersOf(rule), lookup, (row, moment) => {
    parts.days[row] = moment.days;
    parts.month[row] = moment.month;
    parts.weekday[row] = moment.weekday;
    parts.hour[row] = moment.hour;
  });
  return { parts, unreadable };
}

export interface LevelCells {
  /** int32 [nRows]: 0 = missing, 1 = unseen, 2 + i = levels[i]. */
  readonly codes: Int32Array;
  /** Texts that are no spelling of any level, and how often each stands there. Empty where a pool takes them. */
  readonly unseen: ReadonlyMap<string, number>;
  /** Texts that the pool of rare levels took. */
  readonly pooled: ReadonlyMap<string, number>;
}

/** Finds a level by its exact spelling, else by the same letters in another case; −1 where there is none. */
export function levelFinder(levels: readonly Level[]): (trimmed: string) => number {
  const exact = new Map<string, number>();
  const folded = new Map<string, number>();
  for (const [index, { spellings }] of levels.entries()) {
    for (const spelling of spellings) {
      if (!exact.has(spelling)) exact.set(spelling, index);
      const key = spelling.toLowerCase();
      if (!folded.has(key)) folded.set(key, index);
    }
  }
  return (text) => exact.get(text) ?? folded.get(text.toLowerCase()) ?? -1;
}

export function readLevelCells(
  column: RawColumn,
  rule: Pick<ColumnRule, "missingMarkers" | "levels" | "otherLabel">,
): LevelCells {
  const codes = new Int32Array(column.codes.length).fill(MISSING_CODE);
  const unseen = new Map<string, number>();
  const pooled = new Map<string, number>();
  const find = levelFinder(rule.levels);
  const pool = rule.otherLabel === "" ? -1 : rule.levels.findIndex(({ label }) => label === rule.otherLabel);
  const numberTexts = new Map<number, string>();
  const found = new Map<string, number>();
  const codeOf = (text: string): number => {
    let index = found.get(text);
    if (index === undefined) {
      index = find(text);
      found.set(text, index);
    }
    if (index >= 0) return FIRST_LEVEL_CODE + index;
    const others = pool >= 0 ? pooled : unseen;
    others.set(text, (others.get(text) ?? 0) + 1);
    return pool >= 0 ? FIRST_LEVEL_CODE + pool : UNSEEN_CODE;
  };
  const lookup = {
    ofText: (text: string) => text.trim(),
    ofNumber: (value: number) => {
      const text = numberTexts.get(value) ?? String(value);
      numberTexts.set(value, text);
      return text;
    },
  };
  readCells(column, markersOf(rule), lookup, (row, text) => {
    codes[row] = codeOf(text);
  });
  return { codes, unseen, pooled };
}
