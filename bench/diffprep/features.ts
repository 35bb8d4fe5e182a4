/** The features that DiffPrep makes of a table, and all that its operators can make of each: columns that are computed once, since none of them has anything to learn. */
import { cellText } from "../../src/table/raw-column.ts";
import type { RawColumn, RawTable } from "../../src/table/types.ts";
import {
  CLEANERS,
  cleaned,
  DISCRETISERS,
  discretised,
  type FeatureRows,
  NORMALISERS,
  normalised,
} from "./operators.ts";

/** What pandas takes for missing in a file, of what these tables have. */
const MISSING = new Set(["", "NA", "NaN", "nan", "null", "NULL", "N/A", "n/a"]);
/** Columns of more categories are left out. */
const MOST_CATEGORIES = 1000;
export const CATEGORY_IMPUTERS = ["most frequent", "own level"] as const;

interface Feature {
  readonly name: string;
  /** By imputer; of a column without gaps one. */
  readonly imputed: readonly Float64Array[];
}

/** @throws where numbers have gaps: how these are filled is not written, since none of the timed tables has any. */
function featuresOf(column: RawColumn, nRows: number, train: Uint32Array): readonly Feature[] {
  const { name } = column;
  const cells = Array.from({ length: nRows }, (_, row) => cellText(column, row));
  const isGap = cells.map((cell) => MISSING.has(cell));
  if (train.every((row) => isGap[row])) return [];
  if (cells.every((cell, row) => isGap[row] || Number.isFinite(Number(cell)))) {
    if (isGap.includes(true)) throw new Error(`${name}: expected numbers without gaps`);
    return [{ name, imputed: [Float64Array.from(cells, Number)] }];
  }
  if (new Set(cells.filter((_, row) => !isGap[row])).size > MOST_CATEGORIES) return [];
  const counts = new Map<string, number>();
  for (const row of train) if (!isGap[row]) counts.set(cells[row], (counts.get(cells[row]) ?? 0) + 1);
  const levels = [...counts.keys()].sort();
  const most = levels.reduce((best, level) => ((counts.get(level) ?? 0) > (counts.get(best) ?? 0) ? level : best));
  const filled = isGap.includes(true) ? [most, undefined] : [undefined];
  return [...levels, ...(isGap.includes(true) ? [undefined] : [])].map((level) => ({
    name: `${name} = ${level ?? "missing"}`,
    imputed: filled.map((instead) =>
      Float64Array.from(cells, (cell, row) => Number((isGap[row] ? instead : cell) === level)),
    ),
  }));
}

export interface AlternativeColumns {
  readonly features: readonly { readonly name: string; readonly hasGaps: boolean }[];
  /** Different ones, of all rows. */
  readonly columns: readonly Float32Array[];
  /** Of each column. */
  readonly featureOf: readonly number[];
  /** The column of a feature where these operators are chosen. */
  readonly at: (feature: number, chosen: Chosen) => number;
}

/** Places in the lists of operators. */
export interface Chosen {
  readonly imputer: number;
  readonly normaliser: number;
  readonly cleaner: number;
  readonly discretiser: number;
}

/** In DiffPrep's order: scaled, then cleaned, then cut. Which range a value is in is the same on every scale: all are straight. */
function outcomes(rows: FeatureRows): (chosen: Chosen) => Float64Array {
  const scaled = normalised(rows).map((values) => cleaned({ ...rows, values }));
  const ranges = scaled[0].map((values) => discretised({ ...rows, values }));
  return ({ normaliser, cleaner, discretiser }) =>
    discretiser === 0 ? scaled[normaliser][cleaner] : ranges[cleaner][discretiser];
}

const keyOf = (feature: number, { imputer, normaliser, cleaner, discretiser }: Chosen) =>
  [feature, imputer, normaliser, cleaner, discretiser].join();

export function alternativeColumns(table: RawTable, target: string, train: Uint32Array): AlternativeColumns {
  const features = table.columns
    .filter(({ name }) => name !== target)
    .flatMap((column) => featuresOf(column, table.nRows, train));
  const columns: Float32Array[] = [];
  const featureOf: number[] = [];
  const placeOf = new Map<string, number>();
  features.forEach(({ imputed }, feature) => {
    const known = new Map<string, number>();
    imputed.forEach((values, imputer) => {
      const outcome = outcomes({ values, train });
      for (const chosen of allChosen(imputer)) {
        const column = Float32Array.from(outcome(chosen));
        const bytes = Buffer.from(column.buffer).toString("latin1");
        const place = known.get(bytes) ?? columns.push(column) - 1;
        if (!known.has(bytes)) featureOf.push(feature);
        known.set(bytes, place);
        placeOf.set(keyOf(feature, chosen), place);
      }
    });
  });
  return {
    features: features.map(({ name, imputed }) => ({ name, hasGaps: imputed.length > 1 })),
    columns,
    featureOf,
    at: (feature, chosen) => placeOf.get(keyOf(feature, chosen)) ?? -1,
  };
}

/** All ways to choose that differ: of a range, the scale does not matter. */
export function allChosen(imputer: number): readonly Chosen[] {
  const all: Chosen[] = [];
  for (let cleaner = 0; cleaner < CLEANERS.length; cleaner++) {
    for (let normaliser = 0; normaliser < NORMALISERS.length; normaliser++) {
      all.push({ imputer, normaliser, cleaner, discretiser: 0 });
    }
    for (let discretiser = 1; discretiser < DISCRETISERS.length; discretiser++) {
      all.push({ imputer, normaliser: 0, cleaner, discretiser });
    }
  }
  return all;
}
