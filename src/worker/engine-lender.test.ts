import { describe, expect, test, vi } from "vitest";
import type { EngineId } from "../engine/engine.ts";
import { startEngine, warmUpEngines } from "../engine/select/start-engine.ts";
import { wasmPaths } from "../engine/testing/engines.ts";
import { makeData, makePlan, makeProgram, SCHEDULE } from "../engine/testing/training-cases.ts";
import { hookedEngine } from "../training/testing/tiny-run.ts";
import { type EngineCode, EngineLender } from "./engine-lender.ts";

/** Code whose warming up ends when the test says so, and a diary of what was begun. */
function setUp(isBroken = false) {
  const diary: string[] = [];
  let end = () => {};
  const code: EngineCode = {
    async create(id) {
      diary.push(`create ${id}`);
      return hookedEngine({}, id);
    },
    async chooseAutomatically(create) {
      return { engine: await create("tfjs-webgpu"), reason: "It is there." };
    },
    async warmUp() {
      diary.push("warm up");
      await new Promise<void>((resolve) => {
        end = resolve;
      });
      diary.push("warm");
      if (isBroken) throw new Error("no network");
    },
  };
  const fetchCode = vi.fn(async () => code);
  return { lender: new EngineLender(fetchCode), diary, fetchCode, end: () => end() };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

describe("an engine that is asked for", () => {
  test("while others warm up comes after them, and they warm up once", async () => {
    const { lender, diary, end } = setUp();
    void lender.warmUp();
    const chosen = lender.choose("automatic");
    await settle();
    expect(diary).toEqual(["warm up"]);
    end();
    expect((await chosen).engine.info.title).toBe("tfjs-webgpu");
    await lender.warmUp();
    expect(diary).toEqual(["warm up", "warm", "create tfjs-webgpu"]);
  });

  test("before anything is warm warms up first, so that nothing does in the middle of the run", async () => {
    const { lender, diary, end } = setUp();
    const chosen = lender.choose("cpu");
    await settle();
    end();
    expect(await chosen).toMatchObject({ reason: "You chose the CPU." });
    void lender.warmUp();
    await settle();
    expect(diary).toEqual(["warm up", "warm", "create compiled-wasm"]);
  });

  test("is there where warming up failed, which is not tried again", async () => {
    const { lender, diary, end } = setUp(true);
    void lender.warmUp();
    await settle();
    end();
    expect(await lender.choose("webgpu")).toMatchObject({ reason: "You chose WebGPU." });
    expect(await lender.choose("webgpu")).toMatchObject({ reason: "You chose WebGPU." });
    expect(diary.filter((entry) => entry === "warm up")).toHaveLength(1);
  });
});

test("a run on one backend of tfjs is not disturbed by the first answer's warming up", async () => {
  const create = (id: EngineId) => startEngine(id, { wasmPaths });
  const lender = new EngineLender(async () => ({
    create,
    chooseAutomatically: async () => ({ engine: await create("tfjs-cpu"), reason: "" }),
    warmUp: () => warmUpEngines({ wasmPaths }),
  }));
  const data = makeData("binary");
  const { engine } = await lender.choose("automatic");
  const trainable = await engine.compile(makeProgram("binary", "none", data), data, makePlan());
  const [[report]] = await Promise.all([trainable.run(20, SCHEDULE), lender.warmUp()]);
  expect(report.step).toBe(20);
  trainable.dispose();
});
