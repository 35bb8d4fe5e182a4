/** What travels along an edge while a program is written: value ids and the names that people know them by. */
import type { ValueId } from "../program/types.ts";

/** A column of numbers, and the column of the file that it came from (its gate is shared). */
export interface ColumnRef {
  readonly name: string;
  readonly original: string;
  /**
   * What was subtracted from the file's values (dates, large numbers close together); absent where that is 0 and where values are
   * no longer in the file's unit.
   */
  readonly offset?: number;
}

export interface CategoryRef extends ColumnRef {
  /** Labels of codes 0 … : "missing", "unseen", then the levels. */
  readonly levels: readonly string[];
}

/** Number columns. `value` float32 rows [nColumns], finite, 0 where missing; `missing` float32 rows [nColumns] in [0, 1]. */
export interface NumberPort {
  readonly type: "number";
  readonly value: ValueId;
  readonly missing: ValueId;
  readonly columns: readonly ColumnRef[];
}

/**
 * Category columns, as (code, weight) pairs a cell whose weights sum to 1: one pair as the file has it, and one more for each
 * block on the way that may replace a cell.
 */
export interface CategoryPort {
  readonly type: "category";
  readonly pairs: readonly {
    readonly codes: CategoryCodes;
    /** float32 rows [nColumns], or row-free []. */
    readonly weights: ValueId;
  }[];
  readonly columns: readonly CategoryRef[];
}

/** Codes of a pair: a row-bound int32 value, or one fixed code a column (a repair such as the most frequent level). */
export type CategoryCodes =
  | { readonly kind: "value"; readonly value: ValueId }
  | { readonly kind: "fixed"; readonly codes: readonly number[] };

/** Dense columns: float32 rows [nFeatures]. */
export interface FeaturesPort {
  readonly type: "features";
  readonly value: ValueId;
  readonly columns: readonly ColumnRef[];
}

/** float32 rows [members, outputs]. */
export interface PredictionPort {
  readonly type: "prediction";
  readonly value: ValueId;
}

/** Row weights, float32 rows [], mean 1 over the training split. Exists in training alone. */
export interface WeightsPort {
  readonly type: "weights";
  readonly value: ValueId;
}

export type Port = NumberPort | CategoryPort | FeaturesPort | PredictionPort | WeightsPort;
export type PortType = Port["type"];

/** Ports as arrays of numbers on training rows, row-major float64: what statistics are fitted on. */
export interface NumberData {
  readonly type: "number";
  readonly value: Float64Array;
  readonly missing: Float64Array;
  readonly columns: readonly ColumnRef[];
}
export interface CategoryData {
  readonly type: "category";
  readonly pairs: readonly { readonly codes: Float64Array; readonly weights: Float64Array }[];
  readonly columns: readonly CategoryRef[];
}
export interface FeaturesData {
  readonly type: "features";
  readonly value: Float64Array;
  readonly columns: readonly ColumnRef[];
}
export type PortData = NumberData | CategoryData | FeaturesData;
