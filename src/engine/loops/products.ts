/** How much there is to compute, and how much of it the event loop can wait for. */
import type { Statement } from "./statements.ts";

/** Products of two numbers that may pass between two turns of the event loop: about ten milliseconds. */
export const PRODUCTS_PER_TURN = 2e7;

/** Multiplications of a statement for one row, roughly. */
export function productsOf(statement: Statement): number {
  switch (statement.kind) {
    case "map":
      return statement.size * statement.instructions.length;
    case "reduce": {
      const { extent, size, instructions } = statement;
      return ("starts" in extent ? extent.starts[size] : size * extent.length) * instructions.length;
    }
    case "contract":
      return statement.nVectors * statement.nInner * statement.nOuter;
    case "outer":
      return statement.nVectors * statement.nLeft * statement.nRight;
    case "scatter":
      return statement.nCodes * statement.width;
    default:
      return statement satisfies never;
  }
}
