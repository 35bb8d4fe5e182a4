import { expect, test } from "vitest";
import { trainingInputs } from "../../engine/step/step-feeds.ts";
import { catalogueOf, connectionProblem } from "../../pipeline/checks.ts";
import { defaultDocument } from "../../pipeline/default-document.ts";
import { rowLoss } from "../../pipeline/loss.ts";
import { evaluate } from "../../program/evaluate.ts";
import { gradient } from "../../program/gradient.ts";
import { initialParameters, parameterNodes } from "../../program/parameters.ts";
import { sizeOf } from "../../program/types.ts";
import { blocks } from "../catalogue.generated.ts";
import { writeBlock } from "../testing/run-features.ts";
import { usualTable } from "../testing/tables.ts";
import { explain } from "./explain.ts";
import { fit } from "./fit.ts";
import { program } from "./program.ts";
import { spec } from "./spec.ts";

const parts = { spec, fit, program, explain };
const features = ["age", "size", "mass"];
type Values = Readonly<Record<string, ArrayLike<number>>>;

/** One dense layer by plain loops. */
function layer(x: readonly number[], values: Values, name: string): number[] {
  const bias = values[`b/${name}/bias`];
  return Array.from({ length: bias.length }, (_, j) => {
    const terms = x.map((value, i) => value * values[`b/${name}/weights`][i * bias.length + j]);
    return terms.reduce((sum, term) => sum + term, bias[j]);
  });
}

test.each([
  { activation: "relu", apply: (x: number) => Math.max(x, 0) },
  { activation: "tanh", apply: Math.tanh },
])("hidden layers with $activation, then a linear one", ({ activation, apply }) => {
  const run = writeBlock(parts, {
    features,
    settings: { hiddenLayers: 2, width: 5, activation },
    task: "multiclass",
    classes: ["a", "b", "c"],
  });
  const parameters = Object.fromEntries(
    Object.entries(run.initial).map(([name, values]) => [name, Array.from(values, (value, i) => value + 0.01 * i)]),
  );
  const x = [0.5, -1, 2];
  const hidden = layer(layer(x, parameters, "layer1").map(apply), parameters, "layer2").map(apply);
  const expected = layer(hidden, parameters, "output");
  const value = run.value("prediction");
  expect(run.builder.typeOf(value)).toEqual({ rows: true, shape: [1, 3], dtype: "float32" });
  run.read(value, { inputs: { x }, parameters }).forEach((logit, k) => {
    expect(logit).toBeCloseTo(expected[k], 9);
  });
});

test("members: each sees the features by its own factors and speaks by its own last layer, through the same hidden ones", () => {
  const run = writeBlock(parts, {
    features,
    settings: { hiddenLayers: 1, width: 4, members: 3 },
    task: "multiclass",
    classes: ["a", "b", "c"],
  });
  const parameters = Object.fromEntries(
    Object.entries(run.initial).map(([name, values]) => [name, Array.from(values, (value, i) => value + 0.01 * i)]),
  );
  const x = [0.5, -1, 2];
  const value = run.value("prediction");
  expect(run.builder.typeOf(value)).toEqual({ rows: true, shape: [3, 3], dtype: "float32" });
  const said = run.read(value, { inputs: { x }, parameters });
  for (let member = 0; member < 3; member++) {
    const seen = x.map((cell, i) => cell * parameters["b/members/factors"][3 * member + i]);
    const hidden = layer(seen, parameters, "layer1").map((sum) => Math.max(sum, 0));
    const own = {
      "b/output/weights": parameters["b/output/weights"].slice(12 * member, 12 * member + 12),
      "b/output/bias": parameters["b/output/bias"].slice(3 * member, 3 * member + 3),
    };
    const far = layer(hidden, own, "output").map((logit, k) => Math.abs(said[3 * member + k] - logit));
    expect(Math.max(...far)).toBeLessThan(1e-9);
  }
  const signs = Array.from(run.initial["b/members/factors"]);
  expect(signs.every((sign) => Math.abs(sign) === 1) && new Set(signs).size === 2).toBe(true);
});

