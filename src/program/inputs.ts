/** The inputs that every engine feeds, by name; blocks ask for them here so that a name is written once. */
import type { ProgramBuilder } from "./builder.ts";
import type { ValueId } from "./types.ts";

/** Table inputs: they exist in training and in prediction. */
export const TABLE_INPUTS = { numbers: "numbers", missing: "missing", categories: "categories" } as const;

/** Training-only row inputs. */
export const ROW_INPUTS = {
  labels: "labels",
  rowId: "rowId",
  source: "source",
  place: "place",
  weight: "weight",
  classWeight: "classWeight",
} as const;

/** In how many equal parts of [0, 1) rows and draws have their places. */
export const N_PLACES = 4096;

/** Schedule inputs: row-free scalars that the plan sets at each step. */
export const SCHEDULE_INPUTS = {
  /** Divides the logits of every choice. */
  temperature: "temperature",
  /** Multiplies every penalty: grows from 0 to 1 early in training. */
  penaltyScale: "penaltyScale",
} as const;

/** float32 rows [nNumbers], finite, 0 where missing. */
export function numbersInput(builder: ProgramBuilder, nNumbers: number): ValueId {
  return builder.input(TABLE_INPUTS.numbers, { rows: true, shape: [nNumbers], dtype: "float32" });
}

/** float32 rows [nNumbers], 1 = missing. */
export function missingInput(builder: ProgramBuilder, nNumbers: number): ValueId {
  return builder.input(TABLE_INPUTS.missing, { rows: true, shape: [nNumbers], dtype: "float32" });
}

/** int32 rows [nCategories]: 0 = missing, 1 = unseen, 2 + i = level i. */
export function categoriesInput(builder: ProgramBuilder, nCategories: number): ValueId {
  return builder.input(TABLE_INPUTS.categories, { rows: true, shape: [nCategories], dtype: "int32" });
}

/** int32 rows [1]: which of the sources a row is from. Training only. */
export function sourceInput(builder: ProgramBuilder): ValueId {
  return builder.input(ROW_INPUTS.source, { rows: true, shape: [1], dtype: "int32" }, { kind: "row" });
}

/** int32 rows [1]: the row's position within the training split. Training only. */
export function rowIdInput(builder: ProgramBuilder): ValueId {
  return builder.input(ROW_INPUTS.rowId, { rows: true, shape: [1], dtype: "int32" }, { kind: "row" });
}

/** float32 rows [1]: the beginning of one of the N_PLACES parts of [0, 1), the same at each step; at random over rows. Training only. */
export function placeInput(builder: ProgramBuilder): ValueId {
  return builder.input(ROW_INPUTS.place, { rows: true, shape: [1], dtype: "float32" }, { kind: "row" });
}

/** float32 rows [1]: how much a row counts, 1 on average over training rows. Training only. */
export function rowWeightInput(builder: ProgramBuilder): ValueId {
  return builder.input(ROW_INPUTS.weight, { rows: true, shape: [1], dtype: "float32" }, { kind: "row" });
}

/** float32 rows [1]: how much the class of a row counts, such that all classes count alike over training rows, 1 on average. Training only. */
export function classWeightInput(builder: ProgramBuilder): ValueId {
  return builder.input(ROW_INPUTS.classWeight, { rows: true, shape: [1], dtype: "float32" }, { kind: "row" });
}

/** rows [1]: 0 or 1 or a standardised target as float32, or an int32 class code. Training only. */
export function labelsInput(builder: ProgramBuilder, dtype: "float32" | "int32"): ValueId {
  return builder.input(ROW_INPUTS.labels, { rows: true, shape: [1], dtype }, { kind: "row" });
}

/** Row-free scalar that multiplies penalties. */
export function penaltyScale(builder: ProgramBuilder): ValueId {
  return builder.schedule(SCHEDULE_INPUTS.penaltyScale, 1);
}
