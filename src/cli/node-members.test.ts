/** Members that are trained in workers of Node. */
import { expect, test } from "vitest";
import { createCompiledWasmEngine } from "../engine/wasm/run/wasm-engine.ts";
import { tinyDataset } from "../pipeline/testing/tiny-pipeline.ts";
import { runTiny, smallDocument } from "../training/testing/tiny-run.ts";
import { nodeMembers } from "./node-members.ts";

test("come to the same bits as in the process itself, over shared memory", async () => {
  const dataset = tinyDataset({ nRows: 100 });
  const document = smallDocument(dataset, { deploy: "ensemble", maxSteps: 20 });
  const runOn = async (nCores: number) => {
    const engine = await createCompiledWasmEngine();
    const cores = nodeMembers(nCores);
    // Else so short a run would do without.
    cores?.prepare();
    const { trained } = await runTiny({ dataset, document, engine, ...(cores ? { cores } : {}) });
    return trained;
  };
  const [alone, beside] = [await runOn(1), await runOn(2)];
  expect(beside.predictor).toEqual(alone.predictor);
  expect(beside.report.members).toEqual(alone.report.members);
  expect(beside.report.notes).toEqual(alone.report.notes);
});
