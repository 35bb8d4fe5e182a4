/** An op case as a pass: its value and gradients, run by an emitted kernel or module and compared with the float64 evaluator. */
import { evaluate } from "../../../program/evaluate.ts";
import { gradient } from "../../../program/gradient.ts";
import type { OpName } from "../../../program/ops.ts";
import { sizeOf, type ValueId } from "../../../program/types.ts";
import type { RowInput } from "../../step/row-inputs.ts";
import { drawCase, N_ROWS, objectiveOf } from "../../testing/draw-case.ts";
import { ADJOINT_OPS, type OpCase } from "../../testing/op-cases.ts";
import { differs, type Tolerance } from "../../testing/tolerance.ts";
import { compilePass } from "../compile-pass.ts";
import type { Pass } from "../statements.ts";

export interface PassCase {
  readonly pass: Pass;
  readonly nRows: number;
  readonly inputs: readonly RowInput[];
  readonly parameters: Readonly<Record<string, Float32Array>>;
}

/** @returns the wanted values by name. */
export type RunPass = (passCase: PassCase) => Promise<Readonly<Record<string, ArrayLike<number>>>>;

/** The value (its mean over the rows where it is row-bound), and gradients of a scalar of it. */
export async function checkPass(
  op: OpName,
  opCase: OpCase,
  options: { readonly seed: number; readonly tolerance: Tolerance; readonly run: RunPass },
): Promise<readonly string[]> {
  const { builder, value, inputs, parameters } = drawCase(opCase, options.seed);
  const isRowBound = builder.typeOf(value).rows;
  const wanted = new Map<string, ValueId>();
  if (builder.typeOf(value).dtype === "float32") wanted.set("value", isRowBound ? builder.meanRows(value) : value);
  if (!ADJOINT_OPS.has(op)) {
    const ids = builder.nodes.flatMap((node, id) => (node.kind === "parameter" ? [{ id, name: node.name }] : []));
    const gradients = gradient(
      builder,
      // The slope of a square of a mean depends on all rows, which is no pass.
      objectiveOf(builder, value, op === "meanRows"),
      ids.map(({ id }) => id),
    );
    gradients.forEach((id, index) => {
      if (id !== undefined) wanted.set(ids[index].name, id);
    });
  }
  const rowInputs = builder.nodes.flatMap((node): RowInput[] => {
    if (node.kind !== "input" || !node.type.rows) return [];
    const { shape, dtype } = node.type;
    const values = dtype === "int32" ? Int32Array.from(inputs[node.name]) : Float32Array.from(inputs[node.name]);
    return [{ name: node.name, dtype, shape, width: sizeOf(shape), values }];
  });
  const reference = evaluate(builder.nodes, { nRows: N_ROWS, inputs, parameters }, [...wanted.values()]);
  const pass = compilePass(builder.nodes, wanted);
  const got = await options.run({ pass, nRows: N_ROWS, inputs: rowInputs, parameters });
  return [...wanted.keys()].flatMap((name, index) => {
    const problem = differs(got[name], reference[index].data, options.tolerance);
    return problem ? [`${op} (${opCase.title}), ${name}: ${problem}`] : [];
  });
}
