/** Which rows belong together, so that no row of a group judges what was learned from another. */
import type { Columns } from "../types.ts";

/** Rows in groups. */
export interface RowGroups {
  /** int32 [nRows]: the group of each row, counted from 0 in the order of first rows; −1 for rows that take no part. */
  readonly ofRow: Int32Array;
  readonly nGroups: number;
}

/** Labelled rows that are equal in all used columns and the label, as groups; in most tables nearly every row is one. */
export function groupRepeats(columns: Columns): RowGroups {
  const { nRows, labels, schema } = columns;
  const hasFeatures = schema.numbers.length + schema.categories.length > 0;
  const ofRow = new Int32Array(nRows).fill(-1);
  const firstRows = new Int32Array(nRows);
  const hashes = hasFeatures ? hashRows(columns) : undefined;
  // Half of the slots at least are free.
  const last = 2 ** Math.ceil(Math.log2(nRows * 2 + 2)) - 1;
  /** The group and 1; 0 where a slot is free. */
  const slots = new Int32Array(hasFeatures ? last + 1 : 0);
  let nGroups = 0;
  for (let row = 0; row < nRows; row++) {
    if (Number.isNaN(labels[row])) continue;
    if (hashes) {
      let slot = hashes[row] & last;
      while (slots[slot] !== 0 && !areEqual(columns, firstRows[slots[slot] - 1], row)) slot = (slot + 1) & last;
      if (slots[slot] !== 0) {
        ofRow[row] = slots[slot] - 1;
        continue;
      }
      slots[slot] = nGroups + 1;
    }
    firstRows[nGroups] = row;
    ofRow[row] = nGroups++;
  }
  return { ofRow, nGroups };
}

/** The rows of each group, ascending. */
export function rowsOfGroups({ ofRow, nGroups }: RowGroups): readonly Uint32Array[] {
  const ends = sizesOfGroups({ ofRow, nGroups });
  let nPlaced = 0;
  for (let group = 0; group < nGroups; group++) nPlaced = ends[group] += nPlaced;
  const rows = new Uint32Array(nPlaced);
  for (let row = ofRow.length - 1; row >= 0; row--) if (ofRow[row] >= 0) rows[--ends[ofRow[row]]] = row;
  // Filled from the end, each group's end has become its start.
  return Array.from({ length: nGroups }, (_, group) => rows.subarray(ends[group], ends[group + 1] ?? nPlaced));
}

/** How many rows each group has. */
export function sizesOfGroups({ ofRow, nGroups }: RowGroups): Uint32Array {
  const sizes = new Uint32Array(nGroups);
  for (const group of ofRow) if (group >= 0) sizes[group]++;
  return sizes;
}

/** The bits of what a missing cell counts as; those of a NaN, which no cell is. */
const MISSING_BITS = 0x7fc00000;
const NEGATIVE_ZERO = 0x80000000 | 0;

/** int32 [nRows]: FNV-1a over the words of each row, then mixed so that its lowest bits depend on all of them. */
function hashRows({ nRows, numbers, missing, categories, labels, schema }: Columns): Int32Array {
  const width = schema.numbers.length;
  const nCategories = schema.categories.length;
  const bits = new Int32Array(numbers.buffer, numbers.byteOffset, numbers.length);
  const ofLabels = new Int32Array(new Float32Array(labels).buffer);
  const hashes = new Int32Array(nRows);
  let place = 0;
  for (let row = 0; row < nRows; row++) {
    let hash = 0x811c9dc5 ^ (ofLabels[row] === NEGATIVE_ZERO ? 0 : ofLabels[row]);
    for (const end = place + width; place < end; place++) {
      const word = missing[place] === 1 ? MISSING_BITS : bits[place] === NEGATIVE_ZERO ? 0 : bits[place];
      hash = Math.imul(hash ^ word ^ (hash >>> 15), 0x01000193);
    }
    for (let index = row * nCategories; index < (row + 1) * nCategories; index++) {
      hash = Math.imul(hash ^ categories[index] ^ (hash >>> 15), 0x01000193);
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hashes[row] = hash ^ (hash >>> 13);
  }
  return hashes;
}

/** Whether two rows are equal in all used columns and the label. */
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

/** The groups whose rows are all kept, numbered anew; the rows of the others are in none. */
export function keepGroups(groups: RowGroups, isKept: (row: number) => boolean): RowGroups {
  const { ofRow } = groups;
  const isWhole = new Uint8Array(groups.nGroups).fill(1);
  for (const [row, group] of ofRow.entries()) if (group >= 0 && !isKept(row)) isWhole[group] = 0;
  return renumber(ofRow.map((group) => (group >= 0 && isWhole[group] ? group : -1)));
}

/** The rows that are kept, in their groups. */
export function keepRows({ ofRow }: RowGroups, isKept: (row: number) => boolean): RowGroups {
  return renumber(ofRow.map((group, row) => (group >= 0 && isKept(row) ? group : -1)));
}

function renumber(ofRow: Int32Array): RowGroups {
  const places = new Map<number, number>();
  const renumbered = ofRow.map((group) => {
    if (group < 0) return -1;
    const place = places.get(group) ?? places.size;
    places.set(group, place);
    return place;
  });
  return { ofRow: renumbered, nGroups: places.size };
}
