/** A run that goes on from any of its checkpoints comes to what it would have come to: the same bits, where steps are given. */
import { describe, expect, test } from "vitest";
import { createCompiledWasmEngine } from "../../engine/wasm/run/wasm-engine.ts";
import type { TrainingSettings } from "../../pipeline/document.ts";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import { HandClock, hookedEngine, onBudget, runTiny, smallDocument, timed } from "../testing/tiny-run.ts";
import type { TrainOptions } from "../trainer.ts";
import type { TrainedPipeline } from "../types.ts";
import { type Checkpoint, checkpointSchema, joinedCheckpoint } from "./checkpoint.ts";

/** As it comes back from storage. */
const stored = (checkpoint: Checkpoint): Checkpoint => checkpointSchema.parse(structuredClone(checkpoint));

/** All that it leaves but how long it took. */
function lasting({ report, ...trained }: TrainedPipeline) {
  const { seconds: _, engineTitle: __, evidence, ...rest } = report;
  return { ...trained, report: { ...rest, evidence: evidence?.map((record) => ({ ...record, seconds: 0 })) } };
}

/** A run whose every chunk is followed by a checkpoint, and what stood in storage after each. */
async function watchedRun(options: Partial<TrainOptions>) {
  const checkpoints: Checkpoint[] = [];
  const clock = new HandClock();
  const engine = hookedEngine({ onRun: () => (clock.now += 5000) });
  const { trained } = await runTiny({
    engine,
    clock: clock.read,
    onCheckpoint: (news) => checkpoints.push(stored(joinedCheckpoint(checkpoints.at(-1), news))),
    ...options,
  });
  return { trained, checkpoints };
}

/** Some of many, the first and the last among them. */
const some = <Value>(values: readonly Value[], most: number): readonly Value[] =>
  values.filter((_, index) => index % Math.ceil(values.length / most) === 0 || index === values.length - 1);

const CASES: Readonly<Record<string, Partial<TrainingSettings>>> = {
  "one pipeline": { maxSteps: 40 },
  "several replicas": { maxSteps: 30, starts: 2, otherLearningRates: [0.05] },
  "an ensemble": { maxSteps: 12, deploy: "ensemble" },
};

describe("the same bits come of every checkpoint of", () => {
  for (const [what, training] of Object.entries(CASES)) {
    test(what, async () => {
      const document = smallDocument(tinyDataset(), { ...training, budgetSeconds: 86_400 });
      const { trained, checkpoints } = await watchedRun({ document });
      expect(checkpoints.length).toBeGreaterThan(3);
      expect(lasting((await runTiny({ document })).trained)).toEqual(lasting(trained));
      // Each of an ensemble takes dozens of trainings.
      const isLong = training.deploy === "ensemble" && process.env.DIFFML_FULL !== "1";
      for (const checkpoint of isLong ? [checkpoints[Math.floor(checkpoints.length / 2)]] : some(checkpoints, 3)) {
        const again = await runTiny({ document, checkpoint });
        expect(lasting(again.trained)).toEqual(lasting(trained));
      }
    });
  }
});

test("the same bits come of the compiled engine, too", async () => {
  const document = smallDocument(tinyDataset(), { maxSteps: 300, batchSize: 32 });
  const checkpoints: Checkpoint[] = [];
  const clock = new HandClock();
  const run = async (options: Partial<TrainOptions>) =>
    lasting((await runTiny({ document, engine: await createCompiledWasmEngine(), ...options })).trained);
  const whole = await run({
    clock: clock.read,
    control: {
      gate: async () => {
        clock.now += 5000;
        return "run";
      },
      isStopped: () => false,
    },
    onCheckpoint: (news) => checkpoints.push(stored(joinedCheckpoint(checkpoints.at(-1), news))),
  });
  expect(checkpoints.length).toBeGreaterThan(20);
  for (const checkpoint of some(checkpoints, 8)) expect(await run({ checkpoint })).toEqual(whole);
});

test("a run that went on can be gone on with again", async () => {
  const document = smallDocument(tinyDataset(), { maxSteps: 60, budgetSeconds: 86_400 });
  const first = await watchedRun({ document });
  const [, early] = first.checkpoints;
  const second = await watchedRun({ document, checkpoint: early });
  const later = stored(joinedCheckpoint(early, second.checkpoints[4]));
  expect(later.done.length + later.going.length).toBeGreaterThan(0);
  const third = await runTiny({ document, checkpoint: later });
  expect(lasting(third.trained)).toEqual(lasting(first.trained));
});

test("what was told of the blend is told again, and steps that were done are not done again", async () => {
  const document = smallDocument(tinyDataset(), { maxSteps: 60, budgetSeconds: 86_400 });
  const { checkpoints, trained } = await watchedRun({ document });
  const checkpoint = checkpoints[2];
  const counted = async (options: Partial<TrainOptions>) => {
    let nSteps = 0;
    const engine = hookedEngine({ onRun: (_, steps) => (nSteps += steps) });
    const { progress } = await runTiny({ document, engine, ...options });
    return { nSteps, progress };
  };
  const whole = await counted({});
  const { nSteps, progress } = await counted({ checkpoint });
  const told = progress.flatMap(({ replicas }) => replicas.flatMap(({ losses }) => losses));
  expect(told).toEqual(trained.report.history);
  expect(progress.find(({ step }) => step > 0)?.step).toBe(30);
  expect(nSteps).toBe(whole.nSteps - 30);
});

test("time that is over is not there again", async () => {
  const clock = new HandClock();
  const { engine } = timed(clock, 100);
  const checkpoints: Checkpoint[] = [];
  await runTiny({
    document: onBudget(60),
    engine,
    clock: clock.read,
    onCheckpoint: (news) => checkpoints.push(stored(joinedCheckpoint(checkpoints.at(-1), news))),
  });
  const wholeMs = clock.now;
  const checkpoint = checkpoints[Math.floor(checkpoints.length / 2)];
  const begun = clock.now;
  const { trained } = await runTiny({ document: onBudget(60), engine, clock: clock.read, checkpoint });
  const spentMs = clock.now - begun + checkpoint.time.seconds * 1000;
  expect(spentMs / wholeMs).toBeGreaterThan(0.8);
  expect(spentMs / wholeMs).toBeLessThan(1.1);
  expect(trained.report.seconds * 1000).toBeGreaterThan(spentMs - 1000);
});

test("checkpoints of another pipeline are passed over: training begins anew", async () => {
  const { checkpoints } = await watchedRun({ document: smallDocument(tinyDataset(), { maxSteps: 20 }) });
  const other = smallDocument(tinyDataset(), { maxSteps: 20 }, { "neural-network": { width: 6 } });
  const fresh = await runTiny({ document: other });
  const { trained } = await runTiny({ document: other, checkpoint: checkpoints[0] });
  expect(lasting(trained)).toEqual(lasting(fresh.trained));
});

test("a checkpoint is made every four seconds, and none after Stop", async () => {
  const clock = new HandClock();
  const madeAt: number[] = [];
  let isStopped = false;
  const engine = hookedEngine({ onRun: () => (clock.now += 500) });
  await runTiny({
    document: smallDocument(tinyDataset(), { maxSteps: 400, budgetSeconds: 86_400 }),
    engine,
    clock: clock.read,
    control: { gate: async () => "run", isStopped: () => isStopped },
    onCheckpoint: () => {
      madeAt.push(clock.now);
      isStopped = madeAt.length === 3;
    },
  });
  expect(madeAt).toEqual([4000, 8000, 12000]);
});
