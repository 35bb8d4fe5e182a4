/** Runs a pass in the loop-level form as plain loops in float64: what the emitters must agree with. */
import { normalCdf } from "../../../program/special-functions.ts";
import { indexAt } from "../index-map.ts";
import {
  BATCH_FEEDS,
  type BinaryFunction,
  type Instruction,
  isRowBound,
  type Pass,
  type PointFunction,
  type Slot,
  type Statement,
  type UnaryFunction,
} from "../statements.ts";

const UNARY: Readonly<Record<UnaryFunction, (x: number) => number>> = {
  neg: (x) => -x,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  square: (x) => x * x,
  abs: Math.abs,
  relu: (x) => Math.max(x, 0),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: Math.tanh,
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  normalCdf,
  step: (x) => (x > 0 ? 1 : 0),
};

const BINARY: Readonly<Record<BinaryFunction | "equal", (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  maximum: Math.max,
  minimum: Math.min,
  equal: (a, b) => (a === b ? 1 : 0),
};

function apply(name: PointFunction, [a, b]: readonly number[]): number {
  return name in BINARY ? BINARY[name as BinaryFunction](a, b) : UNARY[name as UnaryFunction](a);
}

export interface PassFeeds {
  readonly nRows: number;
  /** By name; row-bound ones row-major. */
  readonly inputs: Readonly<Record<string, ArrayLike<number>>>;
  readonly parameters: Readonly<Record<string, ArrayLike<number>>>;
}

/** @returns outputs by name; row-bound ones row-major. */
export function runPass(pass: Pass, feeds: PassFeeds): Record<string, Float64Array> {
  const memory = new Map<Slot, Float64Array>();
  const { nRows } = feeds;
  for (const slot of pass.slots) memory.set(slot, startOf(slot, feeds));
  const read = (slot: Slot, element: number, row: number) =>
    memory.get(slot)![isRowBound(slot) ? row * slot.size + element : element];
  const write = (slot: Slot, element: number, row: number, value: number) => {
    memory.get(slot)![isRowBound(slot) ? row * slot.size + element : element] = value;
  };
  const compute = (instructions: readonly Instruction[], i: number, row: number): number[] => {
    const values: number[] = [];
    for (const instruction of instructions) {
      switch (instruction.kind) {
        case "constant":
          values.push(instruction.value);
          break;
        case "load":
          values.push(read(instruction.slot, indexAt(instruction.map, i), row));
          break;
        case "loadAt": {
          const code = values[instruction.code];
          const at = code * instruction.width + indexAt(instruction.column, i);
          values.push(code >= 0 && code < instruction.size ? read(instruction.table, at, row) : 0);
          break;
        }
        case "point":
          values.push(
            apply(
              instruction.function,
              instruction.arguments.map((position) => values[position]),
            ),
          );
          break;
        default:
          instruction satisfies never;
      }
    }
    return values;
  };
  const run = (statement: Statement): void => {
    const rows = statement.kind === "map" || statement.kind === "reduce" ? (statement.rows ? nRows : 1) : nRows;
    for (let row = 0; row < rows; row++) runRow(statement, row);
  };
  const runRow = (statement: Statement, row: number): void => {
    switch (statement.kind) {
      case "map":
        for (let i = 0; i < statement.size; i++) {
          const values = compute(statement.instructions, i, row);
          for (const output of statement.outputs) {
            if (output.kind === "store") write(output.slot, indexAt(output.map, i), row, values[output.value]);
            else write(output.slot, i, 0, read(output.slot, i, 0) + values[output.value]);
          }
        }
        break;
      case "reduce": {
        const { extent, slot, value } = statement;
        for (let e = 0; e < statement.size; e++) {
          const [begin, end] =
            "starts" in extent
              ? [extent.starts[e], extent.starts[e + 1]]
              : [e * extent.length, (e + 1) * extent.length];
          let total = statement.function === "sum" ? 0 : Number.NEGATIVE_INFINITY;
          for (let i = begin; i < end; i++) {
            const next = compute(statement.instructions, i, row)[value];
            total = statement.function === "sum" ? total + next : Math.max(total, next);
          }
          write(slot, e, row, total);
        }
        break;
      }
      case "contract": {
        const { a, b, out, nVectors, nInner, nOuter, strideV, strideK, strideJ } = statement;
        for (let v = 0; v < nVectors; v++) {
          for (let j = 0; j < nOuter; j++) {
            let total = 0;
            for (let k = 0; k < nInner; k++) {
              total += read(a, v * nInner + k, row) * read(b, v * strideV + k * strideK + j * strideJ, 0);
            }
            write(out, v * nOuter + j, row, total);
          }
        }
        break;
      }
      case "outer": {
        const { a, b, sum, nVectors, nLeft, nRight, isPerVector } = statement;
        for (let v = 0; v < nVectors; v++) {
          for (let i = 0; i < nLeft; i++) {
            for (let j = 0; j < nRight; j++) {
              const at = ((isPerVector ? v : 0) * nLeft + i) * nRight + j;
              write(sum, at, 0, read(sum, at, 0) + read(a, v * nLeft + i, row) * read(b, v * nRight + j, row));
            }
          }
        }
        break;
      }
      case "scatter": {
        const { values, codes, codeMap, sum, nCodes, size, width } = statement;
        for (let c = 0; c < nCodes; c++) {
          const code = read(codes, indexAt(codeMap, c), row);
          if (code < 0 || code >= size) continue;
          for (let t = 0; t < width; t++) {
            write(sum, code * width + t, 0, read(sum, code * width + t, 0) + read(values, c * width + t, row));
          }
        }
        break;
      }
      default:
        statement satisfies never;
    }
  };
  for (const statement of [...pass.prologue, ...pass.body, ...pass.epilogue]) run(statement);
  return Object.fromEntries([...pass.outputs].map(([name, slot]) => [name, memory.get(slot)!]));
}

function startOf(slot: Slot, { nRows, inputs, parameters }: PassFeeds): Float64Array {
  const filled = (given: ArrayLike<number> | undefined) => {
    if (!given) throw new Error(`nothing is fed to ${slot.name}`);
    return Float64Array.from(given);
  };
  switch (slot.space) {
    case "constant":
      return filled(slot.data);
    case "parameter":
      return filled(parameters[slot.name]);
    case "row input":
      return filled(inputs[slot.name]);
    case "feed":
      if (slot.name === BATCH_FEEDS.size) return Float64Array.of(nRows);
      if (slot.name === BATCH_FEEDS.inverse) return Float64Array.of(1 / nRows);
      return filled(inputs[slot.name]);
    case "sum":
      return new Float64Array(slot.size);
    case "tile":
    case "row-free":
    case "output":
    case "row output":
      // What is read before it is written shows.
      return new Float64Array(slot.size * (isRowBound(slot) ? nRows : 1)).fill(Number.NaN);
    default:
      return slot.space satisfies never;
  }
}
