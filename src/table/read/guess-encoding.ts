/** Which encoding bytes are in that are no UTF-8, by what the letters would be. */

export interface EncodingGuess {
  readonly encoding: string;
  /** The share of letters beyond ASCII that are common in languages written so: 0 … 1. */
  readonly certainty: number;
}

/** Letters that texts of an encoding are mostly made of. */
const CANDIDATES: readonly { readonly encoding: string; readonly isCommon: RegExp }[] = [
  // Kana, and kanji of the first level, whose bytes come first in the standard.
  { encoding: "shift_jis", isCommon: /[\u3040-\u30ff]/u },
  { encoding: "gbk", isCommon: /[\u4e00-\u9fff]/u },
  { encoding: "euc-kr", isCommon: /[\uac00-\ud7a3]/u },
];

const ENOUGH_LETTERS = 8;
/** More than what two encodings may both reach. */
const SURE = 1.01;

/** Bytes looked at; more tell nothing new. */
const ENOUGH_BYTES = 1 << 16;

function decoded(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes, { stream: true });
}

/** Runs of bytes above 127, each of which is a word or a part of one. */
function highRuns(bytes: Uint8Array): number[] {
  const runs: number[] = [];
  let length = 0;
  for (const byte of bytes) {
    if (byte >= 0x80) length++;
    else if (length > 0) {
      runs.push(length);
      length = 0;
    }
  }
  return length > 0 ? [...runs, length] : runs;
}

/** The share of pairs of bytes that are characters of the first, common part of GB 2312. */
function commonHanzi(bytes: Uint8Array): number {
  let pairs = 0;
  let common = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] < 0x80) continue;
    pairs++;
    if (bytes[at] >= 0xb0 && bytes[at] <= 0xd7 && bytes[at + 1] >= 0xa1 && bytes[at + 1] <= 0xfe) common++;
    at++;
  }
  return pairs === 0 ? 0 : common / pairs;
}

/** Alphabets of which a word has more than a letter, and the words as people set capitals. */
const ALPHABETS: readonly { readonly encoding: string; readonly isUsual: RegExp; readonly weight: number }[] = [
  { encoding: "windows-1251", isUsual: /^(?:[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+)$/u, weight: 0.99 },
  // Small letters of it are capitals of windows-1251, and the other way round.
  { encoding: "koi8-r", isUsual: /^(?:[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+)$/u, weight: 0.98 },
  { encoding: "windows-1253", isUsual: /^(?:[Α-ΩΆΈ-Ώ]?[α-ωά-ώΐΰ]+|[Α-ΩΆΈ-Ώ]+)$/u, weight: 0.97 },
];

/** Of what is no ASCII, at most so many are quotation marks, dashes and the like; bytes of other encodings are boxes. */
const MOST_SIGNS = 0.2;

/** The share of words with letters beyond ASCII that are wholly of one alphabet, in usual case. */
function alphabetShare(text: string, isUsual: RegExp): number {
  const beyond = text.match(/[^\0-\u007f]/gu) ?? [];
  if (beyond.filter((letter) => !/\p{L}/u.test(letter)).length > beyond.length * MOST_SIGNS) return 0;
  const words = text.match(/\p{L}+/gu) ?? [];
  const foreign = words.filter((word) => /[^\0-\u007f]/.test(word));
  const usual = foreign.filter((word) => isUsual.test(word));
  return foreign.length === 0 ? 0 : usual.length / foreign.length;
}

/** What bytes that contradict UTF-8 are most likely in; windows-1252 where nothing speaks for another. */
export function guessEncoding(all: Uint8Array): EncodingGuess {
  const bytes = all.subarray(0, ENOUGH_BYTES);
  const western: EncodingGuess = { encoding: "windows-1252", certainty: 0.5 };
  const runs = highRuns(bytes);
  const longRuns = runs.filter((length) => length >= 2).length / Math.max(1, runs.length);
  const found: EncodingGuess[] = CANDIDATES.map(({ encoding, isCommon }) => {
    const text = decoded(bytes, encoding);
    const letters = text.match(/[^\0-\u007f]/gu) ?? [];
    // What cannot be decoded, or is a katakana of half width as other bytes look, speaks against it.
    const odd = letters.filter((letter) => /[\ufffd\uff61-\uff9f\ue000-\uf8ff]/u.test(letter)).length;
    if (letters.length < 2 || odd > letters.length * 0.02) return { encoding, certainty: 0 };
    if (encoding === "gbk") return { encoding, certainty: commonHanzi(bytes) };
    if (encoding === "euc-kr") {
      const share = letters.filter((letter) => isCommon.test(letter)).length / letters.length;
      // Every second common Chinese character is no Hangul: many different letters without one are Korean, though both fit.
      const isSure = share > 0.98 && new Set(letters).size >= ENOUGH_LETTERS;
      return { encoding, certainty: isSure ? SURE : share };
    }
    const kanji = letters.filter((letter) => /[\u4e00-\u9fff]/u.test(letter) || isCommon.test(letter)).length;
    return { encoding, certainty: (kanji / letters.length) * 0.95 };
  });
  if (longRuns >= 0.5) {
    for (const { encoding, isUsual, weight } of ALPHABETS) {
      found.push({ encoding, certainty: alphabetShare(decoded(bytes, encoding), isUsual) * weight });
    }
  }
  const [best] = found.sort((a, b) => b.certainty - a.certainty);
  return best.certainty >= 0.8 ? { ...best, certainty: Math.min(1, best.certainty) } : western;
}
