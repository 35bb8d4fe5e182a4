/** Every op of a prediction on random inputs that fit, and what the evaluator says: what each export's table of ops is held to. */
import fc from "fast-check";
import { evaluateOp } from "../../program/evaluate-ops.ts";
import { isPredictionOp, type PredictionOp } from "../../program/op-traits.ts";
import type { OpAttributes, OpName } from "../../program/ops.ts";
import { shapeOf } from "../../program/shapes.ts";
import { OP_CASES } from "../../program/testing/op-cases.ts";
import { sampleValues } from "../../program/testing/sample-values.ts";
import type { ValueType } from "../../program/types.ts";

export interface OpRun {
  readonly op: PredictionOp;
  readonly inputs: readonly { readonly type: ValueType; readonly data: Float64Array }[];
  readonly attributes: OpAttributes[PredictionOp];
  readonly type: ValueType;
  readonly expected: Float64Array;
}

export const N_ROWS = 3;
export const PREDICTION_OPS = (Object.keys(OP_CASES) as OpName[]).filter(isPredictionOp);

export function opRuns<Name extends PredictionOp>(op: Name): readonly OpRun[] {
  const opCase = OP_CASES[op];
  return fc.sample(opCase.samples, { numRuns: 6, seed: 7 }).map(({ inputs, attributes }, seed) => {
    const values = inputs.map((input, at) => ({
      type: input.type,
      data: sampleValues(input, {
        seed,
        input: at,
        nRows: N_ROWS,
        ...(opCase.range ? { range: opCase.range } : {}),
        hasKinks: opCase.hasKinks ?? false,
      }),
    }));
    const type = shapeOf(
      op,
      inputs.map((input) => input.type),
      attributes,
    );
    const nRows = type.rows ? N_ROWS : 1;
    const tensors = values.map((value) => ({ ...value, nRows: value.type.rows ? N_ROWS : 1 }));
    const expected = evaluateOp(op, tensors, attributes, { type, nRows, batch: N_ROWS });
    return { op, inputs: values, attributes, type, expected };
  });
}
