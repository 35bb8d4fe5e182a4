import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { randomNormals } from "../../base/random.ts";
import type { OptimiserSettings } from "../engine.ts";
import { startEngine } from "../testing/engines.ts";
import { differs } from "../testing/tolerance.ts";
import { DeviceGroup } from "../tfjs/device-group.ts";
import { updateOnArrays } from "./optimiser-rule.ts";
import type { GroupValues, ParameterGroup } from "./parameter-groups.ts";

const LENGTH = 7;
const N_STEPS = 12;
const RATE = 0.03;
const NEAR = { absolute: 1e-6, relative: 1e-5 };

const group: ParameterGroup = {
  role: "model",
  members: [
    { name: "a", shape: [2, 2], offset: 0, size: 4 },
    { name: "b", shape: [3], offset: 4, size: 3 },
  ],
  length: LENGTH,
  decay: Float32Array.of(1, 1, 1, 1, 0, 0, 0),
};

const base = { rate: 0.5, beta1: 0.9, beta2: 0.99, epsilon: 1e-7, weightDecay: 0, clipNorm: Number.POSITIVE_INFINITY };
const start: GroupValues = {
  values: randomNormals({ seed: 1, stream: 90, step: 0 }, LENGTH),
  m: new Float32Array(LENGTH),
  v: new Float32Array(LENGTH),
  nUpdates: 0,
};
const gradientAt = (step: number) => randomNormals({ seed: 1, stream: 91, step }, LENGTH);

function onArrays(settings: OptimiserSettings): Float32Array {
  let state = start;
  for (let step = 0; step < N_STEPS; step++) {
    const gradient = Float64Array.from(gradientAt(step));
    state = updateOnArrays({ group, state, settings, gradient, learningRate: RATE });
  }
  return state.values;
}

function onDevice(settings: OptimiserSettings): Float32Array {
  const device = new DeviceGroup(group, settings);
  tf.tidy(() => device.load(start));
  for (let step = 0; step < N_STEPS; step++) {
    tf.tidy(() => {
      const flat = gradientAt(step);
      const gradients = new Map<string, tf.Tensor>([
        ["a", tf.tensor2d(flat.slice(0, 4), [2, 2])],
        ["b", tf.tensor1d(flat.slice(4))],
      ]);
      device.update(gradients, RATE);
    });
  }
  const values = Float32Array.from(device.vectors[0].dataSync());
  device.dispose();
  return values;
}

function byTfjs(optimiser: tf.Optimizer): Float32Array {
  const variable = tf.variable(tf.tensor1d(start.values.slice()));
  for (let step = 0; step < N_STEPS; step++) {
    tf.tidy(() => optimiser.applyGradients({ [variable.name]: tf.tensor1d(gradientAt(step)) }));
  }
  const values = Float32Array.from(variable.dataSync());
  variable.dispose();
  optimiser.dispose();
  return values;
}

describe("optimisers", () => {
  it("Adam is tfjs's own Adam", async () => {
    await startEngine("tfjs-cpu");
    const settings = { ...base, kind: "adam" } as const;
    const wanted = byTfjs(tf.train.adam(RATE * base.rate, base.beta1, base.beta2, base.epsilon));
    expect(differs(onArrays(settings), wanted, NEAR)).toBeUndefined();
    expect(differs(onDevice(settings), wanted, NEAR)).toBeUndefined();
  });

  it("SGD is tfjs's own momentum", async () => {
    await startEngine("tfjs-cpu");
    const settings = { ...base, kind: "sgd" } as const;
    const wanted = byTfjs(tf.train.momentum(RATE * base.rate, base.beta1));
    expect(differs(onArrays(settings), wanted, NEAR)).toBeUndefined();
    expect(differs(onDevice(settings), wanted, NEAR)).toBeUndefined();
  });

  it("decay shrinks what decays and nothing else, and does not pass through the moments", async () => {
    await startEngine("tfjs-cpu");
    const settings = { ...base, kind: "sgd", beta1: 0, weightDecay: 0.1 } as const;
    const shrink = 1 - RATE * base.rate * settings.weightDecay;
    const wanted = start.values.slice();
    for (let step = 0; step < N_STEPS; step++) {
      const gradient = gradientAt(step);
      for (let i = 0; i < LENGTH; i++) wanted[i] = wanted[i] * (i < 4 ? shrink : 1) - RATE * base.rate * gradient[i];
    }
    expect(differs(onArrays(settings), wanted, NEAR)).toBeUndefined();
    expect(differs(onDevice(settings), wanted, NEAR)).toBeUndefined();
  });

  it("a gradient is scaled down to the norm, all parameters of the role together", async () => {
    await startEngine("tfjs-cpu");
    const settings = { ...base, kind: "sgd", beta1: 0, clipNorm: 0.5 } as const;
    const wanted = start.values.slice();
    for (let step = 0; step < N_STEPS; step++) {
      const gradient = gradientAt(step);
      const scale = Math.min(1, 0.5 / Math.hypot(...gradient));
      for (let i = 0; i < LENGTH; i++) wanted[i] -= RATE * base.rate * scale * gradient[i];
    }
    expect(differs(onArrays(settings), wanted, NEAR)).toBeUndefined();
    expect(differs(onDevice(settings), wanted, NEAR)).toBeUndefined();
  });
});
