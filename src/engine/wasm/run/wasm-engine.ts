/** The compiled engine on the CPU: programs become WebAssembly SIMD. */

import { studioError } from "../../../base/error.ts";
import { engineText } from "../../../base/texts/engine.ts";
import { parameterNodes } from "../../../program/parameters.ts";
import type { Program } from "../../../program/types.ts";
import type { Engine, TensorMap, TrainingData } from "../../engine.ts";
import { compilePass } from "../../loops/compile-pass.ts";
import { layOut } from "../../loops/parameter-layout.ts";
import { OUTPUTS } from "../../loops/step-passes.ts";
import { TrainingSession } from "../../session/training-session.ts";
import { gradientProgram } from "../../step/gradient-program.ts";
import { writeObjectives } from "../../step/objectives.ts";
import { groupParameters } from "../../step/parameter-groups.ts";
import { rowInputs } from "../../step/row-inputs.ts";
import { SequentialReplicas } from "../../step/step-executor.ts";
import { evaluationInputs } from "../../step/step-feeds.ts";
import { ModuleWriter } from "../emit/assembler.ts";
import { SharedSteps } from "./shared-steps.ts";
import type { ThreadStock } from "./threads.ts";
import { WasmExecutor } from "./wasm-executor.ts";
import { WasmProgram } from "./wasm-program.ts";

async function gradientsOf(program: Program, data: TrainingData, rows: Uint32Array, parameters: TensorMap) {
  const objectives = writeObjectives(program);
  const names = new Set(parameterNodes(program.nodes).map(({ name }) => name));
  const { nodes, gradients } = gradientProgram(objectives, objectives.train, names);
  const pass = compilePass(nodes, new Map([[OUTPUTS.trainLoss, objectives.train], ...gradients]));
  const layout = layOut(program, groupParameters(program, { frozen: [] }));
  const inputs = rowInputs(program.nodes, data);
  const wasm = await WasmProgram.create({ passes: [pass], layout, inputs, maxRows: rows.length });
  const { gradient, replicas } = wasm.regions;
  const at = replicas[0].parameters;
  const vector = wasm.float32(at, layout.length);
  for (const { name, offset } of layout.spans.values()) vector.set(parameters[name], offset);
  wasm.feed(evaluationInputs(program));
  wasm.run(pass, rows, at);
  const flat = wasm.float32(gradient, layout.length);
  return {
    loss: wasm.output(pass, OUTPUTS.trainLoss),
    gradients: Object.fromEntries(
      [...layout.spans.values()].map(({ name, offset, size }) => [name, flat.slice(offset, offset + size)]),
    ),
  };
}

/** A module with one function that leaves a vector and drops it. */
function hasSimd(): boolean {
  const module = new ModuleWriter();
  module.function([], [], (writer) => writer.f32x4(0).do("drop"));
  return WebAssembly.validate(module.encode(1));
}

/** Of all engines of a thread: trainings of one run follow those of another. */
const STEPS = new SharedSteps();

/**
 * @param steps what is compiled is shared through these; absent: with all engines of the thread.
 * @throws E_ENGINE_START without WebAssembly SIMD.
 */
export async function createCompiledWasmEngine(threads?: ThreadStock, steps = STEPS): Promise<Engine> {
  if (!hasSimd()) {
    throw studioError("E_ENGINE_START", { engine: "compiled-wasm", problem: "no SIMD" });
  }
  const title = engineText("titleWasm", { nThreads: threads?.nThreads ?? 1 });
  return {
    info: { id: "compiled-wasm", title, isSoftware: false, adapter: "" },
    compile: (program, data, plan) =>
      TrainingSession.create({ program, data, plan }, async (options, rates) => {
        const executors = await WasmExecutor.create(options, steps, threads);
        return new SequentialReplicas(executors, rates);
      }),
    gradients: gradientsOf,
    dispose() {},
  };
}
