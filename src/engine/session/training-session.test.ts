import * as tf from "@tensorflow/tfjs";
import { describe, expect, it, vi } from "vitest";
import { ProgramBuilder } from "../../program/builder.ts";
import { labelsInput, numbersInput } from "../../program/inputs.ts";
import type { Program, ValueId } from "../../program/types.ts";
import type { Engine, TrainingPlan, Update } from "../engine.ts";
import { createEvaluatorEngine } from "../reference/evaluator-engine.ts";
import { startEngine } from "../testing/engines.ts";
import { BILEVEL, makeData, makePlan, makeProgram, SCHEDULE } from "../testing/training-cases.ts";
import { evaluationRows, MAX_EVALUATION_ROWS } from "./training-session.ts";

const ENGINES = ["evaluator", "compiled-wasm", "tfjs-cpu", "tfjs-wasm"] as const;

async function engineFor(id: (typeof ENGINES)[number]): Promise<Engine> {
  return id === "evaluator" ? createEvaluatorEngine() : (await startEngine(id))!;
}

/** Squared error of a line through column 0, with `scale` of block n3 in between. */
function lineProgram(scale: (builder: ProgramBuilder, learned: ValueId) => ValueId): Program {
  const b = new ProgramBuilder();
  const line = b.inBlock("n2", () =>
    b.matMul(
      numbersInput(b, 4),
      b.parameter("w", { shape: [4, 1], role: "model", initial: { kind: "normal", deviation: 0.1 } }),
    ),
  );
  const prediction = b.inBlock("n3", () => {
    const learned = b.parameter("scale", { shape: [1], role: "model", initial: { kind: "constant", value: 0.3 } });
    return b.add(line, scale(b, learned));
  });
  const error = b.sub(prediction, labelsInput(b, "float32"));
  return { nodes: b.nodes, probes: [], outputs: { prediction, loss: b.reshape(b.square(error), []) } };
}

const FAST = {
  kind: "sgd",
  rate: 1,
  beta1: 0,
  beta2: 0,
  epsilon: 0,
  weightDecay: 0,
  clipNorm: Number.POSITIVE_INFINITY,
} as const;
const CONSTANT_RATE = { ...SCHEDULE, learningRate: { kind: "constant", value: 0.05 } } as const;

describe.each(ENGINES)("a run on %s", (id) => {
  it("names the block and the step where a logarithm of a learned value stops being a number", async () => {
    const engine = await engineFor(id);
    const data = makeData("regression");
    // The loss falls as log(scale − 0.2) falls, so gradient steps push the learned value below 0.2.
    const program = lineProgram((b, learned) => b.mul(b.scalar(0.5), b.log(b.sub(learned, b.scalar(0.2)))));
    const labels = data.labels.map(() => -40);
    const plan = makePlan({ optimisers: { model: FAST, pipeline: FAST, data: FAST }, evaluateEvery: 4 });
    const trainable = await engine.compile(program, { ...data, labels, labelOffset: 0, labelScale: 1 }, plan);
    const [report] = await trainable.run(12, { ...CONSTANT_RATE, learningRate: { kind: "constant", value: 1e-4 } });
    expect(report.nonFinite).toBeDefined();
    expect(report.nonFinite?.blocks).toEqual(["n3"]);
    const { parameters, step } = await trainable.read("current");
    expect(step).toBe(report.step);
    expect(report.nonFinite!.step).toBeGreaterThanOrEqual(step);
    expect(report.nonFinite!.step).toBeLessThan(step + 4);
    expect(parameters["n3/scale"][0]).toBeGreaterThan(0.2);
    trainable.dispose();
  });

  it("stands still between steps as long as somebody wants it to, and comes to the same bits", async () => {
    const engine = await engineFor(id);
    const data = makeData("binary");
    const compiled = () =>
      engine.compile(makeProgram("binary", "none", data), data, makePlan({ updates: BILEVEL, evaluateEvery: 9 }));
    const [plain, resting] = [await compiled(), await compiled()];
    const reports = await plain.run(70, SCHEDULE);
    let goOn = () => {};
    const rested = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let nRests = 0;
    let isOver = false;
    const run = resting.run(70, SCHEDULE, () => {
      nRests++;
      return rested;
    });
    void run.then(() => {
      isOver = true;
    });
    await vi.waitFor(() => expect(nRests).toBe(1));
    expect(isOver).toBe(false);
    goOn();
    expect(await run).toEqual(reports);
    expect(await resting.read("current")).toEqual(await plain.read("current"));
    plain.dispose();
    resting.dispose();
  });

  it("reports a gradient that is not finite though the loss is", async () => {
    const engine = await engineFor(id);
    const data = makeData("regression");
    // √0 is 0, but its slope is infinite.
    const program = lineProgram((b, learned) => b.sqrt(b.relu(b.sub(learned, b.scalar(0.3)))));
    const trainable = await engine.compile(program, data, makePlan());
    const [report] = await trainable.run(3, SCHEDULE);
    expect(report.nonFinite).toEqual({ step: 0, blocks: ["n3"] });
    expect(report.step).toBe(0);
    expect((await trainable.read("current")).parameters["n3/scale"][0]).toBeCloseTo(0.3, 6);
    trainable.dispose();
  });

  it("learns, keeps the best weights from the point on that the schedule sets, and evaluates at cadence and end", async () => {
    const engine = await engineFor(id);
    const data = makeData("binary");
    const trainable = await engine.compile(makeProgram("binary", "none", data), data, makePlan());
    const before = await trainable.evaluate("train", SCHEDULE);
    const [report] = await trainable.run(38, SCHEDULE);
    expect(report.losses.map((point) => point.step)).toEqual([5, 10, 15, 20, 25, 30, 35, 38]);
    expect(await trainable.evaluate("train", SCHEDULE)).toBeLessThan(before * 0.97);
    const counted = report.losses.filter((point) => point.step >= 10);
    const least = Math.min(...counted.map((point) => point.validation));
    expect(report.best).toEqual({ step: counted.find((point) => point.validation === least)!.step, validation: least });
    expect((await trainable.read("best")).step).toBe(report.best!.step);
    trainable.dispose();
  });

  it.each<{ title: string; updates: readonly Update[] }>([
    {
      title: "alignment of rows",
      updates: [
        { roles: ["model", "pipeline"], lossOn: "train", at: "current" },
        { roles: [], aligned: ["data"], lossOn: "validation", at: "current" },
      ],
    },
  ])("$title moves the weights of sources towards the clean one", async ({ updates }) => {
    const engine = await engineFor(id);
    const data = makeData("binary", 300);
    const trainable = await engine.compile(
      makeProgram("binary", "sources", data),
      data,
      makePlan({ updates, batchSize: 64 }),
    );
    const [{ probes }] = await trainable.run(40, SCHEDULE);
    const [clean, noisy] = probes["n4/weight"];
    expect(clean + noisy).toBeCloseTo(2, 5);
    expect(clean).toBeGreaterThan(1.15);
    trainable.dispose();
  });
});

