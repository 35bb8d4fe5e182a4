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
  const firstRows: number[] = [];
  /** Groups whose rows have the same hash: nearly always one. */
  const buckets = new Map<number, number[]>();
  for (let row = 0; row < nRows; row++) {
    if (Number.isNaN(labels[row])) continue;
    const hash = hasFeatures ? hashRow(columns, row) : row;
    const bucket = buckets.get(hash);
    const known = hasFeatures ? bucket?.find((group) => areEqual(columns, firstRows[group], row)) : undefined;
    ofRow[row] = known ?? firstRows.length;
    if (known !== undefined) continue;
    if (bucket === undefined) buckets.set(hash, [firstRows.length]);
    else bucket.push(firstRows.length);
    firstRows.push(row);
  }
  return { ofRow, nGroups: firstRows.length };
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
