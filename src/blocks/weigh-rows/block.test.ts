import { expect, test } from "vitest";
import { gradient } from "../../program/gradient.ts";
import { writeBlock } from "../testing/run-features.ts";
import { explain } from "./explain.ts";
import { fit } from "./fit.ts";
import { program } from "./program.ts";
import { spec } from "./spec.ts";

const parts = { spec, fit, program, explain };
const scores = [3, -1, 0, -6];
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

function expectedWeights(floor: number): number[] {
  const positive = scores.map((score) => floor + (1 - floor) * sigmoid(score));
  const total = positive.reduce((sum, value) => sum + value, 0);
  return positive.map((value) => (4 * value) / total);
}

test("all rows count 1 at first; then as the formula says, looked up by row", () => {
  const run = writeBlock(parts, { nTrainRows: 4, settings: { floor: 0.1 } });
  const inputs = { rowId: [2, 0, 3, 1, 3], source: [0, 0, 0, 0, 0] };
  const read = (parameters = {}) => run.read(run.value("rows"), { nRows: 5, inputs, parameters });
  for (const weight of read()) expect(weight).toBeCloseTo(1, 6);
  const weights = expectedWeights(0.1);
  read({ "b/scores": scores }).forEach((weight, i) => {
    expect(weight).toBeCloseTo(weights[inputs.rowId[i]], 6);
  });
});

test("a least weight of 1 switches weighing off", () => {
  const run = writeBlock(parts, { nTrainRows: 4, settings: { floor: 1 } });
  const feeds = { nRows: 2, inputs: { rowId: [0, 3], source: [0, 0] }, parameters: { "b/scores": scores } };
  expect(run.read(run.value("rows"), feeds)).toEqual([1, 1]);
});

test("raising one row's score raises its weight and lowers every other", () => {
  const run = writeBlock(parts, { nTrainRows: 4 });
  const { builder } = run;
  const objective = builder.meanRows(run.value("rows"));
  const id = builder.nodes.findIndex((node) => node.kind === "parameter");
  const [slope] = gradient(builder, objective, [id]);
  const slopes = run.read(slope!, { nRows: 1, inputs: { rowId: [1], source: [0] } });
  expect(slopes.map(Math.sign)).toEqual([-1, 1, -1, -1]);
});

test("the summary is Kish's effective share and the shares of light rows", () => {
  const run = writeBlock(parts, { nTrainRows: 4, settings: { floor: 0 } });
  const weights = expectedWeights(0);
  const meanSquare = weights.reduce((sum, weight) => sum + weight * weight, 0) / 4;
  const { values, kind } = run.probes({ "b/scores": scores })[0];
  expect(kind).toBe("weight");
  expect(values[0]).toBeCloseTo(1 / meanSquare, 6);
  expect(values.slice(1)).toEqual([0.25, 0.25]);
});

test("explanations", () => {
  const run = writeBlock(parts, { nTrainRows: 4 });
  expect(run.explain()).toMatchObject({
    summary: "No clear preference: every training row counts about the same.",
    certainty: "none",
  });
  expect(run.explain({ "b/scores": scores })).toMatchObject({
    summary: "Training counts 25 % of its rows less than half.",
    certainty: "clear",
  });
});
