/** Long row-free loops, which all workgroups share: as in float64, and the same bits wherever submissions end. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ProgramBuilder } from "../../../program/builder.ts";
import { labelsInput, numbersInput, penaltyScale, rowIdInput } from "../../../program/inputs.ts";
import type { Program } from "../../../program/types.ts";
import type { Engine, TrainingPlan } from "../../engine.ts";
import { groupParameters } from "../../step/parameter-groups.ts";
import { compareTraining } from "../../testing/check-training.ts";
import { makeData, makePlan, SCHEDULE } from "../../testing/training-cases.ts";
import { LEAST_LIMITS } from "../plan/limits.ts";
import { N_THREADS } from "../plan/pass-plan.ts";
import { createCompiledWebgpuEngine } from "../run/webgpu-engine.ts";
import { planKernels } from "../run/webgpu-program.ts";
import { openTestGpu, type TestGpu } from "../testing/test-gpu.ts";

let gpu: TestGpu | undefined;

beforeAll(async () => {
  gpu = await openTestGpu();
});

afterAll(() => gpu?.release());

const everyRow = makeData("regression", 30_000);
const N_TRAIN = everyRow.split.train.length;
const data = {
  ...everyRow,
  split: {
    ...everyRow.split,
    validation: everyRow.split.validation.slice(0, 20),
    test: everyRow.split.test.slice(0, 20),
  },
};

/** Normalised weights of all rows, and a penalty that has one long sum for each of some groups, and short ones for each of many. */
function programOfLongLoops(): Program {
  const b = new ProgramBuilder();
  const normal = { kind: "normal", deviation: 0.3 } as const;
  const prediction = b.inBlock("n1", () =>
    b.matMul(numbersInput(b, 4), b.parameter("w", { shape: [4, 1], role: "model", initial: normal })),
  );
  const loss = b.reshape(b.square(b.sub(prediction, labelsInput(b, "float32"))), []);
  const weights = b.inBlock("n2", () => {
    const scores = b.parameter("scores", { shape: [N_TRAIN], role: "data", initial: normal });
    const positive = b.sigmoid(scores);
    const scaled = b.mul(positive, b.div(b.scalar(N_TRAIN), b.sum(positive, 0, { keepDims: true })));
    const groups = Array.from({ length: N_TRAIN }, (_, i) => Math.floor(Math.sqrt(i)) % 5);
    b.penalty(b.sum(b.square(b.scatterColumns(b.mul(positive, b.scalar(100 / N_TRAIN)), groups, 5)), 0));
    const halves = b.softmax(b.reshape(scores, [N_TRAIN / 2, 2]));
    b.penalty(b.mul(b.scalar(1 / N_TRAIN), b.sum(b.sum(b.square(halves), 1), 0)));
    return b.reshape(b.lookup(scaled, rowIdInput(b)), []);
  });
  const [first, second] = b.penalties;
  return {
    nodes: b.nodes,
    probes: [],
    outputs: { prediction, loss, penalty: b.mul(penaltyScale(b), b.add(first, second)), weights },
  };
}

const program = programOfLongLoops();
const { model } = makePlan().optimisers;
const sgd = { ...model, kind: "sgd", rate: 5, clipNorm: Number.POSITIVE_INFINITY } as const;
const plan = makePlan({
  updates: [{ roles: ["model", "data"], lossOn: "train", at: "current" }],
  optimisers: { model: sgd, pipeline: sgd, data: { ...sgd, rate: 1000, clipNorm: 1 } },
});

describe("long row-free loops", () => {
  it("are shared by all workgroups", () => {
    const { steps } = planKernels({ program, data, plan, groups: groupParameters(program, plan) }, LEAST_LIMITS);
    const own = steps.step.filter(({ title }) => /^(prologue|epilogue)/.test(title));
    expect(own.filter(({ nWorkgroups }) => nWorkgroups > N_TRAIN / N_THREADS / 10).length).toBeGreaterThanOrEqual(3);
    for (const { code, nWorkgroups } of own) if (nWorkgroups === 1) expect(code).not.toContain(`< ${N_TRAIN}u`);
    // Before the first step of a submission the whole prologue runs, with all its workgroups.
    expect(steps.firstPrologue.map(({ index }) => steps.step[index].title)).toEqual(
      own.filter(({ title }) => title.startsWith("prologue")).map(({ title }) => title),
    );
    expect(steps.firstPrologue).toEqual(
      steps.firstPrologue.map(({ index }) => ({ index, nWorkgroups: steps.step[index].nWorkgroups })),
    );
  });

  it("give the training of float64, and the same bits wherever submissions end and beside another replica", async (context) => {
    if (!gpu) return context.skip();
    let now = 0;
    const whole = await createCompiledWebgpuEngine({ gpuDevice: gpu.opened });
    const slow = await createCompiledWebgpuEngine({ gpuDevice: gpu.opened, clock: () => (now += 1000) });
    const trained = { program, data, plan, schedule: SCHEDULE, nSteps: 4 };
    expect(await compareTraining(whole, trained, { absolute: 2e-6, relative: 1e-4 })).toEqual([]);
    const replicas = [5, plan.seed].map((seed) => ({ seed, rate: 1 }));
    const stateOf = async (engine: Engine, runs: readonly number[], own: Pick<TrainingPlan, "replicas"> = {}) => {
      const trainable = await engine.compile(program, data, { ...plan, ...own });
      for (const nSteps of runs) await trainable.run(nSteps, SCHEDULE);
      const state = await trainable.read("current", own.replicas ? 1 : 0);
      trainable.dispose();
      return state;
    };
    const state = await stateOf(whole, [7]);
    expect(await stateOf(slow, [2, 5])).toEqual(state);
    expect(await stateOf(whole, [7], { replicas })).toEqual(state);
  });
});
