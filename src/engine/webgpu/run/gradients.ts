/** Objective and gradients at given parameters and rows, by one pass on the device. */
import { parameterNodes } from "../../../program/parameters.ts";
import type { Engine } from "../../engine.ts";
import { compilePass } from "../../loops/compile-pass.ts";
import { gradientProgram } from "../../step/gradient-program.ts";
import { writeObjectives } from "../../step/objectives.ts";
import { gatherRows, rowInputs } from "../../step/row-inputs.ts";
import { evaluationInputs } from "../../step/step-feeds.ts";
import type { Gpu } from "./gpu.ts";
import { runOnDevice } from "./run-on-device.ts";

const LOSS = "the objective";

export async function gradientsOnDevice(
  gpu: Gpu,
  [program, data, rows, parameters]: Parameters<Engine["gradients"]>,
): ReturnType<Engine["gradients"]> {
  const objectives = writeObjectives(program);
  const all = parameterNodes(program.nodes);
  const names = new Set(all.map(({ name }) => name));
  const { nodes, gradients } = gradientProgram(objectives, objectives.train, names);
  const pass = compilePass(nodes, new Map([[LOSS, objectives.train], ...gradients]));
  const gathered = rowInputs(program.nodes, data).map((input) => {
    const values = gatherRows(input, rows);
    return { ...input, values: input.dtype === "int32" ? Int32Array.from(values) : Float32Array.from(values) };
  });
  const inputs = evaluationInputs(program);
  const got = await runOnDevice(gpu, pass, { nRows: rows.length, rowInputs: gathered, inputs, parameters });
  return {
    loss: got[LOSS][0],
    gradients: Object.fromEntries(
      all.map(({ name }) => [name, got[name] ?? new Float32Array(parameters[name].length)]),
    ),
  };
}
