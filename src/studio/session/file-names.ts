import type { SessionState } from "./session-types.ts";

/** Names of the files that are open or being read, one a line: a text, so that an equal list is the same value. */
export function fileNames(table: SessionState["table"]): string {
  if (table.kind === "reading") return table.names.join("\n");
  if (table.kind === "none") return "";
  return table.view?.sources.map(({ name }) => name).join("\n") ?? "";
}
