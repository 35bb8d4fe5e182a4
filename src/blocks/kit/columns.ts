/** Which columns a block works on: all of its type, only some, or all but some; the rest pass through untouched. */
import { z } from "zod";
import type { ColumnRef } from "../ports.ts";

export const columnsSetting = z
  .object({
    mode: z.enum(["all", "only", "except"]).default("all"),
    names: z.array(z.string()).default([]),
  })
  .default({ mode: "all", names: [] })
  .meta({
    title: "Columns",
    description: "All columns that arrive here, only some, or all but some.",
    control: "columns",
  });

export type ColumnsSetting = z.infer<typeof columnsSetting>;

/** Indices of the columns that the setting names, ascending; names that are not there are ignored (another table). */
export function boundColumns(columns: readonly ColumnRef[], setting: ColumnsSetting): readonly number[] {
  const named = new Set(setting.names);
  return columns.flatMap((column, index) => {
    const isNamed = named.has(column.name) || named.has(column.original);
    return setting.mode === "all" || isNamed === (setting.mode === "only") ? [index] : [];
  });
}
