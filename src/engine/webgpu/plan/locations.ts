/** Where the values of a pass are kept: in which buffer of the device, and from which number on. */
import { keyOf } from "../../loops/index-map.ts";
import type { Slot } from "../../loops/statements.ts";

export type Location =
  /** Element e of a row, the number row · width + e from the word `base` of the table on; each has so many bits. */
  | { readonly kind: "table"; readonly base: number; readonly width: number; readonly bits: 8 | 16 | 32 }
  /** A quad of rows in workgroup memory, or in the workgroup's part of `spill`: [(offset + e) · quads + q]. */
  | { readonly kind: "tile"; readonly offset: number; readonly isSpilled: boolean }
  | { readonly kind: "values" | "scratch" | "constants" | "feeds"; readonly base: number }
  /** The same number at each step. */
  | { readonly kind: "number"; readonly value: number }
  /** Sums over rows: element e of the workgroup's slice. */
  | { readonly kind: "slice"; readonly offset: number };

/** Where a scatter statement leaves what it scatters, for each row of the batch. */
export interface ScatterLocation {
  /** scratch[codes + position · nCodes + c], −1 for a code that is dropped. */
  readonly codes: number;
  /** scratch[values + (position · nCodes + c) · width + t]. */
  readonly values: number;
}

export type Locations = ReadonlyMap<Slot, Location>;

/** Memory that is given out from its start. */
export class Region {
  private taken = 0;

  constructor(private readonly alignment = 1) {}

  get size(): number {
    return this.taken;
  }

  take(size: number): number {
    const start = this.taken;
    this.taken += Math.ceil(size / this.alignment) * this.alignment;
    return start;
  }
}

/** Numbers that WGSL has no literals for, as the first words of every pool of constants: not a number, and −∞. */
const SPECIAL_WORDS = Int32Array.of(0x7fc00000, 0xff800000 | 0);

/** Numbers that never change, as words of 32 bits: constants of the program, tables of indices, lists of blocks. */
export class ConstantPool {
  private readonly words: Int32Array[] = [];
  private readonly known = new Map<string, number>();
  private readonly starts = new WeakMap<object, number>();
  private length = 0;

  constructor() {
    this.put(SPECIAL_WORDS);
  }

  /** Where the numbers begin; equal ones are kept once. */
  put(values: Int32Array): number {
    const seen = this.starts.get(values);
    if (seen !== undefined) return seen;
    const key = keyOf({ kind: "table", values });
    const known = this.known.get(key);
    const start = known ?? this.length;
    if (known === undefined) {
      this.words.push(values);
      this.length += values.length;
      this.known.set(key, start);
    }
    this.starts.set(values, start);
    return start;
  }

  putFloats(values: ArrayLike<number>): number {
    return this.put(new Int32Array(Float32Array.from(values).buffer));
  }

  /** All words in order. */
  get data(): Int32Array {
    const data = new Int32Array(this.length);
    let at = 0;
    for (const words of this.words) {
      data.set(words, at);
      at += words.length;
    }
    return data;
  }
}
