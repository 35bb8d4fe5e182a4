/** Training with dropout: every engine leaves out the same units of the same rows. */
import { describe, expect, it } from "vitest";
import { usualTable } from "../../blocks/testing/tables.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import { defaultDocument } from "../../pipeline/default-document.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { fit } from "../../pipeline/fit.ts";
import { createEvaluatorEngine } from "../reference/evaluator-engine.ts";
import { compareTraining } from "./check-training.ts";
import { startEngine } from "./engines.ts";
import { BILEVEL, makePlan, SCHEDULE } from "./training-cases.ts";

/** Of the reference after some steps; a unit that only one of them leaves out moves a loss by more than a hundredth. */
const TOLERANCE = { absolute: 1e-4, relative: 1e-3 };
const N_STEPS = 8;

const table = usualTable();
const proposed = defaultDocument(table.schema);

function withDropout(dropout: number) {
  const document: PipelineDocument = {
    ...proposed,
    blocks: proposed.blocks.map((block) =>
      block.type === "neural-network" ? { ...block, settings: { ...block.settings, width: 12, dropout } } : block,
    ),
  };
  const { program, statistics } = fit({ catalogue, document, dataset: table, seed: 1 });
  const { labelOffset, labelScale } = statistics;
  return { program, data: { ...table, labelOffset, labelScale } };
}

describe.each(["compiled-wasm", "tfjs-cpu", "tfjs-wasm", "compiled-webgpu"] as const)("dropout on %s", (id) => {
  it("takes the steps of float64", async (context) => {
    const engine = await startEngine(id);
    if (!engine) return context.skip();
    const plan = makePlan({ updates: BILEVEL });
    const trained = { ...withDropout(0.3), plan, schedule: SCHEDULE, nSteps: N_STEPS };
    expect(await compareTraining(engine, trained, TOLERANCE)).toEqual([]);
    engine.dispose();
  });
});

describe("dropout", () => {
  it("changes what a step does, and nothing of an evaluation", async () => {
    const engine = createEvaluatorEngine();
    const programs = await Promise.all(
      [0, 0.3, 0.6].map(async (dropout) => {
        const { program, data } = withDropout(dropout);
        return engine.compile(program, data, makePlan());
      }),
    );
    const before = await Promise.all(programs.map((each) => each.evaluate("test", SCHEDULE)));
    expect(new Set(before).size).toBe(1);
    for (const each of programs) await each.run(3, SCHEDULE);
    const after = await Promise.all(programs.map((each) => each.evaluate("test", SCHEDULE)));
    expect(new Set(after).size).toBe(3);
  });
});
