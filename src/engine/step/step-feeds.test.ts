import { describe, expect, it } from "vitest";
import { randomNormals, STREAMS } from "../../base/random.ts";
import { ProgramBuilder } from "../../program/builder.ts";
import type { Schedule } from "../engine.ts";
import { evaluationInputs, trainingInputs } from "./step-feeds.ts";

const builder = new ProgramBuilder();
builder.inBlock("n1", () => builder.noise("noise", [2], STREAMS.gateNoise));
builder.schedule("temperature", 0.3);
builder.schedule("other", 7);
builder.inBlock("n2", () => builder.noise("noise", [3], STREAMS.gateNoise));

const schedule: Schedule = {
  totalSteps: 10,
  learningRate: { kind: "constant", value: 1 },
  inputs: { temperature: { kind: "linear", from: 1, to: 0, begin: 0, end: 1 } },
  keepBestFrom: 0,
};

describe("inputs of a step", () => {
  it("noise of two blocks on one stream is one sequence, cut in node order", () => {
    const key = { seed: 4, stream: STREAMS.gateNoise, step: 6 };
    const inputs = trainingInputs(builder, schedule, { seed: 4, step: 6 });
    expect([...Array.from(inputs["n1/noise"]), ...Array.from(inputs["n2/noise"])]).toEqual([...randomNormals(key, 5)]);
  });

  it("schedule values follow the step, and stay at prediction's where the schedule is silent", () => {
    expect(trainingInputs(builder, schedule, { seed: 4, step: 5 }).temperature).toEqual([0.5]);
    expect(trainingInputs(builder, schedule, { seed: 4, step: 25 }).temperature).toEqual([0]);
    expect(evaluationInputs(builder, schedule, 5).other).toEqual([7]);
    expect(evaluationInputs(builder).temperature).toEqual([0.3]);
  });

  it("noise is off in evaluation", () => {
    expect(Array.from(evaluationInputs(builder, schedule, 5)["n2/noise"])).toEqual([0, 0, 0]);
  });
});
