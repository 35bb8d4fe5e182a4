/** Files that hold a decision: fixtures/version-3/README.md. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { catalogue } from "../pipeline/catalogue.ts";
import { predictedClasses } from "../pipeline/decision.ts";
import { applyRules } from "../table/apply-rules.ts";
import { tableFromRows } from "../table/stack.ts";
import { predict } from "../training/predict.ts";
import { readPipelineJson, writePipelineJson } from "./json.ts";
import { openPipeline } from "./module/open-pipeline.ts";

const TOLERANCE = 1e-12;

interface Expected {
  /** Cell texts of made-up rows. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** [nRows, nClasses] probabilities. */
  readonly predictions: readonly number[];
  readonly said: readonly string[];
}

const read = (name: string) => readFileSync(new URL(`./fixtures/version-3/${name}`, import.meta.url), "utf8");

test.each(["threshold", "costs"])(
  "%s: says the classes that it said when it was saved, here and in the module, and comes back with all that it held",
  async (name) => {
    const text = read(`${name}.json`);
    const { columns, rows, predictions, said }: Expected = JSON.parse(read(`${name}.expected.json`));
    const opened = await readPipelineJson(text, { catalogue, name });
    expect(opened).toMatchObject({ selfTest: { passed: true }, notes: [] });
    const before = JSON.parse(text);
    const after = JSON.parse(await writePipelineJson(opened.trained!, { app: before.app, catalogue }));
    expect(Object.fromEntries(Object.keys(before).map((key) => [key, after[key]]))).toEqual(before);
    const table = applyRules(
      tableFromRows("rows.csv", columns, rows),
      opened.trained!.document.rules,
      opened.trained!.schema.target,
    );
    const { values } = await predict(opened.trained!.predictor, table.columns);
    for (const [at, value] of values.entries())
      expect(Math.abs(value - predictions[at])).toBeLessThanOrEqual(TOLERANCE);
    const classes = opened.trained!.schema.target.classes.map(({ label }) => label);
    const labelsOf = (shares: ArrayLike<number>) =>
      Array.from(predictedClasses(shares, classes.length, opened.trained!.decision), (code) => classes[code]);
    expect(labelsOf(predictions)).toEqual(said);
    // The module recognises spellings, too: what it says follows from its own probabilities.
    const cells = rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]])));
    const told = openPipeline(text).predict(cells, { force: true });
    expect(told.predictions).toEqual(labelsOf(told.probabilities!.flat()));
  },
);
