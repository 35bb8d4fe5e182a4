/** What a column is under a rule, from its summary: each different cell is read once. */
import { remember, rememberWeakly } from "../../base/remember.ts";
import { dateReader } from "../cells/date-format.ts";
import { markersOf, missingNumbers } from "../cells/markers.ts";
import { LARGEST_FLOAT32 } from "../cells/parse-number.ts";
import { type NumberReader, numberReader } from "../cells/read-number.ts";
import { type ColumnSummary, type CountedNumbers, countNumbers, mergeNumbers } from "../column-summary.ts";
import { type ColumnRule, DATE_PARTS, type DatePart } from "../types.ts";

/** Cells that are filled and mean nothing under a rule. */
export interface OddCells {
  readonly count: number;
  /** One of them, as a rule the first; undefined where there is none. */
  readonly first: string | undefined;
}

export interface NumberCells {
  readonly numbers: CountedNumbers;
  readonly odd: OddCells;
}

type NumberRule = Pick<ColumnRule, "missingMarkers" | "decimalMark" | "numberFormat">;

const numbersOf = rememberWeakly<ColumnSummary, NumberCells>(2);
const datesOf = remember<ColumnSummary, DateCells>(4);

/** The numbers of a column under a rule, in the file's unit. */
export function numberCells(summary: ColumnSummary, rule: NumberRule): NumberCells {
  const { missingMarkers, decimalMark, numberFormat } = rule;
  return numbersOf(summary, JSON.stringify([missingMarkers, decimalMark, numberFormat]), () =>
    readNumberCells(summary, rule),
  );
}

const isNumber = (value: number): boolean => Math.abs(value) <= LARGEST_FLOAT32;

function readNumberCells(summary: ColumnSummary, rule: NumberRule): NumberCells {
  const { texts, nRows } = summary;
  const markers = markersOf(rule);
  const reader = numberReader(rule);
  const odd = new OddCounter();
  const own = ownNumbers(summary, { reader, absent: missingNumbers(markers), odd });
  const cells = new Float64Array(nRows - own.nCells);
  let nCells = 0;
  for (const [place, { text, count }] of texts.entries()) {
    if (markers.has(text.toLowerCase())) continue;
    const read = reader.ofText(text);
    if (isNumber(read)) nCells = fill(cells, nCells, { value: read, count });
    else odd.addText(place, count);
  }
  return { numbers: mergeNumbers(own, countNumbers(cells.subarray(0, nCells))), odd: odd.told(summary) };
}

interface NumberWays {
  readonly reader: NumberReader;
  readonly absent: ReadonlySet<number>;
  readonly odd: OddCounter;
}

/** Cells that are canonical numbers, as what they are under a rule. */
function ownNumbers({ numbers }: ColumnSummary, { reader, absent, odd }: NumberWays): CountedNumbers {
  const { length } = numbers.values;
  const areAllNumbers = length === 0 || (isNumber(numbers.values[0]) && isNumber(numbers.values[length - 1]));
  if (reader.isAsWritten && absent.size === 0 && areAllNumbers) return numbers;
  let isAsItStands = true;
  let isAscending = true;
  const values = new Float64Array(length);
  const counts = new Uint32Array(length);
  let [nValues, nCells] = [0, 0];
  for (let place = 0; place < length; place++) {
    const [value, count] = [numbers.values[place], numbers.counts[place]];
    const read = absent.has(value) ? undefined : reader.ofNumber(value);
    if (read !== value) isAsItStands = false;
    if (read === undefined) continue;
    if (!isNumber(read)) {
      odd.addNumber(value, count);
      isAsItStands = false;
      continue;
    }
    if (nValues > 0 && !(read > values[nValues - 1])) isAscending = false;
    values[nValues] = read;
    counts[nValues++] = count;
    nCells += count;
  }
  if (isAsItStands) return numbers;
  const found = { values: values.subarray(0, nValues), counts: counts.subarray(0, nValues), nCells };
  // A unit, or the other decimal mark, may turn the order round; as a rule numbers are as sorted as they were.
  return isAscending ? found : countNumbers(cellsOf(found));
}

function cellsOf({ values, counts, nCells }: CountedNumbers): Float64Array {
  const cells = new Float64Array(nCells);
  let start = 0;
  for (let place = 0; place < values.length; place++)
    start = fill(cells, start, { value: values[place], count: counts[place] });
  return cells;
}

