import { expect, test } from "vitest";
import { catalogue } from "../../pipeline/catalogue.ts";
import { defaultDocument } from "../../pipeline/default-document.ts";
import { fit } from "../../pipeline/fit.ts";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import { initialParameters } from "../../program/parameters.ts";
import { predict, predictorOf } from "../predict.ts";
import { ofWholeTable, withColumns } from "./fewer-columns.ts";

const dataset = tinyDataset({ nRows: 12 });

test("a table with some columns has their cells, and all rows", () => {
  const some = withColumns(dataset, new Set(["c", "a"]));
  expect(some.schema.numbers.map(({ name }) => name)).toEqual(["a", "c"]);
  expect([some.schema.categories, [...some.categories]]).toEqual([[], []]);
  expect([...some.numbers]).toEqual([...dataset.numbers].filter((_, at) => at % 3 !== 1));
  expect([...some.missing]).toEqual([...dataset.missing].filter((_, at) => at % 3 !== 1));
  expect([some.nRows, some.split, some.labels]).toEqual([12, dataset.split, dataset.labels]);
});

test.each([["b"], ["a", "kind"], ["kind"]])(
  "what was trained on %j predicts the whole table alike",
  async (...names) => {
    const kept = new Set(names);
    const some = withColumns(dataset, kept);
    const { program, statistics } = fit({ catalogue, document: defaultDocument(some.schema), dataset: some, seed: 1 });
    const predictor = predictorOf(program, initialParameters(program, 1), statistics);
    const { values } = await predict(predictor, some);
    expect((await predict(ofWholeTable(predictor, dataset.schema, kept), dataset)).values).toEqual(values);
  },
);
