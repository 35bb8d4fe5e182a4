import { atOnce } from "../../base/in-pieces.ts";
import { splitText } from "../../base/texts/table.ts";
import type { Columns, Dataset } from "../types.ts";
import type { SplitBasis } from "./read-split-column.ts";
import { groupRepeats, keepRows } from "./row-groups.ts";
import { groupsToDeal } from "./rows-to-deal.ts";
import { assertFractions, rowsOfSplits, type Shares } from "./shares.ts";
import { splitByParts } from "./split-by-column.ts";
import { splitByGroup, splitByRow } from "./split-by-lot.ts";
import { splitByTime } from "./split-by-time.ts";
import { fewNotes, oddNotes } from "./split-notes.ts";
import type { SplitOfRow, SplitTask } from "./split-task.ts";
import { untrustedSources } from "./untrusted-sources.ts";

export interface SplitOptions {
  readonly seed: number;
  /** By lot where not given. */
  readonly basis?: SplitBasis;
  /** Shares of the labelled rows, each > 0 and summing to 1; .6, .2, .2 where not given. */
  readonly fractions?: Shares;
  /** uint8 [nRows], 1 for rows that take part; absent: all do. */
  readonly only?: Uint8Array | undefined;
  /** Names of sources whose rows all go to training: rows that nobody wants to judge by. */
  readonly trainingOnlySources?: readonly string[];
}

export interface RowSplit extends Pick<Dataset, "split"> {
  /** Of the dataset: which rows come together. */
  readonly groups: Int32Array;
  /** What is rare, repeated, unlabelled or never judged by, in words. */
  readonly notes: readonly string[];
}

const HARDLY_ANY = 30;

const DEFAULT_FRACTIONS: Shares = { train: 0.6, validation: 0.2, test: 0.2 };

/**
 * Puts labelled rows into training, validation and test: by lot, classes in equal shares and rows that are equal in all used
 * columns and the label together, or as the basis says. The same seed and rows give the same split everywhere.
 *
 * @throws StudioError E_SPLIT_* where rows cannot be split so.
 */
export function splitRows(columns: Columns, options: SplitOptions): RowSplit {
  return atOnce(splitRowsInPieces(columns, options));
}

/** The same, step by step. */
export function* splitRowsInPieces(given: Columns, options: SplitOptions): Generator<void, RowSplit> {
  const { seed, basis = { by: "random" }, fractions: shares = DEFAULT_FRACTIONS, only } = options;
  assertFractions(shares);
  // Rows that take no part are dealt as those without a label are: not at all.
  const columns = only
    ? { ...given, labels: given.labels.map((label, row) => (only[row] ? label : Number.NaN)) }
    : given;
  const { nRows, labels } = columns;
  const isLabelled = (row: number) => !Number.isNaN(labels[row]);
  const notes: string[] = [];
  const nUnlabelled = given.labels.reduce(
    (count, label, row) => count + Number(Number.isNaN(label) && only?.[row] !== 0),
    0,
  );
  if (nUnlabelled > 0) notes.push(splitText("unlabelled", { nRows: nUnlabelled }));
  const isByLot = basis.by === "random" || basis.by === "largest-first";
  const untrusted = untrustedSources(columns, options.trainingOnlySources ?? []);
  const repeats = isByLot ? groupsToDeal({ columns, untrusted, notes }) : groupRepeats(columns);
  yield;
  const groups = basis.by === "group" ? keepRows(basis.groups, isLabelled) : repeats;
  const splitOf = tell({ columns, seed, shares, repeats, groups, untrusted, notes }, basis);
  yield;
  const split = rowsOfSplits(nRows, (row) => (isLabelled(row) ? splitOf(row) : undefined));
  // Dealt by lot, repeats are on one side, and every class is trained on unless there are hardly any rows.
  if (!isByLot || split.train.length < HARDLY_ANY) notes.push(...oddNotes({ columns, split, repeats }));
  notes.push(...fewNotes(split));
  return { split, groups: groups.ofRow, notes };
}

function tell(task: SplitTask, basis: SplitBasis): SplitOfRow {
  switch (basis.by) {
    case "random":
    case "largest-first":
      return splitByRow(task, basis);
    case "group":
      return splitByGroup(task, basis);
    case "time":
      return splitByTime(task, basis);
    case "column":
    case "files":
      return splitByParts(task, basis);
    case "rows":
      task.notes.push(splitText("given"));
      return basis.splitOf;
    default:
      return basis satisfies never;
  }
}
