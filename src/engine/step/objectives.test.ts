import { describe, expect, it } from "vitest";
import { randomNormal, STREAMS } from "../../base/random.ts";
import { evaluate } from "../../program/evaluate.ts";
import { initialParameters } from "../../program/parameters.ts";
import type { TensorMap, TrainingState } from "../engine.ts";
import { createEvaluatorEngine } from "../reference/evaluator-engine.ts";
import { makeData, makePlan, makeProgram, SCHEDULE } from "../testing/training-cases.ts";
import { gradientProgram } from "./gradient-program.ts";
import { ALIGNMENT_DISTANCE, perturbedName, SIDES, writeObjectives } from "./objectives.ts";
import { gatherRows, rowInputs } from "./row-inputs.ts";
import { trainingInputs } from "./step-feeds.ts";

const data = makeData("multiclass");
const program = makeProgram("multiclass", "rows", data);
const inputs = trainingInputs(program, SCHEDULE, { seed: 3, step: 0 });
const MODEL = ["n3/hidden/w", "n3/hidden/b", "n3/out/w", "n3/out/b"];
type Parameters = Readonly<Record<string, ArrayLike<number>>>;

function feedsOf(rows: Uint32Array, parameters: Parameters) {
  const perRow = rowInputs(program.nodes, data).map((input) => [input.name, gatherRows(input, rows)] as const);
  return { nRows: rows.length, inputs: { ...inputs, ...Object.fromEntries(perRow) }, parameters };
}

function moved(parameters: Parameters, along: TensorMap, scale: number): Parameters {
  const entries = Object.entries(along).map(([name, values]) => [
    name,
    Array.from(values, (value, i) => parameters[name][i] + scale * value),
  ]);
  return { ...parameters, ...Object.fromEntries(entries) };
}

function gradientsOn(rows: Uint32Array, parameters: Parameters, objective: "validation" | "validationLoss") {
  const objectives = writeObjectives(program);
  const { nodes, gradients } = gradientProgram(objectives, objectives[objective], new Set(MODEL));
  const values = evaluate(nodes, feedsOf(rows, parameters), [...gradients.values()]);
  return [...gradients.keys()].flatMap((_, index) => Array.from(values[index].data));
}

describe("alignment", () => {
  const { train, validation } = data.split;

  it("is the weighted difference of the row losses at its two ends, and the penalty", () => {
    const parameters = { ...initialParameters(program, 3) };
    parameters["n4/logits"] = parameters["n4/logits"].map((_, i) => Math.sin(i));
    const along = Object.fromEntries(
      MODEL.slice(1).map((name, step) => [
        name,
        parameters[name].map((_, i) => 0.1 * randomNormal({ seed: 1, stream: STREAMS.sample, step }, i)),
      ]),
    );
    const [frozen] = MODEL;
    const { nodes, alignment, perturbed } = writeObjectives(program, [frozen]);
    expect(perturbed).toEqual(MODEL.slice(1));
    const [plus, minus] = [moved(parameters, along, 1), moved(parameters, along, -1)];
    const copies = SIDES.flatMap((side) =>
      perturbed.map((name) => [perturbedName(side, name), (side === "plus" ? plus : minus)[name]] as const),
    );
    const given = feedsOf(train, { ...parameters, ...Object.fromEntries(copies) });
    const [got] = evaluate(nodes, given, [alignment!]);
    const { loss = 0, weights = 0, penalty = 0 } = program.outputs;
    const [atPlus] = evaluate(program.nodes, feedsOf(train, plus), [loss]);
    const [atMinus, weight, price] = evaluate(program.nodes, feedsOf(train, minus), [loss, weights, penalty]);
    const terms = Array.from(weight.data, (w, row) => w * (atMinus.data[row] - atPlus.data[row]));
    const mean = terms.reduce((sum, term) => sum + term, 0) / train.length / (2 * ALIGNMENT_DISTANCE);
    expect(got.data[0]).toBeCloseTo(mean + price.data[0], 10);
  });

  it("writes twice what depends on the model, and nothing else", () => {
    const { nodes } = writeObjectives(program);
    const added = nodes.slice(program.nodes.length);
    expect(new Set(added.map(({ block }) => block))).toEqual(new Set(["", "n3"]));
    expect(added.filter(({ block }) => block === "n3")).toHaveLength(
      2 * program.nodes.filter(({ block, kind }) => block === "n3" && kind !== "constant").length,
    );
  });

  const SGD = {
    ...makePlan().optimisers.data,
    kind: "sgd",
    rate: 1,
    beta1: 0,
    clipNorm: Number.POSITIVE_INFINITY,
  } as const;
  const ADAM = { ...SGD, kind: "adam", beta2: 0.99, epsilon: 1e-3 } as const;
  /** Of some parameters much, of others nothing, as of levels that training rows do not have. */
  const secondMomentAt = (i: number) => (i % 3 === 0 ? 0 : 10 ** -(i % 5));

  it.each([
    { title: "SGD", model: SGD, stepOf: (g: number) => g },
    {
      title: "Adam, whose own step that is",
      model: ADAM,
      stepOf: (g: number, i: number) => g / (Math.sqrt(0.99 * Math.fround(secondMomentAt(i)) + 0.01 * g ** 2) + 1e-3),
    },
  ])(
    "moves a row's weight by how its own gradient agrees with that of the validation rows: $title",
    async ({ model, stepOf }) => {
      const plan = makePlan({
        updates: [{ roles: [], aligned: ["data"], lossOn: "validation", at: "current" }],
        optimisers: { model, pipeline: SGD, data: SGD },
        batchSize: 4096,
      });
      const trainable = await createEvaluatorEngine().compile(program, data, plan);
      const fresh: TrainingState = await trainable.read("current");
      let at = 0;
      const slots = MODEL.map((name) => [`${name}/v`, fresh.parameters[name].map(() => secondMomentAt(at++))] as const);
      const before = { ...fresh, optimiser: { ...fresh.optimiser, ...Object.fromEntries(slots) } };
      await trainable.write(before);
      await trainable.run(1, { ...SCHEDULE, learningRate: { kind: "constant", value: 1 } });
      const after = await trainable.read("current");
      const gradient = gradientsOn(validation, before.parameters, "validation");
      const direction = gradient.map(stepOf);
      const norm = direction.reduce((sum, value, i) => sum + value * gradient[i], 0) / Math.hypot(...gradient);
      // −uᵀ∇ℓᵢ: where all weights are 1, that of row i moves by −(its share of the mean) · (aᵢ − mean a).
      const worth = Array.from(train, (row) => {
        const own = gradientsOn(Uint32Array.of(row), before.parameters, "validationLoss");
        return -own.reduce((sum, value, i) => sum + value * direction[i], 0) / norm;
      });
      const mean = worth.reduce((sum, value) => sum + value, 0) / worth.length;
      worth.forEach((value, i) => {
        const change = after.parameters["n4/logits"][i] - before.parameters["n4/logits"][i];
        expect(change * train.length).toBeCloseTo(mean - value, 4);
      });
      expect(Math.max(...worth) - Math.min(...worth)).toBeGreaterThan(0.1);
      trainable.dispose();
    },
  );
});
