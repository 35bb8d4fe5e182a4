/** The tfjs engines: tfjs-webgpu, tfjs-wasm and tfjs-cpu, one implementation over three backends. */
import * as tf from "@tensorflow/tfjs";
import { parameterNodes } from "../../program/parameters.ts";
import type { Engine, TfjsEngineId } from "../engine.ts";
import { TrainingSession } from "../session/training-session.ts";
import { writeObjectives } from "../step/objectives.ts";
import { optionsOfReplicas, SequentialReplicas } from "../step/step-executor.ts";
import { evaluationInputs } from "../step/step-feeds.ts";
import { type Backend, type BackendOptions, fetchWebgpuBackend, startBackend } from "./backends.ts";
import { DeviceRows } from "./device-rows.ts";
import { Interpreter } from "./interpreter.ts";
import { TfjsExecutor } from "./tfjs-executor.ts";

export type TfjsEngineOptions = BackendOptions;

async function gradientsOn(backend: Backend, [program, data, rows, values]: Parameters<Engine["gradients"]>) {
  backend.activate();
  const objectives = writeObjectives(program);
  const interpreter = new Interpreter(objectives.nodes);
  const table = new DeviceRows(program.nodes, data);
  const all = parameterNodes(program.nodes);
  const joined = tf.tidy(() => {
    const inputs = new Map([...table.rowFree(evaluationInputs(program)), ...table.gather(rows)]);
    const parameters = new Map(
      all.map(({ name, type }) => [name, tf.tensor(values[name].slice(), [...type.shape], "float32")]),
    );
    const feeds = { batch: rows.length, inputs, parameters };
    const names = new Set(parameters.keys());
    const { objective, gradients } = interpreter.gradients(feeds, objectives.train, names);
    const flat = all.map(({ name }) => tf.reshape(gradients.get(name) ?? tf.zerosLike(parameters.get(name)!), [-1]));
    return tf.concat([tf.reshape(objective, [1]), ...flat]);
  });
  const read = await backend.read(joined);
  backend.activate();
  interpreter.dispose();
  table.dispose();
  let offset = 1;
  const gradients = Object.fromEntries(
    all.map(({ name }): [string, Float32Array] => {
      offset += values[name].length;
      return [name, read.slice(offset - values[name].length, offset)];
    }),
  );
  return { loss: read[0], gradients };
}

/** Fetches what training will need, so that no file of the page is asked for once it runs. */
export async function warmUp(options: TfjsEngineOptions): Promise<void> {
  (await startBackend("tfjs-wasm", options)).dispose();
  await fetchWebgpuBackend();
}

/**
 * Starts a tfjs engine. Engines can be used side by side; those on WebGPU share one device.
 *
 * The same seed gives the same bits on wasm and cpu, and on one graphics adapter for batches below 2,000 rows: above, tfjs
 * splits the sums of matrix products over atomics, whose order is free.
 *
 * @throws E_GPU_NONE without an adapter, E_ENGINE_START where tfjs does not start.
 */
export async function createTfjsEngine(id: TfjsEngineId, options: TfjsEngineOptions = {}): Promise<Engine> {
  const backend = await startBackend(id, options);
  return {
    info: backend.info,
    compile: (program, data, plan) =>
      TrainingSession.create({ program, data, plan }, (own, rates) => {
        const executors = optionsOfReplicas({ ...own, backend }).map((options) => new TfjsExecutor(options));
        return new SequentialReplicas(executors, rates);
      }),
    gradients: (...given) => gradientsOn(backend, given),
    dispose: () => backend.dispose(),
  };
}
