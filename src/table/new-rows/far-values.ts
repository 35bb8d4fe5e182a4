/** A few values far outside of what training had: said, and predicted all the same. */
import { readDateCells, readNumberCells } from "../cells/read-cells.ts";
import type { ColumnRule, RawColumn } from "../types.ts";
import type { ColumnStatistics } from "./column-statistics.ts";
import { isFarOutside } from "./judge-numbers.ts";
import type { FarValues } from "./types.ts";

const MOST_EXAMPLES = 3;

const written = (value: number, type: "number" | "date"): string =>
  type === "date" ? new Date(value * 86_400_000).toISOString().slice(0, 10) : String(value);

/** @param values of a column of numbers, or days since 1970-01-01; NaN where there is none. */
export function farValues(
  { name, type }: Pick<ColumnRule, "name" | "type">,
  values: Float64Array,
  usual: ColumnStatistics | undefined,
): FarValues | undefined {
  const kind = type === "date" ? "date" : "number";
  if (usual === undefined) return undefined;
  const outside = values.filter(isFarOutside(usual, kind));
  if (outside.length === 0) return undefined;
  const examples = [...new Set(outside)].slice(0, MOST_EXAMPLES).map((value) => written(value, kind));
  return { column: name, count: outside.length, examples };
}

/** The same of the cells of a column, as its rule reads them. */
export function farCells(
  column: RawColumn,
  rule: ColumnRule,
  usual: ColumnStatistics | undefined,
): FarValues | undefined {
  if (usual === undefined || (rule.type !== "number" && rule.type !== "date")) return undefined;
  const values = rule.type === "number" ? readNumberCells(column, rule).values : readDateCells(column, rule).parts.days;
  return farValues(rule, values, usual);
}

/** Of two parts of a table. */
export function addFar(a: FarValues, b: FarValues): FarValues {
  const examples = [...new Set([...a.examples, ...b.examples])].slice(0, MOST_EXAMPLES);
  return { column: a.column, count: a.count + b.count, examples };
}
