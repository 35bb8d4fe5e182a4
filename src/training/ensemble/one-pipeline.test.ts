/** Whole runs that deploy one pipeline, which evidence chose. */
import { describe, expect, test } from "vitest";
import type { Engine } from "../../engine/engine.ts";
import { createEvaluatorEngine } from "../../engine/reference/evaluator-engine.ts";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import type { Dataset } from "../../table/types.ts";
import { HandClock, hookedEngine, onBudget, runTiny, smallDocument } from "../testing/tiny-run.ts";
import type { TrainOptions } from "../trainer.ts";
import type { Candidate } from "./candidates.ts";
import type { TrainedMembers } from "./members.ts";
import { onePipeline } from "./one-pipeline.ts";

const dataset = tinyDataset({ nRows: 120 });
/** Without phases that a test gives, the document decides. */
const runOne = (options: Partial<TrainOptions>) => runTiny({ ...options, phases: undefined } as Partial<TrainOptions>);
const documentOf = (own: Dataset, maxSteps = 10) => smallDocument(own, { deploy: "one", maxSteps });

const tinyTrained = async () => {
  const { trained } = await runTiny({ dataset, document: documentOf(dataset, 1) });
  return { predictor: trained.predictor, document: trained.document };
};

/** A target that no column tells anything about. */
const noise: Dataset = { ...dataset, labels: dataset.labels.map((_, row) => ((row * 7919) % 101) % 2) };

describe("one pipeline", () => {
  test("is the plain one where nothing is told from chance, and the verdict says that nothing was worth learning", async () => {
    const { trained } = await runOne({ dataset: noise, document: documentOf(noise, 4) });
    const { members = [], evidence = [], deployed, metrics, verdict, notes } = trained.report;
    const accepted = evidence.filter(({ kind, conclusion }) => kind !== "block" && conclusion === "better");
    expect(accepted).toEqual([]);
    expect(members.filter(({ weight }) => weight > 0)).toMatchObject([{ id: "plain", weight: 1 }]);
    expect(deployed).toBe("one");
    expect(metrics.test.tuned).toEqual(metrics.test.baseline);
    expect(verdict?.sentence).toMatch(/^Nothing worth learning here/);
    expect(notes.join(" ")).toContain("“Plain” is deployed: no pipeline that could be read is better");
    for (const split of ["train", "validation", "test"] as const) {
      expect(Object.keys(metrics[split]).sort()).toEqual(
        expect.arrayContaining(["baseline", "constant", "hard", "soft", "tuned"]),
      );
    }
  });

  test("is of those that are told from chance the best that can be read, and is trained for as long as did best", async () => {
    const rows = Uint32Array.from([...dataset.split.train, ...dataset.split.validation]).sort();
    const { predictor, document } = await tinyTrained();
    /** Says of each row's own class how probable it is, more or less. */
    const tried = (id: string, probability: (row: number) => number, more: Partial<Candidate> = {}) => {
      const values = Float64Array.from(
        [...rows].flatMap((row) => {
          const own = probability(row);
          return dataset.labels[row] === 0 ? [own, 1 - own] : [1 - own, own];
        }),
      );
      const model = {
        predictor,
        statistics: undefined as never,
        rows,
        values,
        stepsDone: 1,
        seconds: 1,
        bestShare: 0.25,
        letThrough: {},
      };
      return { candidate: { id, title: id, document, isLearned: false, changes: [], ...more }, models: [model] };
    };
    const swaying = (row: number, by: number) => (row % 2 === 0 ? 0.6 + by : 0.6 - by);
    const candidates = [
      tried("plain", () => 0.6),
      tried("plain, better", () => 0.7),
      tried("plain, best", (row) => 0.72 + 0.01 * (row % 2)),
      tried("plain, by chance", (row) => (row < 3 ? 0.999_999 : swaying(row, 0.01))),
      tried("blend", () => 0.9, { isLearned: true, isBlend: true }),
    ];
    const asked: unknown[] = [];
    const trained: TrainedMembers = {
      ...{ candidates, diverged: [], nFolds: 1, nWantedFolds: 1, nAllCandidates: 5 },
      refit: async (candidate, share) => {
        asked.push([candidate.id, share]);
        return candidates[0].models[0];
      },
    };
    const found = await onePipeline(dataset, trained, { isOver: () => false });
    expect(found.members.filter(({ weight }) => weight > 0).map(({ id }) => id)).toEqual(["plain, best"]);
    expect(found.sides).toMatchObject({ opponent: { stage: "baseline" }, areSame: false });
    expect(asked).toEqual([
      ["plain, best", 0.25],
      ["plain", 0.25],
    ]);
    const without = { ...trained, candidates: candidates.filter(({ candidate }) => !/best|better/.test(candidate.id)) };
    const plain = await onePipeline(dataset, without, { isOver: () => true });
    expect(plain.members.filter(({ weight }) => weight > 0).map(({ id }) => id)).toEqual(["plain"]);
    expect(plain.sides.areSame).toBe(true);
    expect(asked).toHaveLength(2);
  });

  test("learns in the end from all rows that are not for testing, and from no others", async () => {
    const seen: Dataset["split"][] = [];
    const inner = createEvaluatorEngine();
    const engine: Engine = {
      ...inner,
      compile(program, data, plan) {
        seen.push(data.split);
        return inner.compile(program, data, plan);
      },
    };
    await runOne({ dataset, document: documentOf(dataset, 2), engine });
    const { train, validation, test: tested } = dataset.split;
    expect([...(seen.at(-1)?.train ?? [])]).toEqual([...train, ...validation].sort((a, b) => a - b));
    const isTested = new Set(tested);
    for (const split of seen)
      expect([...split.train, ...split.validation].filter((row) => isTested.has(row))).toEqual([]);
  });

  test("is the same for the same seed, and sees nothing of test rows", async () => {
    const first = await runOne({ dataset, document: documentOf(dataset) });
    const labels = dataset.labels.slice();
    for (const row of dataset.split.test) labels[row] = 1 - labels[row];
    const second = await runOne({ dataset: { ...dataset, labels }, document: documentOf(dataset) });
    expect(second.trained.predictor).toEqual(first.trained.predictor);
    expect(second.trained.report.evidence).toEqual(first.trained.report.evidence);
  });

  test("holds its time, and after Stop is what there was time for", async () => {
    for (const stopAt of [undefined, 4]) {
      const clock = new HandClock();
      let isStopped = false;
      const engine = hookedEngine({
        onRun(count, steps) {
          clock.now += 5 * steps;
          if (count === stopAt) isStopped = true;
        },
      });
      const base = onBudget(3);
      const { trained } = await runOne({
        document: { ...base, training: { ...base.training, deploy: "one" } },
        engine,
        clock: clock.read,
        control: { gate: async () => "run", isStopped: () => isStopped },
      });
      expect(clock.now / 1000).toBeLessThan(1.1 * 3 + 1);
      expect(trained.report.metrics.test.tuned).toBeDefined();
    }
  });
});
