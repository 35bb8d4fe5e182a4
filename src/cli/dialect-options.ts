import type { TableDecisions } from "../pipeline/document.ts";
import { SAMPLE_SEED } from "../table/drawn-rows.ts";
import type { CommandOf } from "./arguments.ts";
import { nameOf } from "./files.ts";

type Command = Pick<
  CommandOf<"describe">,
  "files" | "delimiter" | "quote" | "encoding" | "header" | "skipRows" | "keepAll" | "sheet" | "member" | "matches"
> &
  Partial<Pick<CommandOf<"describe">, "oneRowIn">>;

/** How files are to be read, as the words of a command say, for each of its files; the rest is as decided, or detected. */
export function dialectsOf(command: Command, decided: TableDecisions["dialects"] = []): TableDecisions["dialects"] {
  const { files, delimiter, quote, encoding, header, skipRows, keepAll, sheet, member, matches, oneRowIn } = command;
  const said = {
    ...(delimiter !== undefined && { delimiter: delimiter === "\\t" ? "\t" : delimiter }),
    ...(quote !== undefined && { quote }),
    ...(encoding !== undefined && { encoding }),
    ...(header !== undefined && { hasHeader: header === "yes" }),
    ...(skipRows !== undefined && { skipRows }),
    ...(keepAll && { keepAll }),
    ...(sheet !== undefined && { sheet }),
    ...(member !== undefined && { member }),
    ...(matches && { names: matches }),
    ...(oneRowIn !== undefined && { rowSample: { oneIn: oneRowIn, seed: SAMPLE_SEED } }),
  };
  if (Object.keys(said).length === 0) return decided;
  const names = new Set(files.map(nameOf));
  const others = decided.filter(({ file }) => !names.has(file));
  return [...others, ...[...names].map((file) => ({ ...decided.find((each) => each.file === file), file, ...said }))];
}
