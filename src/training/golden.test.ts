/**
 * A few tiny trainings in float64 whose numbers a refactoring may not move.
 *
 * Where they are meant to move: `DIFFML_GOLDEN=write npx vitest run src/training/golden.test.ts`, and say why in the commit.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { PipelineDocument } from "../pipeline/document.ts";
import { tinyDataset, tinyDocument } from "../pipeline/testing/tiny-pipeline.ts";
import type { Dataset } from "../table/types.ts";
import { stagesOf, TRAINING_PHASES } from "./phases.ts";
import { runTiny, smallDocument } from "./testing/tiny-run.ts";

const FIXTURE = new URL("./fixtures/golden.json", import.meta.url);
const isWriting = process.env.DIFFML_GOLDEN === "write";

/** Several sources, so that the proposed pipeline weighs them. */
function inSources(dataset: Dataset): Dataset {
  const source = dataset.source.map((_, row) => row % 3);
  return { ...dataset, source, schema: { ...dataset.schema, sources: ["a.csv", "b.csv", "c.csv"] } };
}

const binary = tinyDataset({ seed: 5 });
const regression = tinyDataset({ seed: 6, task: "regression", hasCategories: false });
const multiclass = tinyDataset({ seed: 7, task: "multiclass" });
const sourced = inSources(tinyDataset({ seed: 8 }));

const linear: PipelineDocument = {
  ...tinyDocument(
    ["csv-source", "impute-number", "scale-number", "linear-model"],
    [
      "csv-source.numbers > impute-number.numbers",
      "impute-number.numbers > scale-number.numbers",
      "scale-number.numbers > linear-model.features",
    ],
  ),
  training: smallDocument(regression, { plan: "joint", optimiser: "sgd", learningRate: 0.05, maxSteps: 40 }).training,
};

const runs: Readonly<Record<string, { readonly dataset: Dataset; readonly document: PipelineDocument }>> = {
  "the proposed pipeline, two classes": { dataset: binary, document: smallDocument(binary, { maxSteps: 40 }) },
  "the proposed pipeline, joint, three classes": {
    dataset: multiclass,
    document: smallDocument(multiclass, { plan: "joint", maxSteps: 30, weightDecay: 0.01 }),
  },
  "sources weighed": { dataset: sourced, document: smallDocument(sourced, { maxSteps: 30 }) },
  "a linear model of a number, SGD": { dataset: regression, document: linear },
};

/** Of a run that deploys one pipeline. */
const STAGES_OF_ONE = [...TRAINING_PHASES.flatMap(stagesOf).map(({ id }) => id), "constant"] as const;

const digits = (value: number) => Number(value.toPrecision(6));

async function curvesOf(name: string) {
  const { trained } = await runTiny({ ...runs[name], phases: TRAINING_PHASES });
  const { history, metrics, leading } = trained.report;
  return {
    history: history.map(({ step, train, validation }) => [step, digits(train), digits(validation)]),
    test: Object.fromEntries(
      STAGES_OF_ONE.map((stage) => [
        stage,
        leading.slice(0, 2).map((metric) => digits(metrics.test[stage]?.[metric] ?? -1)),
      ]),
    ),
  };
}

const stored: unknown = isWriting ? undefined : JSON.parse(readFileSync(FIXTURE, "utf8"));

test("loss curves and test metrics are what they were", { timeout: 60_000 }, async () => {
  const found: Record<string, unknown> = {};
  for (const name of Object.keys(runs)) found[name] = await curvesOf(name);
  if (isWriting) writeFileSync(FIXTURE, `${JSON.stringify(found, null, 2)}\n`);
  else expect(found).toEqual(stored);
});
