import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FINAL_TEMPERATURE } from "../blocks/kit/choice.ts";
import { curveAt } from "../engine/engine.ts";
import { catalogue } from "../pipeline/catalogue.ts";
import { fit } from "../pipeline/fit.ts";
import { tinyDataset } from "../pipeline/testing/tiny-pipeline.ts";
import { SCHEDULE_INPUTS } from "../program/inputs.ts";
import { parameterNodes } from "../program/parameters.ts";
import { evaluationCadence, hardSchedule, planOf, softSchedule } from "./plan.ts";
import { smallDocument } from "./testing/tiny-run.ts";

const dataset = tinyDataset();
const sourced = {
  ...dataset,
  source: dataset.source.map((_, row) => row % 2),
  schema: { ...dataset.schema, sources: ["a.csv", "b.csv"] },
};

function programOf(table: typeof dataset) {
  const document = smallDocument(table);
  return { program: fit({ catalogue, document, dataset: table, seed: 1 }).program, training: document.training };
}

const namesOf = ({ program }: ReturnType<typeof programOf>, ...roles: readonly string[]) =>
  parameterNodes(program.nodes).flatMap(({ name, role }) => (roles.includes(role) ? [name] : []));

describe("updates of a step", () => {
  const plain = programOf(dataset);
  const weighed = programOf(sourced);

  test("joint: one, on training loss; bilevel: cleaning and selection on validation loss", () => {
    const updates = (plan: "joint" | "bilevel") => planOf({ ...plain.training, plan }, plain.program, []).updates;
    expect(updates("joint")).toEqual([{ roles: ["model", "pipeline"], lossOn: "train", at: "current" }]);
    expect(updates("bilevel")).toEqual([
      { roles: ["model"], lossOn: "train", at: "current" },
      { roles: ["pipeline"], lossOn: "validation", at: "current" },
    ]);
  });

  test("weights of rows and sources learn on validation loss, whatever the plan", () => {
    const last = (plan: "joint" | "bilevel") =>
      planOf({ ...weighed.training, plan }, weighed.program, []).updates.at(-1);
    expect(last("joint")).toEqual({ roles: [], aligned: ["data"], lossOn: "validation", at: "current" });
    expect(last("bilevel")).toEqual({ roles: ["pipeline"], aligned: ["data"], lossOn: "validation", at: "current" });
  });

  test("what is frozen has none", () => {
    const { updates, frozen } = planOf(weighed.training, weighed.program, namesOf(weighed, "data", "pipeline"));
    expect(updates).toEqual([{ roles: ["model"], lossOn: "train", at: "current" }]);
    expect(frozen).toEqual(namesOf(weighed, "data", "pipeline"));
    const [one] = namesOf(weighed, "pipeline");
    expect(planOf(weighed.training, weighed.program, [one]).updates).toHaveLength(2);
  });

  test("only model parameters decay", () => {
    const { optimisers } = planOf({ ...plain.training, weightDecay: 0.5, optimiser: "sgd" }, plain.program, []);
    expect([optimisers.model.weightDecay, optimisers.pipeline.weightDecay, optimisers.data.weightDecay]).toEqual([
      0.5, 0, 0,
    ]);
    expect(Object.values(optimisers).map(({ kind }) => kind)).toEqual(["sgd", "sgd", "sgd"]);
  });
});

describe("schedules", () => {
  const { training } = smallDocument(dataset);
  const soft = softSchedule(training, 100);
  const hard = hardSchedule(training, 100);
  const temperature = SCHEDULE_INPUTS.temperature;
  const penalty = SCHEDULE_INPUTS.penaltyScale;

  test("the blend cools and is charged before its best weights count", () => {
    expect(curveAt(soft.inputs[temperature], 0)).toBe(1);
    expect(curveAt(soft.inputs[penalty], 0)).toBe(0);
    for (let progress = soft.keepBestFrom; progress <= 1; progress += 0.05) {
      expect(curveAt(soft.inputs[temperature], progress)).toBeCloseTo(FINAL_TEMPERATURE, 12);
      expect(curveAt(soft.inputs[penalty], progress)).toBe(1);
    }
  });

  test("retraining has the last temperature and no penalty, and every step counts", () => {
    for (const progress of [0, 0.5, 1]) {
      expect(curveAt(hard.inputs[temperature], progress)).toBe(FINAL_TEMPERATURE);
      expect(curveAt(hard.inputs[penalty], progress)).toBe(0);
    }
    expect(hard.keepBestFrom).toBe(0);
  });

  test("rates and temperatures never rise, penalties never fall, and the rate ends at a tenth", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [first, last] = [Math.min(a, b), Math.max(a, b)];
        for (const { learningRate, inputs } of [soft, hard]) {
          expect(curveAt(learningRate, last)).toBeLessThanOrEqual(curveAt(learningRate, first) + 1e-15);
          expect(curveAt(inputs[temperature], last)).toBeLessThanOrEqual(curveAt(inputs[temperature], first) + 1e-15);
          expect(curveAt(inputs[penalty], last)).toBeGreaterThanOrEqual(curveAt(inputs[penalty], first));
        }
      }),
    );
    expect(curveAt(soft.learningRate, 0)).toBeCloseTo(training.learningRate, 12);
    expect(curveAt(soft.learningRate, 1)).toBeCloseTo(training.learningRate / 10, 12);
  });
});

test("evaluation points: every ten steps of a small table, rarer where an epoch or an evaluation is long", () => {
  const split = (nTrain: number, nValidation: number) => ({
    train: new Uint32Array(nTrain),
    validation: new Uint32Array(nValidation),
    test: new Uint32Array(0),
  });
  expect(evaluationCadence(split(206, 70), 128)).toBe(10);
  expect(evaluationCadence(split(50_000, 1_000), 128)).toBe(196);
  expect(evaluationCadence(split(1_000, 60_000), 128)).toBe(64);
});
