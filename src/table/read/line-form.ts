/** Lines that are written for people: aligned with spaces, framed with bars. They become lines of delimited cells. */
import { cutLine, delimitedLine, type FixedColumns } from "./fixed-columns.ts";
import type { LineForm, RecordSyntax } from "./record-syntax.ts";

/** The delimiter of cells between which there is any number of spaces and tabs. */
export const WHITE_SPACE = "\\s+";

const RULE = /^[\s|+:=-]*--[\s|+:=-]*$/;

/** A line without its line end. */
function plainLine(line: string, form: Exclude<LineForm, "fixed">, spaced: RegExp): string {
  switch (form) {
    case "runs":
      return line.replace(/"[^"]*"|[ \t]+/g, (part) => (part.startsWith('"') ? part : " ")).replace(/^ | $/g, "");
    case "framed":
    case "barred": {
      const bars = RULE.test(line) ? line.replaceAll("+", "|") : line;
      const inner = form === "framed" ? bars.replace(/^\s*\|/, "").replace(/\|\s*$/, "") : bars;
      return inner.trim() === "" ? "" : inner.replace(/\s*\|\s*/g, "|").trim();
    }
    case "spaced":
      return line.replace(spaced, "$1$2");
    default:
      return form satisfies never;
  }
}

/**
 * Whole lines of a text as delimited cells; nothing is done to texts that have no form.
 *
 * @param onCrossed takes the lines, counted from 0, whose texts do not stand where those of others do.
 */
export function plainText(text: string, syntax: RecordSyntax, onCrossed?: (line: number) => void): string {
  const { form, newline, delimiter, quote, fixed } = syntax;
  if (form === undefined) return text;
  const literal = (letters: string): string => letters.replace(/[\\^$.*+?()[\]{}|-]/g, "\\$&");
  const [mark, sign] = [literal(delimiter), literal(quote)];
  // A quoted cell as a whole, so that what is inside one is left as it is.
  const spaced = new RegExp(`(^|${mark})[ \\t]*(${sign}(?:[^${sign}]|${sign}${sign})*(?:${sign}|$))`, "g");
  const end = newline === "\n" ? /(\r?\n)/ : /(\r)/;
  const plain = (line: string, index: number): string => {
    if (form !== "fixed") return plainLine(line, form, spaced);
    return fixed ? fixedLine(line, { fixed, quote, onCrossed: () => onCrossed?.(index) }) : line;
  };
  return text
    .split(end)
    .map((part, index) => (index % 2 === 1 ? part : plain(part, index / 2)))
    .join("");
}

function fixedLine(
  line: string,
  { fixed, quote, onCrossed }: { readonly fixed: FixedColumns; readonly quote: string; readonly onCrossed: () => void },
): string {
  const { cells, isCrossed } = cutLine(line, fixed);
  if (isCrossed) onCrossed();
  return delimitedLine(cells, quote);
}

/** Whether a sample is a table with bars between cells and a rule below its names, and whether lines begin with a bar. */
export function barForm(lines: readonly string[]): "framed" | "barred" | undefined {
  const filled = lines.filter((line) => line.trim() !== "");
  const rule = filled.slice(0, 4).findIndex((line) => RULE.test(line) && /[|+]/.test(line));
  if (rule < 0) return undefined;
  const cells = filled.filter((line) => !RULE.test(line));
  const isBarred = cells.filter((line) => line.includes("|")).length >= cells.length * 0.8;
  if (!isBarred) return undefined;
  return cells.filter((line) => /^\s*\|/.test(line)).length >= cells.length * 0.8 ? "framed" : "barred";
}

/** Whether nearly all lines have as many cells between runs of white space. */
export function isAligned(lines: readonly string[], isNumber: (cell: string) => boolean): boolean {
  const spaced = /(?!)/;
  const rows = lines.filter((line) => line.trim() !== "").map((line) => cellsOf(plainLine(line, "runs", spaced)));
  const body = rows.slice(1);
  const width = body[0]?.length ?? 0;
  if (rows.length < 3 || width < 2) return false;
  const nSame = rows.filter((row) => row.length === width).length;
  if (nSame < Math.ceil(rows.length * 0.98) && !(nSame === body.length && rows.length >= 5)) return false;
  const same = body.filter((row) => row.length === width);
  const nNumeric = Array.from({ length: width }, (_, at) => same.every((row) => isNumber(row[at]))).filter(
    Boolean,
  ).length;
  const share = same.flat().filter(isNumber).length / (same.length * width);
  // Sentences and names of several words have as many words by accident only; codes stand beside numbers.
  return share >= 0.6 || (width >= 4 && nNumeric >= 1 && rows.length >= 10);
}

const cellsOf = (line: string): string[] => line.match(/"[^"]*"|[^ ]+/g) ?? [];
