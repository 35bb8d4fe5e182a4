/** Taking the columns that a block works on out of a value, and putting their replacements back in place. */
import type { ProgramBuilder } from "../../program/builder.ts";
import type { ValueId } from "../../program/types.ts";
import type { NumberPort } from "../ports.ts";

/** Some columns of values that have `nColumns` of them. Where they are all of them, values pass as they are. */
export class BoundColumns {
  private readonly isAll: boolean;
  constructor(
    private readonly builder: ProgramBuilder,
    private readonly indices: readonly number[],
    private readonly nColumns: number,
  ) {
    this.isAll = indices.length === nColumns && indices.every((index, position) => index === position);
  }

  /** These columns alone. @param value [nColumns], rows or row-free. */
  take(value: ValueId): ValueId {
    return this.isAll ? value : this.builder.takeColumns(value, this.indices);
  }

  /**
   * `value` with these columns replaced; the others stay untouched and in place.
   *
   * @param value       float32 rows [nColumns].
   * @param replacement float32 rows [indices.length].
   */
  put(value: ValueId, replacement: ValueId): ValueId {
    if (this.isAll) return replacement;
    const order = Array.from({ length: this.nColumns }, (_, column) => {
      const position = this.indices.indexOf(column);
      return position < 0 ? column : this.nColumns + position;
    });
    return this.builder.takeColumns(this.builder.concat([value, replacement]), order);
  }

  /**
   * The values of a port with these columns replaced where a cell is there; missing cells stay 0.
   *
   * @param replacement float32 rows [indices.length].
   * @returns float32 rows [nColumns].
   */
  putPresent(port: NumberPort, replacement: ValueId): ValueId {
    const { builder } = this;
    const present = builder.sub(builder.scalar(1), this.take(port.missing));
    return this.put(port.value, builder.mul(present, replacement));
  }

  /**
   * Shares of these columns spread over all `nColumns`: `elsewhere` where a column takes no part in the choice.
   *
   * @param share float32 row-free [indices.length], or [1] where the choice is shared.
   * @returns float32 row-free [nColumns].
   */
  spread(share: ValueId, elsewhere: readonly number[]): ValueId {
    const { builder, indices, nColumns } = this;
    const each = builder.broadcast(share, [indices.length]);
    if (this.isAll) return each;
    const taken = new Set(indices);
    const rest = elsewhere.map((value, column) => (taken.has(column) ? 0 : value));
    return builder.add(builder.scatterColumns(each, indices, nColumns), builder.constant([nColumns], rest));
  }
}
