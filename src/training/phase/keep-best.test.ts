import { expect, test } from "vitest";
import type { TrainableProgram, TrainingState } from "../../engine/engine.ts";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import { hardSchedule } from "../plan.ts";
import { smallDocument } from "../testing/tiny-run.ts";
import { keepBest } from "./keep-best.ts";

const schedule = hardSchedule(smallDocument(tinyDataset()).training, 30);
/** Weights whose validation loss is what they say. */
const weighing = (loss: number): TrainingState => ({
  step: 7,
  parameters: { loss: Float32Array.of(loss) },
  optimiser: {},
});

/** A program whose replicas came to weights of these losses. */
function trainedTo(losses: readonly number[]) {
  const states = losses.map(weighing);
  const evaluatedAt: number[] = [];
  let written = states[0];
  const trainable: TrainableProgram = {
    run: async () => [],
    evaluate: async () => {
      evaluatedAt.push(written.step);
      return written.parameters.loss[0];
    },
    read: async (_what, replica = 0) => states[replica],
    write: async (state) => {
      written = state;
    },
    dispose: () => {},
  };
  return { trainable, states, evaluatedAt };
}

test("the lowest of several is kept, each measured at the end of the schedule", async () => {
  const { trainable, states, evaluatedAt } = trainedTo([3, 1, Number.NaN, 2]);
  const kept = await keepBest(trainable, { nReplicas: 4, schedule });
  expect(kept).toEqual({ best: states[1], replica: 1, isRivalBest: false, losses: [3, 1, Number.NaN, 2] });
  expect(evaluatedAt).toEqual([30, 30, 30, 30]);
});

test("one alone is kept unmeasured", async () => {
  const { trainable, states, evaluatedAt } = trainedTo([3]);
  const kept = await keepBest(trainable, { nReplicas: 1, schedule });
  expect(kept).toEqual({ best: states[0], replica: 0, isRivalBest: false, losses: [Number.NaN] });
  expect(evaluatedAt).toEqual([]);
});

test("a rival wins only where it is lower than all", async () => {
  for (const [loss, isRivalBest] of [
    [1.5, false],
    [1, false],
    [0.5, true],
  ] as const) {
    const { trainable, states } = trainedTo([3, 1]);
    const rival = weighing(loss);
    const kept = await keepBest(trainable, { nReplicas: 2, rival, schedule });
    expect(kept).toMatchObject({ replica: 1, isRivalBest });
    expect(kept.best).toBe(isRivalBest ? rival : states[1]);
  }
});
