/** Deals groups of rows by lot: classes in equal shares, a regression along its target. */
import { splitText } from "../../base/texts/table.ts";
import type { Columns, Split } from "../types.ts";
import { dealEvenly, fewestGroups } from "./deal-evenly.ts";
import { dealLargestFirst } from "./deal-largest-first.ts";
import { type RowGroups, rowsOfGroups } from "./row-groups.ts";
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

/** Strata that are no class. */
const POOLED = -1;
const RARE = -2;

/** @returns the split of each row; undefined for rows in no group. */
export function dealByLot(options: LotOptions): (row: number) => Split | undefined {
  const { columns, shares, seed, groupColumn, isLargestFirst } = options;
  const { ofRow } = options.groups;
  const groups = rowsOfGroups(options.groups);
  const sizes = groups.map((rows) => rows.length);
  const isRegression = columns.schema.target.task === "regression";
  const classes = isRegression ? [] : groups.map((rows) => countClasses(rows, columns));
  const strata = isRegression ? new Int32Array(groups.length) : leanings(classes, columns.schema.target.classes.length);
  const rare = rareGroups(classes, options);
  for (const group of rare) strata[group] = RARE;
  if (groupColumn !== undefined) poolSmallStrata(strata, fewestGroups(shares));
  const values = isRegression ? { values: groups.map((rows) => meanLabel(rows, columns)) } : {};
  const dealt = isLargestFirst
    ? dealLargestFirst({ sizes, strata }, shares, seed)
    : dealEvenly({ sizes, strata, ...values }, shares, seed);
  return (row) => (ofRow[row] < 0 ? undefined : rare.has(ofRow[row]) ? "train" : dealt[ofRow[row]]);
}

function meanLabel(rows: Uint32Array, { labels }: Columns): number {
  return rows.reduce((sum, row) => sum + labels[row], 0) / rows.length;
}

/** How many rows of each class a group has. */
type ClassCounts = ReadonlyMap<number, number>;

function countClasses(rows: Uint32Array, { labels }: Columns): ClassCounts {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(labels[row], (counts.get(labels[row]) ?? 0) + 1);
  return counts;
}

/** The class of each group; of several, the one that it has most of against the rest of the table. */
function leanings(classes: readonly ClassCounts[], nClasses: number): Int32Array {
  const totals = new Float64Array(nClasses);
  for (const counts of classes) for (const [code, count] of counts) totals[code] += count;
  return Int32Array.from(classes, (counts) => {
    const shares = [...counts].map(([code, count]) => [code, count / totals[code]] as const);
    return shares.reduce((most, each) => (each[1] > most[1] ? each : most))[0];
  });
}

/** Groups with a class that too few groups have for every split to get one; they are trained on. */
function rareGroups(classes: readonly ClassCounts[], options: LotOptions): ReadonlySet<number> {
  const { columns, groupColumn, notes } = options;
  const groupsOf = new Map<number, number[]>();
  for (const [group, counts] of classes.entries()) {
    for (const code of counts.keys()) {
      const known = groupsOf.get(code);
      if (known) known.push(group);
      else groupsOf.set(code, [group]);
    }
  }
  const isRare = (groups: readonly number[]) => groups.length < SPLITS.length;
  const rare = new Set([...groupsOf.values()].filter(isRare).flat());
  // Patients of whom nearly each has a class of its own cannot all be trained on.
  if (groupColumn !== undefined && classes.length - rare.size < SPLITS.length) return new Set();
  for (const [code, groups] of [...groupsOf].sort(([a], [b]) => a - b)) {
    if (!isRare(groups)) continue;
    const label = columns.schema.target.classes[code]?.label ?? "";
    notes.push(
      groupColumn === undefined
        ? splitText("rareClass", { label, nRows: groups.length })
        : splitText("rareInGroups", { label, nGroups: groups.length, column: groupColumn }),
    );
  }
  return rare;
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
