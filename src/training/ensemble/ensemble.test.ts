/** Whole runs that deploy an ensemble. */
import { describe, expect, test } from "vitest";
import { studioError } from "../../base/error.ts";
import type { Engine } from "../../engine/engine.ts";
import { createEvaluatorEngine } from "../../engine/reference/evaluator-engine.ts";
import { readPipelineJson, writePipelineJson } from "../../export/json.ts";
import { app, tinyPipeline, tinyTable } from "../../export/testing/tiny-pipeline.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import { applyRules } from "../../table/apply-rules.ts";
import { type Dataset, TASKS } from "../../table/types.ts";
import { predict } from "../predict.ts";
import { HandClock, hookedEngine, onBudget, runTiny, smallDocument, type TinyRun } from "../testing/tiny-run.ts";
import type { TrainingProgress } from "../types.ts";
import { constantModel } from "./constant-candidate.ts";
import { mergePredictors } from "./merge-predictors.ts";

const dataset = tinyDataset({ nRows: 100 });
const ensembleOn = (own: Dataset, more = {}) => smallDocument(own, { deploy: "ensemble", maxSteps: 10, ...more });
const document = ensembleOn(dataset);

/** The run of all candidates that several tests look at, and how many programs it compiled. */
let whole: Promise<TinyRun & { readonly nCompiled: number }> | undefined;

const wholeRun = () => {
  whole ??= (async () => {
    let nCompiled = 0;
    const engine = hookedEngine({ onCompile: () => nCompiled++ });
    const run = await runTiny({ dataset, document, engine });
    return { ...run, nCompiled };
  })();
  return whole;
};

/** A run of a few steps: the rows of each program that it compiled, and how many these were when it said what it had found. */
let short: Promise<{ readonly seen: readonly Dataset["split"][]; readonly saidAt: readonly number[] }> | undefined;

const shortRun = () => {
  short ??= (async () => {
    const seen: Dataset["split"][] = [];
    const saidAt: number[] = [];
    const inner = createEvaluatorEngine();
    const engine: Engine = {
      ...inner,
      compile(program, data, plan) {
        seen.push(data.split);
        return inner.compile(program, data, plan);
      },
    };
    const onProgress = ({ soFar }: TrainingProgress) => {
      if (soFar) saidAt.push(seen.length);
    };
    await runTiny({ dataset, document: ensembleOn(dataset, { maxSteps: 2 }), engine, onProgress });
    return { seen, saidAt };
  })();
  return short;
};

