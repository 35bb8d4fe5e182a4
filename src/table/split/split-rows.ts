import { studioError } from "../../base/error.ts";
import { splitText } from "../../base/texts/table.ts";
import type { Columns, Dataset, Split } from "../types.ts";
import { dealLargestFirst } from "./deal-largest-first.ts";
import { groupRepeats, rowsOfGroups } from "./row-groups.ts";
import { assertFractions, rowsOfSplits, type Shares, SPLITS } from "./shares.ts";

export interface SplitOptions {
  readonly seed: number;
  /** Shares of the labelled rows, each > 0 and summing to 1; .6, .2, .2 where not given. */
  readonly fractions?: Shares;
  /** Names of sources whose rows all go to training: rows that nobody wants to judge by. */
  readonly trainingOnlySources?: readonly string[];
}

export interface RowSplit extends Pick<Dataset, "split"> {
  /** Of the dataset: which rows stand on one side together. */
  readonly groups: Int32Array;
  /** What is rare, repeated, unlabelled or never judged by, in words. */
  readonly notes: readonly string[];
}

const DEFAULT_FRACTIONS: Shares = { train: 0.6, validation: 0.2, test: 0.2 };

/**
 * Puts every labelled row into one of training, validation and test: per class in equal shares for a classification, at
 * random for a regression. Rows that are equal in all used columns and the label stay together. Classes with fewer than
 * three different rows go to training. The same seed and rows give the same split everywhere.
 */
export function splitRows(columns: Columns, options: SplitOptions): RowSplit {
  const fractions = options.fractions ?? DEFAULT_FRACTIONS;
  assertFractions(fractions);
  const repeats = groupRepeats(columns);
  const groups = rowsOfGroups(repeats);
  const nLabelled = groups.reduce((sum, rows) => sum + rows.length, 0);
  const notes: string[] = [];
  if (nLabelled < columns.nRows) {
    notes.push(splitText("unlabelled", { nRows: columns.nRows - nLabelled }));
  }
  const nDuplicates = nLabelled - groups.length;
  if (nDuplicates > 0) notes.push(splitText("repeated", { nRows: nDuplicates }));
  const splitOfRow = new Array<Split | undefined>(columns.nRows);
  const judged = setAside(groups, columns, { names: options.trainingOnlySources ?? [], splitOfRow, notes });
  const strata = strataOf(judged, columns);
  const sizes = judged.map((rows) => rows.length);
  const dealt = dealLargestFirst({ sizes, strata }, fractions, options.seed);
  const isRare = tooRare(strata, columns, notes);
  for (const [index, rows] of judged.entries()) {
    for (const row of rows) splitOfRow[row] = isRare(strata[index]) ? "train" : dealt[index];
  }
  return { split: rowsOfSplits(columns.nRows, (row) => splitOfRow[row]), groups: repeats.ofRow, notes };
}

/** Takes the groups with a row of a source that is only trained on out of the deal, and into training. */
function setAside(
  groups: readonly Uint32Array[],
  columns: Columns,
  into: { readonly names: readonly string[]; readonly splitOfRow: (Split | undefined)[]; readonly notes: string[] },
): readonly Uint32Array[] {
  const { names, splitOfRow, notes } = into;
  const untrusted = new Set(columns.schema.sources.flatMap((name, index) => (names.includes(name) ? [index] : [])));
  if (untrusted.size === 0) return groups;
  const isJudged = (rows: Uint32Array) => rows.every((row) => !untrusted.has(columns.source[row]));
  let nAside = 0;
  for (const rows of groups) {
    if (isJudged(rows)) continue;
    for (const row of rows) splitOfRow[row] = "train";
    nAside += rows.length;
  }
  const files = [...untrusted].map((index) => columns.schema.sources[index]);
  notes.push(splitText("trainedOnly", { files, nRows: nAside }));
  const judged = groups.filter(isJudged);
  if (judged.length > 0) return judged;
  throw studioError("E_SPLIT_SOURCES", { files });
}

/** The class of each group; a regression has a single stratum. */
function strataOf(groups: readonly Uint32Array[], { labels, schema }: Columns): Int32Array {
  if (schema.target.task === "regression") return new Int32Array(groups.length);
  return Int32Array.from(groups, ([first]) => labels[first]);
}

/** Which classes have too few groups for every split to get one. */
function tooRare(strata: Int32Array, { schema }: Columns, notes: string[]): (stratum: number) => boolean {
  const { task, classes } = schema.target;
  if (task === "regression") return () => false;
  const counts = new Uint32Array(classes.length);
  for (const stratum of strata) counts[stratum]++;
  for (const [code, count] of counts.entries()) {
    if (count === 0 || count >= SPLITS.length) continue;
    notes.push(splitText("rareClass", { label: classes[code]?.label ?? "", nRows: count }));
  }
  return (stratum) => counts[stratum] < SPLITS.length;
}
