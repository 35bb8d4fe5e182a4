/** Small and odd cases of training, as the reference trains them. */
import { describe, expect, it } from "vitest";
import { ProgramBuilder } from "../../program/builder.ts";
import { categoriesInput, labelsInput, numbersInput, rowIdInput } from "../../program/inputs.ts";
import type { ParameterRole, Program, ValueId } from "../../program/types.ts";
import type { EngineId, OptimiserSettings, TrainingData, Update } from "../engine.ts";
import { createEvaluatorEngine } from "../reference/evaluator-engine.ts";
import { compareTraining } from "./check-training.ts";
import { startEngine } from "./engines.ts";
import { TOLERANCES } from "./tolerance.ts";
import { makeData, makePlan, makeProgram, SCHEDULE } from "./training-cases.ts";

const ENGINES: readonly EngineId[] = ["compiled-wasm", "compiled-webgpu"];
const TRAIN: Update = { roles: ["model", "pipeline", "data"], lossOn: "train", at: "current" };
const ALIGN: Update = { roles: [], aligned: ["data"], lossOn: "validation", at: "current" };

const STILL: OptimiserSettings = { ...makePlan().optimisers.data, rate: 0 };

function withSplit(data: TrainingData, nTrain: number, nValidation: number): TrainingData {
  const { split } = data;
  return {
    ...data,
    split: { ...split, train: split.train.slice(0, nTrain), validation: split.validation.slice(0, nValidation) },
  };
}

/** Logistic regression of the numbers whose two parameters have these roles; `w` may be squashed before it is used. */
function logistic(
  roles: { readonly w: ParameterRole; readonly b: ParameterRole; readonly isSquashed?: boolean },
  write?: (b: ProgramBuilder) => ValueId,
): Program {
  const b = new ProgramBuilder();
  const w = b.parameter("w", { shape: [4, 1], role: roles.w, initial: { kind: "uniform", limit: 0.5 } });
  const bias = b.parameter("b", { shape: [1], role: roles.b, initial: { kind: "constant", value: 0.1 } });
  const logit = b.add(b.matMul(numbersInput(b, 4), roles.isSquashed ? b.tanh(w) : w), bias);
  const loss = b.reshape(b.sub(b.softplus(logit), b.mul(logit, labelsInput(b, "float32"))), []);
  const weights = write?.(b);
  return {
    nodes: b.nodes,
    probes: [],
    outputs: { prediction: logit, loss, ...(weights === undefined ? {} : { weights }) },
  };
}

/** Weights of all rows, from one number: a parameter that the validation loss does not depend on. */
function oneWeight(b: ProgramBuilder): ValueId {
  const logit = b.parameter("weight", { shape: [1], role: "pipeline", initial: { kind: "constant", value: 0.3 } });
  return b.mul(
    b.sigmoid(b.reshape(logit, [])),
    b.reshape(b.exp(b.mul(b.scalar(0.1), b.takeColumns(numbersInput(b, 4), [0]))), []),
  );
}

/** A weight of each row, from one number. */
function weightOfRows(b: ProgramBuilder): ValueId {
  const slope = b.parameter("slope", { shape: [1], role: "data", initial: { kind: "constant", value: 0.3 } });
  return b.reshape(b.sigmoid(b.mul(slope, b.takeColumns(numbersInput(b, 4), [1]))), []);
}

const binary = makeData("binary");
const plain = makeProgram("binary", "none", binary);

