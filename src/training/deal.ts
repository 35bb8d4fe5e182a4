/** Parts of rows that are held out in turn. */
import { randomPermutation, STREAMS } from "../base/random.ts";
import type { Dataset } from "../table/types.ts";

/** Deals rows, ascending, to parts at random, groups whole and classes evenly; ascending rows in each. */
export function deal(
  dataset: Pick<Dataset, "groups" | "labels" | "schema">,
  rows: Uint32Array,
  { nParts, seed, step }: { readonly nParts: number; readonly seed: number; readonly step: number },
): readonly Uint32Array[] {
  const { unitOf, firstOf, sizeOf } = unitsOf(dataset, rows);
  const { labels, schema } = dataset;
  let order = randomPermutation({ seed, stream: STREAMS.split, step }, sizeOf.length);
  // Large groups first, so that small ones can even the parts out; classes in turn among groups of one size.
  if (schema.target.task !== "regression") {
    const classOf = Uint32Array.from(firstOf, (row) => labels[row]);
    order = stablySorted(order, classOf);
  }
  const largest = sizeOf.reduce((most, size) => Math.max(most, size), 0);
  order = stablySorted(
    order,
    sizeOf.map((size) => largest - size),
  );
  const partOf = new Uint32Array(sizeOf.length);
  const nRowsOf = new Uint32Array(nParts);
  for (const unit of order) {
    const part = smallest(nRowsOf);
    partOf[unit] = part;
    nRowsOf[part] += sizeOf[unit];
  }
  const parts = Array.from(nRowsOf, (nRows) => new Uint32Array(nRows));
  const filled = new Uint32Array(nParts);
  for (let at = 0; at < rows.length; at++) {
    const part = partOf[unitOf[at]];
    parts[part][filled[part]++] = rows[at];
  }
  return parts;
}

/** What stays together: rows of a group, or a row by itself. By the order of their first rows. */
function unitsOf({ groups }: Pick<Dataset, "groups">, rows: Uint32Array) {
  const unitOf = new Uint32Array(rows.length);
  const firstOf = new Uint32Array(rows.length);
  const sizeOf = new Uint32Array(rows.length);
  /** By the group's number, one more than its unit: 0 before it was met. */
  const ofGroup = new Uint32Array(nGroupsOf(groups, rows));
  let nUnits = 0;
  for (let at = 0; at < rows.length; at++) {
    const group = groups?.[rows[at]] ?? -1;
    const isNew = group < 0 || ofGroup[group] === 0;
    const unit = isNew ? nUnits++ : ofGroup[group] - 1;
    if (isNew) {
      firstOf[unit] = rows[at];
      if (group >= 0) ofGroup[group] = unit + 1;
    }
    unitOf[at] = unit;
    sizeOf[unit]++;
  }
  return { unitOf, firstOf: firstOf.subarray(0, nUnits), sizeOf: sizeOf.subarray(0, nUnits) };
}

function nGroupsOf(groups: Int32Array | undefined, rows: Uint32Array): number {
  let nGroups = 0;
  if (groups) for (const row of rows) if (groups[row] >= nGroups) nGroups = groups[row] + 1;
  return nGroups;
}

/** Ascending by keys that are small; what has the same one stays in its order. */
function stablySorted(order: Uint32Array, keyOf: Uint32Array): Uint32Array {
  let nKeys = 0;
  for (const key of keyOf) if (key >= nKeys) nKeys = key + 1;
  const next = new Uint32Array(nKeys + 1);
  for (const key of keyOf) next[key + 1]++;
  for (let key = 0; key < nKeys; key++) next[key + 1] += next[key];
  const sorted = new Uint32Array(order.length);
  for (const item of order) sorted[next[keyOf[item]]++] = item;
  return sorted;
}

function smallest(sizes: Uint32Array): number {
  let least = 0;
  for (let part = 1; part < sizes.length; part++) if (sizes[part] < sizes[least]) least = part;
  return least;
}

/** Those of `rows` that are not held out, in their order. */
export function without(rows: Uint32Array, held: Uint32Array): Uint32Array {
  let end = 0;
  for (const row of held) if (row >= end) end = row + 1;
  const isHeld = new Uint8Array(end);
  for (const row of held) isHeld[row] = 1;
  return rows.filter((row) => isHeld[row] !== 1);
}

/** Rows of two lists that are ascending and share none, ascending. */
export function merged(a: Uint32Array, b: Uint32Array): Uint32Array {
  const all = new Uint32Array(a.length + b.length);
  for (let at = 0, i = 0, j = 0; at < all.length; at++) {
    all[at] = j === b.length || (i < a.length && a[i] < b[j]) ? a[i++] : b[j++];
  }
  return all;
}
