/** What is planted in a table on purpose, and how much of it: with its seed it says every cell. */
import { z } from "zod";

/** In the order in which they are planted. A cell is changed once: what comes later passes over it. */
export const DIRT_KINDS = ["labels", "source", "units", "outliers", "missing", "junk"] as const;
export type DirtKind = (typeof DIRT_KINDS)[number];

/** What a number is written in, in the place of the column's own unit. */
export const WRONG_UNITS = ["thousandth", "fahrenheit", "inch"] as const;
export type WrongUnit = (typeof WRONG_UNITS)[number];

export const MOST_JUNK = 30;

const share = z.number().min(0).max(1).default(0);

export const dirtRecipeSchema = z.object({
  seed: z.number().int().min(0).max(4294967295),
  /** Shares of what each could touch, 0 … 1; of junk, so many columns. */
  amounts: z.object({
    labels: share,
    source: share,
    units: share,
    outliers: share,
    missing: share,
    junk: z.number().int().min(0).max(MOST_JUNK).default(0),
  }),
  unit: z.enum(WRONG_UNITS).default("thousandth"),
  /** The column whose unit is mixed up; absent: chance decides. */
  unitColumn: z.string().optional(),
  /** The file that is a bad source, where there are several; absent: chance decides. */
  badFile: z.string().optional(),
  /** Cells of test rows are changed, too, as those of new rows would be. Their labels never are. */
  reachesTestRows: z.boolean().default(false),
  /** What is planted is not told until somebody asks. */
  isHidden: z.boolean().default(false),
});
export type DirtRecipe = z.infer<typeof dirtRecipeSchema>;

export function plantsNothing({ amounts }: DirtRecipe): boolean {
  return DIRT_KINDS.every((kind) => amounts[kind] === 0);
}
