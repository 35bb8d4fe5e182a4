/** What is disposed is let go: many compilations in one visit of the page must not add up. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import type { Engine } from "../engine.ts";
import { startEngine } from "./engines.ts";
import { makeData, makePlan, makeProgram, SCHEDULE } from "./training-cases.ts";

const N_CYCLES = 6;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const data = makeData("binary");

/** A program that only its session holds. */
async function trained(engine: Engine): Promise<WeakRef<object>> {
  const program = makeProgram("binary", "rows", data);
  const trainable = await engine.compile(program, data, makePlan());
  await trainable.run(3, SCHEDULE);
  trainable.dispose();
  return new WeakRef(program);
}

it.for(["compiled-wasm", "compiled-webgpu"] as const)("%s lets sessions go", async (id, context) => {
  const engine = await startEngine(id);
  if (!engine) return context.skip();
  const disposed: WeakRef<object>[] = [];
  for (let cycle = 0; cycle < N_CYCLES; cycle++) disposed.push(await trained(engine));
  for (let turn = 0; turn < 5; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    collect();
  }
  // The last ones may still stand on a stack.
  expect(disposed.filter((each) => each.deref() !== undefined).length).toBeLessThanOrEqual(1);
  engine.dispose();
});
