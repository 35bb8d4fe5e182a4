/** Category cells as shares of the levels of their column. */
import type { ProgramBuilder } from "../../program/builder.ts";
import type { ValueId } from "../../program/types.ts";
import type { CategoryPort } from "../ports.ts";
import { BoundColumns } from "./bound.ts";

/**
 * How much each cell of some columns is each level of its column: Σ over pairs of weight · one-hot of the code.
 *
 * @param indices which columns of the port.
 * @returns float32 rows [Σ levels of these columns], sums to 1 in each column.
 */
export function levelShares(builder: ProgramBuilder, port: CategoryPort, indices: readonly number[]): ValueId {
  const depths = indices.map((column) => port.columns[column].levels.length);
  const columnOfLevel = indices.flatMap((column, position) => new Array<number>(depths[position]).fill(column));
  const bound = new BoundColumns(builder, indices, port.columns.length);
  const parts = port.pairs.map(({ codes, weights }) => {
    const isShared = builder.typeOf(weights).shape.length === 0;
    const weight = isShared ? weights : builder.takeColumns(weights, columnOfLevel);
    if (codes.kind === "value") return builder.mul(builder.oneHot(bound.take(codes.value), depths), weight);
    const fixed = indices.flatMap((column, position) =>
      Array.from({ length: depths[position] }, (_, code) => (code === codes.codes[column] ? 1 : 0)),
    );
    return builder.mul(builder.constant([columnOfLevel.length], fixed), weight);
  });
  return parts.reduce((total, part) => builder.add(total, part));
}
