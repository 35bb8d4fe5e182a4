/** Averages of weights, by plain sums over the weights after each step. */
import { describe, expect, it } from "vitest";
import type { Engine, TensorMap, TrainingState } from "../engine.ts";
import { createEvaluatorEngine } from "../reference/evaluator-engine.ts";
import { startEngine } from "../testing/engines.ts";
import { makeData, makePlan, makeProgram, SCHEDULE } from "../testing/training-cases.ts";

const DECAY = 0.7;
const N_STEPS = 9;
/** Averages are rounded to float32 at each step. */
const DIGITS = 5;

const data = makeData("binary");
const program = makeProgram("binary", "none", data);

/** Σ dᵗ⁻ⁱ·pᵢ / Σ dᵗ⁻ⁱ of the weights that t updates left. */
function averageOf(weights: readonly TensorMap[]): TensorMap {
  const shares = weights.map((_, i) => DECAY ** (weights.length - 1 - i));
  const whole = shares.reduce((sum, share) => sum + share);
  return Object.fromEntries(
    Object.keys(weights[0]).map((name) => [
      name,
      weights[0][name].map((_, k) => weights.reduce((sum, own, i) => sum + (shares[i] * own[name][k]) / whole, 0)),
    ]),
  );
}

function expectClose(got: TensorMap, wanted: TensorMap): void {
  for (const [name, values] of Object.entries(wanted)) {
    values.forEach((value, i) => {
      expect(got[name][i], `${name}[${i}]`).toBeCloseTo(value, DIGITS);
    });
  }
}

const averagesIn = ({ parameters, optimiser }: TrainingState): TensorMap =>
  Object.fromEntries(Object.keys(parameters).map((name) => [name, optimiser[`${name}/a`]]));

async function engineFor(id: "evaluator" | "compiled-wasm" | "tfjs-cpu"): Promise<Engine> {
  const engine = id === "evaluator" ? createEvaluatorEngine() : await startEngine(id);
  if (!engine) throw new Error(`${id} did not start`);
  return engine;
}

describe.each(["evaluator", "compiled-wasm", "tfjs-cpu"] as const)("averages on %s", (id) => {
  it("are those of the weights after each update, which move as they would without", async () => {
    const engine = await engineFor(id);
    const [plain, averaged] = [
      await engine.compile(program, data, makePlan()),
      await engine.compile(program, data, makePlan({ averageDecay: DECAY })),
    ];
    const weights: TensorMap[] = [];
    for (let step = 0; step < N_STEPS; step++) {
      await plain.run(1, SCHEDULE);
      weights.push((await plain.read("current")).parameters);
    }
    await averaged.run(N_STEPS, SCHEDULE);
    const state = await averaged.read("current");
    expect(state.parameters).toEqual(weights.at(-1));
    expectClose(averagesIn(state), averageOf(weights));
    for (const each of [plain, averaged]) each.dispose();
  });

  it("are what is evaluated, watched and kept", async () => {
    const engine = await engineFor(id);
    const [plain, averaged] = [
      await engine.compile(program, data, makePlan()),
      await engine.compile(program, data, makePlan({ averageDecay: DECAY, evaluateEvery: N_STEPS })),
    ];
    const [untrained] = await averaged.run(0, SCHEDULE);
    expect(untrained.best).toBeUndefined();
    const [report] = await averaged.run(2 * N_STEPS, SCHEDULE);
    const state = await averaged.read("current");
    const average = averagesIn(state);
    await plain.write({ step: state.step, parameters: average, optimiser: {} });
    expect(await averaged.evaluate("test", SCHEDULE)).toBe(await plain.evaluate("test", SCHEDULE));
    expect(report.losses.at(-1)?.validation).toBe(await plain.evaluate("validation", SCHEDULE));
    const [at] = await plain.run(0, SCHEDULE);
    expect(report.probes).toEqual(at.probes);
    const best = await averaged.read("best");
    expect(best.step).toBe(report.best?.step);
    expect(best.parameters).toEqual(averagesIn(best));
    if (best.step === state.step) expect(best.parameters).toEqual(average);
    await plain.write(best);
    expect(await plain.evaluate("validation", SCHEDULE)).toBeCloseTo(report.best!.validation, 5);
    for (const each of [plain, averaged]) each.dispose();
  });
});
