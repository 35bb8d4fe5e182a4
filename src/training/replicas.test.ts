import { expect, test } from "vitest";
import { trainingSettingsSchema } from "../pipeline/document.ts";
import { engineReplicaOf, lowest, replicaSettingsOf } from "./replicas.ts";

const settings = (given: object) => trainingSettingsSchema.parse({ learningRate: 0.01, seed: 7, ...given });

test("one replica is the default; several are all starts with all learning rates, each rate once", () => {
  expect(replicaSettingsOf(settings({}))).toEqual([{ seed: 7, learningRate: 0.01 }]);
  const several = replicaSettingsOf(settings({ starts: 2, otherLearningRates: [0.1, 0.01, 0.1], seed: 4294967295 }));
  expect(several).toEqual([
    { seed: 4294967295, learningRate: 0.01 },
    { seed: 0, learningRate: 0.01 },
    { seed: 4294967295, learningRate: 0.1 },
    { seed: 0, learningRate: 0.1 },
  ]);
});

test("a replica's rate multiplies the schedule's", () => {
  const { seed, rate } = engineReplicaOf({ seed: 3, learningRate: 0.1 }, settings({}));
  expect(seed).toBe(3);
  expect(rate).toBeCloseTo(10, 12);
  expect(engineReplicaOf({ seed: 3, learningRate: 0.01 }, settings({})).rate).toBe(1);
});

test("the lowest finite loss wins, the first of equals", () => {
  expect(lowest([3, 1, 2, 1])).toBe(1);
  expect(lowest([Number.NaN, 5, Number.NaN, 4])).toBe(3);
  expect(lowest([Number.NaN, Number.NaN])).toBe(0);
});
