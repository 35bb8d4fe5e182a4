/** Deals groups of rows by lot: classes in equal shares, a regression along its target. */
import { splitText } from "../../base/texts/table.ts";
import type { Columns, Split } from "../types.ts";
import { dealEvenly, fewestGroups } from "./deal-evenly.ts";
import { dealLargestFirst } from "./deal-largest-first.ts";
import { type RowGroups, sizesOfGroups } from "./row-groups.ts";
import { type Shares, SPLITS } from "./shares.ts";

export interface LotOptions {
  readonly columns: Columns;
  /** Of the rows that are dealt. */
  readonly groups: RowGroups;
  readonly shares: Shares;
  readonly seed: number;
  /** As old documents deal. */
  readonly isLargestFirst?: boolean;
  /** The column that makes the groups, whose rows may differ in class; absent: a group's rows are repeats of one another. */
  readonly groupColumn?: string;
  readonly notes: string[];
}

/** @returns the split of each row; undefined for rows in no group. */
export function dealByLot(options: LotOptions): (row: number) => Split | undefined {
  const { columns, groups, shares, seed, isLargestFirst } = options;
  const sizes = sizesOfGroups(groups);
  const isRegression = columns.schema.target.task === "regression";
  const { strata, isRare } = isRegression ? oneStratum(groups) : strataOfClasses(options);
  const values = isRegression ? { values: meanLabels(groups, { columns, sizes }) } : {};
  const dealt = isLargestFirst
    ? dealLargestFirst({ sizes, strata }, shares, seed)
    : dealEvenly({ sizes, strata, ...values }, shares, seed);
  return (row) => {
    const group = groups.ofRow[row];
    return group < 0 ? undefined : isRare[group] === 1 ? "train" : dealt[group];
  };
}

interface Strata {
  readonly strata: Int32Array;
  /** uint8 [nGroups]: 1 for groups with a class that too few groups have for every split to get one; they are trained on. */
  readonly isRare: Uint8Array;
}

function oneStratum({ nGroups }: RowGroups): Strata {
  return { strata: new Int32Array(nGroups), isRare: new Uint8Array(nGroups) };
}

function meanLabels(
  { ofRow, nGroups }: RowGroups,
  { columns, sizes }: { readonly columns: Columns; readonly sizes: Uint32Array },
): Float64Array {
  const sums = new Float64Array(nGroups);
  for (const [row, group] of ofRow.entries()) if (group >= 0) sums[group] += columns.labels[row];
  return sums.map((sum, group) => sum / sizes[group]);
}

/** Strata that are no class. */
const POOLED = -1;
const RARE = -2;

/** The class of each group; of several, the one that it has most of against the rest of the table. */
function strataOfClasses(options: LotOptions): Strata {
  const { columns, groups, shares, groupColumn } = options;
  const { strata, mixed, totals } = classesOf(groups, columns);
  const { rareClasses, arePooled } = findRareClasses(strata, mixed, options);
  const isRare = strata.map((code) => Number(rareClasses.has(code)));
  for (const [group, counts] of mixed) {
    isRare[group] = Number([...counts.keys()].some((code) => rareClasses.has(code)));
    const shareOf = ([code, count]: readonly [number, number]) => count / totals[code];
    strata[group] = [...counts].reduce((most, each) => (shareOf(each) > shareOf(most) ? each : most))[0];
  }
  for (let group = 0; group < strata.length; group++) if (isRare[group] === 1) strata[group] = RARE;
  if (groupColumn !== undefined || arePooled) poolSmallStrata(strata, fewestGroups(shares));
  return { strata, isRare: Uint8Array.from(isRare) };
}

interface Classes {
  /** int32 [nGroups]: the class of each group's first row. */
  readonly strata: Int32Array;
  /** How many rows of each class a group has, for groups of several classes. */
  readonly mixed: ReadonlyMap<number, ReadonlyMap<number, number>>;
  /** Rows of each class. */
  readonly totals: Float64Array;
}

function classesOf({ ofRow, nGroups }: RowGroups, { labels, schema }: Columns): Classes {
  const strata = new Int32Array(nGroups).fill(-1);
  const totals = new Float64Array(schema.target.classes.length);
  const mixed = new Map<number, Map<number, number>>();
  for (const [row, group] of ofRow.entries()) {
    if (group < 0) continue;
    totals[labels[row]]++;
    if (strata[group] < 0) strata[group] = labels[row];
    else if (strata[group] !== labels[row]) mixed.set(group, new Map());
  }
  if (mixed.size === 0) return { strata, mixed, totals };
  for (const [row, group] of ofRow.entries()) {
    const counts = mixed.get(group);
    counts?.set(labels[row], (counts.get(labels[row]) ?? 0) + 1);
  }
  return { strata, mixed, totals };
}

/** Classes that too few groups have for every split to get one; notes them. Where hardly a group is left, classes are dealt together. */
function findRareClasses(
  strata: Int32Array,
  mixed: Classes["mixed"],
  { columns, groupColumn, notes }: LotOptions,
): { readonly rareClasses: ReadonlySet<number>; readonly arePooled: boolean } {
  const { classes } = columns.schema.target;
  const nGroups = new Uint32Array(classes.length);
  for (const [group, code] of strata.entries()) {
    for (const each of mixed.get(group)?.keys() ?? [code]) nGroups[each]++;
  }
  const rare = [...nGroups.keys()].filter((code) => nGroups[code] > 0 && nGroups[code] < SPLITS.length);
  const nRare = rare.reduce((sum, code) => sum + nGroups[code], 0);
  // Rows, or patients, of whom nearly each has a class of its own cannot all be trained on.
  if (strata.length - nRare < SPLITS.length) return { rareClasses: new Set(), arePooled: true };
  for (const code of rare) {
    const { label } = classes[code];
    notes.push(
      groupColumn === undefined
        ? splitText("rareClass", { label, nRows: nGroups[code] })
        : splitText("rareInGroups", { label, nGroups: nGroups[code], column: groupColumn }),
    );
  }
  return { rareClasses: new Set(rare), arePooled: false };
}

/** Strata of so few groups that shares cannot hold are dealt together, with the smallest of the others where even that is few. */
function poolSmallStrata(strata: Int32Array, fewest: number): void {
  const counts = new Map<number, number>();
  for (const stratum of strata) if (stratum !== RARE) counts.set(stratum, (counts.get(stratum) ?? 0) + 1);
  const bySize = [...counts].sort((a, b) => a[1] - b[1]);
  const pooled = new Set<number>();
  let nPooled = 0;
  for (const [stratum, count] of bySize) {
    if (count >= fewest && (nPooled === 0 || nPooled >= fewest)) break;
    pooled.add(stratum);
    nPooled += count;
  }
  for (const [group, stratum] of strata.entries()) if (pooled.has(stratum)) strata[group] = POOLED;
}
