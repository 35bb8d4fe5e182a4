/** Test support: all cases of an op as one program, with its values and gradients in float64 to compare with. */

import { randomNormal, randomUint32 } from "../../../base/random.ts";
import { ProgramBuilder } from "../../../program/builder.ts";
import { evaluate } from "../../../program/evaluate.ts";
import { gradient } from "../../../program/gradient.ts";
import type { OpName } from "../../../program/ops.ts";
import { type Node, sizeOf, type ValueId } from "../../../program/types.ts";
import { ADJOINT_OPS, type OpCase } from "../../testing/op-cases.ts";

export interface OpProgram {
  readonly nodes: readonly Node[];
  readonly wanted: ReadonlyMap<string, ValueId>;
  readonly nRows: number;
  readonly rowInputs: readonly {
    readonly name: string;
    readonly width: number;
    readonly values: Float32Array | Int32Array;
  }[];
  readonly parameters: Readonly<Record<string, Float32Array>>;
  readonly expected: Readonly<Record<string, ArrayLike<number>>>;
}

const ROW_FACTORS = "factors of rows";

type CaseInput = OpCase["inputs"][number];

/** Fresh float32 numbers, or codes of which some are outside the table. */
function draw(input: CaseInput, seed: number, nRows: number): Float32Array | Int32Array {
  const length = sizeOf(input.type.shape) * (input.type.rows ? nRows : 1);
  const key = { seed, stream: 99, step: input.name.length };
  const { codes, around = 0 } = input;
  if (codes !== undefined) return Int32Array.from({ length }, (_, i) => (randomUint32(key, i) % (codes + 1)) - 1);
  return Float32Array.from({ length }, (_, i) => {
    const value = around + (around ? 0.5 : 1) * randomNormal(key, i);
    return around ? Math.max(value, 1) : value;
  });
}

/** A scalar whose cotangents are unequal, so that a wrong transposition shows. */
function objectiveOf(builder: ProgramBuilder, op: OpName, value: ValueId): ValueId {
  const { rows, shape } = builder.typeOf(value);
  const weights = Array.from({ length: sizeOf(shape) }, (_, i) => Math.cos(i + 1));
  let total = builder.mul(value, builder.constant(shape, weights));
  while (builder.typeOf(total).shape.length > 0) total = builder.sum(total, 0);
  // No program has a row-bound cotangent that depends on a sum over rows.
  if (op === "meanRows") return total;
  return rows ? builder.meanRows(builder.mul(total, builder.add(total, builder.scalar(1)))) : builder.square(total);
}

/** Value and symbolic gradients of each case; row-bound numbers get their gradient through a parameter of 1s times them. */
export function opProgram(op: OpName, cases: readonly OpCase[], options: { seed: number; nRows: number }): OpProgram {
  const { seed, nRows } = options;
  const builder = new ProgramBuilder();
  const wanted = new Map<string, ValueId>();
  const rowInputs: { name: string; width: number; values: Float32Array | Int32Array }[] = [];
  const parameters: Record<string, Float32Array> = {};
  /** A pass gives nothing of single rows: the sum over rows, each times its own number. */
  const rowFree = (value: ValueId) => {
    if (!builder.typeOf(value).rows) return value;
    const known = rowInputs.some(({ name }) => name === ROW_FACTORS);
    if (!known)
      rowInputs.push({
        name: ROW_FACTORS,
        width: 1,
        values: Float32Array.from({ length: nRows }, (_, row) => row + 1),
      });
    const factors = builder.input(ROW_FACTORS, { rows: true, shape: [], dtype: "float32" }, { kind: "row" });
    return builder.sumRows(builder.mul(value, factors));
  };
  for (const opCase of cases) {
    const own: { readonly name: string; readonly id: ValueId }[] = [];
    const parameter = (name: string, shape: readonly number[], values: Float32Array) => {
      const id = builder.parameter(name, { shape, role: "model", initial: { kind: "constant", value: 0 } });
      own.push({ name, id });
      parameters[`/${name}`] = values;
      return id;
    };
    const ids = opCase.inputs.map((input, index) => {
      const { type } = input;
      const name = `${opCase.title}: ${input.name}`;
      const values = draw(input, seed + index, nRows);
      if (!type.rows) return parameter(name, type.shape, Float32Array.from(values));
      const given = builder.input(name, type, { kind: "row" });
      rowInputs.push({ name, width: sizeOf(type.shape), values });
      if (type.dtype === "int32") return given;
      return builder.mul(given, parameter(`${name} scale`, type.shape, new Float32Array(sizeOf(type.shape)).fill(1)));
    });
    const value = opCase.write(builder, ids);
    if (builder.typeOf(value).dtype === "float32") wanted.set(`${op} (${opCase.title})`, rowFree(value));
    if (ADJOINT_OPS.has(op) || own.length === 0) continue;
    const gradients = gradient(
      builder,
      objectiveOf(builder, op, value),
      own.map(({ id }) => id),
    );
    own.forEach(({ name }, index) => {
      wanted.set(`${op}, gradient in ${name}`, gradients[index]!);
    });
  }
  const inputs = Object.fromEntries(rowInputs.map(({ name, values }) => [name, values]));
  const values = evaluate(builder.nodes, { nRows, inputs, parameters }, [...wanted.values()]);
  const expected = Object.fromEntries([...wanted.keys()].map((name, index) => [name, values[index].data]));
  return { nodes: builder.nodes, wanted, nRows, rowInputs, parameters, expected };
}