test("gradients of members are central finite differences, with dropout too", () => {
  const { builder, initial, value } = writeBlock(parts, {
    features,
    settings: { hiddenLayers: 2, width: 4, members: 3, activation: "tanh", dropout: 0.3 },
  });
  const loss = builder.meanRows(rowLoss(builder, value("prediction"), { task: "binary" }));
  const names = Object.keys(initial);
  const gradients = gradient(
    builder,
    loss,
    names.map((name) => builder.nodes.findIndex((node) => node.kind === "parameter" && node.name === name)),
  );
  const rows = { x: [0.5, -1, 2, 1, 0.3, -0.7], labels: [1, 0], place: [0.25, 0.75] };
  const drawn = {
    ...trainingInputs(
      builder,
      { totalSteps: 1, learningRate: { kind: "constant", value: 1 }, inputs: {}, keepBestFrom: 0 },
      { seed: 3, step: 2 },
    ),
    ...rows,
  };
  const at = (parameters: Values, node: number) =>
    evaluate(builder.nodes, { nRows: 2, inputs: drawn, parameters }, [node])[0].data;
  names.forEach((name, index) => {
    const found = at(initial, gradients[index]!);
    for (let element = 0; element < found.length; element += 3) {
      const moved = (shift: number) => ({
        ...initial,
        [name]: Float64Array.from(initial[name], (own, i) => own + (i === element ? shift : 0)),
      });
      const difference = (at(moved(1e-6), loss)[0] - at(moved(-1e-6), loss)[0]) / 2e-6;
      expect(Math.abs(found[element] - difference), `${name}[${element}]`).toBeLessThan(1e-7);
    }
  });
});

test("weights start within the limits of He and Glorot and fill them; biases start at 0", () => {
  for (const [activation, first] of [
    ["relu", Math.sqrt(6 / 3)],
    ["tanh", Math.sqrt(6 / 67)],
  ] as const) {
    const run = writeBlock(parts, { features, settings: { activation } });
    const largest = (name: string) => Math.max(...Array.from(run.initial[`b/${name}`], Math.abs));
    expect(largest("layer1/weights")).toBeLessThanOrEqual(first);
    expect(largest("layer1/weights")).toBeGreaterThan(0.9 * first);
    expect(largest("output/weights")).toBeLessThanOrEqual(Math.sqrt(6 / 65));
    for (const name of ["layer1", "layer2", "output"]) expect(largest(`${name}/bias`)).toBe(0);
    expect(initialParameters(run.builder, 2)["b/layer1/weights"]).not.toEqual(run.initial["b/layer1/weights"]);
  }
});

test("the explanation counts what is there", () => {
  const run = writeBlock(parts, {
    features: ["age", "colour=red", "colour=blue"],
    settings: { hiddenLayers: 3, width: 7 },
  });
  const size = parameterNodes(run.builder.nodes)
    .filter((node) => !node.name.startsWith("b/output"))
    .reduce((sum, node) => sum + sizeOf(node.type.shape), 0);
  expect(run.explain()).toEqual({
    summary: `A network with 3 hidden layers of 7 units (${size} parameters before its last layer).`,
    details: ["It reads 3 features made from age and colour."],
    certainty: "none",
  });
});

test("the explanation counts the factors of members, and says how many there are", () => {
  const run = writeBlock(parts, { features, settings: { hiddenLayers: 1, width: 4, members: 3 } });
  expect(run.explain()).toMatchObject({
    summary: "A network with 1 hidden layer of 4 units (25 parameters before its last layer).",
    details: [expect.any(String), "It is 3 networks in one, which share these layers; what they say is averaged."],
  });
});

test("the explanation says what dropout left out", () => {
  const { details } = writeBlock(parts, { features, settings: { dropout: 0.2 } }).explain();
  expect(details[1]).toBe("In training each row did without 20 % of the hidden units, others at each step.");
});

test("row weights take one connection", () => {
  const document = defaultDocument(usualTable().schema);
  const idOf = (type: string) => document.blocks.find((block) => block.type === type)!.id;
  const edge = {
    from: { block: idOf("csv-source"), port: "rows" },
    to: { block: idOf("neural-network"), port: "weights" },
  };
  expect(connectionProblem(catalogueOf(blocks), document, edge)).toBe(
    "“Row weights” takes one connection and has it already.",
  );
});
