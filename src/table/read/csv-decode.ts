/** Bytes to text: finds the encoding while the bytes stream by, and never holds more than one chunk. */

import { type EncodingGuess, guessEncoding } from "./guess-encoding.ts";

const UTF8_BOM = [0xef, 0xbb, 0xbf];

/** The encoding that the first bytes prove (byte order mark, or the zeros of UTF-16), or "utf-8" until proved wrong. */
export function sniffEncoding(head: Uint8Array): { encoding: string; bomLength: number } {
  if (UTF8_BOM.every((byte, index) => head[index] === byte)) return { encoding: "utf-8", bomLength: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: "utf-16le", bomLength: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: "utf-16be", bomLength: 2 };
  const length = Math.min(head.length, 4096) & ~1;
  const zeros = [0, 0];
  for (let index = 0; index < length; index++) if (head[index] === 0) zeros[index & 1]++;
  const many = length * 0.2;
  if (length >= 4 && zeros[1] > many && zeros[0] < many / 4) return { encoding: "utf-16le", bomLength: 0 };
  if (length >= 4 && zeros[0] > many && zeros[1] < many / 4) return { encoding: "utf-16be", bomLength: 0 };
  return { encoding: "utf-8", bomLength: 0 };
}

/** How many of the bytes above 127 are well-formed UTF-8, and how many are not. */
function countUtf8(bytes: Uint8Array): { sequences: number; badBytes: number } {
  let sequences = 0;
  let badBytes = 0;
  for (let index = 0; index < bytes.length; index++) {
    const lead = bytes[index];
    if (lead < 0x80) continue;
    const length = sequenceLength(lead);
    let isWhole = length > 1;
    for (let offset = 1; offset < length; offset++) if ((bytes[index + offset] & 0xc0) !== 0x80) isWhole = false;
    if (isWhole) {
      sequences++;
      index += length - 1;
    } else {
      badBytes++;
    }
  }
  return { sequences, badBytes };
}

function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 1;
}

/** The length of the prefix that does not end inside a UTF-8 sequence. */
function wholeLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) break;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** Node 20 takes windows-1252 for latin1 where bytes are decoded in one go: a euro sign is then a control character. */
function decodePart(decoder: TextDecoder, bytes: Uint8Array, isLast: boolean): string {
  const text = decoder.decode(bytes, { stream: true });
  return isLast ? text + decoder.decode() : text;
}

/**
 * Decodes a stream of bytes. UTF-8 is believed until a byte contradicts it: where only ASCII came before, the rest is
 * in the encoding that its bytes suggest; where real UTF-8 came before, the broken byte becomes U+FFFD and is counted.
 */
export class CsvDecoder {
  encoding: string;
  /** How the encoding was found where the bytes only suggest it. */
  guess: EncodingGuess | undefined;
  /** Bytes that were replaced by U+FFFD. */
  badBytes = 0;
  private pending: Uint8Array = new Uint8Array(0);
  private hasSequences = false;
  private readonly isFixed: boolean;
  private stream: TextDecoder | undefined;
  private bytesToSkip: number;

  /** @param head the first bytes of the file (4 kB or all of them); they are not consumed. */
  constructor(head: Uint8Array, encoding?: string) {
    const sniffed = sniffEncoding(head);
    this.encoding = encoding ?? sniffed.encoding;
    this.isFixed = encoding !== undefined;
    this.bytesToSkip = sniffed.encoding === this.encoding ? sniffed.bomLength : 0;
    if (this.encoding !== "utf-8") this.stream = new TextDecoder(this.encoding, { ignoreBOM: true });
  }

  decode(chunk: Uint8Array, isLast: boolean): string {
    const bytes = this.bytesToSkip > 0 ? chunk.subarray(this.bytesToSkip) : chunk;
    this.bytesToSkip = Math.max(0, this.bytesToSkip - chunk.length);
    if (this.stream !== undefined) return decodePart(this.stream, bytes, isLast);
    const all = joined(this.pending, bytes);
    const length = isLast ? all.length : wholeLength(all);
    this.pending = all.slice(length);
    const whole = all.subarray(0, length);
    try {
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(whole);
      if (text.length !== whole.length) this.hasSequences = true;
      return text;
    } catch {
      return this.decodeBroken(whole, isLast);
    }
  }

  private decodeBroken(whole: Uint8Array, isLast: boolean): string {
    const { sequences, badBytes } = countUtf8(whole);
    if (!this.isFixed && !this.hasSequences && badBytes >= sequences) {
      this.guess = guessEncoding(joined(whole, this.pending));
      this.encoding = this.guess.encoding;
      this.stream = new TextDecoder(this.encoding);
      const rest = joined(whole, this.pending);
      this.pending = new Uint8Array(0);
      return decodePart(this.stream, rest, isLast);
    }
    this.hasSequences = true;
    this.badBytes += badBytes;
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(whole);
  }
}
