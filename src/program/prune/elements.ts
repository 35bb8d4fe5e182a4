/** Every element of the values of a program that a prediction may need: what is known of it, and whether anything reads it. */
import type { Tensor } from "../evaluate-ops.ts";
import { type Node, sizeOf, type ValueId } from "../types.ts";

/** Origin of an element that is the same number for all rows. */
export const CONSTANT = -1;

/** Depends on several inputs, or on one that is no code. */
const SEVERAL = -2;

/** Elements by number: those of a value stand one after the other. */
export class Elements {
  /** The element that has the same number in every row: itself where it is computed, or CONSTANT. */
  readonly origin: Int32Array;
  /** The number where the origin is CONSTANT, 0 elsewhere. */
  readonly constant: Float64Array;
  private readonly live: Uint8Array;
  /** The one code that an element depends on, CONSTANT, or SEVERAL; known of those that are computed. */
  private readonly code: Int32Array;
  /** By code: it counts as any other from here on, for all that reads it. */
  private readonly depths = new Map<number, number>();
  private readonly starts = new Map<ValueId, number>();

  /** @param values those that take part, in the order of the program. */
  constructor(
    readonly nodes: readonly Node[],
    readonly values: readonly ValueId[],
  ) {
    let total = 0;
    for (const value of values) {
      this.starts.set(value, total);
      total += this.sizeOf(value);
    }
    this.origin = new Int32Array(total);
    for (let element = 0; element < total; element++) this.origin[element] = element;
    this.constant = new Float64Array(total);
    this.live = new Uint8Array(total);
    this.code = new Int32Array(total).fill(SEVERAL);
    for (const value of values) {
      const { kind, type } = nodes[value];
      if (kind !== "input" || type.dtype !== "int32") continue;
      const start = this.startOf(value);
      const end = start + this.sizeOf(value);
      for (let e = start; e < end; e++) this.code[e] = e;
    }
  }

  sizeOf(value: ValueId): number {
    return sizeOf(this.nodes[value].type.shape);
  }

  /** The number of the value's first element. */
  startOf(value: ValueId): number {
    return this.starts.get(value)!;
  }

  setConstant(element: number, number: number): void {
    this.origin[element] = CONSTANT;
    this.constant[element] = number;
  }

  /** All elements of a value are these numbers. */
  setConstants(value: ValueId, numbers: ArrayLike<number>): void {
    const start = this.startOf(value);
    this.origin.fill(CONSTANT, start, start + numbers.length);
    this.constant.set(numbers, start);
  }

  isConstant(element: number): boolean {
    return this.origin[element] === CONSTANT;
  }

  /** Whether an element is this number for all rows. */
  is(element: number, number: number): boolean {
    return this.isConstant(element) && this.constant[element] === number;
  }

  /** `element` is what `other` is. */
  alias(element: number, other: number): void {
    this.origin[element] = this.origin[other];
    this.constant[element] = this.constant[other];
  }

  /** The known numbers of a value as if it had no rows, 0 for others. */
  constantsOf(value: ValueId): Tensor {
    const start = this.startOf(value);
    const data = this.constant.subarray(start, start + this.sizeOf(value));
    return { type: { ...this.nodes[value].type, rows: false }, nRows: 1, data };
  }

  /** Notes what an element is computed from. */
  computeFrom(element: number, sources: readonly number[]): void {
    let code = CONSTANT;
    for (const source of sources) {
      const own = this.isConstant(source) ? CONSTANT : this.code[this.origin[source]];
      if (own !== CONSTANT && code !== CONSTANT && own !== code) code = SEVERAL;
      else if (own !== CONSTANT) code = own;
      if (code === SEVERAL) break;
    }
    this.code[element] = code;
  }

  /** Something tells codes below `depth` apart. */
  readCode(element: number, depth: number): void {
    const code = this.origin[element];
    this.depths.set(code, Math.max(this.depths.get(code) ?? 0, depth));
  }

  /** The one code that an element depends on, and below which number codes count; undefined where there is more to it. */
  codeOf(element: number): { readonly code: number; readonly depth: number } | undefined {
    if (this.isConstant(element)) return undefined;
    const code = this.code[this.origin[element]];
    const depth = this.depths.get(code);
    return depth === undefined ? undefined : { code, depth };
  }

  /** Something reads this element. */
  read(element: number): void {
    if (!this.isConstant(element)) this.live[this.origin[element]] = 1;
  }

  /** Elements of a value that are computed and read, counted from its first. */
  computed(value: ValueId): number[] {
    const start = this.startOf(value);
    const size = this.sizeOf(value);
    const found: number[] = [];
    for (let e = 0; e < size; e++) {
      if (this.live[start + e] === 1 && this.origin[start + e] === start + e) found.push(e);
    }
    return found;
  }
}
