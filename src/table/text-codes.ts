const FIRST_SLOTS = 64;
/** Longer texts are looked up by the platform, which goes through them faster, and through one that it has seen not again. */
const SHORT = 64;

/** Beside its characters: the engine's object, its place in the list and its slots. */
const BYTES_OF_TEXT = 48;

/** Different texts, numbered in the order in which they came. A text that is known is found without being cut out of the file's. */
export class TextCodes {
  readonly dictionary: string[] = [];
  /** Of each slot the code and 1 (0: it is free), then the hash beside it, where it is at hand. */
  private slots = new Int32Array(2 * FIRST_SLOTS);
  private nShort = 0;
  private nCharacters = 0;
  private readonly codeOfLong = new Map<string, number>();

  /** The code of a part of a text, which is added where it is new. @param end exclusive. */
  codeOf(text: string, start: number, end: number): number {
    if (end - start > SHORT) return this.codeOfWhole(text.slice(start, end));
    const hash = hashOf(text, start, end);
    const slot = this.slotOf(hash, { text, start, end });
    if (this.slots[slot] > 0) return this.slots[slot] - 1;
    const code = this.dictionary.push(text.slice(start, end)) - 1;
    this.slots[slot] = code + 1;
    this.slots[slot + 1] = hash;
    this.nCharacters += end - start;
    if (++this.nShort * 4 > this.slots.length) this.grow();
    return code;
  }

  /** About what the different texts take of the memory. */
  get heldBytes(): number {
    return this.nCharacters + this.dictionary.length * BYTES_OF_TEXT;
  }

  private codeOfWhole(text: string): number {
    const known = this.codeOfLong.get(text);
    if (known !== undefined) return known;
    this.nCharacters += text.length;
    const code = this.dictionary.push(text) - 1;
    this.codeOfLong.set(text, code);
    return code;
  }

  has(text: string): boolean {
    if (text.length > SHORT) return this.codeOfLong.has(text);
    const part = { text, start: 0, end: text.length };
    return this.slots[this.slotOf(hashOf(text, 0, text.length), part)] > 0;
  }

  /** Where a text stands, or the free slot where it belongs. */
  private slotOf(hash: number, { text, start, end }: Part): number {
    const { slots, dictionary } = this;
    const last = slots.length - 2;
    let slot = firstSlot(hash) & last;
    for (; slots[slot] > 0; slot = (slot + 2) & last) {
      if (slots[slot + 1] === hash && isPart(dictionary[slots[slot] - 1], text, start, end)) break;
    }
    return slot;
  }

  private grow(): void {
    const { slots: known } = this;
    const slots = new Int32Array(known.length * 2);
    const last = slots.length - 2;
    for (let from = 0; from < known.length; from += 2) {
      if (known[from] === 0) continue;
      let slot = firstSlot(known[from + 1]) & last;
      while (slots[slot] > 0) slot = (slot + 2) & last;
      slots[slot] = known[from];
      slots[slot + 1] = known[from + 1];
    }
    this.slots = slots;
  }
}

interface Part {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** FNV-1a. Source: Fowler, Noll and Vo; RFC 9923. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

/** Even, since a slot is two numbers long. */
function firstSlot(hash: number): number {
  return (hash ^ (hash >>> 15)) << 1;
}

function isPart(known: string, text: string, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let at = start; at < end; at++) if (known.charCodeAt(at - start) !== text.charCodeAt(at)) return false;
  return true;
}
