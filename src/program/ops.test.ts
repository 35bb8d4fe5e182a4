import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StudioError } from "../base/error.ts";
import { ProgramBuilder } from "./builder.ts";
import { evaluate } from "./evaluate.ts";
import { gradient } from "./gradient.ts";
import type { OpName } from "./ops.ts";
import { shapeOf } from "./shapes.ts";
import { type OpCase, type OpSample, places, type Read } from "./testing/op-case.ts";
import { OP_CASES } from "./testing/op-cases.ts";
import { sampleValues } from "./testing/sample-values.ts";
import { sizeOf, type ValueId, type ValueType } from "./types.ts";
import { vjpRules } from "./vjp.ts";

const STEP = 1e-5;
const opNames = Object.keys(OP_CASES) as OpName[];
const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const batches = fc.integer({ min: 1, max: 4 });

interface Written {
  readonly builder: ProgramBuilder;
  readonly inputs: readonly ValueId[];
  readonly output: ValueId;
  readonly feeds: Record<string, Float64Array>;
}

function write<Name extends OpName>(
  op: Name,
  opCase: OpCase<Name>,
  sample: OpSample<Name>,
  seed: number,
  nRows: number,
): Written {
  const builder = new ProgramBuilder();
  const inputs = sample.inputs.map(({ type }, input) => builder.input(`x${input}`, type));
  const { range, hasKinks } = opCase;
  const values = sample.inputs.map((input, i) => [
    `x${i}`,
    sampleValues(input, { seed, input: i, nRows, range, hasKinks }),
  ]);
  return { builder, inputs, output: builder.op(op, inputs, sample.attributes), feeds: Object.fromEntries(values) };
}

function reader(types: readonly ValueType[], values: readonly Float64Array[]): Read {
  return (input, row, index) => {
    const { shape, rows } = types[input];
    const aligned = index.slice(index.length - shape.length);
    const flat = shape.reduce((sofar, length, axis) => sofar * length + (length === 1 ? 0 : aligned[axis]), 0);
    return values[input][(rows ? row : 0) * sizeOf(shape) + flat];
  };
}

/** A row-free scalar that depends on every element of `value` with a weight of its own. */
function objectiveOf(
  builder: ProgramBuilder,
  value: ValueId,
  feeds: Record<string, Float64Array>,
  nRows: number,
): ValueId {
  const type = builder.typeOf(value);
  feeds.weights = sampleValues({ type }, { seed: 7, input: 99, nRows });
  const weighted = builder.mul(value, builder.input("weights", type));
  let total = type.rows ? builder.meanRows(weighted) : weighted;
  while (builder.typeOf(total).shape.length > 0) total = builder.sum(total, 0);
  return total;
}

function expectNear(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
}

function checkValues<Name extends OpName>(op: Name): void {
  const opCase = OP_CASES[op] as OpCase<Name>;
  fc.assert(
    fc.property(opCase.samples, seeds, batches, (sample, seed, nRows) => {
      const { builder, output, feeds } = write(op, opCase, sample, seed, nRows);
      const type = builder.typeOf(output);
      const [tensor] = evaluate(builder.nodes, { nRows, inputs: feeds, parameters: {} }, [output]);
      const types = sample.inputs.map((input) => input.type);
      const read = reader(
        types,
        types.map((_, i) => feeds[`x${i}`]),
      );
      const outputRows = type.rows ? nRows : 1;
      expect(tensor.data).toHaveLength(outputRows * sizeOf(type.shape));
      let element = 0;
      for (let row = 0; row < outputRows; row++) {
        for (const index of places(type.shape)) {
          const expected = opCase.reference(read, { row, index, nRows, inputs: types, attributes: sample.attributes });
          expectNear(tensor.data[element++], expected, 1e-11);
        }
      }
    }),
    { numRuns: 60 },
  );
}

function checkGradient<Name extends OpName>(op: Name): void {
  const opCase = OP_CASES[op] as OpCase<Name>;
  fc.assert(
    fc.property(opCase.samples, seeds, batches, (sample, seed, nRows) => {
      const { builder, inputs, output, feeds } = write(op, opCase, sample, seed, nRows);
      const objective = objectiveOf(builder, output, feeds, nRows);
      const at = (given: Record<string, Float64Array>) =>
        evaluate(builder.nodes, { nRows, inputs: given, parameters: {} }, [objective])[0].data[0];
      const gradients = gradient(builder, objective, inputs);
      sample.inputs.forEach(({ type }, input) => {
        if (type.dtype === "int32" || opCase.statistics?.includes(input)) {
          expect(gradients[input]).toBeUndefined();
          return;
        }
        const id = gradients[input];
        if (id !== undefined) expect(builder.typeOf(id)).toEqual(type);
        const analytic =
          id === undefined ? [] : evaluate(builder.nodes, { nRows, inputs: feeds, parameters: {} }, [id])[0].data;
        feeds[`x${input}`].forEach((value, element) => {
          const moved = (by: number) => {
            const values = Float64Array.from(feeds[`x${input}`]);
            values[element] = value + by;
            return at({ ...feeds, [`x${input}`]: values });
          };
          expectNear(analytic[element] ?? 0, (moved(STEP) - moved(-STEP)) / (2 * STEP), 1e-7);
        });
      });
    }),
    { numRuns: 40 },
  );
}

describe.each(opNames)("op %s", (op) => {
  test("values are those of an independent definition", () => checkValues(op));

  test("refuses inputs that do not fit", () => {
    expect(OP_CASES[op].bad.length).toBeGreaterThan(0);
    for (const { inputs, attributes } of OP_CASES[op].bad) {
      expect(() => shapeOf(op, inputs, attributes as never)).toThrow(StudioError);
      expect(() => shapeOf(op, inputs, attributes as never)).toThrow(/E_SHAPE_OP/);
    }
  });

  test(vjpRules[op] ? "gradient is that of central differences" : "has first-order use alone", () => {
    if (vjpRules[op]) return checkGradient(op);
    const [sample] = fc.sample(OP_CASES[op].samples as fc.Arbitrary<OpSample<OpName>>, { numRuns: 1, seed: 1 });
    const builder = new ProgramBuilder();
    const inputs = sample.inputs.map(({ type }, input) => builder.input(`x${input}`, type));
    const objective = objectiveOf(builder, builder.op(op, inputs, sample.attributes as never), {}, 2);
    expect(() => gradient(builder, objective, inputs)).toThrow(/E_PROGRAM_SECOND_ORDER/);
  });
});
