import { describe, expect, test, vi } from "vitest";
import { createEvaluatorEngine } from "../reference/evaluator-engine.ts";
import { packageFolder } from "../testing/engines.ts";
import { makeData, makePlan, makeProgram, SCHEDULE } from "../testing/training-cases.ts";
import { createEngines, type EngineCode, type EnginesHost } from "./create-engines.ts";

/** Code whose warming up ends when the test says so, and a diary of what was begun. */
function setUp({ isBroken = false, ...host }: Partial<EnginesHost> & { isBroken?: boolean } = {}) {
  const diary: string[] = [];
  let end = () => {};
  const code: EngineCode = {
    async startEngine(id) {
      diary.push(`create ${id}`);
      const engine = createEvaluatorEngine();
      return { ...engine, info: { ...engine.info, title: id } };
    },
    async chooseAutomatically(create) {
      return { engine: await create("tfjs-webgpu"), reason: "It is there." };
    },
    async warmUpEngines() {
      diary.push("warm up");
      await new Promise<void>((resolve) => {
        end = resolve;
      });
      diary.push("warm");
      if (isBroken) throw new Error("no network");
    },
  };
  return { engines: createEngines({ isPage: true, ...host }, code), diary, end: () => end() };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

describe("an engine that is asked for in a page", () => {
  test("while others warm up comes after them, and they warm up once", async () => {
    const { engines, diary, end } = setUp();
    void engines.warmUp();
    const chosen = engines.choose("auto");
    await settle();
    expect(diary).toEqual(["warm up"]);
    end();
    expect((await chosen).engine.info.title).toBe("tfjs-webgpu");
    await engines.warmUp();
    expect(diary).toEqual(["warm up", "warm", "create tfjs-webgpu"]);
  });

  test("before anything is warm warms up first, so that nothing does in the middle of the run", async () => {
    const { engines, diary, end } = setUp();
    const chosen = engines.choose("compiled-wasm");
    await settle();
    end();
    expect(await chosen).toMatchObject({ reason: "You chose the CPU." });
    void engines.warmUp();
    await settle();
    expect(diary).toEqual(["warm up", "warm", "create compiled-wasm"]);
  });

  test("is there where warming up failed, which is not tried again", async () => {
    const { engines, diary, end } = setUp({ isBroken: true });
    void engines.warmUp();
    await settle();
    end();
    expect(await engines.choose("compiled-webgpu")).toMatchObject({ reason: "You chose WebGPU." });
    expect(await engines.choose("compiled-webgpu")).toMatchObject({ reason: "You chose WebGPU." });
    expect(diary.filter((entry) => entry === "warm up")).toHaveLength(1);
  });
});

test("where nothing comes over a network, only what is asked for starts", async () => {
  const gpu = vi.fn(async () => undefined);
  const threads = vi.fn(async () => undefined);
  const { engines, diary } = setUp({ isPage: false, gpu, threads });
  await engines.choose("tfjs-cpu");
  expect([diary, gpu.mock.calls, threads.mock.calls]).toEqual([["create tfjs-cpu"], [], []]);
  await engines.choose("tfjs-webgpu");
  await engines.choose("compiled-wasm");
  await engines.choose("compiled-wasm");
  expect([gpu.mock.calls.length, threads.mock.calls.length]).toEqual([1, 1]);
});

const data = makeData("binary");
const program = makeProgram("binary", "none", data);

test("a run on one backend of tfjs is not disturbed by another that starts meanwhile", async () => {
  const engines = createEngines({ packageFolder });
  const { engine } = await engines.choose("tfjs-cpu");
  const trainable = await engine.compile(program, data, makePlan({ evaluateEvery: 1 }));
  const started = engines.start("tfjs-wasm");
  for (let run = 0; run < 10; run++) expect((await trainable.run(2, SCHEDULE))[0].step).toBe(2 * run + 2);
  expect((await started).info.id).toBe("tfjs-wasm");
  trainable.dispose();
});

test("a run in a page is not disturbed by the first answer's warming up", async () => {
  const engines = createEngines({ packageFolder, isPage: true });
  const { engine } = await engines.choose("tfjs-cpu");
  const trainable = await engine.compile(program, data, makePlan());
  const [[report]] = await Promise.all([trainable.run(20, SCHEDULE), engines.warmUp()]);
  expect(report.step).toBe(20);
  trainable.dispose();
});
