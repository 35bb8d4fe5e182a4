/** Every element of the values of a program that a prediction may need: what is known of it, and whether anything reads it. */
import type { Tensor } from "../evaluate-ops.ts";
import { type Node, sizeOf, type ValueId } from "../types.ts";

/** Origin of an element that is the same number for all rows. */
export const CONSTANT = -1;

/** Elements by number: those of a value stand one after the other. */
export class Elements {
  /** The element that has the same number in every row: itself where it is computed, or CONSTANT. */
  readonly origin: Int32Array;
  /** The number where the origin is CONSTANT, 0 elsewhere. */
  readonly constant: Float64Array;
  private readonly live: Uint8Array;
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
    this.origin = Int32Array.from({ length: total }, (_, element) => element);
    this.constant = new Float64Array(total);
    this.live = new Uint8Array(total);
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

  isConstant(element: number): boolean {
    return this.origin[element] === CONSTANT;
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

  /** Something reads this element. */
  read(element: number): void {
    if (!this.isConstant(element)) this.live[this.origin[element]] = 1;
  }

  /** Elements of a value that are computed and read, counted from its first. */
  computed(value: ValueId): number[] {
    const start = this.startOf(value);
    const found: number[] = [];
    for (let e = 0; e < this.sizeOf(value); e++) {
      if (this.live[start + e] === 1 && this.origin[start + e] === start + e) found.push(e);
    }
    return found;
  }
}
