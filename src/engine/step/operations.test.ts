import { describe, expect, it } from "vitest";
import { evaluate } from "../../program/evaluate.ts";
import { parameterNodes } from "../../program/parameters.ts";
import type { ParameterRole } from "../../program/types.ts";
import type { Update } from "../engine.ts";
import { createEvaluatorEngine } from "../reference/evaluator-engine.ts";
import { makeData, makePlan, makeProgram, SCHEDULE } from "../testing/training-cases.ts";
import { writeObjectives } from "./objectives.ts";
import { type Operation, stepOperations } from "./operations.ts";
import { groupParameters } from "./parameter-groups.ts";
import { gatherRows, rowInputs } from "./row-inputs.ts";
import { trainingInputs } from "./step-feeds.ts";

const data = makeData("multiclass");
const program = makeProgram("multiclass", "rows", data);
const MODEL = ["n3/hidden/w", "n3/hidden/b", "n3/out/w", "n3/out/b"];

/** An operation in a few words, with the roles of its groups. */
function wordsOf(operation: Operation, roles: readonly ParameterRole[]): string {
  const named = (groups: readonly number[]) => groups.map((group) => roles[group]).join("+");
  switch (operation.kind) {
    case "loss":
      return "loss";
    case "gradient": {
      const { objective, split, at, groups, addsLoss } = operation;
      return `${objective} on ${split} ${at}: ${named(groups)}${addsLoss ? ", loss" : ""}`;
    }
    case "perturb":
      return `perturb ${named([operation.group])}`;
    case "moveAhead":
    case "update":
      return `${operation.kind} ${named(operation.groups)}`;
    default:
      return operation satisfies never;
  }
}

function stepOf(updates: readonly Update[], frozen: readonly string[] = [], of = program): readonly string[] {
  const groups = groupParameters(of, { frozen });
  const roles = groups.map(({ role }) => role);
  return stepOperations(writeObjectives(of, frozen), { updates }, groups).map((each) => wordsOf(each, roles));
}

const onTrain = (...roles: readonly ParameterRole[]): Update => ({ roles, lossOn: "train", at: "current" });

describe("the operations of a step", () => {
  it("are one gradient and one update where one objective serves all roles", () => {
    expect(stepOf([onTrain("model", "pipeline")])).toEqual([
      "train on train current: pipeline+model, loss",
      "update pipeline+model",
    ]);
  });

  it("take the loss by itself where the first gradient is over other rows, or where there is none", () => {
    expect(stepOf([{ roles: ["pipeline"], lossOn: "validation", at: "current" }])).toEqual([
      "loss",
      "validation on validation current: pipeline",
      "update pipeline",
    ]);
    expect(stepOf([])).toEqual(["loss"]);
  });

  it("of an update that looks ahead begin with a virtual step of the model", () => {
    expect(stepOf([{ roles: ["pipeline"], lossOn: "validation", at: "lookAhead" }, onTrain("model")])).toEqual([
      "train on train current: model, loss",
      "moveAhead model",
      "validation on validation ahead: pipeline",
      "update pipeline",
      "train on train current: model",
      "update model",
    ]);
  });

  it("of an alignment share the gradient of the update that it belongs to", () => {
    const update: Update = { roles: ["pipeline"], aligned: ["data"], lossOn: "validation", at: "current" };
    expect(stepOf([onTrain("model"), update])).toEqual([
      "train on train current: model, loss",
      "update model",
      "validation on validation current: pipeline+model",
      "update pipeline",
      "perturb model",
      "alignment on train current: data",
      "update data",
    ]);
  });

  it("of an alignment whose model stays are its gradient alone, and none where no row has a weight", () => {
    const update: Update = { roles: [], aligned: ["data"], lossOn: "validation", at: "current" };
    expect(stepOf([update], MODEL)).toEqual(["loss", "alignment on train current: data", "update data"]);
    expect(stepOf([update], [], makeProgram("multiclass", "none", data))).toEqual(["loss"]);
  });
});

describe("a step that looks ahead", () => {
  it("moves cleaning against the slope of the validation loss where a step of the model leads", async () => {
    const [rate, modelRate] = [0.1, 3];
    const sgd = { ...makePlan().optimisers.data, kind: "sgd", rate: 1, beta1: 0 } as const;
    const plan = makePlan({
      updates: [{ roles: ["pipeline"], lossOn: "validation", at: "lookAhead" }],
      optimisers: { model: { ...sgd, rate: modelRate }, pipeline: sgd, data: sgd },
      batchSize: 4096,
    });
    const schedule = { ...SCHEDULE, learningRate: { kind: "constant", value: rate } as const };
    const trainable = await createEvaluatorEngine().compile(program, data, plan);
    const before = (await trainable.read("current")).parameters;
    await trainable.run(1, schedule);
    const after = (await trainable.read("current")).parameters;
    trainable.dispose();

    const inputs = trainingInputs(program, schedule, { seed: plan.seed, step: 0 });
    const objectives = writeObjectives(program);
    const objectiveOn = (split: "train" | "validation", parameters: Readonly<Record<string, ArrayLike<number>>>) => {
      const rows = data.split[split];
      const perRow = rowInputs(program.nodes, data).map((input) => [input.name, gatherRows(input, rows)] as const);
      const feeds = { nRows: rows.length, inputs: { ...inputs, ...Object.fromEntries(perRow) }, parameters };
      return evaluate(objectives.nodes, feeds, [objectives[split]])[0].data[0];
    };
    /** By central differences in float64. */
    const slopes = (split: "train" | "validation", at: Readonly<Record<string, ArrayLike<number>>>, name: string) =>
      Array.from(at[name], (_, i) => {
        const value = (distance: number) =>
          objectiveOn(split, { ...at, [name]: Array.from(at[name], (own, j) => own + (i === j ? distance : 0)) });
        return (value(1e-5) - value(-1e-5)) / 2e-5;
      });
    const ahead: Record<string, ArrayLike<number>> = { ...before };
    for (const name of MODEL) {
      const along = slopes("train", before, name);
      ahead[name] = Array.from(before[name], (own, i) => own - rate * modelRate * along[i]);
    }
    for (const { name, role } of parameterNodes(program.nodes)) {
      const wanted = role === "pipeline" ? slopes("validation", ahead, name) : Array.from(before[name], () => 0);
      wanted.forEach((slope, i) => {
        expect((before[name][i] - after[name][i]) / rate).toBeCloseTo(slope, 5);
      });
    }
    const here = slopes("validation", before, "n2/mu");
    expect(Math.hypot(...here.map((slope, i) => slope - slopes("validation", ahead, "n2/mu")[i]))).toBeGreaterThan(
      1e-3,
    );
  });
});
