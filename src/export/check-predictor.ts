/** Whether a stored predictor fits the columns that it says it reads. */

import { studioError } from "../base/error.ts";
import { outputsOf } from "../pipeline/loss.ts";
import { TABLE_INPUTS } from "../program/inputs.ts";
import { type ParameterNode, sizeOf, type ValueType } from "../program/types.ts";
import type { DatasetSchema } from "../table/types.ts";
import type { Predictor } from "../training/types.ts";
import { typeText } from "./program-schema.ts";

/**
 * Whether a predictor fits the columns that it says it reads: inputs, outputs and a finite tensor for each parameter.
 *
 * @throws E_FILE_PROGRAM, E_FILE_PARAMETERS
 */
export function checkPredictor(predictor: Predictor, schema: DatasetSchema, where: string): void {
  const { program, parameters } = predictor;
  const nNumbers = schema.numbers.length;
  const wanted: Readonly<Record<string, ValueType>> = {
    [TABLE_INPUTS.numbers]: { rows: true, shape: [nNumbers], dtype: "float32" },
    [TABLE_INPUTS.missing]: { rows: true, shape: [nNumbers], dtype: "float32" },
    [TABLE_INPUTS.categories]: { rows: true, shape: [schema.categories.length], dtype: "int32" },
  };
  for (const node of program.nodes) {
    if (node.kind === "input") {
      const type = Object.hasOwn(wanted, node.name) ? typeText(wanted[node.name]) : "an input of the table";
      if (type !== typeText(node.type))
        throw studioError("E_FILE_PROGRAM", {
          where: `${where}, input ${node.name}`,
          expected: type,
          got: typeText(node.type),
        });
    } else if (node.kind === "parameter") {
      checkParameter(node, Object.hasOwn(parameters, node.name) ? parameters[node.name] : undefined, where);
    }
  }
  const { task, classes } = schema.target;
  const { rows, shape, dtype } = program.nodes[program.outputs.prediction].type;
  const outputs = outputsOf(task, classes.length);
  if (!rows || dtype !== "float32" || shape.length !== 2 || shape[0] < 1 || shape[1] !== outputs) {
    throw studioError("E_FILE_PROGRAM", {
      where: `${where}, outputs.prediction`,
      expected: `float32 rows [members, ${outputs}]`,
      got: typeText(program.nodes[program.outputs.prediction].type),
    });
  }
}

function checkParameter(node: ParameterNode, values: Float32Array | undefined, where: string): void {
  const size = sizeOf(node.type.shape);
  const bad = values?.findIndex((value) => !Number.isFinite(value)) ?? -1;
  if (values?.length === size && bad < 0) return;
  const got = values === undefined ? "nothing" : bad >= 0 ? `${values[bad]} at element ${bad}` : `${values.length}`;
  throw studioError("E_FILE_PARAMETERS", { where, name: node.name, size, got });
}
