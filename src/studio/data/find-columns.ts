import type { TableView } from "../../app/view-table.ts";
import type { ColumnRole } from "../../table/types.ts";

export type RoleFilter = "all" | ColumnRole;

/** Columns by a part of their name and by role, in the order of the file. */
export function findColumns(
  columns: TableView["columns"],
  text: string,
  role: RoleFilter,
): readonly TableView["columns"][number][] {
  const wanted = text.trim().toLowerCase();
  return columns.filter(
    ({ rule }) => (role === "all" || rule.role === role) && rule.name.toLowerCase().includes(wanted),
  );
}

/** How many columns have each role. */
export function countRoles(columns: TableView["columns"]): Readonly<Record<ColumnRole, number>> {
  const counts = { used: 0, aside: 0, weight: 0, target: 0 };
  for (const { rule } of columns) counts[rule.role] += 1;
  return counts;
}
