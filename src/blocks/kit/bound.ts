/** Taking the columns that a block works on out of a value, and putting their replacements back in place. */
import type { ProgramBuilder } from "../../program/builder.ts";
import type { ValueId } from "../../program/types.ts";

function isEvery(indices: readonly number[], nColumns: number): boolean {
  return indices.length === nColumns && indices.every((index, position) => index === position);
}

/** The columns at `indices`; the value itself where that is every column. @param value [nColumns], rows or row-free. */
export function takeBound(
  builder: ProgramBuilder,
  value: ValueId,
  indices: readonly number[],
  nColumns: number,
): ValueId {
  return isEvery(indices, nColumns) ? value : builder.takeColumns(value, indices);
}

/**
 * `value` with the columns at `indices` replaced; the others stay untouched and in place.
 *
 * @param value       float32 rows [nColumns].
 * @param replacement float32 rows [indices.length].
 */
export function putBound(
  builder: ProgramBuilder,
  value: ValueId,
  indices: readonly number[],
  nColumns: number,
  replacement: ValueId,
): ValueId {
  if (isEvery(indices, nColumns)) return replacement;
  const order = Array.from({ length: nColumns }, (_, column) => {
    const position = indices.indexOf(column);
    return position < 0 ? column : nColumns + position;
  });
  return builder.takeColumns(builder.concat([value, replacement]), order);
}

/**
 * Shares of some columns spread over all `nColumns`: `elsewhere` where a column takes no part in the choice.
 *
 * @param share float32 row-free [positions.length], or [1] where the choice is shared.
 * @returns float32 row-free [nColumns].
 */
export function spreadOver(
  builder: ProgramBuilder,
  share: ValueId,
  positions: readonly number[],
  nColumns: number,
  elsewhere: readonly number[],
): ValueId {
  const each = builder.broadcast(share, [positions.length]);
  if (isEvery(positions, nColumns)) return each;
  const taken = new Set(positions);
  const rest = elsewhere.map((value, column) => (taken.has(column) ? 0 : value));
  return builder.add(builder.scatterColumns(each, positions, nColumns), builder.constant([nColumns], rest));
}
