/** The compiled engine against tfjs on the pipelines of the bundled samples: step by step, and running freely. */
import { describe, expect, it } from "vitest";
import type { TensorMap } from "../engine.ts";
import { createEvaluatorEngine } from "../evaluator-engine.ts";
import { startEngine } from "../testing/engines.ts";
import { SAMPLES, sampleCase } from "../testing/sample-cases.ts";

/** All fifty in the long suite. */
const N_STEPS = process.env.DIFFML_FULL === "1" ? 50 : 6;

/** Adam turns the sign of a gradient that is only rounding into a whole step: there tfjs itself is not float64. */
const ROUNDING = 2e-5;
const MOST_ROUNDED = 0.01;

interface Comparison {
  /** Largest difference from tfjs, as a share of the largest number of the parameter, where tfjs is float64. */
  readonly error: number;
  readonly name: string;
  /** Share of the numbers where it is not. */
  readonly rounded: number;
}

function compare(got: TensorMap, tfjs: TensorMap, float64: TensorMap): Comparison {
  let [error, worst, nRounded, nAll] = [0, "", 0, 0];
  for (const [name, values] of Object.entries(tfjs)) {
    const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
    nAll += values.length;
    for (let i = 0; i < values.length; i++) {
      if (Math.abs(values[i] - float64[name][i]) > ROUNDING * size) nRounded++;
      else {
        const own = Math.abs(got[name][i] - values[i]) / size;
        if (!(own <= error)) [error, worst] = [own, name];
      }
    }
  }
  return { error, name: worst, rounded: nRounded / nAll };
}

describe.each(SAMPLES.map((sample) => ({ sample, id: sample.id })))("$id", ({ sample }) => {
  it(`each of ${N_STEPS} steps from tfjs's weights is tfjs's step, and running freely stays near`, async () => {
    const { program, data, plan, schedule } = await sampleCase(sample);
    const compileOn = async (id: "tfjs-wasm" | "compiled-wasm") =>
      (await startEngine(id))!.compile(program, data, plan);
    const tfjs = await compileOn("tfjs-wasm");
    const compiled = await compileOn("compiled-wasm");
    const free = await compileOn("compiled-wasm");
    const float64 = await createEvaluatorEngine().compile(program, data, plan);
    for (let step = 0; step < N_STEPS; step++) {
      const start = await tfjs.read("current");
      const [[wanted], [got], [own]] = [
        await tfjs.run(1, schedule),
        await runFrom(compiled),
        await free.run(1, schedule),
      ];
      await runFrom(float64);
      const loss = wanted.losses[0].train;
      expect(Math.abs(got.losses[0].train - loss) / Math.max(Math.abs(loss), 1e-3)).toBeLessThan(1e-5);
      expect(Math.abs(own.losses[0].train - loss) / Math.max(Math.abs(loss), 1e-3)).toBeLessThan(2e-2);
      const states = [await compiled.read("current"), await tfjs.read("current"), await float64.read("current")];
      const { error, name, rounded } = compare(states[0].parameters, states[1].parameters, states[2].parameters);
      expect(error, name).toBeLessThan(1e-4);
      expect(rounded).toBeLessThan(MOST_ROUNDED);

      async function runFrom(trainable: typeof compiled) {
        await trainable.write(start);
        return trainable.run(1, schedule);
      }
    }
    for (const each of [tfjs, compiled, free, float64]) each.dispose();
  });
});
