/** Files of version 2 as it was before it had hashes of tensors, a signature and a model card: fixtures/version-2/README.md. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { catalogue } from "../pipeline/catalogue.ts";
import { applyRules } from "../table/apply-rules.ts";
import { tableFromRows } from "../table/stack.ts";
import { predict } from "../training/predict.ts";
import { readPipelineJson, writePipelineJson } from "./json.ts";
import { openPipeline } from "./module/open-pipeline.ts";

const FOLDER = new URL("./fixtures/version-2/", import.meta.url);
const EXPECTED = ".expected.json";
const TOLERANCE = 1e-12;

interface Expected {
  /** Cell texts of made-up rows. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** [nRows, nClasses] probabilities, or [nRows] values. */
  readonly predictions: readonly number[];
}

const read = (name: string) => readFileSync(new URL(name, FOLDER), "utf8");
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith(EXPECTED))
  .map((name) => name.slice(0, -EXPECTED.length));

test("no file went missing", () => {
  expect(names.sort()).toEqual(["ensemble", "penguins-one", "tiny-regression"]);
});

describe.each(names)("%s", (name) => {
  const text = read(`${name}.json`);
  const expected: Expected = JSON.parse(read(name + EXPECTED));

  test("opens without a note, predicts what it did when it was saved, and is saved again with all that it held", async () => {
    const { trained, selfTest, isChanged, notes } = await readPipelineJson(text, { catalogue, name });
    expect({ passed: selfTest?.passed, isChanged, notes }).toEqual({ passed: true, isChanged: undefined, notes: [] });
    const rows = tableFromRows("rows.csv", expected.columns, expected.rows);
    const { columns } = applyRules(rows, trained!.document.rules, trained!.schema.target);
    const { values } = await predict(trained!.predictor, columns);
    expect(values.length).toBe(expected.predictions.length);
    for (const [at, value] of values.entries()) {
      const wanted = expected.predictions[at];
      expect(Math.abs(value - wanted) / Math.max(1, Math.abs(wanted))).toBeLessThanOrEqual(TOLERANCE);
    }
    const before = JSON.parse(text);
    const after = JSON.parse(await writePipelineJson(trained!, { app: before.app, catalogue }));
    expect(Object.fromEntries(Object.keys(before).map((key) => [key, after[key]]))).toEqual(before);
    const added = Object.keys(after).filter((key) => !(key in before));
    expect(added.sort()).toEqual(["modelCard", "signature", "tensorHashes", "trainedWith"]);
  });

  test("opens in the module for other programs", () => {
    expect(openPipeline(text).columns.length).toBeGreaterThan(1);
  });
});
