/** Where elements of slots stand in the memory of a module. */
import { constantOf, type IndexMap } from "../../loops/index-map.ts";
import { isRowBound, type ReduceStatement, type Slot } from "../../loops/statements.ts";
import type { FunctionWriter } from "./assembler.ts";

type Base = 0 | 1 | 2;

/** Where a slot begins: an offset in bytes from a base (a parameter of the function), or in the memory. */
export interface Address {
  readonly base?: Base;
  readonly offset: number;
}

export interface AddressContext {
  addressOf(slot: Slot): Address;
  /** Bytes of a number. */
  readonly numberBytes: 4 | 8;
  /** Bytes between two elements of a row-bound slot. */
  readonly stride: number;
  /** Address of a table of int32, each number times `scale`. */
  tableOf(values: Int32Array, scale: number): number;
}

/** Writes addresses of elements inside the loops of a statement. */
export class AddressWriter<Context extends AddressContext> {
  constructor(
    readonly w: FunctionWriter,
    readonly context: Context,
  ) {}

  /** Sets `begin` and `end` to the flat indices that element `e` is reduced over. */
  protected setExtent(
    extent: ReduceStatement["extent"],
    e: number,
    { begin, end }: { begin: number; end: number },
  ): void {
    const { w } = this;
    if ("length" in extent) {
      w.get(e).i32(extent.length).do("i32.mul").tee(begin).i32(extent.length).do("i32.add").set(end);
      return;
    }
    const table = this.context.tableOf(extent.starts, 1);
    w.get(e).i32(2).do("i32.shl").memory("i32.load", table).set(begin);
    w.get(e)
      .i32(2)
      .do("i32.shl")
      .memory("i32.load", table + 4)
      .set(end);
  }

  /** Pushes map(i) · scale. */
  index(map: IndexMap, i: number, scale: number): void {
    const { w } = this;
    if (map.kind === "table") {
      w.get(i).i32(2).do("i32.shl").memory("i32.load", this.context.tableOf(map.values, scale));
      return;
    }
    const { divisor, outer, inner, offset } = map;
    const term = (push: () => void, factor: number) => {
      push();
      if (factor !== 1) w.i32(factor).do("i32.mul");
    };
    const parts: (() => void)[] = [];
    if (divisor === 1) {
      if (outer !== 0) parts.push(() => term(() => w.get(i), outer * scale));
    } else {
      if (outer !== 0) parts.push(() => term(() => w.get(i).i32(divisor).do("i32.div_u"), outer * scale));
      if (inner !== 0) parts.push(() => term(() => w.get(i).i32(divisor).do("i32.rem_u"), inner * scale));
    }
    if (offset !== 0 || parts.length === 0) parts.push(() => w.i32(offset * scale));
    parts.forEach((push, index) => {
      push();
      if (index > 0) w.do("i32.add");
    });
  }

  /** A new local with the address of slot[map(i)], without the offset that it returns. */
  pointer(slot: Slot, map: IndexMap, i: number): { readonly local: number; readonly offset: number } {
    const { w } = this;
    const { base, offset } = this.context.addressOf(slot);
    const local = w.local("i32");
    const scale = isRowBound(slot) ? this.context.stride : this.context.numberBytes;
    const at = constantOf(map);
    if (at !== undefined) {
      if (base === undefined) w.i32(0);
      else w.get(base);
      w.set(local);
      return { local, offset: offset + at * scale };
    }
    this.index(map, i, scale);
    if (base !== undefined) w.get(base).do("i32.add");
    w.set(local);
    return { local, offset };
  }

  /** Pushes the address of vector `v` of a slot, whose vectors are `bytes` apart. */
  vectorOf(slot: Slot, v: number, bytes: number): void {
    const { w } = this;
    const { base, offset } = this.context.addressOf(slot);
    w.get(v).i32(bytes).do("i32.mul").i32(offset).do("i32.add");
    if (base !== undefined) w.get(base).do("i32.add");
  }
}
