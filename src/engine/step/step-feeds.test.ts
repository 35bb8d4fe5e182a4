import { describe, expect, it } from "vitest";
import { randomNormals, STREAMS } from "../../base/random.ts";
import { ProgramBuilder } from "../../program/builder.ts";
import { N_PLACES } from "../../program/inputs.ts";
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

  it("places are middles of equal parts, others at each step and for each input", () => {
    const drawing = new ProgramBuilder();
    drawing.inBlock("n1", () => drawing.places("first", [2000], STREAMS.dropout));
    drawing.inBlock("n1", () => drawing.places("second", [2000], STREAMS.dropout));
    const at = (step: number) => trainingInputs(drawing, schedule, { seed: 4, step });
    const [first, second, later] = [at(1)["n1/first"], at(1)["n1/second"], at(2)["n1/first"]].map((values) =>
      Array.from(values),
    );
    for (const place of first) expect((place * N_PLACES - 0.5) % 1).toBe(0);
    expect(Math.min(...first)).toBeGreaterThan(0);
    expect(Math.max(...first)).toBeLessThan(1);
    expect(first.reduce((sum, place) => sum + place) / first.length).toBeCloseTo(0.5, 1);
    const nSame = (others: readonly number[]) => others.filter((place, i) => place === first[i]).length;
    expect([second, later].map(nSame).every((count) => count < 10)).toBe(true);
    expect(evaluationInputs(drawing, schedule, 5)["n1/first"]).toEqual(new Float32Array(2000));
  });

  it("noise is off in evaluation", () => {
    expect(Array.from(evaluationInputs(builder, schedule, 5)["n2/noise"])).toEqual([0, 0, 0]);
  });
});
