import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { startEngine } from "../../testing/engines.ts";
import { BILEVEL, makeData, makePlan, makeProgram, SCHEDULE } from "../../testing/training-cases.ts";

const N_STEPS = 100_000;
const ROUND = 10_000;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Bytes of the heap and of array buffers after a collection. */
function bytesInUse(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

describe("memory", () => {
  it(`stays flat over ${N_STEPS.toLocaleString("en-GB")} steps`, async () => {
    const engine = (await startEngine("compiled-wasm"))!;
    const data = makeData("multiclass");
    const plan = makePlan({
      updates: BILEVEL,
      evaluateEvery: 1000,
    });
    const trainable = await engine.compile(makeProgram("multiclass", "sources", data), data, plan);
    const schedule = { ...SCHEDULE, totalSteps: N_STEPS };
    await trainable.run(ROUND, schedule);
    const lows: number[] = [];
    for (let round = 1; round < N_STEPS / ROUND; round++) {
      await trainable.run(ROUND, schedule);
      lows.push(bytesInUse());
    }
    const half = Math.floor(lows.length / 2);
    const [early, late] = [Math.min(...lows.slice(0, half)), Math.min(...lows.slice(-half))];
    // A number kept a step would be 1.6 MB between the middles of the two halves.
    console.log(`bytes in use: ${lows.map((bytes) => (bytes / 1e6).toFixed(2)).join(", ")} MB`);
    expect(late - early).toBeLessThan(5e5);
    trainable.dispose();
  });
});
