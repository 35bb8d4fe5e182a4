/** What a statement does, in a line of comment. */
import type { Slot, Statement } from "../../loops/statements.ts";

export function nameOf({ name, space }: Slot): string {
  return name || space;
}

export function describe(statement: Statement): string {
  const label = (slot: Slot) => `${nameOf(slot)} ${slot.id} [${slot.size}]`;
  switch (statement.kind) {
    case "map":
      return `${statement.outputs.map(({ slot }) => label(slot)).join(", ")}: each of ${statement.size}`;
    case "reduce":
      return `${label(statement.slot)}: ${statement.function}`;
    case "contract":
      return `${label(statement.out)} = ${label(statement.a)} x ${label(statement.b)}`;
    case "outer":
      return `${label(statement.sum)} += ${label(statement.a)} (x) ${label(statement.b)}`;
    case "scatter":
      return `${label(statement.sum)} += ${label(statement.values)} at ${label(statement.codes)}`;
    default:
      return statement satisfies never;
  }
}
