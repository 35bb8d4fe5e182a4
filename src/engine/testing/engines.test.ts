/** What every engine on the CPU must do: the numbers of float64, and training that goes on where it was. */
import { describe, expect, it } from "vitest";
import { initialParameters } from "../../program/parameters.ts";
import type { Engine, EngineId, TrainingPlan } from "../engine.ts";
import { referenceGradients } from "../reference/evaluator-engine.ts";
import { compareTraining } from "./check-training.ts";
import { startEngine } from "./engines.ts";
import { differs, TOLERANCES } from "./tolerance.ts";
import { BILEVEL, makeData, makePlan, makeProgram, SCHEDULE, type Weighting } from "./training-cases.ts";

/** Rounding grows over the steps of Adam, which divides small gradients by small gradients. */
const AFTER_20_STEPS = { absolute: 2e-4, relative: 2e-3 };

async function engineFor(id: EngineId): Promise<Engine> {
  const engine = await startEngine(id);
  if (!engine) throw new Error(`${id} did not start`);
  return engine;
}

const SGD = { kind: "sgd", rate: 3, beta1: 0.8, beta2: 0, epsilon: 0, weightDecay: 0.05, clipNorm: 0.5 } as const;

const PLANS: readonly {
  readonly title: string;
  readonly weighting: Weighting;
  readonly changes: Partial<TrainingPlan>;
}[] = [
  { title: "joint", weighting: "none", changes: {} },
  {
    title: "joint with SGD, some frozen, a batch larger than the split",
    weighting: "sources",
    changes: {
      optimisers: { model: SGD, pipeline: SGD, data: SGD },
      frozen: ["n1/choice", "n3/out/b"],
      batchSize: 4096,
    },
  },
  {
    title: "bilevel, pipeline on validation rows",
    weighting: "rows",
    changes: {
      updates: BILEVEL,
    },
  },
  {
    title: "averaged, row weights by bilevel too",
    weighting: "rows",
    changes: { updates: BILEVEL, averageDecay: 0.8 },
  },
  {
    title: "averaged SGD, some frozen",
    weighting: "none",
    changes: {
      optimisers: { model: SGD, pipeline: SGD, data: SGD },
      frozen: ["n1/choice", "n3/out/b"],
      averageDecay: 0.9,
    },
  },
  {
    title: "look-ahead of the pipeline",
    weighting: "none",
    changes: {
      updates: [
        { roles: ["pipeline"], lossOn: "validation", at: "lookAhead" },
        { roles: ["model"], lossOn: "train", at: "current" },
      ],
    },
  },
  {
    title: "row weights by alignment, with the pipeline",
    weighting: "rows",
    changes: {
      updates: [
        { roles: ["model"], lossOn: "train", at: "current" },
        { roles: ["pipeline"], aligned: ["data"], lossOn: "validation", at: "current" },
      ],
    },
  },
  {
    title: "row weights by alignment, ahead and with a part of the model still",
    weighting: "rows",
    changes: {
      frozen: ["n3/hidden/w"],
      updates: [
        { roles: ["pipeline"], aligned: ["data"], lossOn: "validation", at: "lookAhead" },
        { roles: ["model"], lossOn: "train", at: "current" },
      ],
    },
  },
  {
    title: "row weights by alignment with SGD",
    weighting: "rows",
    changes: {
      optimisers: { ...makePlan().optimisers, model: SGD },
      updates: [
        { roles: ["model"], lossOn: "train", at: "current" },
        { roles: [], aligned: ["data"], lossOn: "validation", at: "current" },
      ],
    },
  },
  {
    title: "row weights by alignment",
    weighting: "rows",
    changes: {
      updates: [
        { roles: ["model", "pipeline"], lossOn: "train", at: "current" },
        { roles: [], aligned: ["data"], lossOn: "validation", at: "current" },
      ],
    },
  },
];

