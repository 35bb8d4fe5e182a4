import { describe, expect, test } from "vitest";
import { catalogue } from "../pipeline/catalogue.ts";
import { fit } from "../pipeline/fit.ts";
import { tinyDataset } from "../pipeline/testing/tiny-pipeline.ts";
import { ProgramBuilder } from "../program/builder.ts";
import { missingInput, numbersInput } from "../program/inputs.ts";
import { initialParameters } from "../program/parameters.ts";
import type { Dataset } from "../table/types.ts";
import { predict } from "./predict.ts";
import { scoreRows } from "./score-rows.ts";
import { classShares, explainBlocks, readProbes, scoreStages, type VerdictSides } from "./stages.ts";
import { smallDocument } from "./testing/tiny-run.ts";
import type { Predictor } from "./types.ts";

/** One number column that is the logit of the second class, and labels. */
function tableOf(logits: readonly number[], labels: readonly number[], split: Dataset["split"]): Dataset {
  const classes = ["no", "yes"].map((label) => ({ label, spellings: [label] }));
  return {
    schema: {
      numbers: [{ name: "x", original: "x", offset: 0 }],
      categories: [],
      sources: ["t"],
      target: { name: "y", task: "binary", taskReason: "", classes },
    },
    nRows: logits.length,
    numbers: Float32Array.from(logits),
    missing: new Uint8Array(logits.length),
    categories: new Int32Array(0),
    source: new Int32Array(logits.length),
    labels: Float64Array.from(labels),
    split,
  };
}

/** Says `factor` times the column. */
function sayer(factor: number): Predictor {
  const builder = new ProgramBuilder();
  const x = builder.add(numbersInput(builder, 1), missingInput(builder, 1));
  const prediction = builder.reshape(builder.mul(x, builder.scalar(factor)), [1, 1]);
  return {
    program: { nodes: builder.nodes, outputs: { prediction }, probes: [] },
    parameters: {},
    labelOffset: 0,
    labelScale: 1,
  };
}

const range = (first: number, end: number) => Uint32Array.from({ length: end - first }, (_, i) => first + i);
const sides: VerdictSides = {
  deployed: { stage: "tuned", name: "Final, retrained" },
  opponent: { stage: "baseline", name: "the plain pipeline" },
};
const options = { seed: 1, sides, pause: async () => {} };
const timeless = { isOver: () => false };

