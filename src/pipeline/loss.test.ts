import fc from "fast-check";
import { expect, test } from "vitest";
import { ProgramBuilder } from "../program/builder.ts";
import { evaluate } from "../program/evaluate.ts";
import { gradient } from "../program/gradient.ts";
import type { Task } from "../table/types.ts";
import { lossOfDoubted, outputsOf, rowLoss } from "./loss.ts";

const PARAMETER = "/loss";

/** Row losses of predictions [rows, members, outputs]. */
function losses(
  task: Task,
  predictions: readonly (readonly (readonly number[])[])[],
  labels: readonly number[],
): number[] {
  const builder = new ProgramBuilder();
  const shape = [predictions[0].length, predictions[0][0].length];
  const prediction = builder.input("prediction", { rows: true, shape, dtype: "float32" });
  const inputs = { prediction: predictions.flat(2), labels };
  const loss = rowLoss(builder, prediction, task);
  expect(builder.typeOf(loss)).toEqual({ rows: true, shape: [], dtype: "float32" });
  return Array.from(evaluate(builder.nodes, { nRows: labels.length, inputs, parameters: {} }, [loss])[0].data);
}

const logit = fc.double({ min: -20, max: 20, noNaN: true });

test("two classes: minus the log of the probability of the label", () => {
  fc.assert(
    fc.property(logit, fc.constantFrom(0, 1), (z, label) => {
      const p = 1 / (1 + Math.exp(label === 1 ? -z : z));
      expect(losses("binary", [[[z]]], [label])[0]).toBeCloseTo(-Math.log(p), 8);
    }),
  );
});

test("several classes: minus the log of the softmax of the label", () => {
  fc.assert(
    fc.property(fc.tuple(logit, logit, logit), fc.nat(2), (logits, label) => {
      const total = logits.reduce((sum, z) => sum + Math.exp(z), 0);
      expect(losses("multiclass", [[logits]], [label])[0]).toBeCloseTo(-Math.log(Math.exp(logits[label]) / total), 8);
    }),
  );
});

test("numbers: half the squared error", () => {
  expect(losses("regression", [[[3]], [[-1]]], [1, -1])).toEqual([2, 0]);
});

test("the loss of members is the mean of theirs, not the loss of their mean", () => {
  expect(losses("regression", [[[3], [-1]]], [1])).toEqual([2]);
  const [first] = losses("binary", [[[2]]], [1]);
  const [second] = losses("binary", [[[-3]]], [1]);
  expect(losses("binary", [[[2], [-3]]], [1])[0]).toBeCloseTo((first + second) / 2, 12);
});

test("logits that a task needs", () => {
  expect([outputsOf("binary", 2), outputsOf("multiclass", 5), outputsOf("regression", 0)]).toEqual([1, 5, 1]);
});

test("of labels that may be wrong: minus the log of the probability of what stands there, and a row's weight is how likely that is right", () => {
  const [wrong, nClasses, kept] = [0.2, 3, 0.05];
  for (const p of [0.9, 0.4, 0.01]) {
    const builder = new ProgramBuilder();
    const loss = builder.parameter("loss", { shape: [], role: "model", initial: { kind: "constant", value: 0 } });
    const doubted = lossOfDoubted(builder, loss, { wrong, nClasses });
    const [slope] = gradient(builder, doubted, [loss]);
    const feeds = { nRows: 1, inputs: {}, parameters: { [PARAMETER]: [-Math.log(p)] } };
    const [value, weight] = evaluate(builder.nodes, feeds, [doubted, slope!]).map(({ data }) => data[0]);
    const stands = (1 - wrong) * p + (wrong / (nClasses - 1)) * (1 - p);
    expect(value).toBeCloseTo(-(1 - kept) * Math.log(stands) - kept * Math.log(p), 5);
    // The weight: Bayes' rule, but for a wrong label that happens to be the true class.
    expect(weight).toBeCloseTo((1 - kept) * (((1 - wrong - wrong / (nClasses - 1)) * p) / stands) + kept, 5);
  }
});
