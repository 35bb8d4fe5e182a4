import { studioError } from "../base/error.ts";
import { randomPermutation, STREAMS } from "../base/random.ts";
import type { Columns, Dataset, Split } from "./types.ts";

export interface SplitOptions {
  readonly seed: number;
  /** Shares of the labelled rows, each > 0 and summing to 1; .6, .2, .2 where not given. */
  readonly fractions?: Readonly<Record<Split, number>>;
  /** Names of sources whose rows all go to training: rows that nobody wants to judge by. */
  readonly trainingOnlySources?: readonly string[];
}

/** Shares of a split of which the test rows are what is left over. */
export function fractionsOf(settings: {
  readonly trainFraction: number;
  readonly validationFraction: number;
}): Readonly<Record<Split, number>> {
  const { trainFraction: train, validationFraction: validation } = settings;
  return { train, validation, test: Math.max(1 - train - validation, 0) };
}

const SPLITS: readonly Split[] = ["train", "validation", "test"];
const DEFAULT_FRACTIONS: Readonly<Record<Split, number>> = { train: 0.6, validation: 0.2, test: 0.2 };

/**
 * Puts every labelled row into one of training, validation and test: per class in equal shares for a classification, at
 * random for a regression. Rows that are equal in all used columns and the label stay together. Classes with fewer than
 * three different rows go to training. The same seed and rows give the same split everywhere.
 */
export function splitRows(columns: Columns, options: SplitOptions): { split: Dataset["split"]; notes: string[] } {
  const fractions = options.fractions ?? DEFAULT_FRACTIONS;
  assertFractions(fractions);
  const { groups, nUnlabelled } = groupDuplicates(columns);
  const notes: string[] = [];
  if (nUnlabelled > 0) {
    notes.push(`${rowCount(nUnlabelled)} without a target: in no split, still predicted.`);
  }
  const nDuplicates = groups.reduce((sum, rows) => sum + rows.length - 1, 0);
  if (nDuplicates > 0) notes.push(`${rowCount(nDuplicates)} repeated exactly: each stays on the side of its twin.`);
  const rows: Record<Split, number[]> = { train: [], validation: [], test: [] };
  const judged = setAside(groups, columns, options.trainingOnlySources ?? [], rows.train, notes);
  const order = randomPermutation({ seed: options.seed, stream: STREAMS.split, step: 0 }, judged.length);
  const shuffled = Array.from(order, (index) => judged[index]);
  const { target } = columns.schema;
  for (const stratum of strataOf(shuffled, columns)) {
    const label = target.classes[columns.labels[stratum[0][0]]]?.label ?? "";
    if (target.task !== "regression" && stratum.length < SPLITS.length) {
      notes.push(`Class "${label}" has ${differentRows(stratum.length)}, too few to split: all go to training.`);
      for (const group of stratum) rows.train.push(...group);
    } else {
      deal(stratum, fractions, rows);
    }
  }
  return { split: sortedSplit(rows), notes };
}

/** Takes the groups with a row of a source that is only trained on out of the deal, and into `train`. */
function setAside(
  groups: readonly number[][],
  columns: Columns,
  names: readonly string[],
  train: number[],
  notes: string[],
): readonly number[][] {
  const untrusted = new Set(columns.schema.sources.flatMap((name, index) => (names.includes(name) ? [index] : [])));
  if (untrusted.size === 0) return groups;
  const isJudged = (rows: readonly number[]) => rows.every((row) => !untrusted.has(columns.source[row]));
  const aside = groups.filter((rows) => !isJudged(rows)).flat();
  for (const row of aside) train.push(row);
  const files = [...untrusted].map((index) => columns.schema.sources[index]);
  notes.push(`${files.join(", ")}: ${rowCount(aside.length)} trained on and never judged by.`);
  const judged = groups.filter(isJudged);
  if (judged.length > 0) return judged;
  throw studioError("E_SPLIT_SOURCES", { files });
}

function differentRows(count: number): string {
  return `${count} different ${count === 1 ? "row" : "rows"}`;
}

function rowCount(count: number): string {
  return count === 1 ? "1 row" : `${count.toLocaleString("en")} rows`;
}

function assertFractions(fractions: Readonly<Record<Split, number>>): void {
  const values = SPLITS.map((name) => fractions[name]);
  const sum = values.reduce((total, value) => total + value, 0);
  if (values.every((value) => value > 0) && Math.abs(sum - 1) < 1e-9) return;
  throw studioError("E_SPLIT_FRACTIONS", { fractions: values });
}

/** One stratum per class, in the order of the codes; a regression has a single one. */
function strataOf(groups: readonly number[][], columns: Columns): number[][][] {
  if (columns.schema.target.task === "regression") return groups.length === 0 ? [] : [[...groups]];
  const strata = new Map<number, number[][]>();
  for (const group of groups) {
    const label = columns.labels[group[0]];
    const stratum = strata.get(label);
    if (stratum === undefined) strata.set(label, [group]);
    else stratum.push(group);
  }
  return [...strata].sort((a, b) => a[0] - b[0]).map(([, stratum]) => stratum);
}