describe.each(["compiled-wasm", "tfjs-cpu", "tfjs-wasm"] as const)("%s", (id) => {
  it.each(["binary", "multiclass", "regression"] as const)(
    "gradients of a %s program are those of float64",
    async (task) => {
      const engine = await engineFor(id);
      const data = makeData(task);
      const program = makeProgram(task, "rows", data);
      const parameters = initialParameters(program, 2);
      const rows = data.split.train.slice(0, 20);
      const got = await engine.gradients(program, data, rows, parameters);
      const wanted = referenceGradients(program, data, rows, parameters);
      expect(differs([got.loss], [wanted.loss], TOLERANCES[id])).toBeUndefined();
      for (const [name, gradient] of Object.entries(wanted.gradients)) {
        expect(differs(got.gradients[name], gradient, TOLERANCES[id]), name).toBeUndefined();
      }
    },
  );

  it.each(["binary", "multiclass", "regression"] as const)(
    "20 joint steps of a %s program are those of float64",
    async (task) => {
      const data = makeData(task);
      const program = makeProgram(task, "none", data);
      const trained = { program, data, plan: makePlan(), schedule: SCHEDULE, nSteps: 20 };
      expect(await compareTraining(await engineFor(id), trained, AFTER_20_STEPS)).toEqual([]);
    },
  );

  it.each(PLANS)("20 steps, $title, are those of float64", async ({ weighting, changes }) => {
    const data = makeData("binary");
    const program = makeProgram("binary", weighting, data);
    const trained = { program, data, plan: makePlan(changes), schedule: SCHEDULE, nSteps: 20 };
    expect(await compareTraining(await engineFor(id), trained, AFTER_20_STEPS)).toEqual([]);
  });

  it.each([undefined, 0.9])(
    "goes on bit by bit from a state that was read, averages of %s too",
    async (averageDecay) => {
      const engine = await engineFor(id);
      const data = makeData("binary");
      const program = makeProgram("binary", "sources", data);
      const plan = makePlan({
        updates: [{ roles: ["model", "pipeline", "data"], lossOn: "train", at: "current" }],
        ...(averageDecay === undefined ? {} : { averageDecay }),
      });
      const [whole, first, second] = await Promise.all([1, 2, 3].map(() => engine.compile(program, data, plan)));
      await whole.run(5, SCHEDULE);
      await whole.run(7, SCHEDULE);
      await first.run(5, SCHEDULE);
      const state = structuredClone(await first.read("current"));
      first.dispose();
      await second.write(state);
      await second.run(7, SCHEDULE);
      expect(await second.read("current")).toEqual(await whole.read("current"));
      expect(await second.evaluate("test", SCHEDULE)).toBe(await whole.evaluate("test", SCHEDULE));
      whole.dispose();
      second.dispose();
    },
  );

  it("leaves frozen parameters where they are", async () => {
    const engine = await engineFor(id);
    const data = makeData("binary");
    const program = makeProgram("binary", "none", data);
    const plan = makePlan({ frozen: ["n1/choice", "n2/mu", "n1/start"] });
    const trainable = await engine.compile(program, data, plan);
    await trainable.run(4, SCHEDULE);
    const { parameters } = await trainable.read("current");
    const initial = initialParameters(program, plan.seed);
    for (const name of plan.frozen) expect(parameters[name]).toEqual(initial[name]);
    expect(parameters["n3/hidden/w"]).not.toEqual(initial["n3/hidden/w"]);
    trainable.dispose();
  });

  it("rejects a state of another pipeline, naming the parameter", async () => {
    const engine = await engineFor(id);
    const data = makeData("binary");
    const trainable = await engine.compile(makeProgram("binary", "none", data), data, makePlan());
    const state = await trainable.read("current");
    const parameters = { ...state.parameters, "n2/mu": new Float32Array(3) };
    await expect(trainable.write({ ...state, parameters })).rejects.toMatchObject({
      details: { code: "E_ENGINE_STATE", where: "training state, n2/mu" },
    });
    trainable.dispose();
  });
});