describe("an ensemble", () => {
  test("rests on what its members said of rows that they never saw", async () => {
    const { trained, progress } = await wholeRun();
    const { members = [], metrics, verdict, notes } = trained.report;
    const evidence = (trained.report.evidence ?? []).filter(({ kind }) => kind !== "block" && kind !== "column");
    const ids = members.map(({ id }) => id);
    const memberOf = (wanted: string) => members.find(({ id }) => id === wanted)!;
    expect(ids).toEqual(
      expect.arrayContaining(["plain", "learned", "learned by joint", "plain, numbers cut into ranges"]),
    );
    const nRows = dataset.split.train.length + dataset.split.validation.length;
    for (const { nFolds, weight, nRows: compared } of members) {
      if (weight > 0) expect([nFolds, compared]).toEqual([4, nRows]);
    }
    expect(members.reduce((sum, { weight }) => sum + weight, 0)).toBeGreaterThan(0);
    expect(evidence.map(({ subject }) => subject)).toEqual(ids.filter((id) => id !== "plain"));
    const plain = members.find(({ id }) => id === "plain");
    for (const { subject, delta, nFolds } of evidence.map((each) => ({ ...each, ...memberOf(each.subject) }))) {
      if (nFolds === plain?.nFolds) expect(delta, subject).toBeCloseTo(memberOf(subject).loss - plain.loss, 9);
    }
    expect(evidence.find(({ subject }) => subject === "plain, robust")).toMatchObject({
      ...{ kind: "choice", alternative: "plain", method: "retrained", isCorrected: true },
    });
    expect(evidence.find(({ subject }) => subject === "learned")).toMatchObject({ kind: "pipeline" });
    for (const split of ["train", "validation", "test"] as const) {
      expect(Object.keys(metrics[split])).toEqual(
        expect.arrayContaining(["soft", "learned", "tuned", "baseline", "constant"]),
      );
    }
    const chosen = members.filter(({ weight }) => weight > 0);
    const ofParts =
      (dataset.split.train.length * (metrics.train.tuned?.logLoss ?? 0) +
        dataset.split.validation.length * (metrics.validation.tuned?.logLoss ?? 0)) /
      nRows;
    // A mixture is no worse than what it mixes, on the rows that it was chosen by.
    expect(ofParts).toBeLessThanOrEqual(Math.min(...chosen.map(({ loss }) => loss)) + 1e-9);
    expect(verdict?.sentence).toMatch(/the (ensemble|well-chosen fixed pipeline|plain pipeline)/i);
    expect(notes.join(" ")).toContain("out-of-fold");
    const counts = progress.flatMap((message) => (message.members ? [message.members] : []));
    const done = counts.map((count) => count.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    for (const count of counts) expect(count.done).toBeLessThan(count.all);
    expect(counts.at(-1)?.done).toBe((counts.at(-1)?.all ?? 0) - 1);
    const told = progress.flatMap(({ soFar }) => soFar ?? []);
    const plainLosses = told.map(({ plainLoss, loss, nRows: on }) => [plainLoss, loss, on]);
    expect(told[0].nRows).toBeLessThan(nRows);
    expect(plainLosses.at(-1)?.[0]).toBeCloseTo(plain?.loss ?? Number.NaN, 9);
    expect(told.at(-1)?.nRows).toBe(nRows);
    expect(progress.every(({ phase, members: count }) => (phase === "members") === (count !== undefined))).toBe(true);
  });

  test("says something as soon as the plain pipeline has been trained: the blend has been already", async () => {
    const { saidAt } = await shortRun();
    // What is watched, the plain pipeline, and what begins next.
    expect(saidAt[0]).toBeLessThanOrEqual(3);
  });

  describe("leaves out what diverges", () => {
    /** @param isLost whether the program that was compiled then diverges: the blend is 1, the plain pipeline 2 */
    const diverging = (isLost: (nCompiled: number) => boolean) => {
      let nCompiled = 0;
      return hookedEngine({
        onCompile: (count) => {
          nCompiled = count;
        },
        onRun() {
          if (isLost(nCompiled)) throw studioError("E_TRAIN_NOT_FINITE", { step: 3, blocks: [] });
        },
      });
    };

    test("of all parts, or of a later one", async () => {
      const { trained } = await runTiny({ dataset, document, engine: diverging((count) => count === 2) });
      const { members = [], notes } = trained.report;
      expect(members.length).toBeGreaterThan(3);
      expect(members.map(({ id }) => id)).not.toContain("plain");
      expect(notes.join(" ")).toContain('did not stay finite at this learning rate: "Plain".');
      expect(notes.join(" ")).not.toContain("There was time to try");
      const { nCompiled } = await wholeRun();
      const late = await runTiny({ dataset, document, engine: diverging((count) => count === nCompiled) });
      const folds = (late.trained.report.members ?? []).map(({ nFolds }) => nFolds);
      expect(folds.filter((nFolds) => nFolds === 4).length).toBeGreaterThan(0);
    });

    test("and where all others do, the blend is what is left", async () => {
      const { trained } = await runTiny({ dataset, document, engine: diverging((count) => count > 1) });
      expect(trained.report.members).toMatchObject([{ id: "blend", weight: 1, nFolds: 1 }, { id: "constant" }]);
      expect(trained.report.verdict).toBeUndefined();
      expect(trained.report.notes.join(" ")).toContain("did not stay finite");
      expect(trained.report.metrics.test.tuned).toEqual(trained.report.metrics.test.soft);
    });

    test("the blend itself, it ends the run", async () => {
      await expect(runTiny({ dataset, document, engine: diverging(() => true) })).rejects.toMatchObject({
        details: { code: "E_TRAIN_NOT_FINITE" },
      });
    });
  });

  test("trains at the learning rate that did best for the blend", async () => {
    const inner = createEvaluatorEngine();
    const rates: (readonly number[])[] = [];
    const engine: Engine = {
      ...inner,
      compile(program, data, plan) {
        rates.push(plan.replicas?.map(({ rate }) => rate) ?? []);
        return inner.compile(program, data, plan);
      },
    };
    const training = { learningRate: 1e-9, otherLearningRates: [0.01], maxSteps: 4 };
    await runTiny({ dataset, document: ensembleOn(dataset, training), engine });
    const [blend, ...members] = rates;
    expect(blend).toEqual([1, 1e7]);
    expect(members.length).toBeGreaterThan(5);
    for (const member of members) expect(member).toEqual([1e7]);
  });

  test("is the same for the same seed, and sees nothing of test rows", async () => {
    const first = await wholeRun();
    const labels = dataset.labels.slice();
    for (const row of dataset.split.test) labels[row] = 1 - labels[row];
    const numbers = dataset.numbers.slice();
    const width = dataset.schema.numbers.length;
    for (const row of dataset.split.test) numbers.fill(1e6, row * width, (row + 1) * width);
    const second = await runTiny({ dataset: { ...dataset, labels, numbers }, document });
    expect(second.trained.predictor).toEqual(first.trained.predictor);
    expect(second.trained.report.members).toEqual(first.trained.report.members);
    expect(second.trained.report.evidence).toEqual(first.trained.report.evidence);
    expect(second.trained.soft.state).toEqual(first.trained.soft.state);
  });

  test("trains on no row that it is judged by", async () => {
    const { seen } = await shortRun();
    const tested = new Set(dataset.split.test);
    expect(seen.length).toBeGreaterThan(8);
    for (const { train, validation } of seen) {
      const held = new Set(validation);
      expect([...train].filter((row) => held.has(row) || tested.has(row))).toEqual([]);
      expect([...validation].filter((row) => tested.has(row))).toEqual([]);
    }
    // The blend learns from training rows alone: those that validate stay unseen until members are compared.
    const validating = new Set(dataset.split.validation);
    expect([...seen[0].train, ...seen[0].validation].filter((row) => validating.has(row))).toEqual([]);
  });

  test.each(TASKS)("of a %s target comes back from its file as it was", async (task) => {
    const one = tinyPipeline(task);
    const halved = Object.entries(one.predictor.parameters).map(([name, values]) => [
      name,
      values.map((value) => value / 2),
    ]);
    const other = { ...one.predictor, parameters: Object.fromEntries(halved) };
    const predictor = mergePredictors(
      [one.predictor, other].map((each, index) => ({ predictor: each, count: index + 1 })),
    );
    const members = [
      {
        id: "plain",
        title: "Plain",
        isLearned: false,
        weight: 3,
        loss: 0.5,
        nRows: 9,
        nFolds: 2,
      },
    ];
    const evidence = [
      {
        ...({ kind: "choice", subject: "plain, robust", alternative: "plain", conclusion: "cannot tell" } as const),
        ...({ delta: -0.25, standardError: Number.NaN, isCorrected: true, method: "retrained", seconds: 2 } as const),
      },
    ];
    const trained = { ...one, predictor, report: { ...one.report, members, evidence, deployed: "one" as const } };
    const { trained: opened, selfTest } = await readPipelineJson(await writePipelineJson(trained, { app, catalogue }), {
      catalogue,
    });
    expect(selfTest).toMatchObject({ passed: true, maxError: 0 });
    expect(opened?.report.members).toEqual(members);
    expect(opened?.report).toMatchObject({ evidence, deployed: "one" });
    const { columns } = applyRules(tinyTable(), one.document.rules, one.schema.target);
    const [before, after] = [await predict(predictor, columns), opened && (await predict(opened.predictor, columns))];
    expect(after?.values).toEqual(before.values);
    expect(before.values).not.toEqual((await predict(one.predictor, columns)).values);
  });

  test("of a file of an earlier version, whose members said themselves how they compare, has that as evidence", async () => {
    const one = tinyPipeline("binary");
    const of = { isLearned: false, weight: 1, loss: 0.5, nRows: 9, nFolds: 2 };
    const members = [
      { ...of, id: "plain", title: "Plain", difference: 0, standardError: 0 },
      { ...of, id: "learned", title: "Learned", difference: -0.25, standardError: 0.01 },
    ];
    const trained = { ...one, report: { ...one.report, members } };
    const { trained: opened } = await readPipelineJson(await writePipelineJson(trained, { app, catalogue }), {
      catalogue,
    });
    expect(opened?.report.evidence).toMatchObject([
      { subject: "learned", alternative: "plain", delta: -0.25, standardError: 0.01, conclusion: "better" },
    ]);
  });

  test("is what there was time for after Stop: the learned pipeline and the plain one", async () => {
    const clock = new HandClock();
    let isStopped = false;
    const engine = hookedEngine({
      onRun(count, steps) {
        clock.now += 10 * steps;
        if (count === 4) isStopped = true;
      },
    });
    const { trained } = await runTiny({
      document: { ...onBudget(60), training: { ...onBudget(60).training, deploy: "ensemble" } },
      engine,
      clock: clock.read,
      control: { gate: async () => "run", isStopped: () => isStopped },
    });
    expect(trained.report.members?.map(({ id }) => id)).toEqual(["plain", "learned", "blend", "constant"]);
    expect(trained.report.notes.join(" ")).toContain("There was time to try 3 of");
    expect(clock.now).toBeLessThan(10_000);
  });

  test("is told to take as long as all of its trainings, from the first message of a member on", async () => {
    const clock = new HandClock();
    const engine = hookedEngine({
      onRun(_, steps) {
        clock.now += 100 * steps;
      },
    });
    const told: { readonly at: number; readonly left: number }[] = [];
    await runTiny({
      dataset,
      document,
      engine,
      clock: clock.read,
      onProgress: ({ phase, secondsLeft }) => {
        if (phase === "members") told.push({ at: clock.now / 1000, left: secondsLeft });
      },
    });
    const took = clock.now / 1000 - told[0].at;
    // Steps of settled pipelines are expected to cost half of the blend's; those of this engine cost as much.
    expect(told[0].left).toBeGreaterThan(took / 3);
    expect(told[0].left).toBeLessThan(2 * took);
    const lefts = told.map(({ left }) => left);
    expect(lefts).toEqual([...lefts].sort((a, b) => b - a));
  });

  test("holds its time, with parts and pipelines that there is no time for left out", async () => {
    for (const budgetSeconds of [1, 3, 10]) {
      const clock = new HandClock();
      const engine = hookedEngine({
        onRun(_, steps) {
          clock.now += 20 * steps;
        },
      });
      const base = onBudget(budgetSeconds);
      const { trained } = await runTiny({
        document: { ...base, training: { ...base.training, deploy: "ensemble" } },
        engine,
        clock: clock.read,
      });
      expect(clock.now / 1000).toBeLessThan(1.1 * budgetSeconds + 1);
      expect(trained.report.metrics.test.tuned).toBeDefined();
      expect(trained.report.metrics.test.baseline).toBeDefined();
    }
  });
});

test("where nothing is worth learning, a guess that looks at no column is deployed, and its file says it", async () => {
  const nothing = tinyDataset({ nRows: 100, task: "regression" });
  // A target that no column tells anything about.
  const labels = nothing.labels.map((_, row) => ((row * 7919) % 101) / 101);
  const { trained } = await runTiny({
    dataset: { ...nothing, labels },
    document: ensembleOn(nothing, { maxSteps: 2 }),
  });
  const { members = [], verdict, metrics } = trained.report;
  expect(members.filter(({ weight }) => weight > 0).map(({ id }) => id)).toEqual(["constant"]);
  expect(verdict?.sentence).toMatch(/^Nothing worth learning here: no other .* than a guess that looks at no column/);
  expect(verdict?.verdict).toBe("no clear difference");
  const rows = [...nothing.split.train, ...nothing.split.validation];
  const mean = rows.reduce((sum, row) => sum + labels[row], 0) / rows.length;
  // Each part is told the mean of the others, so that their mean is that of all, but for unequal parts.
  const { values } = await predict(trained.predictor, nothing);
  for (const value of values) expect(value).toBeCloseTo(mean, 2);
  expect(metrics.test.tuned?.rmse).toBeCloseTo(metrics.test.constant?.rmse ?? 0, 2);
});

test.each(TASKS)("a guess that looks at no column comes back from its file as it was: %s", async (task) => {
  const one = tinyPipeline(task);
  const { columns } = applyRules(tinyTable(), one.document.rules, one.schema.target);
  const rows = Uint32Array.from(columns.labels.keys()).filter((row) => !Number.isNaN(columns.labels[row]));
  const split = { train: rows.slice(1), validation: rows.slice(0, 1), test: rows.slice(0, 1) };
  const { predictor, values } = constantModel({ ...columns, split }, one.document.training);
  const trained = {
    ...one,
    predictor: mergePredictors([predictor, one.predictor].map((own) => ({ predictor: own, count: 1 }))),
  };
  expect((await predict(predictor, columns, { rows: split.validation })).values[0]).toBeCloseTo(values[0], 5);
  for (const each of [trained, { ...one, predictor }]) {
    const { trained: opened, selfTest } = await readPipelineJson(await writePipelineJson(each, { app, catalogue }), {
      catalogue,
    });
    expect(selfTest).toMatchObject({ passed: true });
    const [before, after] = [
      await predict(each.predictor, columns),
      opened && (await predict(opened.predictor, columns)),
    ];
    expect(after?.values).toEqual(before.values);
  }
});
