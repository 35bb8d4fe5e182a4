/** An op case as a program with fresh numbers: what every engine is checked on. */

import { randomNormal, randomUint32 } from "../../base/random.ts";
import { ProgramBuilder } from "../../program/builder.ts";
import { sizeOf, type ValueId } from "../../program/types.ts";
import type { OpCase } from "./op-cases.ts";

export const N_ROWS = 5;

/** Fresh float32 numbers, or codes of which some are outside the table. */
function draw(input: OpCase["inputs"][number], seed: number): Float32Array | Int32Array {
  const length = sizeOf(input.type.shape) * (input.type.rows ? N_ROWS : 1);
  const key = { seed, stream: 99, step: input.name.length };
  if (input.codes !== undefined) {
    const depth = input.codes;
    return Int32Array.from({ length }, (_, i) => (randomUint32(key, i) % (depth + 1)) - 1);
  }
  const spread = input.around ? 0.5 : 1;
  return Float32Array.from({ length }, (_, i) => {
    const value = (input.around ?? 0) + spread * randomNormal(key, i);
    return input.around ? Math.max(value, 1) : value;
  });
}

/** A row-free scalar of the value, its square or, where asked for, linear in it. */
export function objectiveOf(builder: ProgramBuilder, value: ValueId, isLinear = false): ValueId {
  const { rows, shape } = builder.typeOf(value);
  // Unequal cotangents, so that a wrong transposition shows.
  const weights = builder.constant(
    shape,
    Array.from({ length: sizeOf(shape) }, (_, i) => Math.cos(i + 1)),
  );
  let total = builder.mul(value, weights);
  while (builder.typeOf(total).shape.length > 0) total = builder.sum(total, 0);
  if (isLinear) return rows ? builder.meanRows(total) : total;
  return rows ? builder.meanRows(builder.mul(total, builder.add(total, builder.scalar(1)))) : builder.square(total);
}

export interface DrawnCase {
  readonly builder: ProgramBuilder;
  readonly value: ValueId;
  /** One an input of the case, in its order. */
  readonly drawn: readonly (Float32Array | Int32Array)[];
  readonly inputs: Readonly<Record<string, ArrayLike<number>>>;
  readonly parameters: Readonly<Record<string, Float32Array>>;
}

/**
 * Floats are row-bound inputs or parameters; a row-bound float gets its gradient through a parameter of 1s times it.
 */
export function drawCase(opCase: OpCase, seed: number): DrawnCase {
  const builder = new ProgramBuilder();
  const drawn = opCase.inputs.map((input, index) => draw(input, seed + index));
  const ids = opCase.inputs.map((input) => {
    if (!input.type.rows)
      return builder.parameter(input.name, {
        shape: input.type.shape,
        role: "model",
        initial: { kind: "constant", value: 0 },
      });
    const given = builder.input(input.name, input.type, { kind: "row" });
    if (input.type.dtype === "int32") return given;
    const scale = builder.parameter(`${input.name}-scale`, {
      shape: input.type.shape,
      role: "model",
      initial: { kind: "constant", value: 1 },
    });
    return builder.mul(given, scale);
  });
  const value = opCase.write(builder, ids);
  const inputs: Record<string, ArrayLike<number>> = {};
  const parameters: Record<string, Float32Array> = {};
  opCase.inputs.forEach((input, index) => {
    if (input.type.rows) inputs[input.name] = drawn[index];
    if (!input.type.rows) parameters[`/${input.name}`] = Float32Array.from(drawn[index]);
    else if (input.type.dtype === "float32")
      parameters[`/${input.name}-scale`] = new Float32Array(sizeOf(input.type.shape)).fill(1);
  });
  return { builder, value, drawn, inputs, parameters };
}
