/** A pruned program as a Python function, a line for each op, and its large constants as base64. */
import { predictionOp } from "../../program/op-traits.ts";
import type { PrunedProgram } from "../../program/prune/prune-program.ts";
import { type Node, sizeOf } from "../../program/types.ts";
import { numpyExpression, type Operand, pyNumber } from "./numpy-rules.ts";

export interface ProgramSource {
  /** The body of `_compute(numbers, missing, categories)`, without its indentation. */
  readonly lines: readonly string[];
  /** Entries of `_CONSTANTS`: name → (shape, base64 of little-endian float64). */
  readonly constants: readonly string[];
}

/** Numbers that stand in a line of their own program. */
const MOST_INLINE = 8;
const BASE64_WIDTH = 116;

/** @param titleOf the title of a block, by its id. */
export function programSource(pruned: PrunedProgram, titleOf: (block: string) => string): ProgramSource {
  const { nodes, value } = pruned;
  const constants: string[] = [];
  const lines: string[] = ["n_rows = len(numbers)"];
  const operands: Operand[] = [];
  const isDefined = new Set<number>();
  let block: string | undefined;
  /** A constant stands above the line that names it first. */
  const define = (id: number, expression: string): void => {
    const node = nodes[id];
    const { name } = operands[id];
    if (node.kind !== "constant" || isDefined.has(id) || !new RegExp(`\\b${name}\\b`).test(expression)) return;
    isDefined.add(id);
    const isInline = node.data.length <= MOST_INLINE;
    if (!isInline) constants.push(storedConstant(name, node.type.shape, node.data));
    lines.push(`${name} = ${isInline ? inlineConstant(node.type.shape, node.data) : `_CONSTANTS["${name}"]`}`);
  };
  nodes.forEach((node, id) => {
    const name = nameOf(node, id);
    const literal = node.kind === "constant" && node.type.shape.length === 0 ? pyNumber(node.data[0]) : undefined;
    operands.push({ name, type: node.type, literal });
    if (node.kind !== "op") return;
    if (node.block !== block) {
      block = node.block;
      lines.push("", `# ${titleOf(block)}`);
    }
    const inputs = node.inputs.map((input) => operands[input]);
    const expression = numpyExpression(predictionOp(node.op), inputs, node.attributes as never, node.type);
    for (const input of node.inputs) define(input, expression);
    lines.push(`${name} = ${expression}`);
  });
  const { name, type } = operands[value];
  define(value, name);
  lines.push("", type.rows ? `return ${name}` : `return np.broadcast_to(${name}, (n_rows,) + ${name}.shape)`);
  return { lines, constants };
}

function nameOf(node: Node, id: number): string {
  switch (node.kind) {
    case "input":
    case "parameter":
      return node.name;
    case "constant":
      return `c${id}`;
    case "op":
      return `v${id}`;
    default:
      return node satisfies never;
  }
}

/** Nested lists of numbers. */
function inlineConstant(shape: readonly number[], data: readonly number[]): string {
  if (shape.length === 0) return pyNumber(data[0]);
  const nested = (axis: number, start: number): string => {
    if (axis === shape.length) return pyNumber(data[start]);
    const stride = sizeOf(shape.slice(axis + 1));
    return `[${Array.from({ length: shape[axis] }, (_, index) => nested(axis + 1, start + index * stride)).join(", ")}]`;
  };
  return sizeOf(shape) === 0 ? `np.zeros((${shape.join(", ")},))` : `np.array(${nested(0, 0)})`;
}

function storedConstant(name: string, shape: readonly number[], data: readonly number[]): string {
  const bytes = new Uint8Array(data.length * 8);
  const view = new DataView(bytes.buffer);
  data.forEach((number, index) => {
    view.setFloat64(index * 8, number, true);
  });
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; start += 0x8000) {
    pieces.push(String.fromCharCode(...bytes.subarray(start, start + 0x8000)));
  }
  const text = btoa(pieces.join("")).replace(new RegExp(`.{${BASE64_WIDTH}}(?=.)`, "g"), "$&\n");
  return `"${name}": _array((${shape.join(", ")},), """\n${text}"""),`;
}
