/** A JSON text that is one value: a list of rows, or an object that holds one beside other things. */
import { studioError } from "../../../base/error.ts";
import { ingestIssue } from "../../ingest-issue.ts";
import type { IngestIssue } from "../../types.ts";
import { yieldToOthers } from "../csv-bytes.ts";
import type { JsonRows } from "./json-rows.ts";
import { JsonBroken, JsonScanner } from "./json-scanner.ts";

/** So many characters are read before others get a turn. */
const TURN_CHARACTERS = 1 << 20;

export interface WholeJson {
  readonly issues: readonly IngestIssue[];
  /** Names of columns that stand beside lists. */
  readonly header: readonly string[] | undefined;
}

/** Counts lines, from one place to the next. */
class LineCounter {
  private line = 1;
  private at = 0;

  constructor(private readonly text: string) {}

  readonly of = (at: number): number => {
    for (
      let next = this.text.indexOf("\n", this.at);
      next >= 0 && next < at;
      next = this.text.indexOf("\n", next + 1)
    ) {
      this.line++;
      this.at = next + 1;
    }
    return this.line;
  };
}

/**
 * Reads all rows of a text.
 *
 * @throws StudioError E_JSON_SHAPE where it holds no table, or more than one; E_JSON_COLUMNS.
 */
export async function readWhole(
  text: string,
  options: { readonly file: string; readonly rows: JsonRows; readonly onTurn: (fractionDone: number) => Promise<void> },
): Promise<WholeJson> {
  const { file, rows } = options;
  const scanner = new JsonScanner(text);
  const beside = scanner.peek() === "{" ? tableInside(text, file) : undefined;
  if (beside) scanner.at = beside.at;
  const isListed = scanner.peek() === "[";
  if (!isListed && scanner.peek() !== "{") throw studioError("E_JSON_SHAPE", { file, found: "other" });
  if (isListed) scanner.at++;
  const rest = await readRows(scanner, { ...options, isListed });
  const where = { where: file, count: 1 };
  const issues = [
    ...(rest === undefined
      ? []
      : [ingestIssue("W_JSON_CUT", { ...where, lines: [rest], isBlocking: true }, { line: rest })]),
    ...(beside && beside.others.length > 0
      ? [ingestIssue("W_JSON_BESIDE", { ...where, count: beside.others.length }, beside)]
      : []),
  ];
  if (rows.nRows === 0 && rows.firstLoss?.reason === "a single value")
    throw studioError("E_JSON_SHAPE", { file, found: "values" });
  return { issues, header: beside?.header };
}

/** @returns the line from which on nothing could be read, if there is one. */
async function readRows(
  scanner: JsonScanner,
  options: {
    readonly rows: JsonRows;
    readonly isListed: boolean;
    readonly onTurn: (fractionDone: number) => Promise<void>;
  },
): Promise<number | undefined> {
  const { rows, isListed, onTurn } = options;
  const { text } = scanner;
  const { of: lineOf } = new LineCounter(text);
  let turn = scanner.at + TURN_CHARACTERS;
  scanner.peek();
  const indent = indentAt(text, scanner.at);
  for (;;) {
    while (scanner.peek() === ",") scanner.at++;
    const letter = scanner.peek();
    if (letter === "") return isListed ? lineOf(text.length) : undefined;
    if (isListed && letter === "]") return undefined;
    const start = scanner.at;
    try {
      rows.push(scanner, lineOf);
    } catch (error) {
      rows.leaveOutBroken(error, lineOf(start));
      const next = error instanceof JsonBroken ? nextRow(text, Math.max(error.at, start + 1), { indent, letter }) : -1;
      if (next < 0) return lineOf(start);
      scanner.at = next;
    }
    if (scanner.at < turn) continue;
    turn = scanner.at + TURN_CHARACTERS;
    await onTurn(scanner.at / text.length);
    await yieldToOthers();
  }
}

/** What stands before a place in its line, where that is white space alone. */
function indentAt(text: string, at: number): string | undefined {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const before = text.slice(start, at);
  return start > 0 && before.trim() === "" ? before : undefined;
}

/** Where a line begins as the first row does. */
function nextRow(
  text: string,
  from: number,
  like: { readonly indent: string | undefined; readonly letter: string },
): number {
  if (like.indent === undefined) return -1;
  const start = `\n${like.indent}`;
  for (let at = text.indexOf(start, from); at >= 0; at = text.indexOf(start, at + 1)) {
    if (text[at + start.length] === like.letter) return at + start.length;
  }
  return -1;
}

interface TableInside {
  /** Where the list begins. */
  readonly at: number;
  readonly name: string;
  readonly others: readonly string[];
  readonly header: readonly string[] | undefined;
}

interface Member {
  readonly name: string;
  readonly at: number;
  readonly kind: "rows" | "names" | "other";
}

const HEADERS = new Set(["columns", "header", "headers", "fields", "names"]);

/**
 * The one list of rows among the members of an object.
 *
 * @returns undefined where the object is itself a row, as the first of several.
 * @throws StudioError E_JSON_SHAPE.
 */
function tableInside(text: string, file: string): TableInside | undefined {
  const scanner = new JsonScanner(text);
  const found: Member[] = [];
  try {
    scanner.members((name) => {
      const at = scanner.at;
      found.push({ name, at, kind: kindAt(text, at) });
      scanner.skip();
    });
  } catch (error) {
    if (!(error instanceof JsonBroken)) throw error;
  }
  const isSequence = scanner.peek() !== "" && found.length > 0;
  const tables = found.filter(({ kind }) => kind === "rows");
  if (isSequence && scanner.peek() === "{") return undefined;
  if (tables.length !== 1) {
    const names = tables.map(({ name }) => name);
    if (names.length === 0 && found.every(({ kind }) => kind === "other")) return undefined;
    throw studioError("E_JSON_SHAPE", { file, found: names.length === 0 ? "object" : "several", names });
  }
  const [{ at, name }] = tables;
  const names = found.find((each) => each.kind === "names" && HEADERS.has(each.name));
  const isNamed = names !== undefined && new JsonScanner(text, at + 1).peek() === "[";
  const header = isNamed ? new JsonScanner(text, names.at).row() : undefined;
  const others = found.filter((each) => each.at !== at && !(isNamed && each === names)).map((each) => each.name);
  return { at, name, others, header };
}

function kindAt(text: string, at: number): Member["kind"] {
  if (text[at] !== "[") return "other";
  const first = new JsonScanner(text, at + 1).peek();
  return first === "{" || first === "[" ? "rows" : "names";
}