const CASES: readonly {
  readonly title: string;
  readonly program: Program;
  readonly data: TrainingData;
  readonly plan: Parameters<typeof makePlan>[0];
}[] = [
  { title: "a batch of 5 rows", program: plain, data: binary, plan: { batchSize: 5 } },
  { title: "a batch of 1 row", program: plain, data: binary, plan: { batchSize: 1 } },
  {
    title: "fewer training rows than a batch",
    program: plain,
    data: withSplit(binary, 11, 9),
    plan: { batchSize: 64 },
  },
  { title: "1 training row", program: plain, data: withSplit(binary, 1, 3), plan: {} },
  { title: "1 validation row", program: plain, data: withSplit(binary, 30, 1), plan: {} },
  {
    title: "1 validation row, trained on",
    program: plain,
    data: withSplit(binary, 30, 1),
    plan: { updates: [TRAIN, { roles: ["pipeline"], lossOn: "validation", at: "lookAhead" }] },
  },
  {
    title: "a few rows with weights that align",
    ...((data) => ({ data, program: makeProgram("binary", "rows", data) }))(withSplit(binary, 11, 1)),
    plan: { updates: [{ ...TRAIN, roles: ["model", "pipeline"] }, ALIGN], batchSize: 5 },
  },
  {
    title: "no pipeline parameters",
    program: logistic({ w: "model", b: "model" }),
    data: binary,
    plan: { updates: [TRAIN, { roles: ["pipeline"], lossOn: "validation", at: "lookAhead" }] },
  },
  {
    title: "no model parameters",
    program: logistic({ w: "pipeline", b: "pipeline" }),
    data: binary,
    plan: { updates: [TRAIN, { roles: ["pipeline"], lossOn: "validation", at: "lookAhead" }] },
  },
  {
    title: "no model parameters, looking ahead first",
    program: logistic({ w: "pipeline", b: "pipeline" }),
    data: binary,
    plan: { updates: [{ roles: ["pipeline"], lossOn: "validation", at: "lookAhead" }] },
  },
  {
    title: "a group that is frozen whole",
    program: logistic({ w: "model", b: "pipeline" }),
    data: binary,
    plan: { frozen: ["/b"], updates: [TRAIN, { roles: ["pipeline"], lossOn: "validation", at: "lookAhead" }] },
  },
  {
    title: "everything frozen",
    program: logistic({ w: "model", b: "pipeline" }),
    data: binary,
    plan: { frozen: ["/b", "/w"] },
  },
  { title: "no updates", program: logistic({ w: "model", b: "pipeline" }), data: binary, plan: { updates: [] } },
  {
    title: "alignment without row weights",
    program: logistic({ w: "model", b: "model" }),
    data: binary,
    plan: { updates: [ALIGN, TRAIN] },
  },
  {
    title: "alignment without row weights, of the pipeline too",
    program: logistic({ w: "model", b: "pipeline" }),
    data: binary,
    plan: { updates: [{ ...ALIGN, roles: ["data", "pipeline"] }, TRAIN] },
  },
  {
    title: "alignment with a model that stays, which looks ahead",
    program: logistic({ w: "model", b: "model" }, weightOfRows),
    data: binary,
    plan: { frozen: ["/w", "/b"], updates: [{ ...ALIGN, at: "lookAhead" }] },
  },
  {
    title: "alignment with a part of the model that stays",
    program: logistic({ w: "model", b: "model" }, weightOfRows),
    data: binary,
    plan: { frozen: ["/w"], updates: [TRAIN, ALIGN] },
  },
  {
    title: "alignment of a model whose parameters pass through a prologue, and whose gradients through an epilogue",
    program: logistic({ w: "model", b: "pipeline", isSquashed: true }, weightOfRows),
    data: binary,
    plan: {
      updates: [
        { ...TRAIN, roles: ["model"] },
        { ...ALIGN, roles: ["pipeline", "data"] },
      ],
    },
  },
  {
    title: "alignment first, after a look ahead",
    program: logistic({ w: "model", b: "pipeline" }, weightOfRows),
    data: binary,
    plan: {
      updates: [
        { roles: ["pipeline"], aligned: ["data"], lossOn: "validation", at: "lookAhead" },
        { ...TRAIN, roles: ["model"] },
      ],
    },
  },
  {
    title: "alignment and the model, on validation rows",
    program: logistic({ w: "model", b: "pipeline" }, weightOfRows),
    data: binary,
    plan: { updates: [{ ...ALIGN, roles: ["model", "pipeline", "data"] }] },
  },
  {
    title: "a parameter that nothing reads",
    program: logistic({ w: "model", b: "model" }, (b) => {
      b.parameter("unread", { shape: [3], role: "model", initial: { kind: "constant", value: 1 }, decays: true });
      return b.reshape(b.sigmoid(b.takeColumns(numbersInput(b, 4), [0])), []);
    }),
    data: binary,
    plan: {},
  },
  {
    title: "an update of what its loss does not depend on, after one of the same parameters",
    program: logistic({ w: "model", b: "model" }, oneWeight),
    data: binary,
    plan: {
      updates: [
        { ...TRAIN, roles: ["model", "pipeline"] },
        { roles: ["pipeline"], lossOn: "validation", at: "current" },
      ],
    },
  },
  {
    title: "the same, at the step's beginning",
    program: logistic({ w: "model", b: "model" }, oneWeight),
    data: binary,
    plan: {
      updates: [
        { roles: ["pipeline"], lossOn: "validation", at: "current" },
        { ...TRAIN, roles: ["pipeline"] },
      ],
    },
  },
  {
    title: "evaluation points that tie",
    program: plain,
    data: binary,
    plan: { evaluateEvery: 2, optimisers: { model: STILL, pipeline: STILL, data: STILL } },
  },
  {
    title: "row weights and rows that are looked up twice",
    program: logistic({ w: "model", b: "model" }, (b) => {
      const table = b.parameter("t", {
        shape: [binary.split.train.length],
        role: "data",
        initial: { kind: "normal", deviation: 0.2 },
      });
      const weight = b.lookup(b.exp(table), rowIdInput(b));
      const levels = b.parameter("levels", {
        shape: [4, 1],
        role: "data",
        initial: { kind: "normal", deviation: 0.2 },
      });
      const own = b.sigmoid(b.reshape(b.embedding(levels, categoriesInput(b, 1)), [1]));
      return b.reshape(b.mul(b.mul(weight, own), b.sigmoid(b.lookup(table, rowIdInput(b)))), []);
    }),
    data: binary,
    plan: { updates: [TRAIN] },
  },
];

