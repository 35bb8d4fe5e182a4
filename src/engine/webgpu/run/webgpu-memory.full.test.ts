/** What a long training leaves in memory, on Dawn's backend that does nothing: every command is made, checked and dropped. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { countCommands, startNullWebgpu } from "../../testing/count-dispatches.ts";
import { BILEVEL, makeData, makePlan, makeProgram, SCHEDULE } from "../../testing/training-cases.ts";
import { createCompiledWebgpuEngine } from "./webgpu-engine.ts";

const N_STEPS = 20_000;
const ROUND = 2_000;
/** The process grows while code is compiled and Dawn fills its pools, and no more after some 10,000 steps, be it 100,000 in all. */
const WARM_UP = 12_000;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** MB after a collection: of the heap with its array buffers, and of the whole process, Dawn's own memory included. */
async function megabytesInUse(): Promise<{ readonly heap: number; readonly process: number }> {
  // What Dawn holds for an object goes when its finaliser has run, a turn after the collection.
  for (let turn = 0; turn < 3; turn++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return { heap: (heapUsed + arrayBuffers) / 1e6, process: rss / 1e6 };
}

describe("memory of compiled-webgpu", () => {
  it(`stays flat over ${N_STEPS.toLocaleString("en-GB")} steps that are encoded`, async (context) => {
    const gpu = await startNullWebgpu();
    if (!gpu) return context.skip();
    const engine = await createCompiledWebgpuEngine({ gpu });
    const data = makeData("multiclass");
    const plan = makePlan({
      updates: BILEVEL,
      evaluateEvery: 1000,
    });
    const trainable = await engine.compile(makeProgram("multiclass", "sources", data), data, plan);
    const schedule = { ...SCHEDULE, totalSteps: WARM_UP + N_STEPS };
    await trainable.run(WARM_UP, schedule);
    const used: Awaited<ReturnType<typeof megabytesInUse>>[] = [];
    const { dispatches } = await countCommands(async () => {
      for (let step = 0; step < N_STEPS; step += ROUND) {
        expect(await trainable.run(ROUND, schedule)).toMatchObject([{ step: WARM_UP + step + ROUND }]);
        used.push(await megabytesInUse());
      }
    });
    expect(dispatches).toBeGreaterThan(6 * N_STEPS);
    console.log(used.map(({ heap, process }) => `${heap.toFixed(2)} (${process.toFixed(0)})`).join(", "), "MB");
    // 100 bytes kept a step would be 1 MB between the middles of the two halves.
    const halves = [used.slice(0, used.length / 2), used.slice(used.length / 2)];
    const [early, late] = halves.map((half) => ({
      heap: Math.min(...half.map(({ heap }) => heap)),
      process: Math.min(...half.map(({ process }) => process)),
    }));
    expect(late.heap - early.heap).toBeLessThan(0.5);
    expect(late.process - early.process).toBeLessThan(5);
    trainable.dispose();
    engine.dispose();
  });
});
