/** How large and how deep JSON is, told from its text in one pass, before any of it is made into objects. */
import { studioError } from "../base/error.ts";
import { TEXT_LIMITS } from "./opening-limits.ts";

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

/**
 * Whether a text is JSON is not looked at: `JSON.parse` does that.
 *
 * @throws E_FILE_LARGE where it is larger, deeper or more numerous than `TEXT_LIMITS`.
 */
export function assertJsonSize(json: string, where: string): void {
  const refuse = (what: string, most: number, got: number) => studioError("E_FILE_LARGE", { where, what, most, got });
  const { characters, depth, objects, texts, items, keys } = TEXT_LIMITS;
  if (json.length > characters) throw refuse("characters", characters, json.length);
  /** Commas of each object or list that is open. */
  const counts = new Uint32Array(depth + 1);
  const limits = new Uint32Array(depth + 1).fill(items);
  let level = 0;
  let nObjects = 0;
  let nTexts = 0;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfText(json, at + 1);
      if (++nTexts > texts) throw refuse("texts", texts, nTexts);
    } else if (code === COMMA) {
      if (++counts[level] >= limits[level])
        throw refuse(
          limits[level] === keys ? "keys of an object" : "items of a list",
          limits[level],
          counts[level] + 1,
        );
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      if (++level > depth) throw refuse("levels of lists and objects", depth, level);
      counts[level] = 0;
      limits[level] = code === OPEN_OBJECT ? keys : items;
      if (++nObjects > objects) throw refuse("lists and objects", objects, nObjects);
    } else if ((code === CLOSE_LIST || code === CLOSE_OBJECT) && level > 0) level--;
  }
}