describe("scores", () => {
  const labels = Array.from({ length: 60 }, (_, row) => row % 2);
  const logits = labels.map((label) => (label === 1 ? 2 : -2));
  const split = { train: range(0, 30), validation: range(30, 40), test: range(40, 60) };
  const dataset = tableOf(logits, labels, split);

  test("are those of each stage's predictions, with the constant one of training shares", async () => {
    const predictors = {
      soft: { predictor: sayer(1) },
      hard: { predictor: sayer(-1) },
      tuned: { predictor: sayer(1) },
      baseline: { predictor: sayer(-1) },
    };
    const { metrics, verdict, leading } = await scoreStages(dataset, predictors, options);
    const logLoss = Math.log1p(Math.exp(-2));
    for (const name of ["train", "validation", "test"] as const) {
      expect(metrics[name].soft?.accuracy).toBe(1);
      expect(metrics[name].hard?.accuracy).toBe(0);
      expect(metrics[name].tuned?.logLoss).toBeCloseTo(logLoss, 12);
      expect(metrics[name].baseline?.logLoss).toBeCloseTo(logLoss + 2, 12);
      expect(metrics[name].constant?.logLoss).toBeCloseTo(Math.log(2), 12);
    }
    expect(leading[0]).toBe("accuracy");
    expect(verdict).toMatchObject({ verdict: "better", difference: 1, metric: "accuracy", nRows: 20 });
    expect(verdict?.sentence).toContain("Final, retrained is better than the plain pipeline on 20 test rows");
  });

  test("say worse where it is worse, and nothing without test rows or without both sides", async () => {
    const { verdict } = await scoreStages(
      dataset,
      { tuned: { predictor: sayer(-1) }, baseline: { predictor: sayer(1) } },
      options,
    );
    expect(verdict?.verdict).toBe("worse");
    const alone = await scoreStages(dataset, { tuned: { predictor: sayer(1) } }, options);
    expect(alone.verdict).toBeUndefined();
    expect(Object.keys(alone.metrics.test).sort()).toEqual(["constant", "tuned"]);
    const untested = { ...dataset, split: { ...split, test: new Uint32Array(0) } };
    const without = await scoreStages(
      untested,
      { tuned: { predictor: sayer(1) }, baseline: { predictor: sayer(-1) } },
      options,
    );
    expect(without.verdict).toBeUndefined();
    expect(without.metrics.test).toEqual({});
  });

  test("say nothing against an opponent that was cut short", async () => {
    const predictors = { tuned: { predictor: sayer(1) }, baseline: { predictor: sayer(-1) } };
    const cut = await scoreStages(dataset, predictors, { ...options, opponentDone: 0.4 });
    expect(cut.verdict?.verdict).toBe("no clear difference");
    expect(cut.verdict?.sentence).toContain("time for only 40 % of the steps of the plain pipeline");
    expect(cut.verdict?.opponentDone).toBe(0.4);
    const nearlyAll = await scoreStages(dataset, predictors, { ...options, opponentDone: 0.95 });
    expect(nearlyAll.verdict?.verdict).toBe("better");
    expect(nearlyAll.verdict?.opponentDone).toBeUndefined();
  });

  test("are compared by groups where test rows come in groups", async () => {
    const predictors = { tuned: { predictor: sayer(1) }, baseline: { predictor: sayer(-1) } };
    const grouped = (nGroups: number) => ({ ...dataset, groups: Int32Array.from(labels, (_, row) => row % nGroups) });
    const ten = await scoreStages(grouped(10), predictors, options);
    expect(ten.verdict).toMatchObject({ verdict: "better", nRows: 20, nGroups: 10 });
    expect(ten.verdict?.sentence).toContain("on 20 test rows in 10 groups");
    expect((await scoreStages(grouped(4), predictors, options)).verdict?.verdict).toBe("no clear difference");
  });

  test("of training are computed on a sample of a large table, the same each time; test rows are all used", async () => {
    const nRows = 24_000;
    // Wrong on one row in a hundred of the training rows, and on the very last test row.
    const many = Array.from({ length: nRows }, (_, row) => row % 2);
    const said = many.map((label, row) => ((label === 1) !== (row % 100 === 7 || row === nRows - 1) ? 2 : -2));
    const large = tableOf(said, many, {
      train: range(0, 20_000),
      validation: range(20_000, 22_000),
      test: range(22_000, nRows),
    });
    const first = await scoreStages(large, { tuned: { predictor: sayer(1) } }, options);
    expect(first.metrics.train.tuned?.accuracy).toBeCloseTo(0.99, 2);
    expect((1e4 * (first.metrics.train.tuned?.accuracy ?? 0)) % 1).toBeCloseTo(0, 6);
    expect(first.metrics.test.tuned?.accuracy).toBeCloseTo(1 - 21 / 2000, 12);
    expect(await scoreStages(large, { tuned: { predictor: sayer(1) } }, options)).toEqual(first);
    // Rows are scored in blocks, in random order; nobody can tell.
    const whole = await predict(sayer(1), large, { rows: large.split.test });
    const { predictions, rows } = await scoreRows(
      large,
      { tuned: { predictor: sayer(1) } },
      { ...options, ...timeless, split: "test" },
    );
    expect(rows).toEqual(large.split.test);
    expect(predictions.tuned).toEqual(whole);
  });

  test("of rows that there is time for: a random sample, the same rows for every stage, and it is said", async () => {
    const nRows = 60_000;
    const many = Array.from({ length: nRows }, (_, row) => row % 2);
    // Wrong on every tenth row of the first half alone: the sample must come from both.
    const said = many.map((label, row) => ((label === 1) !== (row % 10 === 0 && row < 30_000) ? 2 : -2));
    const large = tableOf(said, many, { train: range(0, 10), validation: range(10, 20), test: range(0, nRows) });
    let left = 200;
    // Each look at the clock takes ten milliseconds.
    const msLeft = () => {
      left -= 10;
      return left;
    };
    const predictors = { tuned: { predictor: sayer(1) }, baseline: { predictor: sayer(0.5) } };
    const { metrics, verdict, notes } = await scoreStages(large, predictors, { ...options, msLeft });
    const nScored = verdict?.nRows ?? 0;
    expect(nScored).toBeGreaterThan(2048);
    expect(nScored).toBeLessThan(nRows);
    expect(Math.abs((metrics.test.tuned?.accuracy ?? 0) - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / nScored));
    expect(metrics.test.baseline?.accuracy).toBe(metrics.test.tuned?.accuracy);
    expect(notes.join()).toContain(`measure on ${nScored.toLocaleString("en")} test rows of 60,000`);
    left = -5;
    const late = await scoreStages(large, predictors, { ...options, msLeft });
    expect(late.verdict?.nRows).toBe(2048);
  });
});

test("class shares are those of training labels; a regression has none", () => {
  const dataset = tinyDataset({ task: "multiclass" });
  const shares = classShares(dataset);
  const expected = [0, 1, 2].map(
    (code) => [...dataset.split.train].filter((row) => dataset.labels[row] === code).length / 30,
  );
  expect(shares).toEqual(expected);
  expect(classShares(tinyDataset({ task: "regression" }))).toEqual([]);
});

test("every block that was fitted is explained, in document order; probes are read at the given parameters", () => {
  const dataset = tinyDataset();
  const document = smallDocument(dataset);
  const { program, statistics } = fit({ catalogue, document, dataset, seed: 1 });
  const parameters = initialParameters(program, 1);
  const explanations = explainBlocks({ catalogue, document, program, parameters, statistics });
  expect(explanations.map(({ block }) => block)).toEqual(document.blocks.map(({ id }) => id));
  for (const { summary, title } of explanations) expect([summary, title]).not.toContain("");

  const gates = document.blocks.find(({ type }) => type === "select-features")!.id;
  const levels = (values: number) => {
    const name = `${gates}/gates`;
    const moved = { ...parameters, [name]: parameters[name].map(() => values) };
    return readProbes(program, moved).get(gates)?.[0].values;
  };
  expect(levels(3)).toEqual([1, 1, 1, 1]);
  expect(levels(-3)).toEqual([0, 0, 0, 0]);

  const { [gates]: _, ...others } = statistics.blocks;
  const without = explainBlocks({
    catalogue,
    document,
    program,
    parameters,
    statistics: { ...statistics, blocks: others },
  });
  expect(without.map(({ block }) => block)).not.toContain(gates);
});