describe("read-backs", () => {
  it("happen at the end of a run alone", async () => {
    const engine = await engineFor("tfjs-wasm");
    const data = makeData("binary");
    const trainable = await engine.compile(makeProgram("binary", "none", data), data, makePlan({ evaluateEvery: 5 }));
    const reads = vi.spyOn(tf.Tensor.prototype, "data");
    const synchronousReads = vi.spyOn(tf.Tensor.prototype, "dataSync");
    await trainable.run(12, SCHEDULE);
    expect(reads).toHaveBeenCalledTimes(2);
    expect(synchronousReads).not.toHaveBeenCalled();
    vi.restoreAllMocks();
    trainable.dispose();
  });

  it("a disposed program ends its run with an error", async () => {
    const data = makeData("binary");
    const trainable = await (await engineFor("tfjs-cpu")).compile(
      makeProgram("binary", "none", data),
      data,
      makePlan(),
    );
    const running = trainable.run(20, SCHEDULE);
    trainable.dispose();
    await expect(running).rejects.toMatchObject({ details: { code: "E_ENGINE_DISPOSED" } });
  });

  it("evaluation points read a fixed sample of a large validation split, in order", () => {
    const data = makeData("binary", 40);
    const validation = Uint32Array.from({ length: 9000 }, (_, i) => i * 3);
    const large = { ...data, split: { ...data.split, validation } };
    const rows = evaluationRows(large, 5);
    expect(rows).toEqual(evaluationRows(large, 5));
    expect(rows.length).toBe(MAX_EVALUATION_ROWS);
    expect(new Set(rows).size).toBe(MAX_EVALUATION_ROWS);
    expect([...rows].every((row, i) => row % 3 === 0 && (i === 0 || row > rows[i - 1]))).toBe(true);
    // A sample of all of it: its middle is near the middle.
    expect(rows[MAX_EVALUATION_ROWS / 2] / 27000).toBeCloseTo(0.5, 1);
  });
});

describe("what cannot be trained is refused before the first step", () => {
  const data = makeData("binary");
  const program = makeProgram("binary", "none", data);
  const { loss: _, ...withoutLoss } = program.outputs;
  const emptySplit = { ...data, split: { ...data.split, validation: new Uint32Array(0) } };
  const fewerColumns = { ...data, numbers: data.numbers.slice(0, data.nRows * 3) };

  it.each([
    ["a program that only predicts", { ...program, outputs: withoutLoss }, data, "E_ENGINE_LOSS", "program"],
    ["a split without rows", program, emptySplit, "E_ENGINE_ROWS", "split validation"],
    ["a table with fewer columns", program, fewerColumns, "E_ENGINE_INPUT", "program input numbers"],
  ] as const)("%s", async (_title, given, table, code, where) => {
    for (const id of ["evaluator", "tfjs-cpu"] as const) {
      const compiling = (await engineFor(id)).compile(given, table, makePlan());
      await expect(compiling).rejects.toMatchObject({ details: { code, where } });
    }
  });
});

describe("bilevel", () => {
  it("moves pipeline parameters by validation rows alone", async () => {
    const engine = createEvaluatorEngine();
    const data = makeData("binary");
    const program = makeProgram("binary", "none", data);
    const bilevel: Partial<TrainingPlan> = {
      updates: BILEVEL,
    };
    const flipped = {
      ...data,
      labels: data.labels.map((label, row) => (data.split.validation.includes(row) ? 1 - label : label)),
    };
    const start = async (table: typeof data) => {
      const trainable = await engine.compile(program, table, makePlan(bilevel));
      await trainable.run(1, SCHEDULE);
      return (await trainable.read("current")).parameters;
    };
    const [given, withFlipped] = await Promise.all([start(data), start(flipped)]);
    expect(withFlipped["n3/hidden/w"]).toEqual(given["n3/hidden/w"]);
    expect(withFlipped["n1/choice"]).not.toEqual(given["n1/choice"]);
  });
});
