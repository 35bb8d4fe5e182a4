/** Text on the clipboard that is a table: a range of a spreadsheet, lines of a CSV file, JSON. */
import { dropText } from "../../base/texts/studio/shell.ts";
import { isJson } from "../../table/read/json/is-json.ts";

const SEPARATORS = [
  { mark: "\t", ending: "tsv" },
  { mark: ";", ending: "csv" },
  { mark: "|", ending: "csv" },
  { mark: ",", ending: "csv" },
] as const;

/** The longest cell on average that is no sentence. */
const LONGEST_CELL = 60;

/**
 * The text as a file, or undefined where it is no table: a word, a line, sentences.
 *
 * @param taken names of files that are open.
 */
export function pastedTable(text: string, taken: readonly string[]): File | undefined {
  const ending = isJson(new TextEncoder().encode(text.slice(0, 1 << 16)), "") ? "json" : endingOf(text);
  if (ending === undefined) return undefined;
  let name = dropText("pastedName", { copy: 1, ending });
  for (let copy = 2; taken.includes(name); copy++) name = dropText("pastedName", { copy, ending });
  return new File([text], name, { type: "text/plain" });
}

function endingOf(text: string): string | undefined {
  const lines = text.split(/\r\n|\n|\r/, 201).filter((line) => line.trim() !== "");
  if (lines.length < 2) return undefined;
  return SEPARATORS.find(({ mark }) => isParted(lines, mark))?.ending;
}

/** Most lines have as many cells; a spreadsheet's tabs part cells wherever they are, commas also part sentences. */
function isParted(lines: readonly string[], mark: string): boolean {
  const counts = lines.map((line) => line.split(mark).length);
  const width = [...counts].sort((one, other) => one - other)[counts.length >> 1];
  if (width < 2) return false;
  if (mark === "\t") return true;
  const nSame = counts.filter((count) => count === width).length;
  const nSpaced = lines.filter((line) => line.includes(`${mark} `)).length;
  const length = lines.reduce((sum, line) => sum + line.length, 0) / (lines.length * width);
  const isProse = width < 4 && nSpaced * 2 > lines.length && lines.every((line) => !/\d/.test(line));
  return nSame >= lines.length * 0.8 && length <= LONGEST_CELL && !isProse;
}
