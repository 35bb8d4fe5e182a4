/** Columns that repeat like an identifier: several rows of one patient, session, family. */
import { remember } from "../../base/remember.ts";
import { splitOfferText } from "../../base/texts/table.ts";
import { summaryUnder } from "../column-summary.ts";
import { splitCamelCase } from "../infer/column-names.ts";
import { numberCells } from "../infer/read-summary.ts";
import type { RawColumn } from "../types.ts";
import { groupByCells } from "./read-split-column.ts";
import { valuesOf } from "./recognise-parts.ts";
import { rowsOfGroups, sizesOfGroups } from "./row-groups.ts";
import type { RuledColumn, SplitOffer } from "./split-offer.ts";

/** What is looked at of large tables: the first rows, since those of one group mostly stand near each other. */
const MOST_ROWS = 100_000;
const MOST_COLUMNS = 80;
const MOST_OFFERS = 3;

const FEWEST_ROWS = 30;
const FEWEST_GROUPS = 10;
/** At least this part of the rows shares its value with another. */
const REPEATED_SHARE = 0.2;
/** A value that more rows have than this part is one of a category. */
const LARGEST_SHARE = 0.2;

/** Another column goes with a group where two of its rows agree so much more often than any two rows of the table. */
const GOES_WITH = 0.98;
const FEWEST_THAT_GO_WITH = 2;
/** A column that any two rows agree in so often goes with everything. */
const NEARLY_CONSTANT = 0.95;

/** Groups of one size in this part of all are repeats by design: the four sensors of one reading. */
const EVEN_SHARE = 0.9;
const FEWEST_EVEN_GROUPS = 50;
const MOST_EVEN_ROWS = 50;

const ID_NAME =
  /\b(?:ids?|uuid|guid|identifier|number|no|nr|num|ref|sessions?|patients?|subjects?|participants?|respondents?|customers?|clients?|users?|households?)$/i;
/** Numbers that are written of things and name none. */
const NO_ID_NAME = /\b(?:phone|fax|zip|postal|post|house|room|number of)\b/i;

interface Candidate {
  readonly name: string;
  readonly nGroups: number;
  readonly isNamed: boolean;
  /** The size of nearly all groups; undefined where they differ. */
  readonly evenSize: number | undefined;
  /** Columns that are the same in all rows of a group. */
  readonly goesWith: readonly string[];
}

/** What the first rows of a column say, whatever is the target. */
interface FirstGroups {
  /** int32: the group of each row. */
  readonly ofRow: Int32Array;
  /** How often two rows agree. */
  readonly chance: number;
}

const firstGroups = remember<RawColumn, FirstGroups>(1);
const repeats = remember<RawColumn, readonly Uint32Array[] | undefined>(1);
const areWhole = remember<RawColumn, boolean>(2);
const goingWith = remember<RawColumn, boolean>(MOST_COLUMNS);

function firstGroupsOf({ column, rule }: RuledColumn): FirstGroups {
  return firstGroups(column, JSON.stringify(rule.missingMarkers), () => {
    const ofRow = groupsOfFirstRows({ column, rule });
    return { ofRow, chance: chanceAgreement(ofRow) };
  });
}

/** The rows of each group, where groups repeat as those of an identifier do. */
function repeatsOf({ column, rule }: RuledColumn): readonly Uint32Array[] | undefined {
  return repeats(column, JSON.stringify(rule.missingMarkers), () => {
    // A few levels are no groups, however many cells are missing, each of which is one by itself.
    const few = valuesOf(column, rule);
    return few && few.length < FEWEST_GROUPS ? undefined : groupsThatRepeat(firstGroupsOf({ column, rule }).ofRow);
  });
}

/** Columns that are the same in all rows of a group. */
function goesWithOf(rows: readonly Uint32Array[], { column, rule }: RuledColumn, columns: readonly RuledColumn[]) {
  return columns.flatMap((other): string[] => {
    if (other.column === column) return [];
    const key = JSON.stringify([rule.missingMarkers, other.column.name, other.rule.missingMarkers]);
    const doesGo = goingWith(column, key, () => {
      if (differsOften(rows, other.column)) return false;
      const { chance, ofRow } = firstGroupsOf(other);
      return chance <= NEARLY_CONSTANT && (agreementWithin(rows, ofRow) - chance) / (1 - chance) >= GOES_WITH;
    });
    return doesGo ? [other.column.name] : [];
  });
}

/** Whether so many pairs are two numbers that differ that the column cannot go with the groups; nearly all measurements do. */
function differsOften(groups: readonly Uint32Array[], { codes, numbers }: RawColumn): boolean {
  const nPairs = groups.reduce((sum, { length }) => sum + (length >> 1), 0);
  const most = (1 - GOES_WITH) * nPairs;
  let nDifferent = 0;
  for (const rows of groups) {
    const half = Math.ceil(rows.length / 2);
    for (let place = half; place < rows.length; place++) {
      const [row, other] = [rows[place], rows[place - half]];
      if (codes[row] < 0 && codes[other] < 0 && numbers[row] !== numbers[other] && ++nDifferent > most) return true;
    }
  }
  return false;
}

