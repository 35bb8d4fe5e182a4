/** How large and how deep JSON is, told from its text in one pass, before any of it is made into objects. */
import { studioError } from "../base/error.ts";
import { ITEMS_BY_KEY, TEXT_LIMITS } from "./opening-limits.ts";

const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [...'"\\,[]{}'].map((letter) =>
  letter.charCodeAt(0),
);

/** Where a text that begins behind a quotation mark ends: at its own. Behind the end where it has none. */
function endOfText(json: string, start: number): number {
  for (let end = json.indexOf('"', start); end >= 0; end = json.indexOf('"', end + 1)) {
    let nBackslashes = 0;
    while (end - nBackslashes > start && json.charCodeAt(end - nBackslashes - 1) === BACKSLASH) nBackslashes++;
    if (nBackslashes % 2 === 0) return end;
  }
  return json.length;
}

const ANY_OBJECT = { what: "keys of an object", most: TEXT_LIMITS.keys };
const ANY_LIST = { what: "items of a list", most: TEXT_LIMITS.items };

/** What holds of a list that begins at a place, by its key. @param text the one before it. */
function limitOf(json: string, at: number, text: { readonly start: number; readonly end: number }) {
  // As it is written for machines, without spaces; other lists are counted when they are read.
  if (json[at - 1] !== ":" || text.end !== at - 2) return ANY_LIST;
  const known = ITEMS_BY_KEY.find(
    ({ key }) => key.length === text.end - text.start && json.startsWith(key, text.start),
  );
  return known ?? ANY_LIST;
}

/**
 * Whether a text is JSON is not looked at: `JSON.parse` does that.
 *
 * @throws E_FILE_LARGE where it is larger, deeper or more numerous than `TEXT_LIMITS`.
 */
export function assertJsonSize(json: string, where: string): void {
  const refuse = (what: string, most: number, got: number) => studioError("E_FILE_LARGE", { where, what, most, got });
  const { characters, depth, objects, texts } = TEXT_LIMITS;
  if (json.length > characters) throw refuse("characters", characters, json.length);
  /** Commas of each object or list that is open. */
  const counts = new Uint32Array(depth + 1);
  const limits = Array.from({ length: depth + 1 }, () => ANY_LIST);
  const text = { start: 0, end: 0 };
  let level = 0;
  let nObjects = 0;
  let nTexts = 0;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) {
      text.start = at + 1;
      at = endOfText(json, at + 1);
      text.end = at;
      if (++nTexts > texts) throw refuse("texts", texts, nTexts);
    } else if (code === COMMA) {
      const { what, most } = limits[level];
      if (++counts[level] >= most) throw refuse(what, most, counts[level] + 1);
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      if (++level > depth) throw refuse("levels of lists and objects", depth, level);
      counts[level] = 0;
      limits[level] = code === OPEN_OBJECT ? ANY_OBJECT : limitOf(json, at, text);
      if (++nObjects > objects) throw refuse("lists and objects", objects, nObjects);
    } else if ((code === CLOSE_LIST || code === CLOSE_OBJECT) && level > 0) level--;
  }
}
