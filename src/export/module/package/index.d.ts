/** A text as files write it, or what a program has read already. */
export type Cell = string | number | boolean | null | undefined;

export interface Report {
  readonly missingColumns: readonly string[];
  readonly extraColumns: readonly string[];
  readonly unknownLevels: readonly { readonly column: string; readonly count: number }[];
  readonly unreadableCells: readonly { readonly column: string; readonly count: number }[];
}

export interface Predicted {
  /** A class as the training file writes it, or a number in its unit, for each row. */
  readonly predictions: readonly (string | number)[];
  /** [rows][classes], in the order of `classes`; absent where numbers are predicted. */
  readonly probabilities?: readonly (readonly number[])[];
  /** [rows][2]: between which values the target should lie, for the share of rows that `interval.level` of the file says; absent where that is not known. */
  readonly intervals?: readonly (readonly [low: number, high: number])[];
  readonly report: Report;
}

export interface Pipeline {
  readonly target: string;
  readonly task: "binary" | "multiclass" | "regression";
  readonly classes: readonly string[];
  /** Names of the columns that are read. */
  readonly columns: readonly string[];
  /** @throws Error where rows are not like those of training, unless `force`. */
  predict(rows: readonly Readonly<Record<string, Cell>>[], options?: { readonly force?: boolean }): Predicted;
}

/** Opens the JSON file of a trained pipeline. @throws Error where it is none, or does not predict what it did when it was saved. */
export function openPipeline(text: string): Pipeline;
