/** How the cells of a column read as numbers, whatever is written round them. */
import { remember } from "../../base/remember.ts";
import { parseNumber } from "../cells/parse-number.ts";
import { isBareNumber } from "../cells/plain-number.ts";
import { numberReader } from "../cells/read-number.ts";
import { splitNumber, type WrittenNumber } from "../cells/split-number.ts";
import type { ColumnSummary, TextCount } from "../column-summary.ts";
import type { NumberFormat } from "../types.ts";
import { type MarkChoice, type MarkVotes, voteForMarks } from "./decimal-mark.ts";
import { chooseDuration, type DurationChoice } from "./durations.ts";
import { type AffixChoice, type AffixCount, chooseAffixes } from "./number-affixes.ts";
import { type Reading, readTexts } from "./readings.ts";

export interface NumberEvidence extends AffixChoice {
  readonly votes: MarkVotes;
  readonly areLimitsRead: boolean;
  /** Enough cells are limits such as "<0.02" for a column of their own. */
  readonly hasManyLimits: boolean;
  /** Where cells are lengths of time. */
  readonly duration: DurationChoice | undefined;
  /** Cells such as 3E12: numbers for a computer, codes for people, who write 3E+12 or 3.0E12. */
  readonly nExponentCodes: number;
}

export interface NumberReading extends Reading {
  /** Absent where numbers stand alone, or with the signs that version 1 knew. */
  readonly format?: NumberFormat;
}

const SAMPLE = 5000;

/**
 * @param filled texts that are no canonical numbers and no markers.
 * @param votes where they are known from elsewhere.
 */
export function gatherNumbers(summary: ColumnSummary, filled: readonly TextCount[], votes?: MarkVotes): NumberEvidence {
  const counts = filled.slice(0, SAMPLE).flatMap(({ text, count }): AffixCount[] => {
    const written = splitNumber(text);
    return written ? [{ written, count }] : [];
  });
  const isLimit = ({ isQualified, upper }: WrittenNumber): boolean => isQualified || upper !== "";
  const limits = counts.filter(({ written }) => isLimit(written));
  const plain = counts.filter(({ written }) => !isLimit(written));
  const bounds = limits.filter(({ written }) => written.limit !== 0);
  const nPlain = cells(plain) + summary.numbers.nCells;
  const areLimitsRead = limits.length > 0 && cells(limits) <= nPlain;
  const read = areLimitsRead ? counts : plain;
  const codes = filled.filter(({ text }) => /^[1-9]\d*E\d+$/.test(text));
  return {
    ...chooseAffixes(withBare(read, summary)),
    votes: votes ?? voteForMarks(read, summary.numbers),
    areLimitsRead,
    hasManyLimits: areLimitsRead && isMany(cells(bounds), nPlain),
    duration: chooseDuration(summary, filled),
    nExponentCodes: cells(codes),
  };
}

function isMany(nLimits: number, nPlain: number): boolean {
  return nLimits >= 5 && nLimits >= nPlain * 0.02;
}

/** Canonical numbers stand without anything round them. */
function withBare(counts: readonly AffixCount[], { numbers }: ColumnSummary): readonly AffixCount[] {
  const bare = splitNumber("0");
  return bare && numbers.nCells > 0 ? [...counts, { written: bare, count: numbers.nCells }] : counts;
}

function cells(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

/** A column's texts, and what they show. */
interface Found {
  readonly summary: ColumnSummary;
  readonly filled: readonly TextCount[];
  readonly written: NumberEvidence;
}

const readingOf = remember<NumberEvidence, NumberReading>(2);

export function readNumbers(found: Found, { mark, hasBothMarks }: MarkChoice): NumberReading {
  return readingOf(found.written, `${mark}${hasBothMarks}`, () => readAs(found, { mark, hasBothMarks }));
}

function readAs({ summary, filled, written }: Found, { mark, hasBothMarks }: MarkChoice): NumberReading {
  const { affixes, unit, areLimitsRead, duration } = written;
  const format = duration
    ? { affixes: [], unit: duration.unit, hasBothMarks: false, areLimitsRead: false, duration: duration.format }
    : { affixes, unit, hasBothMarks, areLimitsRead };
  const isNewFormat =
    duration !== undefined || affixes.length > 0 || hasBothMarks || areLimitsRead || !readsAlike(filled, mark, format);
  const numberFormat = isNewFormat ? format : undefined;
  const reader = numberReader({ decimalMark: mark, numberFormat });
  const isReadable = reader.isAsWritten ? undefined : (value: number) => !Number.isNaN(reader.ofNumber(value));
  const reading = readTexts(filled, (text) => !Number.isNaN(reader.ofText(text)), {
    numbers: summary.numbers,
    isReadable,
  });
  return numberFormat ? { ...reading, format: numberFormat } : reading;
}

/** Whether version 1 reads all that is readable, with the same values. */
function readsAlike(filled: readonly TextCount[], mark: MarkChoice["mark"], numberFormat: NumberFormat): boolean {
  const { ofText } = numberReader({ decimalMark: mark, numberFormat });
  return filled.every(({ text }) => {
    if (mark === "." && isBareNumber(text)) return true;
    const value = ofText(text);
    return Number.isNaN(value) || Object.is(value, parseNumber(text, mark)) || value === parseNumber(text, mark);
  });
}
