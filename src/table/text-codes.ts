const FIRST_SLOTS = 16;
/** Longer texts are looked up by the platform, which goes through them faster, and through one that it has seen not again. */
const SHORT = 64;

/** Different texts, numbered in the order in which they came. A text that is known is found without being cut out of the file's. */
export class TextCodes {
  readonly dictionary: string[] = [];
  /** The code and 1; 0: the slot is free. */
  private slots = new Int32Array(FIRST_SLOTS);
  /** By code; of long texts 0. */
  private hashes = new Int32Array(FIRST_SLOTS / 2);
  private readonly codeOfLong = new Map<string, number>();

  /** The code of a part of a text, which is added where it is new. @param end exclusive. */
  codeOf(text: string, start: number, end: number): number {
    if (end - start > SHORT) return this.codeOfWhole(text.slice(start, end));
    const hash = hashOf(text, start, end);
    const slot = this.slotOf(hash, { text, start, end });
    if (this.slots[slot] > 0) return this.slots[slot] - 1;
    this.slots[slot] = this.dictionary.length + 1;
    return this.add(text.slice(start, end), hash);
  }

  private codeOfWhole(text: string): number {
    const known = this.codeOfLong.get(text);
    if (known !== undefined) return known;
    this.codeOfLong.set(text, this.dictionary.length);
    return this.add(text, 0);
  }

  private add(text: string, hash: number): number {
    const code = this.dictionary.push(text) - 1;
    this.hashes[code] = hash;
    if (this.dictionary.length === this.hashes.length) this.grow();
    return code;
  }

  has(text: string): boolean {
    if (text.length > SHORT) return this.codeOfLong.has(text);
    const part = { text, start: 0, end: text.length };
    return this.slots[this.slotOf(hashOf(text, 0, text.length), part)] > 0;
  }

  /** Where a text stands, or the free slot where it belongs. */
  private slotOf(hash: number, { text, start, end }: Part): number {
    const { slots, hashes, dictionary } = this;
    const last = slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & last;
    for (; slots[slot] > 0; slot = (slot + 1) & last) {
      const code = slots[slot] - 1;
      if (hashes[code] === hash && isPart(dictionary[code], text, start, end)) break;
    }
    return slot;
  }

  private grow(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const hashes = new Int32Array(this.hashes.length * 2);
    hashes.set(this.hashes);
    const last = slots.length - 1;
    for (let code = 0; code < this.dictionary.length; code++) {
      if (this.dictionary[code].length > SHORT) continue;
      let slot = (hashes[code] ^ (hashes[code] >>> 15)) & last;
      while (slots[slot] > 0) slot = (slot + 1) & last;
      slots[slot] = code + 1;
    }
    this.slots = slots;
    this.hashes = hashes;
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

function isPart(known: string, text: string, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let at = start; at < end; at++) if (known.charCodeAt(at - start) !== text.charCodeAt(at)) return false;
  return true;
}
