import { afterEach, expect, test, vi } from "vitest";
import { catalogue } from "../../../pipeline/catalogue.ts";
import { defaultDocument, plainDocument } from "../../../pipeline/default-document.ts";
import { fit } from "../../../pipeline/fit.ts";
import { tinyDataset } from "../../../pipeline/testing/tiny-pipeline.ts";
import { initialParameters } from "../../../program/parameters.ts";
import { planOf, softSchedule } from "../../../training/plan.ts";
import { SharedSteps } from "./shared-steps.ts";
import { createCompiledWasmEngine } from "./wasm-engine.ts";

afterEach(() => vi.restoreAllMocks());

const dataset = tinyDataset({ nRows: 120 });
const proposed = defaultDocument(dataset.schema);

/** What a short training on some of the rows comes to. */
async function trained(
  { every, isPlain = false, seed = 1 }: { every: number; isPlain?: boolean; seed?: number },
  steps: SharedSteps,
) {
  const train = dataset.split.train.filter((_, index) => index % 5 !== every);
  const data = { ...dataset, split: { ...dataset.split, train } };
  const document = isPlain ? plainDocument(proposed, catalogue) : proposed;
  const training = { ...document.training, seed };
  const { program, statistics } = fit({ catalogue, document, dataset: data, seed });
  const { labelOffset, labelScale } = statistics;
  const engine = await createCompiledWasmEngine(undefined, steps);
  const trainable = await engine.compile(program, { ...data, labelOffset, labelScale }, planOf(training, program, []));
  await trainable.write({ step: 0, parameters: initialParameters(program, seed), optimiser: {} });
  const reports = await trainable.run(12, softSchedule(training, 12));
  const state = await trainable.read("current");
  trainable.dispose();
  return { reports, state, numbers: program.nodes.flatMap((node) => (node.kind === "constant" ? node.data : [])) };
}

test("trainings on other rows share what is compiled, to the same bits as if each were compiled for itself", async () => {
  const compile = vi.spyOn(WebAssembly, "compile");
  const shared = new SharedSteps();
  const wanted = [{ every: 0 }, { every: 1 }, { every: 1, seed: 7 }, { every: 1, isPlain: true }, { every: 0 }];
  const together = [];
  for (const each of wanted) together.push(await trained(each, shared));
  expect(compile).toHaveBeenCalledTimes(2);
  expect(together[1].numbers).not.toEqual(together[0].numbers);
  for (const [index, each] of wanted.entries()) expect(await trained(each, new SharedSteps())).toEqual(together[index]);
  expect(compile).toHaveBeenCalledTimes(2 + wanted.length);
});
