/** What is met in a document, in its order. Names come without their prefix. */
export interface XmlEvents {
  /** @param attributes as they stand in the tag, for `attributeOf`. An element that is empty is closed right after. */
  readonly open: (name: string, attributes: string) => void;
  readonly close: (name: string) => void;
  readonly text: (text: string) => void;
}

/** No cell of a workbook is longer than 32,767 characters; what is longer than this is no workbook. */
const LONGEST_TOKEN = 1 << 24;
const TAG = /<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:[^"'<>]|"[^"<]*"|'[^'<]*')*?)(\/?)>/y;
const [EXCLAMATION, QUESTION] = [33, 63];
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Scans the XML of office documents, piece by piece: elements, attributes and text; a document type is refused, for it may grow without end. */
export class XmlScanner {
  private pending = "";
  /** Where to look on for the end of what is pending. */
  private searched = 0;

  constructor(private readonly events: XmlEvents) {}

  /** @throws SyntaxError where it is no such XML. */
  push(piece: string, isLast: boolean): void {
    const all = this.pending + piece;
    let at = 0;
    for (;;) {
      const end = all[at] === "<" ? this.pushMarkup(all, at) : this.pushText(all, at, isLast);
      if (end < 0) break;
      at = end;
    }
    this.pending = all.slice(at);
    if (this.pending.length > LONGEST_TOKEN || (isLast && this.pending.trim() !== "")) throw new SyntaxError("XML");
  }

  /** @returns where it ends, or −1 where that has not come yet. */
  private pushText(all: string, at: number, isLast: boolean): number {
    const found = all.indexOf("<", at + this.searched);
    if (found < 0 && !isLast) {
      this.searched = all.length - at;
      return -1;
    }
    this.searched = 0;
    const end = found < 0 ? all.length : found;
    if (end > at) this.events.text(decoded(all.slice(at, end)));
    return end === all.length ? -1 : end;
  }

  private pushMarkup(all: string, at: number): number {
    const second = all.charCodeAt(at + 1);
    const isTag = second !== EXCLAMATION && second !== QUESTION;
    return isTag ? this.pushTag(all, at) : this.pushOther(all, at);
  }

  /** Comments, instructions and CDATA. */
  private pushOther(all: string, at: number): number {
    const start = all.slice(at, at + 9);
    if (start.startsWith("<!--")) return endOf(all, "-->", at + 4);
    if (start.startsWith("<?")) return endOf(all, "?>", at + 2);
    if (start === "<![CDATA[") {
      const end = endOf(all, "]]>", at + 9);
      if (end >= 0) this.events.text(all.slice(at + 9, end - 3));
      return end;
    }
    if ("<!--".startsWith(start) || "<![CDATA[".startsWith(start)) return -1;
    throw new SyntaxError("XML");
  }

  private pushTag(all: string, at: number): number {
    if (all.indexOf(">", at) < 0) return -1;
    TAG.lastIndex = at;
    const tag = TAG.exec(all);
    if (tag === null) {
      // A ">" may stand inside an attribute whose end has not come yet.
      if (all.indexOf("<", at + 1) >= 0) throw new SyntaxError("XML");
      return -1;
    }
    const [whole, slash, name, attributes, empty] = tag;
    if (slash === "") this.events.open(name, attributes);
    if (slash !== "" || empty !== "") this.events.close(name);
    return at + whole.length;
  }
}

function endOf(all: string, mark: string, from: number): number {
  const found = all.indexOf(mark, from);
  return found < 0 ? -1 : found + mark.length;
}

function decoded(text: string): string {
  const plain = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  if (!plain.includes("&")) return plain;
  return plain.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const patterns = new Map<string, RegExp>();

/** The value of an attribute, whatever its prefix; undefined where there is none. */
export function attributeOf(attributes: string, name: string): string | undefined {
  let pattern = patterns.get(name);
  if (pattern === undefined) {
    pattern = new RegExp(`(?:^|\\s)(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    patterns.set(name, pattern);
  }
  const found = pattern.exec(attributes);
  return found === null ? undefined : decoded(found[1] ?? found[2]);
}
