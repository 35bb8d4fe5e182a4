/** The executor on WebGPU: the same bits however steps are sent, going on, and failures that are told. */
import { describe, expect, it } from "vitest";
import { ProgramBuilder } from "../../../program/builder.ts";
import { numbersInput } from "../../../program/inputs.ts";
import { statesOfGoingOn } from "../../testing/check-training.ts";
import { BILEVEL, makeData, makePlan, makeProgram, SCHEDULE } from "../../testing/training-cases.ts";
import { openDevice } from "../../tfjs/gpu-device.ts";
import { useTestEngine } from "../testing/use-test-engine.ts";
import { createCompiledWebgpuEngine } from "./webgpu-engine.ts";

const onGpu = useTestEngine();

const data = makeData("binary");
const program = makeProgram("binary", "none", data);
const bilevel = makePlan({ updates: BILEVEL });

async function opened() {
  const own = await openDevice(navigator.gpu);
  return { device: own.device, engine: await createCompiledWebgpuEngine({ gpuDevice: own }) };
}

describe("steps on compiled-webgpu", () => {
  it("are the same to the last bit, wherever submissions and runs end", async (context) => {
    if (!onGpu.gpu) return context.skip();
    let now = 0;
    // A clock that says that each submission took very long: every step is sent alone from the second submission on.
    const slow = await createCompiledWebgpuEngine({ gpuDevice: onGpu.gpu.opened, clock: () => (now += 1000) });
    const [whole, inParts] = [
      await onGpu.engine.compile(program, data, bilevel),
      await slow.compile(program, data, bilevel),
    ];
    const [report] = await whole.run(12, SCHEDULE);
    const [first] = await inParts.run(5, SCHEDULE);
    const [second] = await inParts.run(7, SCHEDULE);
    expect(await inParts.read("current")).toEqual(await whole.read("current"));
    expect(await inParts.read("best")).toEqual(await whole.read("best"));
    expect(first.losses.slice(0, 1)).toEqual(report.losses.slice(0, 1));
    expect(second.losses.at(-1)?.validation).toBe(report.losses.at(-1)?.validation);
    whole.dispose();
    inParts.dispose();
  });

  it("go on bit by bit from a state that was read", async (context) => {
    if (!onGpu.gpu) return context.skip();
    const { ranOn, wentOn } = await statesOfGoingOn(onGpu.engine);
    expect(wentOn).toEqual(ranOn);
  });

  it("tell the block where a number stops being one, and go back", async (context) => {
    if (!onGpu.gpu) return context.skip();
    const b = new ProgramBuilder();
    const prediction = b.inBlock("n2", () => {
      const normal = { kind: "normal", deviation: 0.1 } as const;
      return b.matMul(numbersInput(b, 4), b.parameter("w", { shape: [4, 1], role: "model", initial: normal }));
    });
    const shifted = b.inBlock("n3", () => {
      const learned = b.parameter("c", { shape: [1], role: "model", initial: { kind: "constant", value: 0.3 } });
      return b.add(prediction, b.log(b.sub(learned, b.scalar(0.2))));
    });
    const loss = b.reshape(b.square(b.sub(shifted, b.scalar(-40))), []);
    const trainable = await onGpu.engine.compile({ nodes: b.nodes, probes: [], outputs: { prediction, loss } }, data, {
      ...makePlan(),
      evaluateEvery: 4,
    });
    const [report] = await trainable.run(12, SCHEDULE);
    expect(report.nonFinite?.blocks).toEqual(["n3"]);
    const { parameters, step } = await trainable.read("current");
    expect(step).toBe(report.step);
    expect(parameters["n3/c"][0]).toBeGreaterThan(0.2);
    trainable.dispose();
  });

  it("say that a command was refused instead of going on with zeros", async (context) => {
    if (!onGpu.gpu) return context.skip();
    const broken = await opened();
    const trainable = await broken.engine.compile(program, data, makePlan());
    await trainable.run(1, SCHEDULE);
    const good = await trainable.read("current");
    const running = trainable.run(2, SCHEDULE);
    broken.device.createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE });
    await expect(running).rejects.toMatchObject({ details: { code: "E_GPU_VALIDATION" } });
    expect(await trainable.read("current")).toEqual(good);
    broken.device.destroy();
  });

  it("reject when the device is lost, and keep the last good state", async (context) => {
    if (!onGpu.gpu) return context.skip();
    const doomed = await opened();
    const trainable = await doomed.engine.compile(program, data, makePlan());
    await trainable.run(2, SCHEDULE);
    const running = trainable.run(40, SCHEDULE);
    doomed.device.destroy();
    await expect(running).rejects.toMatchObject({ details: { code: "E_GPU_LOST" } });
    await expect(trainable.run(1, SCHEDULE)).rejects.toMatchObject({ details: { code: "E_GPU_LOST" } });
    await expect(doomed.engine.compile(program, data, makePlan())).rejects.toMatchObject({
      details: { code: "E_GPU_LOST" },
    });
    expect((await trainable.read("current")).step).toBe(2);
    trainable.dispose();
  });
});
