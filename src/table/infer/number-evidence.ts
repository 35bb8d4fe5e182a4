/** How the cells of a column read as numbers, whatever is written round them. */
import { parseNumber } from "../cells/parse-number.ts";
import { numberReader } from "../cells/read-number.ts";
import { splitNumber, type WrittenNumber } from "../cells/split-number.ts";
import type { NumberFormat } from "../types.ts";
import type { ColumnView, TextCount } from "./column-view.ts";
import { type MarkChoice, type MarkVotes, voteForMarks } from "./decimal-mark.ts";
import { type AffixChoice, type AffixCount, chooseAffixes } from "./number-affixes.ts";
import { type Reading, readTexts } from "./readings.ts";

export interface NumberEvidence extends AffixChoice {
  readonly votes: MarkVotes;
  readonly areLimitsRead: boolean;
  /** Cells such as 3E12: numbers for a computer, codes for people, who write 3E+12 or 3.0E12. */
  readonly nExponentCodes: number;
}

export interface NumberReading extends Reading {
  /** Absent where numbers stand alone, or with the signs that version 1 knew. */
  readonly format?: NumberFormat;
}

const SAMPLE = 5000;

/** @param filled texts that are no canonical numbers and no markers. */
export function gatherNumbers(view: ColumnView, filled: readonly TextCount[]): NumberEvidence {
  const counts = filled.slice(0, SAMPLE).flatMap(({ text, count }): AffixCount[] => {
    const written = splitNumber(text);
    return written ? [{ written, count }] : [];
  });
  const isLimit = ({ isQualified, upper }: WrittenNumber): boolean => isQualified || upper !== "";
  const limits = counts.filter(({ written }) => isLimit(written));
  const plain = counts.filter(({ written }) => !isLimit(written));
  const nPlain = cells(plain) + view.sortedNumbers.length;
  const areLimitsRead = limits.length > 0 && cells(limits) <= nPlain;
  const read = areLimitsRead ? counts : plain;
  const codes = filled.filter(({ text }) => /^[1-9]\d*E\d+$/.test(text));
  return {
    ...chooseAffixes(withBare(read, view)),
    votes: voteForMarks(read, view.sortedNumbers),
    areLimitsRead,
    nExponentCodes: cells(codes),
  };
}

/** Canonical numbers stand without anything round them. */
function withBare(counts: readonly AffixCount[], { sortedNumbers }: ColumnView): readonly AffixCount[] {
  const bare = splitNumber("0");
  return bare && sortedNumbers.length > 0 ? [...counts, { written: bare, count: sortedNumbers.length }] : counts;
}

function cells(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

/** A column's texts, and what they show. */
interface Found {
  readonly view: ColumnView;
  readonly filled: readonly TextCount[];
  readonly written: NumberEvidence;
}

export function readNumbers({ view, filled, written }: Found, { mark, hasBothMarks }: MarkChoice): NumberReading {
  const { affixes, unit, areLimitsRead } = written;
  const format = { affixes, unit, hasBothMarks, areLimitsRead };
  const isNewFormat = affixes.length > 0 || hasBothMarks || areLimitsRead || !readsAlike(filled, mark, format);
  const numberFormat = isNewFormat ? format : undefined;
  const reader = numberReader({ decimalMark: mark, numberFormat });
  const isReadable = (value: number): boolean => !Number.isNaN(reader.ofNumber(value));
  const reading = readTexts(filled, (text) => !Number.isNaN(reader.ofText(text)), {
    sorted: view.sortedNumbers,
    isReadable,
  });
  return numberFormat ? { ...reading, format: numberFormat } : reading;
}

/** Whether version 1 reads all that is readable, with the same values. */
function readsAlike(filled: readonly TextCount[], mark: MarkChoice["mark"], numberFormat: NumberFormat): boolean {
  const { ofText } = numberReader({ decimalMark: mark, numberFormat });
  return filled.every(({ text }) => {
    const value = ofText(text);
    return Number.isNaN(value) || Object.is(value, parseNumber(text, mark)) || value === parseNumber(text, mark);
  });
}
