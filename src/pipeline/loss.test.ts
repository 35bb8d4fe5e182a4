import fc from "fast-check";
import { expect, test } from "vitest";
import { ProgramBuilder } from "../program/builder.ts";
import { evaluate } from "../program/evaluate.ts";
import { gradient } from "../program/gradient.ts";
import type { Task } from "../table/types.ts";
import { lossOfDoubted, type NumberLoss, outputsOf, rowLoss } from "./loss.ts";

const PARAMETER = "/loss";

/** Row losses of predictions [rows, members, outputs]. */
function losses(
  task: Task,
  predictions: readonly (readonly (readonly number[])[])[],
  labels: readonly number[],
  numbers?: NumberLoss,
): number[] {
  const builder = new ProgramBuilder();
  const shape = [predictions[0].length, predictions[0][0].length];
  const prediction = builder.input("prediction", { rows: true, shape, dtype: "float32" });
  const inputs = { prediction: predictions.flat(2), labels };
  const loss = rowLoss(builder, prediction, { task, ...(numbers ? { numbers } : {}) });
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

test("numbers, Huber: squared up to the width, then by size, without a jump or a bend between", () => {
  const huber = { loss: "huber", huberWidth: 0.5 } as const;
  const at = (error: number) => losses("regression", [[[error]]], [0], huber)[0];
  expect([0.2, -0.5, 0.5, 2, -3].map(at)).toEqual([0.2 ** 2 / 2, 0.125, 0.125, 0.5 * (2 - 0.25), 0.5 * (3 - 0.25)]);
  expect(at(0.5 + 1e-6) - at(0.5)).toBeCloseTo(0.5e-6, 12);
});

test("numbers, quantile: what lies above costs the share, what lies below the rest, and no other number costs less", () => {
  const upper = { loss: "quantile", quantile: 0.75 } as const;
  expect(losses("regression", [[[1]], [[3]]], [3, 1], upper)).toEqual([1.5, 0.5]);
  const labels = [5, 1, 4, 2, 3, 9, 7, 8, 6];
  const total = (said: number) =>
    losses(
      "regression",
      labels.map(() => [[said]]),
      labels,
      upper,
    ).reduce((sum, loss) => sum + loss, 0);
  const costs = labels.toSorted((a, b) => total(a) - total(b));
  expect(costs[0]).toBe(7);
});

test.each([
  { loss: "huber", huberWidth: 0.5 },
  { loss: "quantile", quantile: 0.9 },
] as const)("gradients of losses of numbers are central finite differences: %j", (numbers) => {
  const builder = new ProgramBuilder();
  const said = builder.parameter("loss", { shape: [1, 1], role: "model", initial: { kind: "constant", value: 0 } });
  const rows = builder.add(said, builder.input("zero", { rows: true, shape: [1, 1], dtype: "float32" }));
  const loss = builder.meanRows(rowLoss(builder, rows, { task: "regression", numbers }));
  const [slope] = gradient(builder, loss, [said]);
  const labels = [0.3, -0.1, 2, -4];
  for (const value of [-2.5, 0, 0.11, 0.7, 3]) {
    const at = (shift: number, node: number) =>
      evaluate(
        builder.nodes,
        { nRows: 4, inputs: { zero: [0, 0, 0, 0], labels }, parameters: { [PARAMETER]: [value + shift] } },
        [node],
      )[0].data[0];
    const difference = (at(1e-6, loss) - at(-1e-6, loss)) / 2e-6;
    expect(at(0, slope!)).toBeCloseTo(difference, 7);
  }
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