function fill(cells: Float64Array, start: number, { value, count }: { value: number; count: number }): number {
  cells.fill(value, start, start + count);
  return start + count;
}

class OddCounter {
  count = 0;
  private readonly places = new Set<number>();
  private readonly numbers = new Set<number>();

  addText(place: number, count: number): void {
    this.places.add(place);
    this.count += count;
  }

  addNumber(value: number, count: number): void {
    this.numbers.add(value);
    this.count += count;
  }

  told({ texts, firstRows }: ColumnSummary): OddCells {
    const textAt = (place: number | undefined) => (place === undefined ? undefined : texts[place].text);
    if (this.count === 0) return { count: 0, first: undefined };
    for (const [row, value] of firstRows.numbers.entries()) {
      const place = firstRows.texts[row] ?? -1;
      if (this.places.has(place)) return { count: this.count, first: textAt(place) };
      if (this.numbers.has(value)) return { count: this.count, first: String(value) };
    }
    const [place] = this.places;
    const [value] = this.numbers;
    return { count: this.count, first: textAt(place) ?? String(value) };
  }
}

export interface DateCells {
  readonly nReadable: number;
  /** Different days, times of day included; each in days since 1970-01-01. */
  readonly days: CountedNumbers;
  /** Parts that differ from date to date. */
  readonly varying: readonly DatePart[];
  readonly odd: OddCells;
}

/** The dates of a column under a rule. */
export function dateCells(summary: ColumnSummary, rule: Pick<ColumnRule, "missingMarkers" | "dateFormat">): DateCells {
  return datesOf(summary, JSON.stringify([rule.missingMarkers, rule.dateFormat]), () => readDateCells(summary, rule));
}

function readDateCells(summary: ColumnSummary, rule: Pick<ColumnRule, "missingMarkers" | "dateFormat">): DateCells {
  const { numbers, texts, nRows } = summary;
  const markers = markersOf(rule);
  const absent = missingNumbers(markers);
  const read = dateReader(rule.dateFormat);
  const days = new Float64Array(nRows);
  let nCells = 0;
  const firsts = new Map<DatePart, number>();
  const varying = new Set<DatePart>();
  const odd = new OddCounter();
  const take = (text: string, count: number): boolean => {
    const moment = read?.(text);
    if (moment === undefined) return false;
    nCells = fill(days, nCells, { value: moment.days, count });
    for (const part of DATE_PARTS) {
      const first = firsts.get(part);
      if (first === undefined) firsts.set(part, moment[part]);
      else if (first !== moment[part]) varying.add(part);
    }
    return true;
  };
  for (let place = 0; place < numbers.values.length; place++) {
    const value = numbers.values[place];
    if (!absent.has(value) && !take(String(value), numbers.counts[place])) odd.addNumber(value, numbers.counts[place]);
  }
  for (const [place, { text, count }] of texts.entries()) {
    if (!markers.has(text.toLowerCase()) && !take(text, count)) odd.addText(place, count);
  }
  return {
    nReadable: nCells,
    days: countNumbers(days.subarray(0, nCells)),
    varying: DATE_PARTS.filter((part) => varying.has(part)),
    odd: odd.told(summary),
  };
}

/**
 * Whether the numbers of the first rows rise, or fall, from row to row under a rule without a tie, and nothing says that those
 * of later rows do not.
 */
export function areMonotone(summary: ColumnSummary, rule: NumberRule): boolean {
  const { firstRows, texts, trend, nRows } = summary;
  const areAllLooked = firstRows.numbers.length === nRows;
  if (!areAllLooked && trend === 0 && summary.numbers.nCells > 1 && rule.decimalMark === ".") return false;
  const markers = markersOf(rule);
  const absent = missingNumbers(markers);
  const reader = numberReader(rule);
  let direction = 0;
  let previous: number | undefined;
  for (const [row, number] of firstRows.numbers.entries()) {
    const place = firstRows.texts[row] ?? -1;
    const text = place < 0 ? "" : texts[place].text;
    const isMissing = place < 0 ? Number.isNaN(number) || absent.has(number) : markers.has(text.toLowerCase());
    const value = isMissing ? Number.NaN : place < 0 ? reader.ofNumber(number) : reader.ofText(text);
    if (Number.isNaN(value)) continue;
    if (previous !== undefined) {
      const step = Math.sign(value - previous);
      if (step === 0 || (direction !== 0 && step !== direction)) return false;
      direction = step;
    }
    previous = value;
  }
  return direction !== 0;
}