export function groupOffers(given: readonly RuledColumn[]): readonly SplitOffer[] {
  const columns = given.slice(0, MOST_COLUMNS);
  const candidates = columns.flatMap(({ column, rule }): Candidate[] => {
    const rows = canName({ column, rule }) ? repeatsOf({ column, rule }) : undefined;
    if (!rows) return [];
    const goesWith = goesWithOf(rows, { column, rule }, columns);
    const name = splitCamelCase(column.name);
    const isNamed = ID_NAME.test(name) && !NO_ID_NAME.test(name);
    const evenSize = evenSizeOf(rows);
    const isIdentifier = isNamed || evenSize !== undefined || goesWith.length >= FEWEST_THAT_GO_WITH;
    return isIdentifier ? [{ name: column.name, nGroups: rows.length, isNamed, evenSize, goesWith }] : [];
  });
  return distinct(candidates.sort(byEvidence)).map(({ name, nGroups, evenSize, goesWith }) => ({
    method: { by: "group", column: name },
    reason: splitOfferText("group", {
      nValues: nGroups,
      goesWith,
      ...(evenSize === undefined ? {} : { evenSize }),
    }),
  }));
}

/** Dates tell a time, and numbers that are not whole measure something. */
function canName({ column, rule }: RuledColumn): boolean {
  if (rule.type !== "number") return rule.type !== "date";
  const { missingMarkers, decimalMark, numberFormat } = rule;
  return areWhole(column, JSON.stringify([missingMarkers, decimalMark, numberFormat]), () =>
    numberCells(summaryUnder(column, rule), rule).numbers.values.every(Number.isInteger),
  );
}

function groupsOfFirstRows({ column, rule }: RuledColumn): Int32Array {
  const codes = column.codes.subarray(0, MOST_ROWS);
  return groupByCells({ ...column, codes }, rule).ofRow;
}

/** The rows of each group, where groups repeat as those of an identifier do. */
function groupsThatRepeat(ofRow: Int32Array): readonly Uint32Array[] | undefined {
  const nGroups = ofRow.reduce((most, group) => Math.max(most, group + 1), 0);
  const sizes = sizesOfGroups({ ofRow, nGroups });
  const nRepeated = sizes.reduce((sum, size) => sum + (size > 1 ? size : 0), 0);
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
  const repeats = nRepeated >= REPEATED_SHARE * ofRow.length && largest <= LARGEST_SHARE * ofRow.length;
  const isLarge = ofRow.length >= FEWEST_ROWS && nGroups >= FEWEST_GROUPS;
  return repeats && isLarge ? rowsOfGroups({ ofRow, nGroups }) : undefined;
}

/** How often two rows of a table agree. */
function chanceAgreement(ofRow: Int32Array): number {
  const sizes = new Float64Array(ofRow.length);
  for (const group of ofRow) sizes[group]++;
  const nPairs = ofRow.length * (ofRow.length - 1);
  return nPairs === 0 ? 1 : sizes.reduce((sum, size) => sum + size * (size - 1), 0) / nPairs;
}

/** How often two rows of a group agree; those half a group apart, since neighbours agree for reasons of their own. */
function agreementWithin(groups: readonly Uint32Array[], ofRow: Int32Array): number {
  let nPairs = 0;
  let nAgreeing = 0;
  for (const rows of groups) {
    const half = Math.ceil(rows.length / 2);
    for (let place = half; place < rows.length; place++) {
      nPairs++;
      nAgreeing += Number(ofRow[rows[place]] === ofRow[rows[place - half]]);
    }
  }
  return nPairs === 0 ? 0 : nAgreeing / nPairs;
}

function evenSizeOf(groups: readonly Uint32Array[]): number | undefined {
  const counts = new Map<number, number>();
  for (const { length } of groups) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [size, count] = [...counts].reduce((most, each) => (each[1] > most[1] ? each : most));
  const isEven = groups.length >= FEWEST_EVEN_GROUPS && count >= EVEN_SHARE * groups.length;
  return isEven && size > 1 && size <= MOST_EVEN_ROWS ? size : undefined;
}

function byEvidence(a: Candidate, b: Candidate): number {
  return Number(b.isNamed) - Number(a.isNamed) || b.goesWith.length - a.goesWith.length || b.nGroups - a.nGroups;
}

/** Without those that make the same groups as one before. */
function distinct(candidates: readonly Candidate[]): readonly Candidate[] {
  const chosen: Candidate[] = [];
  for (const candidate of candidates) {
    const isSame = chosen.some(
      ({ name, goesWith }) => goesWith.includes(candidate.name) && candidate.goesWith.includes(name),
    );
    if (!isSame && chosen.length < MOST_OFFERS) chosen.push(candidate);
  }
  return chosen;
}
