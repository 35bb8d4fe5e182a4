/** JSON read letter by letter, since numbers keep the text that they have in the file: 1.10, 1e400, 12345678901234567890. */

import type { JsonLacking } from "../../../base/texts/reading.ts";

/** Where a text stops being JSON, and what should have been there. Caught inside this folder. */
export class JsonBroken extends Error {
  constructor(
    readonly at: number,
    readonly lacking: JsonLacking,
  ) {
    super();
  }
}

/** One value of a record, by its name with dots. */
export interface JsonEntry {
  readonly name: string;
  readonly text: string;
  /** A list, as its JSON text. */
  readonly isList: boolean;
}

/** Deeper texts are made to break readers. */
const DEEPEST = 200;
const [TAB, LINE_FEED, RETURN, SPACE, QUOTE, BACKSLASH] = [9, 10, 13, 32, 34, 92];
const WORD = /[\w.+-]+/y;
/** Numbers as JSON has them, and as programs write them all the same. */
const NUMBER = /^[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|NaN|Infinity)$/;

export class JsonScanner {
  constructor(
    readonly text: string,
    public at = 0,
  ) {}

  /** Passes over white space. @returns the letter that follows, "" at the end. */
  peek(): string {
    for (; this.at < this.text.length; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code !== SPACE && code !== LINE_FEED && code !== RETURN && code !== TAB) return this.text[this.at];
    }
    return "";
  }

  /** Passes over the letter that must come next. */
  take(letter: string): void {
    if (this.peek() !== letter) throw new JsonBroken(this.at, { letter });
    this.at++;
  }

  /** An object as the entries of a record, those of objects inside it with names such as "a.b". */
  record(): JsonEntry[] {
    const entries: JsonEntry[] = [];
    this.entriesOf("", entries, 0);
    return entries;
  }

  /** A list as cells; objects and lists in it as their JSON text. */
  row(): string[] {
    const cells: string[] = [];
    this.items(() => cells.push(this.cell(0)), 0);
    return cells;
  }

  /** Names and values of an object, one after the other. @param visit passes over the value at which the scanner stands. */
  members(visit: (name: string) => void, depth = 0): void {
    if (depth > DEEPEST) throw new JsonBroken(this.at, "nesting");
    this.take("{");
    while (this.peek() !== "}") {
      const name = this.string();
      this.take(":");
      this.peek();
      visit(name);
      if (this.peek() === ",") this.at++;
      else if (this.peek() !== "}") throw new JsonBroken(this.at, "afterMember");
    }
    this.at++;
  }

  /** The items of a list, one after the other. @param visit passes over the item at which the scanner stands. */
  items(visit: () => void, depth = 0): void {
    if (depth > DEEPEST) throw new JsonBroken(this.at, "nesting");
    this.take("[");
    while (this.peek() !== "]") {
      visit();
      if (this.peek() === ",") this.at++;
      else if (this.peek() !== "]") throw new JsonBroken(this.at, "afterItem");
    }
    this.at++;
  }

  /** Passes over any value. */
  skip(depth = 0): void {
    const letter = this.peek();
    if (letter === "{") this.members(() => this.skip(depth + 1), depth);
    else if (letter === "[") this.items(() => this.skip(depth + 1), depth);
    else this.scalar();
  }

  /** A text, a number, true or false as its text; null as "". */
  scalar(): string {
    if (this.peek() === '"') return this.string();
    WORD.lastIndex = this.at;
    const word = WORD.exec(this.text)?.[0] ?? "";
    if (word !== "null" && word !== "true" && word !== "false" && !NUMBER.test(word)) {
      throw new JsonBroken(this.at, "value");
    }
    this.at += word.length;
    return word === "null" ? "" : word;
  }

  private string(): string {
    if (this.peek() !== '"') throw new JsonBroken(this.at, "text");
    const start = this.at + 1;
    let isPlain = true;
    let end = start;
    for (; ; end++) {
      const code = this.text.charCodeAt(end);
      if (code === QUOTE) break;
      if (code === BACKSLASH) {
        isPlain = false;
        end++;
      } else if (!(code >= SPACE || code === TAB)) {
        // A line end, or the end of everything: texts of JSON never reach beyond their line.
        throw new JsonBroken(Math.min(end, this.text.length), "quote");
      }
    }
    this.at = end + 1;
    const inner = this.text.slice(start, end);
    return isPlain ? inner : unescaped(inner, start);
  }

  private cell(depth: number): string {
    const letter = this.peek();
    if (letter !== "{" && letter !== "[") return this.scalar();
    const start = this.at;
    this.skip(depth + 1);
    return onOneLine(this.text.slice(start, this.at));
  }

  private entriesOf(prefix: string, entries: JsonEntry[], depth: number): void {
    this.members((key) => {
      const name = prefix + key;
      const letter = this.peek();
      if (letter === "{") this.entriesOf(`${name}.`, entries, depth + 1);
      else entries.push({ name, text: this.cell(depth), isList: letter === "[" });
    }, depth);
  }
}

/** JSON without its line ends and indents, where it has some. */
function onOneLine(json: string): string {
  if (!/[\r\n]/.test(json)) return json;
  return json.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (part) => (part.startsWith('"') ? part : ""));
}

function unescaped(inner: string, at: number): string {
  try {
    return JSON.parse(`"${inner.replaceAll("\t", "\\t")}"`) as string;
  } catch {
    throw new JsonBroken(at, "escape");
  }
}
