import { roleText } from "../../base/texts/table.ts";
import { SET_BY_YOU } from "../infer/assign-roles.ts";
import type { ColumnRule } from "../types.ts";
import type { SplitMethod } from "./split-method.ts";

/**
 * Sets the column aside that rows are grouped or told apart by: what it says of a row to learn from, no row that tests has.
 * A time stays in use, and so does what a person wants used.
 */
export function setSplitColumnAside(
  rules: readonly ColumnRule[],
  method: SplitMethod | undefined,
): readonly ColumnRule[] {
  if (method?.by !== "group" && method?.by !== "column") return rules;
  const roleReason = method.by === "group" ? roleText("splitGroup") : roleText("splitColumn");
  return rules.map((rule) => {
    const stays = rule.name !== method.column || rule.role === "target" || rule.roleReason === SET_BY_YOU;
    return stays ? rule : { ...rule, role: "aside" as const, roleReason };
  });
}
