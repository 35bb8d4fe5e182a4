import { describe, expect, test } from "vitest";
import { catalogue } from "../../pipeline/catalogue.ts";
import { fit } from "../../pipeline/fit.ts";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import { initialParameters } from "../../program/parameters.ts";
import type { Dataset, Task } from "../../table/types.ts";
import { predict, predictorOf } from "../predict.ts";
import { smallDocument } from "../testing/tiny-run.ts";
import type { Predictor } from "../types.ts";
import { mergePredictors } from "./merge-predictors.ts";

/** A pipeline with its first weights, fitted on some of the rows. */
function memberOf(dataset: Dataset, seed: number, firstRow: number): Predictor {
  const rows = { ...dataset, split: { ...dataset.split, train: dataset.split.train.filter((row) => row >= firstRow) } };
  const { program, statistics } = fit({ catalogue, document: smallDocument(dataset), dataset: rows, seed });
  return predictorOf(program, initialParameters(program, seed), statistics);
}

describe.each(["binary", "multiclass", "regression"] as const)("of a %s target", (task: Task) => {
  const dataset = tinyDataset({ task });
  const members = [1, 2, 3].map((seed) => memberOf(dataset, seed, 5 * seed));

  test("says the mean of what its members say, each as often as it counts", async () => {
    const merged = mergePredictors(members.map((predictor, index) => ({ predictor, count: index + 1 })));
    const said = await Promise.all(members.map((member) => predict(member, dataset)));
    const { values } = await predict(merged, dataset);
    values.forEach((value, index) => {
      const expected = (said[0].values[index] + 2 * said[1].values[index] + 3 * said[2].values[index]) / 6;
      expect(value).toBeCloseTo(expected, 5);
    });
  });

  test("is its only member, and can be merged again", async () => {
    expect(mergePredictors([{ predictor: members[0], count: 3 }])).toBe(members[0]);
    const pair = mergePredictors(members.slice(0, 2).map((predictor) => ({ predictor, count: 1 })));
    const again = mergePredictors([pair, members[2]].map((predictor) => ({ predictor, count: 1 })));
    const said = await Promise.all([pair, members[2]].map((member) => predict(member, dataset)));
    const { values } = await predict(again, dataset);
    values.forEach((value, index) => {
      expect(value).toBeCloseTo((said[0].values[index] + said[1].values[index]) / 2, 5);
    });
  });

  test("reads each input of the table once", () => {
    const { program } = mergePredictors(members.map((predictor) => ({ predictor, count: 1 })));
    const names = program.nodes.flatMap((node) => (node.kind === "input" ? [node.name] : []));
    expect(new Set(names).size).toBe(names.length);
  });
});
