/** Whether a column of weights says how much each row counts. */
import { studioError } from "../base/error.ts";
import type { ColumnRule, Dataset } from "./types.ts";

/** @throws E_TABLE_WEIGHTS where several columns have the role, or some row of a split has no weight, or all of a split weigh nothing. */
export function assertWeights({ rowWeights, split }: Dataset, rules: readonly ColumnRule[]): void {
  const [rule, ...others] = rules.filter(({ role }) => role === "weight");
  if (!rule || !rowWeights) return;
  const column = rule.name;
  if (others.length > 0) {
    const columns = [rule, ...others].map(({ name }) => name);
    throw studioError("E_TABLE_WEIGHTS", { column, found: { kind: "several", columns } });
  }
  if (rule.type !== "number") {
    throw studioError("E_TABLE_WEIGHTS", { column, found: { kind: "type", type: rule.type } });
  }
  const parts = [split.train, split.validation, split.test];
  const wrong = parts.flatMap((rows) => Array.from(rows.filter((row) => !(rowWeights[row] >= 0))));
  if (wrong.length > 0) {
    const row = wrong.reduce((first, each) => Math.min(first, each)) + 1;
    throw studioError("E_TABLE_WEIGHTS", { column, found: { kind: "rows", count: wrong.length, row } });
  }
  const isNothing = (rows: Uint32Array) => rows.length > 0 && rows.every((row) => rowWeights[row] === 0);
  if (parts.some(isNothing)) throw studioError("E_TABLE_WEIGHTS", { column, found: { kind: "zero" } });
}
