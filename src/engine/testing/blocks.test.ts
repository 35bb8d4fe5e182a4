/** Every block of the catalogue on every engine: gradients of the whole pipeline against float64. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blocks } from "../../blocks/catalogue.generated.ts";
import { perColumn } from "../../blocks/testing/settings.ts";
import type { Engine, EngineId } from "../engine.ts";
import { blockError } from "./check-block.ts";
import { startEngine } from "./engines.ts";

/** Largest error of a gradient as a share of the largest one. */
const SHARES: Readonly<Partial<Record<EngineId, number>>> = {
  "compiled-wasm": 2e-6,
  "tfjs-cpu": 2e-5,
  "tfjs-wasm": 2e-5,
  "tfjs-webgpu": 1e-4,
};

describe.each(Object.entries(SHARES) as [EngineId, number][])("gradients on %s", (id, share) => {
  let engine: Engine | undefined;

  beforeAll(async () => {
    engine = await startEngine(id);
    if (!engine) console.warn(`${id} is not tested here: there is no adapter, and no Chromium with SwiftShader.`);
  });

  afterAll(() => engine?.dispose());

  it.for(blocks.map((block) => ({ block, title: block.spec.title })))("of $title", async ({ block }, context) => {
    if (!engine) return context.skip();
    // SwiftShader compiles slowly: one task there, and one kind of settings but in the full suite; all of both elsewhere.
    const isSlow = id === "tfjs-webgpu";
    const tasks = isSlow ? (["multiclass"] as const) : (["binary", "multiclass", "regression"] as const);
    const all = isSlow && process.env.DIFFML_FULL !== "1" ? [perColumn(block)] : [{}, perColumn(block)];
    for (const task of tasks) {
      for (const settings of all) expect(await blockError(engine, block, task, settings)).toBeLessThan(share);
    }
  });
});
