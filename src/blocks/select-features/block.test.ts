import { expect, test } from "vitest";
import { randomNormal, randomUniform } from "../../base/random.ts";
import { rowLoss } from "../../pipeline/loss.ts";
import { evaluate } from "../../program/evaluate.ts";
import { gradient } from "../../program/gradient.ts";
import { hardenParameters, parameterNodes } from "../../program/parameters.ts";
import { program as linearModel } from "../linear-model/program.ts";
import { schemaOf, writeBlock } from "../testing/run-features.ts";
import { explain } from "./explain.ts";
import { fit } from "./fit.ts";
import { program } from "./program.ts";
import { spec } from "./spec.ts";

const parts = { spec, fit, program, explain };
const features = ["age", "colour=red", "colour=blue", "size"];
const limit = (x: number) => Math.min(Math.max(x, 0), 1);

test("z = clip(μ + ½ + σ·ε, 0, 1) with σ = ½; columns of one original share a gate", () => {
  const run = writeBlock(parts, { features });
  const [mu, noise] = [
    [0.1, -0.3, 0.9],
    [0.4, 1, -2],
  ];
  const [age, colour, size] = mu.map((value, i) => limit(value + 0.5 + 0.5 * noise[i]));
  const x = [3, -1, 2, 10, 1, 1, 1, 1];
  const feeds = { nRows: 2, inputs: { x, "b/gates": noise }, parameters: { "b/gates": mu } };
  const expected = x.map((value, i) => value * [age, colour, colour, size][i % 4]);
  run.read(run.value("features"), feeds).forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i], 12);
  });
});

test.each([
  { nColumns: 3, nTrainRows: 200, share: 10 },
  { nColumns: 20, nTrainRows: 1000, share: 20 },
  { nColumns: 20, nTrainRows: 5000, share: 100 },
])("an open gate of $nColumns costs λ / $share times its chance to be open", ({ nColumns, nTrainRows, share }) => {
  const names = Array.from({ length: nColumns }, (_, i) => `c${i}`);
  const run = writeBlock(parts, { features: names, settings: { strength: 0.4 }, nTrainRows });
  const mu = names.map((_, i) => [0.1, -0.9, 0.6][i % 3]);
  // Chance of μ + ½ + σ·ε > 0 by counting draws.
  const nDraws = 20_000;
  const open = mu.map((value, gate) => {
    let count = 0;
    for (let i = 0; i < nDraws; i++) {
      if (value + 0.5 + 0.5 * randomNormal({ seed: 1, stream: 77, step: gate }, i) > 0) count++;
    }
    return count / nDraws;
  });
  const [penalty] = run.read(run.builder.penalties[0], { parameters: { "b/gates": mu } });
  expect(penalty).toBeCloseTo((0.4 * open.reduce((sum, chance) => sum + chance, 0)) / share, 2);
});

test("the probe is free of noise and names original columns", () => {
  const run = writeBlock(parts, { features });
  const [probe] = run.probes({ "b/gates": [0.25, -2, 3] });
  expect(probe).toMatchObject({ kind: "gate", rowLabels: ["age", "colour", "size"], values: [0.75, 0, 1] });
});

test("hardening opens a gate exactly where its noise-free value is above 0", () => {
  const run = writeBlock(parts, { features });
  const { values } = hardenParameters(run.builder, { "b/gates": Float32Array.of(-0.4, -0.6, 2) });
  expect(run.probes(values)[0].values).toEqual([1, 0, 1]);
  const inputs = { x: [1, 1, 1, 1], "b/gates": [-4, 4, -4] };
  expect(run.read(run.value("features"), { inputs, parameters: values })).toEqual([1, 0, 0, 1]);
});

test("explanations name what is let through, closed and undecided", () => {
  const run = writeBlock(parts, { features });
  const at = (...gates: number[]) => run.explain({ "b/gates": gates });
  expect(at(1, -2, 1)).toEqual({
    summary: "Lets 2 of 3 columns through and closes 1.",
    details: ["Let through: age and size.", "Closed: colour."],
    certainty: "clear",
  });
  expect(at(1, -2, 0)).toMatchObject({
    summary: "Lets 1 of 3 columns through and closes 1; 1 in between.",
    certainty: "slight",
  });
  expect(at(1, -2, 0).details).toContain("size: 50 % let through, not decided.");
  expect(at(1, 1, 1)).toMatchObject({ summary: "Keeps 3 columns: no gate closed.", certainty: "none" });
  expect(at(0, 0, 0).certainty).toBe("none");
});

/** Trains gates and a logistic regression on 300 rows with Adam, full batch; the first two of ten columns matter. */
function trainedGates(): number[] {
  const [nRows, nColumns] = [300, 10];
  const names = Array.from({ length: nColumns }, (_, i) => `c${i}`);
  const run = writeBlock(parts, { features: names });
  const { builder } = run;
  const { features } = run.ports;
  if (features.type !== "features") throw new Error("no features");
  const model = linearModel({
    builder,
    settings: {},
    statistics: { nFeatures: [nColumns], originals: names },
    inputs: { features },
    schema: schemaOf("binary", ["no", "yes"], ["a.csv"]),
    task: "binary",
    nOutputs: 1,
    nTrainRows: nRows,
  });
  const loss = builder.meanRows(rowLoss(builder, model.prediction.value, { task: "binary" }));
  const objective = builder.add(loss, builder.penalties[0]);
  const parameters = parameterNodes(builder.nodes);
  const gradients = gradient(
    builder,
    objective,
    parameters.map((node) => builder.nodes.indexOf(node)),
  );
  const x = Array.from({ length: nRows * nColumns }, (_, i) => randomNormal({ seed: 6, stream: 50, step: 0 }, i));
  const labels = Array.from({ length: nRows }, (_, row) => {
    const z = 2 * x[row * nColumns] - 2 * x[row * nColumns + 1];
    return Number(randomUniform({ seed: 6, stream: 51, step: 0 }, row) < 1 / (1 + Math.exp(-z)));
  });
  const values = Object.fromEntries(
    parameters.map(({ name, type }) => [name, new Float64Array(type.shape.reduce((a, b) => a * b, 1))]),
  );
  const slots = parameters.map(({ name }) => ({ m: values[name].slice(), v: values[name].slice() }));
  for (let step = 1; step <= 500; step++) {
    const noise = Array.from({ length: nColumns }, (_, gate) => randomNormal({ seed: 6, stream: 4, step }, gate));
    const results = evaluate(
      builder.nodes,
      { nRows, inputs: { x, labels, "b/gates": noise }, parameters: values },
      gradients.map((id) => id!),
    );
    parameters.forEach(({ name }, index) => {
      const { m, v } = slots[index];
      results[index].data.forEach((g, i) => {
        m[i] = 0.9 * m[i] + 0.1 * g;
        v[i] = 0.999 * v[i] + 0.001 * g * g;
        values[name][i] -= (0.02 * (m[i] / (1 - 0.9 ** step))) / (Math.sqrt(v[i] / (1 - 0.999 ** step)) + 1e-8);
      });
    });
  }
  return run.probes(values)[0].values.slice();
}

test("trained with the default strength, gates of junk close and gates of what matters open", () => {
  const gates = trainedGates();
  expect(gates.slice(0, 2)).toEqual([1, 1]);
  expect(gates.slice(2)).toEqual(new Array(8).fill(0));
});
