/** Reads a block's statistics back, as they come from fitting or from a file. */
import { type StudioError, studioError } from "../../base/error.ts";
import type { Statistics } from "../block.ts";

function statisticsError(key: string, expected: string, got: string): StudioError {
  return studioError("E_BLOCK_STATISTICS", { key, expected, got });
}

/** @throws E_BLOCK_STATISTICS when it is absent, not of numbers, or (where `length` is given) of another length. */
export function numbersOf(statistics: Statistics, key: string, length?: number): readonly number[] {
  const values: readonly unknown[] | undefined = statistics[key];
  if (!values?.every((value) => typeof value === "number") || (length !== undefined && values.length !== length)) {
    throw statisticsError(key, `${length ?? "some"} numbers`, values ? `${values.length} entries` : "nothing");
  }
  return values as readonly number[];
}

/** @throws E_BLOCK_STATISTICS when it is absent or not of texts. */
export function textsOf(statistics: Statistics, key: string): readonly string[] {
  const values: readonly unknown[] | undefined = statistics[key];
  if (!values?.every((value) => typeof value === "string")) {
    throw statisticsError(key, "texts", values ? `${values.length} entries` : "nothing");
  }
  return values as readonly string[];
}
