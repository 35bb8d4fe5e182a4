/** Every block of the catalogue on WebGPU: symbolic gradients in single precision against those in float64. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blocks } from "../../../blocks/catalogue.generated.ts";
import { perColumn } from "../../../blocks/testing/settings.ts";
import type { Engine } from "../../engine.ts";
import { selfTest } from "../../select/self-test.ts";
import { blockError } from "../../testing/check-block.ts";
import { openTestGpu, type TestGpu } from "../testing/test-gpu.ts";
import { gradientsOnDevice } from "./gradients.ts";

/** Largest error of a gradient as a share of the largest one. */
const SHARE = 2e-5;

let gpu: TestGpu | undefined;

beforeAll(async () => {
  gpu = await openTestGpu();
});

afterAll(() => gpu?.release());

function engineOf(own: TestGpu): Engine {
  return {
    info: { id: "evaluator", title: "", isSoftware: true, adapter: "" },
    compile: () => Promise.reject(new Error("gradients alone")),
    gradients: (...given) => gradientsOnDevice(own, given),
    dispose() {},
  };
}

/** A software adapter compiles slowly: what differs by column alone, and in the full suite what does not, too. */
const settingsOf = (block: (typeof blocks)[number]) =>
  process.env.DIFFML_FULL === "1" ? [{}, perColumn(block)] : [perColumn(block)];

describe("gradients on compiled-webgpu", () => {
  it.for(blocks.map((block) => ({ block, title: block.spec.title })))("of $title", async ({ block }, context) => {
    if (!gpu) return context.skip();
    for (const settings of settingsOf(block)) {
      expect(await blockError(engineOf(gpu), block, "multiclass", settings)).toBeLessThan(SHARE);
    }
  });

  it("pass the self-test", async (context) => {
    if (!gpu) return context.skip();
    expect(await selfTest(engineOf(gpu))).toMatchObject({ passed: true });
  });
});
