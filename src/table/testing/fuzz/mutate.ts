/** Damage as files meet it, from a seed: the same seed gives the same bytes. */
import { randomUint32 } from "../../../base/random.ts";

/** Random choices, one after the other. */
export class Dice {
  private drawn = 0;

  constructor(private readonly seed: number) {}

  /** @returns a whole number from 0 to `count` − 1. */
  below(count: number): number {
    return randomUint32({ seed: this.seed, stream: 90, step: 0 }, this.drawn++) % Math.max(1, count);
  }

  oneOf<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)];
  }
}

type Mutation = (bytes: Buffer, dice: Dice) => Buffer;

const PLANTED = [
  '"',
  "'",
  '""',
  '"\n',
  ',"',
  '",',
  "\\",
  '\\"',
  "\t",
  ";",
  "|",
  ",",
  " ",
  "  ",
  "\0",
  "\ufeff",
  "é",
  "{",
  "}",
  "[",
  "]",
  ":",
];
const LINE_ENDS = ["\n", "\r\n", "\r", "\n\n"];

const spliced = (bytes: Buffer, at: number, options: { readonly removed: number; readonly put: Buffer }): Buffer =>
  Buffer.concat([bytes.subarray(0, at), options.put, bytes.subarray(at + options.removed)]);

function blockOf(bytes: Buffer, dice: Dice): { readonly at: number; readonly block: Buffer } {
  const at = dice.below(bytes.length);
  return { at, block: bytes.subarray(at, at + 1 + dice.below(dice.oneOf([8, 80, 800]))) };
}

/** Changes every line by chance, one in `rarity`. */
function mapLines(
  bytes: Buffer,
  change: (line: string, dice: Dice) => string,
  options: { readonly dice: Dice; readonly rarity: number },
): Buffer {
  const lines = bytes.toString("latin1").split("\n");
  const changed = lines.map((line) => (options.dice.below(options.rarity) === 0 ? change(line, options.dice) : line));
  return Buffer.from(changed.join("\n"), "latin1");
}

const MUTATIONS: readonly Mutation[] = [
  // Bytes that were flipped, lost or doubled.
  (bytes, dice) => {
    const copy = Buffer.from(bytes);
    for (let times = 1 + dice.below(5); times > 0 && copy.length > 0; times--) {
      copy[dice.below(copy.length)] = dice.below(256);
    }
    return copy;
  },
  (bytes, dice) => bytes.subarray(0, dice.below(bytes.length)),
  (bytes, dice) => bytes.subarray(dice.below(bytes.length)),
  (bytes, dice) => {
    const { at, block } = blockOf(bytes, dice);
    return spliced(bytes, at, { removed: block.length, put: Buffer.alloc(0) });
  },
  (bytes, dice) => spliced(bytes, dice.below(bytes.length), { removed: 0, put: blockOf(bytes, dice).block }),
  (bytes, dice) => {
    const { at, block } = blockOf(bytes, dice);
    return spliced(bytes, at, { removed: block.length, put: Buffer.from(blockOf(bytes, dice).block) });
  },
  // What hands and programs leave in texts.
  (bytes, dice) =>
    spliced(bytes, dice.below(bytes.length), { removed: dice.below(2), put: Buffer.from(dice.oneOf(PLANTED)) }),
  (bytes, dice) => mapLines(bytes, (line) => `${line}\r`, { dice, rarity: dice.oneOf([1, 2, 10]) }),
  (bytes, dice) => spliced(bytes, dice.below(bytes.length), { removed: 0, put: Buffer.from(dice.oneOf(LINE_ENDS)) }),
  (bytes, dice) =>
    mapLines(bytes, (line) => line + dice.oneOf([",", ";", "\t", ",x", ",,,,", " y"]), {
      dice,
      rarity: dice.oneOf([1, 3, 20]),
    }),
  (bytes, dice) =>
    mapLines(bytes, (line, each) => line.slice(0, each.below(line.length + 1)), { dice, rarity: dice.oneOf([3, 20]) }),
  (bytes, dice) => mapLines(bytes, (line) => `${line}\n`, { dice, rarity: 5 }),
  (bytes, dice) =>
    mapLines(bytes, (line) => line.replaceAll(dice.oneOf([",", ";", '"', " "]), dice.oneOf(["", "\t", ";", '"'])), {
      dice,
      rarity: dice.oneOf([1, 20]),
    }),
];

/** One byte that is another, where more would leave nothing to be read. */
export function flip(bytes: Uint8Array, dice: Dice): Uint8Array {
  const copy = new Uint8Array(bytes);
  copy[dice.below(copy.length)] = dice.below(256);
  return copy;
}

/** One to four mutations. */
export function mutate(bytes: Uint8Array, dice: Dice): Uint8Array {
  let mutated = Buffer.from(bytes);
  for (let times = 1 + dice.below(4); times > 0; times--) mutated = Buffer.from(dice.oneOf(MUTATIONS)(mutated, dice));
  return new Uint8Array(mutated);
}
