/** What blocks are said to be worth, beside runs that have nothing to do with that: of the pipeline without the block. */
import { describe, expect, test } from "vitest";
import { catalogue } from "../../pipeline/catalogue.ts";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import { documentWithout } from "../../pipeline/without-block.ts";
import { TASKS, type Task } from "../../table/types.ts";
import type { Evidence } from "../evidence/evidence.ts";
import { runTiny, smallDocument } from "../testing/tiny-run.ts";
import type { TrainingReport } from "../types.ts";
import type { FoldModel } from "./members.ts";
import { partsOfTags } from "./without-candidates.ts";

const tagsOf = ({ evidence = [] }: TrainingReport) => evidence.filter(({ kind }) => kind === "block");
const learnedOf = ({ members = [] }: TrainingReport) => members.find(({ id }) => id === "learned")!;
const typeOf = (id: string, { blocks }: ReturnType<typeof smallDocument>) =>
  blocks.find((block) => block.id === id)!.type;

/** A run with what each block is worth, retrained: asked for by two tests of a binary target. */
const retrainedRuns = new Map<Task, ReturnType<typeof runTiny>>();

function retrainedRun(task: Task) {
  const dataset = tinyDataset({ nRows: 80, task });
  const document = smallDocument(dataset, { deploy: "ensemble", maxSteps: 6, tags: "retrained" });
  const run = retrainedRuns.get(task) ?? runTiny({ dataset, document });
  retrainedRuns.set(task, run);
  return { dataset, document, run };
}

/** Classes are told apart two or more at a time in one way. */
const TRIED = process.env.DIFFML_FULL === "1" ? TASKS : (["binary", "regression"] as const);

describe("retrained", () => {
  test.each(TRIED)("agrees with a run that leaves the block out, of a %s target", async (task) => {
    const { dataset, document, run } = retrainedRun(task);
    const { trained } = await run;
    const tags = tagsOf(trained.report);
    const types = tags.map(({ subject }) => typeOf(subject, document));
    expect(types).toEqual(["impute-number", "tame-outliers", "scale-number", "impute-category", "select-features"]);
    let nCompared = 0;
    for (const tag of tags.filter(({ subject }) =>
      ["scale-number", "tame-outliers"].includes(typeOf(subject, document)),
    )) {
      const less = documentWithout(document, catalogue, tag.subject);
      const other = await runTiny({ dataset, document: { ...less, training: { ...less.training, tags: "forced" } } });
      expect(tag).toMatchObject({ alternative: "without", method: "retrained", isCorrected: false });
      const [own, without] = [learnedOf(trained.report), learnedOf(other.trained.report)];
      // Either may have been given up after the first part, which has other rows.
      if (own.nFolds !== without.nFolds) continue;
      nCompared++;
      const found = own.loss - without.loss;
      // Seeds, rows and steps are the same, so it is the same training.
      expect(tag.delta, `${task}: ${tag.subject}`).toBeCloseTo(found, 9);
    }
    expect(nCompared).toBeGreaterThan(0);
  });

  test("without all that can go each by itself, or as many of them as can go together", async () => {
    let nCompared = 0;
    for (const task of ["binary", "regression"] as const) {
      const { dataset, document, run } = retrainedRun(task);
      const { report } = (await run).trained;
      const spare = tagsOf(report).filter(({ delta, standardError }) => -delta <= standardError);
      const together = report.evidence!.filter(({ without }) => without);
      expect(together.length > 0, `${task}: ${spare.length} can go`).toBe(spare.length > 1);
      const harmfulFirst = [...spare].sort((a, b) => b.delta - a.delta).map(({ subject }) => subject);
      for (const { without } of together) expect(without).toEqual(harmfulFirst.slice(0, without!.length));
      for (const { delta, standardError } of together.slice(0, -1)) expect(delta).toBeGreaterThan(standardError);
      for (const { without, delta } of together) {
        const less = without!.reduce((sofar, id) => documentWithout(sofar, catalogue, id), document);
        const forced = { ...less, training: { ...less.training, tags: "forced" as const } };
        const other = await runTiny({ dataset, document: forced });
        const [own, others] = [learnedOf(report), learnedOf(other.trained.report)];
        // Without anything to learn it is no learned pipeline any more; or it was given up after the first part, which has other rows.
        if (own.nFolds !== others?.nFolds) continue;
        nCompared++;
        expect(delta).toBeCloseTo(others.loss - own.loss, 9);
      }
    }
    expect(nCompared).toBeGreaterThan(0);
  });

  test("on as many parts as there is time for", () => {
    const document = smallDocument(tinyDataset());
    const candidate = { id: "learned", title: "Learned", document, isLearned: true, changes: [] };
    const model = { seconds: 1 } as unknown as FoldModel;
    const five = { candidate, models: [model, model, model, model, model] };
    const time = { tags: undefined, nBlocks: 4, isFixed: false, isStopped: false, leftMs: 60_000, spentMs: 50_000 };
    expect(partsOfTags(five, time)).toBe(5);
    expect(partsOfTags(five, { ...time, leftMs: 19_000 })).toBe(1);
    expect(partsOfTags(five, { ...time, spentMs: 19_000 })).toBe(1);
    expect(partsOfTags(five, { ...time, leftMs: 3_000 })).toBe(0);
    expect(partsOfTags({ candidate, models: [model] }, { ...time, leftMs: 8_000 })).toBe(1);
    expect(partsOfTags({ candidate, models: [model] }, { ...time, leftMs: 7_000 })).toBe(0);
    expect(partsOfTags(five, { ...time, isFixed: true })).toBe(0);
    expect(partsOfTags(five, { ...time, tags: "forced" })).toBe(0);
    expect(partsOfTags(five, { ...time, tags: "retrained", isFixed: true, leftMs: 0 })).toBe(5);
    expect(partsOfTags(five, { ...time, tags: "retrained", isStopped: true })).toBe(0);
  });
});

