/** What evaluating a program takes, told from the shapes of its nodes alone. */
import { studioError } from "../base/error.ts";
import { type Node, type Program, sizeOf, type ValueType } from "../program/types.ts";
import { MOST_NUMBERS_OF_ROW, MOST_NUMBERS_ROW_FREE, MOST_OPERATIONS } from "./opening-limits.ts";

export interface ProgramCost {
  /** Additions, multiplications, functions. */
  readonly operations: number;
  /** Numbers that all values hold that a row has of its own. */
  readonly ofRow: number;
  /** Numbers of all others that are computed. */
  readonly rowFree: number;
}

const last = (shape: readonly number[], fromEnd = 1) => shape[shape.length - fromEnd] ?? 1;

/** How many numbers one number of the result is made of. */
function depthOf(node: Node & { readonly kind: "op" }, inputs: readonly ValueType[]): number {
  const [first] = inputs;
  switch (node.op) {
    case "matMul":
      return last(first.shape, node.attributes.transposeA ? 2 : 1);
    case "memberMatMul":
      return last(first.shape);
    default:
      return 1;
  }
}

/** @param nRows that are evaluated. */
export function costOf({ nodes }: Pick<Program, "nodes">, nRows: number): ProgramCost {
  const numbers = ({ rows, shape }: ValueType) => sizeOf(shape) * (rows ? nRows : 1);
  let operations = 0;
  let ofRow = 0;
  let rowFree = 0;
  for (const node of nodes) {
    if (node.type.rows) ofRow += sizeOf(node.type.shape);
    if (node.kind !== "op") continue;
    if (!node.type.rows) rowFree += sizeOf(node.type.shape);
    const inputs = node.inputs.map((input) => nodes[input].type);
    const read = inputs.reduce((sum, type) => sum + numbers(type), 0);
    operations += Math.max(numbers(node.type) * depthOf(node, inputs), read);
  }
  return { operations, ofRow, rowFree };
}

/** @throws E_FILE_LARGE where evaluating it once takes more than opening a file may. */
export function assertAffordable(program: Pick<Program, "nodes">, nRows: number, where: string): void {
  const { operations, ofRow, rowFree } = costOf(program, nRows);
  const limits = [
    { what: "operations for the self-test", most: MOST_OPERATIONS, got: operations },
    { what: "numbers for each row", most: MOST_NUMBERS_OF_ROW, got: ofRow },
    { what: "numbers beside rows", most: MOST_NUMBERS_ROW_FREE, got: rowFree },
  ];
  for (const limit of limits) if (!(limit.got <= limit.most)) throw studioError("E_FILE_LARGE", { where, ...limit });
}
