import { type TableState, viewOf } from "./table-state.ts";

/** Names of the files that are open or being read, one a line: a text, so that an equal list is the same value. */
export function fileNames(table: TableState): string {
  if (table.kind === "reading") return table.names.join("\n");
  return (
    viewOf(table)
      ?.sources.map(({ name }) => name)
      .join("\n") ?? ""
  );
}