describe("without retraining", () => {
  const dataset = tinyDataset({ nRows: 80 });
  const document = smallDocument(dataset, { deploy: "ensemble", maxSteps: 6 });
  const tagOf = (tags: readonly Evidence[], type: string) =>
    tags.find(({ subject }) => typeOf(subject, document) === type);

  test("where the steps are given: blocks that change nothing are worth nothing, and no weight of another size is used", async () => {
    // Gates that start wide open and have no time to close: the block passes everything on.
    const open = smallDocument(dataset, { deploy: "ensemble", maxSteps: 1, learningRate: 1e-9 });
    const tags = tagsOf((await runTiny({ dataset, document: open })).trained.report);
    expect(tags.every(({ method }) => method === "forced")).toBe(true);
    expect(tagOf(tags, "select-features")).toMatchObject({ delta: 0, standardError: 0, conclusion: "cannot tell" });
    // Without it there are no indicators, so gates and network are of other sizes.
    expect(tagOf(tags, "impute-number")).toBeUndefined();
  });

  test("blocks that only weigh rows have none: what they do, they do in training", async () => {
    const source = dataset.source.map((_, row) => row % 2);
    const sourced = { ...dataset, source, schema: { ...dataset.schema, sources: ["a.csv", "b.csv"] } };
    const own = smallDocument(sourced, { deploy: "ensemble", maxSteps: 3 });
    const tags = tagsOf((await runTiny({ dataset: sourced, document: own })).trained.report);
    expect(tags.length).toBeGreaterThan(0);
    expect(tags.map(({ subject }) => typeOf(subject, own))).not.toContain("select-sources");
  });

  test("training is what it was: no member differs by what was found out of blocks", async () => {
    const forced = await runTiny({ dataset, document });
    const { run, document: asked } = retrainedRun("binary");
    const retrained = await run;
    expect(asked).toEqual({ ...document, training: { ...document.training, tags: "retrained" } });
    expect(retrained.trained.predictor).toEqual(forced.trained.predictor);
    expect(retrained.trained.report.members).toEqual(forced.trained.report.members);
    const deltas = tagsOf(forced.trained.report).map(({ delta }) => delta);
    expect(new Set(deltas).size, `each block by itself: ${deltas.join(", ")}`).toBeGreaterThan(1);
  });
});