/** A software adapter compiles slowly: it takes these alone, and all in the full suite. */
const ON_SOFTWARE: readonly string[] = [
  "a few rows with weights that align",
  "no model parameters, looking ahead first",
  "a group that is frozen whole",
  "everything frozen",
  "no updates",
  "alignment without row weights, of the pipeline too",
  "alignment of a model whose parameters pass through a prologue, and whose gradients through an epilogue",
  "alignment first, after a look ahead",
  "a parameter that nothing reads",
  "row weights and rows that are looked up twice",
];

function casesOn(id: EngineId) {
  if (id === "compiled-wasm" || process.env.DIFFML_FULL === "1") return CASES;
  return CASES.filter(({ title }) => ON_SOFTWARE.includes(title));
}

describe.each(ENGINES)("%s", (id) => {
  it.for(casesOn(id))("$title", async ({ program, data, plan }, context) => {
    const engine = await startEngine(id);
    if (!engine) return context.skip();
    const trained = { program, data, plan: makePlan(plan), schedule: SCHEDULE, nSteps: 12 };
    expect(
      await compareTraining(engine, trained, { ...TOLERANCES[id], relative: 5 * TOLERANCES[id].relative }),
    ).toEqual([]);
    engine.dispose();
  });

  it("a state that is written stands after a run of no steps", async (context) => {
    const engine = await startEngine(id);
    if (!engine) return context.skip();
    const [trained, other] = [
      await engine.compile(plain, binary, makePlan()),
      await engine.compile(plain, binary, makePlan({ seed: 9 })),
    ];
    const reference = await createEvaluatorEngine().compile(plain, binary, makePlan());
    // Two sessions take turns.
    const [[first], [second]] = await Promise.all([trained.run(7, SCHEDULE), other.run(9, SCHEDULE)]);
    expect([first.step, second.step]).toEqual([7, 9]);
    const state = await trained.read("current");
    await trained.run(4, SCHEDULE);
    await trained.write(state);
    const [report] = await trained.run(0, SCHEDULE);
    expect(report.step).toBe(7);
    expect(report.losses).toEqual([]);
    expect(report.best).toBeUndefined();
    expect(await trained.read("current")).toEqual(state);
    await reference.write(state);
    const [[got], [wanted]] = [await trained.run(5, SCHEDULE), await reference.run(5, SCHEDULE)];
    expect(got.losses[0].train).toBeCloseTo(wanted.losses[0].train, 4);
    const running = trained.run(200, SCHEDULE);
    trained.dispose();
    await expect(running).rejects.toMatchObject({ details: { code: "E_ENGINE_DISPOSED" } });
    expect((await other.run(1, SCHEDULE))[0].step).toBe(10);
    other.dispose();
    engine.dispose();
  });

  it.for(["train", "validation"] as const)(
    "a number that is none in a row of %s stops at the same step",
    async (split, context) => {
      const engine = await startEngine(id);
      if (!engine) return context.skip();
      const numbers = binary.numbers.slice();
      numbers[4 * binary.split[split][7]] = Number.NaN;
      const updates: readonly Update[] = [
        { ...TRAIN, roles: ["model"] },
        { roles: ["pipeline"], lossOn: "validation", at: "current" },
      ];
      const given = [plain, { ...binary, numbers }, makePlan({ updates, batchSize: 6 })] as const;
      const [got, wanted] = await Promise.all(
        [engine, createEvaluatorEngine()].map(async (each) => {
          const trained = await each.compile(...given);
          const reports = [await trained.run(1, SCHEDULE), await trained.run(20, SCHEDULE)].flat();
          const state = await trained.read("current");
          trained.dispose();
          return { found: reports.map(({ step, nonFinite }) => ({ step, nonFinite })), step: state.step };
        }),
      );
      expect(wanted.found.some(({ nonFinite }) => nonFinite !== undefined)).toBe(true);
      expect(got).toEqual(wanted);
      engine.dispose();
    },
  );

  it("a session that is disposed while it reads back leaves the others alone", async (context) => {
    const engine = await startEngine(id);
    if (!engine) return context.skip();
    const [one, other] = [
      await engine.compile(plain, binary, makePlan()),
      await engine.compile(plain, binary, makePlan()),
    ];
    await one.run(1, SCHEDULE);
    const [running, beside] = [one.run(1, SCHEDULE), other.run(2, SCHEDULE)];
    one.dispose();
    one.dispose();
    const [stopped, ran] = await Promise.allSettled([running, beside]);
    // An engine that does not wait has run already.
    if (stopped.status === "rejected") expect(stopped.reason).toMatchObject({ details: { code: "E_ENGINE_DISPOSED" } });
    expect(ran).toMatchObject({ status: "fulfilled", value: [{ step: 2 }] });
    await expect(one.run(1, SCHEDULE)).rejects.toMatchObject({ details: { code: "E_ENGINE_DISPOSED" } });
    expect((await other.run(2, SCHEDULE))[0].step).toBe(4);
    other.dispose();
    engine.dispose();
  });
});
