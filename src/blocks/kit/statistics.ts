/** Schemas of statistics: lists of numbers and of texts, most of them with an entry for each column. */
import { z } from "zod";
import { studioError } from "../../base/error.ts";

/** Not only finite ones: statistics that were refitted after training diverged are NaN or infinite, and their file must open. */
const anyNumber = z.custom<number>((value) => typeof value === "number", "a number");

export const numbers = z.array(anyNumber).readonly();
export const texts = z.array(z.string()).readonly();

/** For blocks that fit nothing. */
export const NO_STATISTICS = z.object({});

/**
 * A check for a schema of lists: each list has one entry for each of `columns`.
 *
 * @param several by key, how many entries for each column there are in a list that has more than one.
 */
export function alongColumns(several: Readonly<Record<string, number>> = {}) {
  return (statistics: Readonly<Record<string, readonly unknown[]>>, context: z.RefinementCtx): void => {
    for (const [key, list] of Object.entries(statistics)) {
      const length = statistics.columns.length * (several[key] ?? 1);
      if (list.length !== length) context.addIssue({ code: "custom", path: [key], message: `${length} entries` });
    }
  };
}

/**
 * Asks whether statistics belong to the columns that arrive.
 *
 * @throws E_BLOCK_STATISTICS when the list has another length.
 */
export function assertLength(key: string, list: readonly (number | string)[], length: number): void {
  if (list.length === length) return;
  throw studioError("E_BLOCK_STATISTICS", {
    where: `statistics.${key}`,
    expected: `${length} ${typeof list[0] === "string" ? "texts" : "numbers"}`,
    got: `${list.length}`,
  });
}
