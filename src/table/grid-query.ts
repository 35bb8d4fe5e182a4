/** Which rows of a table are looked at, and in which order. */
import { z } from "zod";

/** What may be wrong with a cell. far: a number far out of its column. */
export const PROBLEMS = ["missing", "unreadable", "far"] as const;
export type Problem = (typeof PROBLEMS)[number];

export const gridQuerySchema = z.object({
  /** Cells without a value come last; absent: as in the files. */
  sort: z.object({ column: z.string(), isDescending: z.boolean() }).optional(),
  /** All of them have to be met. */
  filters: z
    .array(
      z.discriminatedUnion("by", [
        z.object({ by: z.literal("problem"), column: z.string(), problem: z.enum(PROBLEMS) }),
        /** Whatever the case of its letters. */
        z.object({ by: z.literal("text"), column: z.string(), text: z.string() }),
        /** Both ends belong to it; in days since 1970-01-01 for dates. */
        z.object({
          by: z.literal("range"),
          column: z.string(),
          low: z.number().optional(),
          high: z.number().optional(),
        }),
        /** One of these texts, as it stands between blanks. */
        z.object({ by: z.literal("levels"), column: z.string(), levels: z.array(z.string()).max(100) }),
      ]),
    )
    .max(20)
    .readonly(),
});
export type GridQuery = z.infer<typeof gridQuerySchema>;
export type GridFilter = GridQuery["filters"][number];

export const ALL_ROWS: GridQuery = { filters: [] };
