import { expect, test } from "vitest";
import { gatesOf, trainCase } from "../../bench/learning-runs.ts";
import { twoMoons } from "../../bench/learning-tables.ts";
import { tinyDocument } from "../pipeline/testing/tiny-pipeline.ts";

/** The short version; all seeds, XOR and the sample tables are in learning.full.test.ts. */
test("two moons among noise columns: the gates of the moons stay open, those of noise close", async () => {
  const learning = { csv: (seed: number) => [twoMoons({ seed, nRows: 400, nNoise: 4 })], target: "moon" };
  const document = tinyDocument(
    ["csv-source", "select-features", "neural-network"],
    ["csv-source.numbers > select-features.features", "select-features.features > neural-network.features"],
    { "neural-network": { width: 16 } },
  );
  const trained = await trainCase(learning, {
    seed: 1,
    document,
    training: { plan: "bilevel", learningRate: 0.01, maxSteps: 400, budgetSeconds: 86_400 },
  });
  expect(gatesOf(trained, "tuned")).toEqual({ x1: 1, x2: 1, noise1: 0, noise2: 0, noise3: 0, noise4: 0 });
  expect(trained.report.metrics.test.tuned?.accuracy).toBeGreaterThan(0.95);
});
