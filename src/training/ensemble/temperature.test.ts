/** One number that says how sure an ensemble may be. */
import { expect, test } from "vitest";
import { tinyPipeline, tinyTable } from "../../export/testing/tiny-pipeline.ts";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import { applyRules } from "../../table/apply-rules.ts";
import { predict } from "../predict.ts";
import { mergePredictors } from "./merge-predictors.ts";
import { atTemperature, temperatureOf } from "./temperature.ts";

const dataset = tinyDataset({ nRows: 800 });
const rows = Uint32Array.from({ length: 800 }, (_, row) => row);
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
/** Logits between −3 and 3, and labels that are as likely as these say. */
const logits = Array.from(rows, (row) => ((row * 37) % 61) / 10 - 3);
const labels = Float64Array.from(rows, (row) => Number(((row * 7919) % 997) / 997 < sigmoid(logits[row])));
const known = { ...dataset, labels };
const saying = (factor: number) => ({
  heldOut: { rows, values: Float64Array.from(logits.flatMap((z) => [sigmoid(-factor * z), sigmoid(factor * z)])) },
  weight: 1,
});

test("is found where members are too sure, or not sure enough, and left alone where they are right", () => {
  // Those who multiply all logits by a factor are right at that temperature, up to the luck of the labels.
  const own = (factor: number) => temperatureOf(known, rows, [saying(factor)]);
  expect(own(2.5) / 2.5).toBeGreaterThan(0.85);
  expect(own(2.5) / 2.5).toBeLessThan(1.15);
  expect(own(2.5) / own(0.5)).toBeCloseTo(5, 1);
  expect(own(1)).toBe(1);
  expect(temperatureOf(known, rows.slice(0, 200), [saying(2.5)])).toBe(1);
  expect(
    temperatureOf(
      { ...known, schema: { ...known.schema, target: { ...known.schema.target, task: "regression" } } },
      rows,
      [saying(2.5)],
    ),
  ).toBe(1);
});

test.each(["binary", "multiclass"] as const)(
  "is part of the program, so that whatever predicts follows: %s",
  async (task) => {
    const { predictor, document, schema } = tinyPipeline(task);
    const { columns } = applyRules(tinyTable(), document.rules, schema.target);
    const alone = await predict(predictor, columns);
    const warm = await predict(mergePredictors([{ predictor, count: 1 }], 2), columns);
    const expected = atTemperature(alone.values, { temperature: 2, nClasses: schema.target.classes.length });
    warm.values.forEach((value, index) => {
      expect(value).toBeCloseTo(expected[index], 12);
    });
  },
);
