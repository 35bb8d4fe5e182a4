/** The compiled engines against tfjs on the pipelines of the bundled samples: step by step, and running freely. */
import { afterAll, describe, expect, it } from "vitest";
import type { Engine, TensorMap } from "../engine.ts";
import { createEvaluatorEngine } from "../reference/evaluator-engine.ts";
import { createCompiledWebgpuEngine } from "../webgpu/run/webgpu-engine.ts";
import { openTestGpu } from "../webgpu/testing/test-gpu.ts";
import { startEngine } from "./engines.ts";
import { SAMPLES, sampleCase } from "./sample-cases.ts";

/** All fifty in the long suite. */
const isFull = process.env.DIFFML_FULL === "1";

/** Adam turns the sign of a gradient that is only rounding into a whole step: there tfjs itself is not float64. */
const ROUNDING = 2e-5;

const MOST: Comparison = { loss: 1e-5, parameters: 1e-4, rounded: 0.01, freeLoss: 2e-2 };

/** The worst of all steps. */
interface Comparison {
  /** Of the loss, as a share of tfjs's. */
  readonly loss: number;
  /** Largest difference from tfjs, as a share of the largest number of the parameter, where tfjs is float64. */
  readonly parameters: number;
  /** Share of the numbers where it is not. */
  readonly rounded: number;
  /** Of the loss of an engine that goes its own way. */
  readonly freeLoss: number;
}

function compare(got: TensorMap, tfjs: TensorMap, float64: TensorMap): Pick<Comparison, "parameters" | "rounded"> {
  let [parameters, nRounded, nAll] = [0, 0, 0];
  for (const [name, values] of Object.entries(tfjs)) {
    const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
    nAll += values.length;
    for (let i = 0; i < values.length; i++) {
      if (Math.abs(values[i] - float64[name][i]) > ROUNDING * size) nRounded++;
      else {
        parameters = Math.max(parameters, Math.abs(got[name][i] - values[i]) / size);
      }
    }
  }
  return { parameters, rounded: nRounded / nAll };
}

/** Follows tfjs for so many steps: each from tfjs's weights, and all of them from the same start. */
async function follow(engine: Engine, sample: (typeof SAMPLES)[number], nSteps: number): Promise<Comparison> {
  const { program, data, plan, schedule } = await sampleCase(sample);
  const engines = [(await startEngine("tfjs-wasm"))!, engine, engine, createEvaluatorEngine()];
  const trained = await Promise.all(engines.map((each) => each.compile(program, data, plan)));
  const [tfjs, compiled, , float64] = trained;
  const worst = { loss: 0, parameters: 0, rounded: 0, freeLoss: 0 };
  const note = (found: Partial<Comparison>) => {
    for (const name of ["loss", "parameters", "rounded", "freeLoss"] as const) {
      // NaN stays.
      worst[name] = Math.max(worst[name], found[name] ?? 0);
    }
  };
  for (let step = 0; step < nSteps; step++) {
    const start = await tfjs.read("current");
    for (const each of [compiled, float64]) await each.write(start);
    const [[wanted], [got], [own]] = await Promise.all(trained.map((each) => each.run(1, schedule)));
    const loss = wanted.losses[0].train;
    const off = (other: number) => Math.abs(other - loss) / Math.max(Math.abs(loss), 1e-3);
    note({ loss: off(got.losses[0].train), freeLoss: off(own.losses[0].train) });
    const states = await Promise.all([compiled, tfjs, float64].map((each) => each.read("current")));
    note(compare(states[0].parameters, states[1].parameters, states[2].parameters));
  }
  for (const each of trained) each.dispose();
  return worst;
}

const gpu = await openTestGpu();
afterAll(() => gpu?.release());

/** A software adapter takes seconds to compile the kernels of a sample: every day a classification and a regression. */
const ENGINES = [
  { id: "compiled-wasm", nSteps: isFull ? 50 : 6, samples: SAMPLES, start: () => startEngine("compiled-wasm") },
  {
    id: "compiled-webgpu",
    nSteps: isFull ? 50 : 2,
    samples: isFull ? SAMPLES : SAMPLES.filter(({ id }) => id === "messy-penguins"),
    start: async () => gpu && createCompiledWebgpuEngine({ gpuDevice: gpu.opened }),
  },
];

describe.each(ENGINES)(
  "each of $nSteps steps on $id from tfjs's weights is tfjs's, and running freely is near",
  (own) => {
    it.for(own.samples.map((sample) => ({ sample, id: sample.id })))("$id", async ({ sample, id }, context) => {
      const engine = await own.start();
      if (!engine) return context.skip();
      const worst = await follow(engine, sample, own.nSteps);
      if (isFull) console.log(own.id, id, worst);
      for (const name of ["loss", "parameters", "rounded", "freeLoss"] as const) {
        expect(worst[name], name).toBeLessThan(MOST[name]);
      }
    });
  },
);
