/** How well the cells of a column read as one type. Cells are counted, not distinct texts. */
import type { CountedNumbers, TextCount } from "../column-summary.ts";
import { isSuspiciousWord, isWord } from "./missing-markers.ts";

export interface Reading {
  readonly readable: number;
  /** Unreadable words: they may be markers. */
  readonly words: readonly string[];
  readonly nWords: number;
  /** Unreadable cells whose texts are no words, and no markers by evidence. */
  readonly nOdd: number;
  /** How many different readable texts there are. */
  readonly nDistinct: number;
  /** Unreadable texts that repeat while what is readable differs: markers, whatever their share. */
  readonly repeated: readonly TextCount[];
}

/** Cells that are canonical numbers. */
interface Canonical {
  readonly numbers: CountedNumbers;
  /** Absent: all are. */
  readonly isReadable?: ((value: number) => boolean) | undefined;
}

const PROBES = 1000;

/** Whether none of the most frequent texts can be read, and none of some of the others: reading all of them would only take time. */
function isHopeless(filled: readonly TextCount[], isReadable: (text: string) => boolean): boolean {
  if (filled.length <= 2 * PROBES) return false;
  const stride = Math.floor(filled.length / PROBES);
  return filled.every(({ text }, place) => (place > PROBES && place % stride > 0) || !isReadable(text));
}

/** @returns cells, and different numbers. */
function countReadable({ numbers, isReadable }: Canonical): readonly [number, number] {
  const { values, counts, nCells } = numbers;
  if (isReadable === undefined) return [nCells, values.length];
  let [nReadable, nDistinct] = [0, 0];
  for (let place = 0; place < values.length; place++) {
    if (!isReadable(values[place])) continue;
    nReadable += counts[place];
    nDistinct++;
  }
  return [nReadable, nDistinct];
}

export function readTexts(
  filled: readonly TextCount[],
  isReadable: (text: string) => boolean,
  canonical: Canonical,
): Reading {
  const [nReadable, nReadableDistinct] = countReadable(canonical);
  const nUnreadable = canonical.numbers.nCells - nReadable;
  const unreadable = isHopeless(filled, isReadable) ? filled : filled.filter(({ text }) => !isReadable(text));
  const nDistinct = nReadableDistinct + filled.length - unreadable.length;
  const words = unreadable.filter(({ text }) => isWord(text));
  const odd = unreadable.filter(({ text }) => !isWord(text));
  const repeated = nUnreadable > 0 ? [] : markersAmong(unreadable, nDistinct);
  return {
    readable: nReadable + total(filled) - total(unreadable),
    nDistinct,
    words: words.map(({ text }) => text),
    nWords: total(words),
    nOdd: nUnreadable + total(odd) - total(repeated.filter(({ text }) => !isWord(text))),
    repeated,
  };
}

/** Longer texts say something. */
const LONGEST_MARKER = 100;
const FEW = 3;
const MANY = 10;

/** A number with something behind it, such as 142.6 Sq. Meter: a value that cannot be read, no marker. */
const BEGINS_AS_NUMBER = /^[(<>~≈+-]?\s?\p{Sc}?\s?[.,]?\d/u;

/**
 * The unreadable texts of a column, where they are a few that repeat among many readable ones that differ. One of them may
 * hold digits, as "phase 2" does.
 */
function markersAmong(unreadable: readonly TextCount[], nDistinct: number): readonly TextCount[] {
  const repeated = unreadable.filter(
    ({ text, count }) => count >= 2 && text.length <= LONGEST_MARKER && !BEGINS_AS_NUMBER.test(text),
  );
  const withDigits = repeated.filter(({ text }) => !isWord(text));
  const areFew = repeated.length <= FEW && withDigits.length <= 1 && nDistinct >= Math.max(MANY, 5 * repeated.length);
  const singles = unreadable.length - repeated.length;
  return areFew && singles <= nDistinct * 0.05 ? repeated : [];
}

export function total(counts: readonly TextCount[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

/** Whether a reading explains a column: mostly readable, the rest a few texts that can be markers. */
export function explains(reading: Reading, nFilled: number): boolean {
  if (reading.readable === 0 || nFilled === 0) return false;
  const areAllSuspicious = reading.words.every(isSuspiciousWord);
  const share = reading.readable / nFilled;
  if (reading.nOdd > nFilled * 0.05) return false;
  if (reading.repeated.length > 0) return true;
  if (areAllSuspicious && share >= 0.3 && reading.nOdd <= reading.readable * 0.05) return true;
  return (share >= 0.7 && reading.words.length <= 10) || share >= 0.95;
}