/** Gives each group to the split that is furthest below its share of the rows dealt so far; each split gets one. */
function deal(
  groups: readonly number[][],
  fractions: Readonly<Record<Split, number>>,
  rows: Record<Split, number[]>,
): void {
  const dealt: Record<Split, number> = { train: 0, validation: 0, test: 0 };
  const nRows = groups.reduce((sum, group) => sum + group.length, 0);
  // Large groups first, or one of them could end up where no room is left; the order within a size stays random.
  const ordered = [...groups].sort((a, b) => b.length - a.length);
  for (const [index, group] of ordered.entries()) {
    const waiting = SPLITS.filter((name) => dealt[name] === 0);
    const mustServe = waiting.length > 0 && ordered.length - index <= waiting.length;
    const candidates = mustServe ? waiting : SPLITS;
    const room = (name: Split): number => fractions[name] * nRows - dealt[name];
    const chosen = candidates.reduce((best, name) => (room(name) > room(best) ? name : best));
    dealt[chosen] += group.length;
    for (const row of group) rows[chosen].push(row);
  }
}

function sortedSplit(rows: Readonly<Record<Split, readonly number[]>>): Dataset["split"] {
  return {
    train: Uint32Array.from(rows.train).sort(),
    validation: Uint32Array.from(rows.validation).sort(),
    test: Uint32Array.from(rows.test).sort(),
  };
}

/** Labelled rows in groups of exact equals, each group and the list of groups in row order. */
function groupDuplicates(columns: Columns): { groups: number[][]; nUnlabelled: number } {
  const hasFeatures = columns.schema.numbers.length + columns.schema.categories.length > 0;
  const buckets = new Map<number, number[][]>();
  const groups: number[][] = [];
  let nUnlabelled = 0;
  for (let row = 0; row < columns.nRows; row++) {
    if (Number.isNaN(columns.labels[row])) {
      nUnlabelled++;
      continue;
    }
    const hash = hasFeatures ? hashRow(columns, row) : row;
    const bucket = buckets.get(hash);
    const twin = hasFeatures ? bucket?.find(([first]) => areEqual(columns, first, row)) : undefined;
    if (twin !== undefined) {
      twin.push(row);
      continue;
    }
    const group = [row];
    groups.push(group);
    if (bucket === undefined) buckets.set(hash, [group]);
    else bucket.push(group);
  }
  return { groups, nUnlabelled };
}

const scratch = new Float64Array(1);
const scratchBits = new Int32Array(scratch.buffer);

/** FNV-1a over the words of a row. */
function hashRow(columns: Columns, row: number): number {
  const width = columns.schema.numbers.length;
  const nCategories = columns.schema.categories.length;
  let hash = 0x811c9dc5;
  const mix = (value: number): void => {
    scratch[0] = value === 0 ? 0 : value;
    hash = Math.imul(hash ^ scratchBits[0], 0x01000193);
    hash = Math.imul(hash ^ scratchBits[1] ^ (hash >>> 15), 0x01000193);
  };
  for (let index = row * width; index < (row + 1) * width; index++) {
    mix(columns.missing[index] === 1 ? Number.MAX_VALUE : columns.numbers[index]);
  }
  for (let index = row * nCategories; index < (row + 1) * nCategories; index++) mix(columns.categories[index]);
  mix(columns.labels[row]);
  return hash;
}

function areEqual(columns: Columns, a: number, b: number): boolean {
  if (columns.labels[a] !== columns.labels[b]) return false;
  const width = columns.schema.numbers.length;
  for (let index = 0; index < width; index++) {
    if (columns.missing[a * width + index] !== columns.missing[b * width + index]) return false;
    if (columns.numbers[a * width + index] !== columns.numbers[b * width + index]) return false;
  }
  const nCategories = columns.schema.categories.length;
  for (let index = 0; index < nCategories; index++) {
    if (columns.categories[a * nCategories + index] !== columns.categories[b * nCategories + index]) return false;
  }
  return true;
}

/** A short name for which rows a split has where; two splits that differ in a row have different ones, up to chance. */
export function splitFingerprint(split: Dataset["split"]): string {
  return SPLITS.map((name) => {
    const hash = split[name].reduce((sofar, row) => Math.imul(sofar ^ row ^ (sofar >>> 15), 0x01000193), 0x811c9dc5);
    return (hash >>> 0).toString(16).padStart(8, "0");
  }).join("-");
}

const SPLIT_OF_LETTER: Readonly<Record<string, Split>> = { T: "train", V: "validation", E: "test" };

/**
 * Reads a split from letters, one per data row: T training, V validation, E test; white space is ignored.
 *
 * @throws StudioError E_SPLIT_LETTERS where a letter is another or their number differs from the rows.
 */
export function splitFromLetters(text: string, nRows: number): Dataset["split"] {
  const letters = text.replace(/[\s\uFEFF]+/g, "").toUpperCase();
  const wrong = letters.search(/[^TVE]/);
  if (wrong >= 0) throw studioError("E_SPLIT_LETTERS", { position: wrong + 1, letter: letters[wrong] });
  if (letters.length !== nRows) throw studioError("E_SPLIT_LETTERS", { nRows, nLetters: letters.length });
  const rows: Record<Split, number[]> = { train: [], validation: [], test: [] };
  for (let row = 0; row < nRows; row++) rows[SPLIT_OF_LETTER[letters[row]]].push(row);
  return sortedSplit(rows);
}
