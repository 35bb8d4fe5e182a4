/** What a part is worth when somebody asks, beside runs that found the same out in another way. */
import { expect, test } from "vitest";
import { createEvaluatorEngine } from "../../engine/reference/evaluator-engine.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import { HandClock, runTiny, smallDocument } from "../testing/tiny-run.ts";
import { withColumns } from "./fewer-columns.ts";
import { type RetrainOptions, retrainedTag } from "./retrained-tag.ts";

const dataset = tinyDataset({ nRows: 80 });
const document = smallDocument(dataset, { deploy: "ensemble", maxSteps: 6, tags: "retrained" });
const run = runTiny({ dataset, document });
const typeOf = (id: string) => document.blocks.find((block) => block.id === id)!.type;

async function optionsOf(more: Partial<RetrainOptions> = {}): Promise<RetrainOptions> {
  const { tagPlan } = (await run).trained;
  return {
    ...{ catalogue, document, dataset, fileHashes: ["00"], isLearning: true, engine: createEvaluatorEngine() },
    ...{ clock: new HandClock().read, pause: async () => {}, isGivenUp: () => false, onProgress: () => {} },
    plan: tagPlan!,
    ...more,
  };
}

test("a block: as the run says that trained without each block by itself", async () => {
  const { report } = (await run).trained;
  const told = report.evidence!.filter(({ kind }) => kind === "block");
  const options = await optionsOf();
  let whole: Awaited<ReturnType<typeof retrainedTag>>["whole"] | undefined;
  for (const type of ["scale-number", "tame-outliers"]) {
    const tag = told.find(({ subject }) => typeOf(subject) === type)!;
    const found = await retrainedTag({ kind: "block", subject: tag.subject }, options, whole);
    whole = found.whole;
    expect(found.evidence).toMatchObject({
      ...tag,
      delta: expect.closeTo(tag.delta, 9),
      seconds: expect.anything(),
      standardError: expect.closeTo(tag.standardError, 9),
      trainingSeconds: expect.anything(),
    });
  }
});

test("a column: as a run says of a table that never had it", async () => {
  const [{ original: column }] = dataset.schema.numbers;
  const fractions: number[] = [];
  const { evidence } = await retrainedTag(
    { kind: "column", subject: column },
    await optionsOf({ onProgress: (fraction) => void fractions.push(fraction) }),
  );
  const { numbers, categories } = dataset.schema;
  const others = [...numbers, ...categories].map(({ original }) => original).filter((name) => name !== column);
  const less = withColumns(dataset, new Set(others));
  const other = await runTiny({ dataset: less, document });
  const [own, without] = [(await run).trained, other.trained].map(
    ({ report }) => report.members!.find(({ id }) => id === "learned")!,
  );
  expect(own.nFolds).toBe(without.nFolds);
  expect(evidence).toMatchObject({ kind: "column", subject: column, method: "retrained", alternative: "without" });
  expect(evidence.delta).toBeCloseTo(own.loss - without.loss, 9);
  expect(fractions.at(-1)).toBe(1);
  expect([...fractions].sort((a, b) => a - b)).toEqual(fractions);
});

test("is given up between chunks of steps, and cannot do without what the pipeline needs", async () => {
  let nPauses = 0;
  const pause = async () => {
    if (++nPauses > 3) throw new Error("given up");
  };
  const part = { kind: "column", subject: dataset.schema.numbers[0].original } as const;
  await expect(retrainedTag(part, await optionsOf({ pause }))).rejects.toThrow("given up");
  const model = document.blocks.find(({ type }) => type === "neural-network")!;
  await expect(retrainedTag({ kind: "block", subject: model.id }, await optionsOf())).rejects.toMatchObject({
    details: { code: "E_PIPELINE_WITHOUT" },
  });
});
