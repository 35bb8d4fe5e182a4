import { expect, test } from "vitest";
import { trainingSettingsSchema } from "../../pipeline/document.ts";
import { rowLoss as trainedLoss } from "../../pipeline/loss.ts";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import { ProgramBuilder } from "../../program/builder.ts";
import { evaluate } from "../../program/evaluate.ts";
import { numbersInput } from "../../program/inputs.ts";
import { type LossScale, type RowLoss, rowCounts, rowLosses, rowLossOf, scaleOf, USUAL_LOSS } from "./row-loss.ts";

const settings = (given: object) => trainingSettingsSchema.parse(given);
const ERRORS = [-3, -0.4, -0.1, 0, 0.2, 0.45, 2.5];
const LABEL_SCALE = 4;

/** What training lowers, of standardised errors, as its program computes it. */
function trainedLosses(given: object): number[] {
  const builder = new ProgramBuilder();
  const prediction = builder.reshape(numbersInput(builder, 1), [1, 1]);
  const loss = trainedLoss(builder, prediction, { task: "regression", numbers: settings(given) });
  const inputs = { numbers: ERRORS, labels: ERRORS.map(() => 0) };
  return Array.from(evaluate(builder.nodes, { nRows: ERRORS.length, inputs, parameters: {} }, [loss])[0].data);
}

const predictions = (values: readonly number[]) => ({
  ...{ task: "regression" as const, nClasses: 0, values: Float64Array.from(values), nRows: values.length },
});

test.each([
  [{}, 1],
  [{ loss: "huber" }, 1],
  [{ loss: "huber", huberWidth: 1.5 }, 1],
  [{ loss: "quantile", quantile: 0.9 }, 0],
] as const)("losses of errors are those that are trained, in the unit of the target: %j", (given, power) => {
  const { error } = rowLossOf(settings(given), { task: "regression", labelScale: LABEL_SCALE });
  const said = predictions(ERRORS.map((each) => 10 + LABEL_SCALE * each));
  // ρ(s·e) is s² ρ(e) of squares, s ρ(e) of sizes.
  const own = rowLosses(said, new Array(ERRORS.length).fill(10), { error, unit: LABEL_SCALE ** (1 + power) });
  trainedLosses(given).forEach((loss, at) => {
    expect(own[at]).toBeCloseTo(loss, 5);
  });
});

test("the unit of a loss is the one of the highest likelihood, by finite differences", () => {
  const said = predictions([-3, -0.5, 0.1, 0.3, 0.9, 4]);
  const labels = new Array<number>(said.nRows).fill(0);
  /** ln of the likelihood of all errors at a unit: Σ −ρ(e)/u − ln ∫ e^(−ρ/u). */
  const likelihood = (scale: LossScale) => {
    const [reach, nSteps] = [200, 20_000];
    const grid = predictions(Array.from({ length: nSteps }, (_, at) => -reach + ((at + 0.5) * 2 * reach) / nSteps));
    const mass = rowLosses(grid, new Float64Array(nSteps), scale).reduce((sum, loss) => sum + Math.exp(-loss), 0);
    const fit = rowLosses(said, labels, scale).reduce((sum, loss) => sum - loss, 0);
    return fit - said.nRows * Math.log((mass * 2 * reach) / nSteps);
  };
  for (const error of [
    { kind: "squared" },
    { kind: "absolute" },
    { kind: "quantile", quantile: 0.8 },
  ] as const satisfies readonly RowLoss["error"][]) {
    const scale = scaleOf(said, labels, { error, areClassesAlike: false });
    const at = (factor: number) => likelihood({ error, unit: factor * scale.unit });
    expect(Math.abs((at(1.001) - at(0.999)) / 0.002), error.kind).toBeLessThan(1e-3);
  }
  // Sizes beyond the width: of these errors 3 and 4 count with 1 each times their size (by hand).
  const huber = scaleOf(said, labels, { error: { kind: "huber", width: 1 }, areClassesAlike: false });
  expect(huber.unit).toBeCloseTo((3 + 0.25 + 0.01 + 0.09 + 0.81 + 4) / 6, 12);
});

test("what counts decides where it is a loss of single rows, and what is trained where it is not", () => {
  const of = (given: object, task: "regression" | "binary" = "regression") =>
    rowLossOf(settings(given), { task, labelScale: 2 });
  expect(of({})).toEqual(USUAL_LOSS);
  expect(of({ optimiseFor: "mae" }).error).toEqual({ kind: "absolute" });
  expect(of({ loss: "huber" }).error).toEqual({ kind: "huber", width: 1 });
  expect(of({ optimiseFor: "mae", loss: "quantile", quantile: 0.3 }).error).toEqual({
    kind: "quantile",
    quantile: 0.3,
  });
  expect(of({ optimiseFor: "rocAuc", classWeights: "balanced" }, "binary").areClassesAlike).toBe(true);
});

test("where classes count alike, rows of each have the same sum, times the weights of rows", () => {
  const base = tinyDataset({ nRows: 12 });
  const labels = Float64Array.from({ length: 12 }, (_, row) => (row < 9 ? 0 : 1));
  const alike: RowLoss = { ...USUAL_LOSS, areClassesAlike: true };
  const counts = rowCounts({ ...base, labels }, alike);
  expect([counts[0], counts[11]]).toEqual([12 / 18, 2]);
  const rowWeights = Float64Array.from({ length: 12 }, (_, row) => (row === 0 ? 0 : 1));
  expect([...rowCounts({ ...base, labels, rowWeights }, alike)].slice(0, 2)).toEqual([0, 11 / 16]);
  expect(rowCounts({ ...base, labels, rowWeights }, USUAL_LOSS)[0]).toBe(0);
});
