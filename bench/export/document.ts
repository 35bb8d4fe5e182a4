/** Tables of docs/export.md, each behind its mark. */
import { readFileSync, writeFileSync } from "node:fs";

const DOCUMENT = new URL("../../docs/export.md", import.meta.url);

export const differenceShown = (difference: number) => (difference === 0 ? "0" : difference.toExponential(0));

/** Prints the lines of a table as they come, and puts it in the place of the one behind its mark. */
export async function writeTable(mark: string, lines: AsyncIterable<string>): Promise<void> {
  const all: string[] = [];
  for await (const line of lines) {
    all.push(line);
    console.log(line);
  }
  const table = new RegExp(`(<!-- ${mark} -->\\n\\n)(?:\\|.*\\n)*`);
  const text = readFileSync(DOCUMENT, "utf8");
  if (!table.test(text)) throw new Error(`docs/export.md: expected <!-- ${mark} --> and an empty line below it.`);
  writeFileSync(
    DOCUMENT,
    text.replace(table, (_, head: string) => `${head}${all.join("\n")}\n`),
  );
}
