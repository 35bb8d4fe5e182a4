import { describe, expect, it } from "vitest";
import { builtInCase } from "../engine/select/built-in-case.ts";
import { createCompiledWasmEngine } from "../engine/wasm/run/wasm-engine.ts";
import { nodeThreads } from "./node-threads.ts";

/** Large enough to be worth threads, with a last tile that is not full. */
const SIZE = { nRows: 500, nNumbers: 12, hidden: 48, batchSize: 250 };

async function train(nThreads: number) {
  const { program, data, plan, schedule } = builtInCase(SIZE);
  const engine = await createCompiledWasmEngine(nodeThreads(nThreads));
  const trainable = await engine.compile(program, data, { ...plan, evaluateEvery: 5 });
  const [{ losses }] = await trainable.run(20, schedule);
  const state = await trainable.read("current");
  trainable.dispose();
  return { losses, state };
}

describe("threads", () => {
  it("share a batch: the numbers are those of one thread but for the order of sums, the same each time", async () => {
    const [one, two, again] = [await train(1), await train(3), await train(3)];
    expect(again).toEqual(two);
    two.losses.forEach(({ train, validation }, index) => {
      expect(train).toBeCloseTo(one.losses[index].train, 5);
      expect(validation).toBeCloseTo(one.losses[index].validation, 5);
    });
    expect(two.state).not.toEqual(one.state);
  });

  it("leave nothing behind, however many programs they work for", async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => void warnings.push(warning);
    process.on("warning", note);
    const { program, data, plan, schedule } = builtInCase(SIZE);
    const engine = await createCompiledWasmEngine(nodeThreads(2));
    for (let n = 0; n < 12; n++) {
      const trainable = await engine.compile(program, data, plan);
      await trainable.run(1, schedule);
      trainable.dispose();
    }
    await new Promise((done) => setImmediate(done));
    process.off("warning", note);
    expect(warnings).toEqual([]);
  });
});
