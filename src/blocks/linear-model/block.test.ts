import { expect, test } from "vitest";
import { parameterNodes } from "../../program/parameters.ts";
import { writeBlock } from "../testing/run-features.ts";
import { explain } from "./explain.ts";
import { fit } from "./fit.ts";
import { program } from "./program.ts";
import { spec } from "./spec.ts";

const parts = { spec, fit, program, explain };
const features = ["age", "colour=red", "size"];

test("z = x·W + b, one output for two classes and for a number", () => {
  for (const task of ["binary", "regression"] as const) {
    const run = writeBlock(parts, { features, task });
    const parameters = { "b/linear/weights": [1, -2, 0.5], "b/linear/bias": [10] };
    const feeds = { nRows: 2, inputs: { x: [1, 1, 1, 0, 3, 4] }, parameters };
    expect(run.read(run.value("prediction"), feeds)).toEqual([9.5, 6]);
    expect(run.builder.typeOf(run.value("prediction")).shape).toEqual([1, 1]);
  }
});

test("one logit a class for several classes", () => {
  const run = writeBlock(parts, { features: ["age"], task: "multiclass", classes: ["a", "b", "c"] });
  const parameters = { "b/linear/weights": [1, 2, 3], "b/linear/bias": [0, 0, -1] };
  expect(run.read(run.value("prediction"), { inputs: { x: [2] }, parameters })).toEqual([2, 4, 5]);
});

test("starts at 0; the matrix decays, the bias does not", () => {
  const run = writeBlock(parts, { features });
  expect(run.read(run.value("prediction"), { inputs: { x: [7, -8, 9] } })).toEqual([0]);
  const decays = parameterNodes(run.builder.nodes).map(({ name, decays, role }) => [name, decays, role]);
  expect(decays).toEqual([
    ["b/linear/weights", true, "model"],
    ["b/linear/bias", false, "model"],
  ]);
});

test("explanations name the largest coefficients, with their sign and class", () => {
  const run = writeBlock(parts, { features });
  expect(run.explain()).toEqual({
    summary: "A linear model of 4 parameters; it uses none of its features yet.",
    details: [],
    certainty: "none",
  });
  expect(run.explain({ "b/linear/weights": [0.5, -2, 0] })).toEqual({
    summary: "A linear model of 4 parameters; largest coefficients: colour=red and age.",
    details: ["colour=red: −2.0", "age: +0.50"],
    certainty: "slight",
  });
  const three = writeBlock(parts, { features: ["age"], task: "multiclass", classes: ["a", "b", "c"] });
  expect(three.explain({ "b/linear/weights": [0.1, -3, 2] }).details).toEqual(["age: −3.0 for b"]);
});
