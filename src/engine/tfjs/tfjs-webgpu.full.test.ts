/** The webgpu backend in Node by Dawn, on a software adapter where there is no other; one file, since it compiles slowly. */
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startNodeWebgpu } from "../../cli/node-webgpu.ts";
import type { OpName } from "../../program/ops.ts";
import type { Engine, TrainingPlan } from "../engine.ts";
import { chooseAutomatically } from "../select/choose-engine.ts";
import { selfTest } from "../select/self-test.ts";
import { checkOp } from "../testing/check-op.ts";
import { compareTraining, statesOfGoingOn } from "../testing/check-training.ts";
import { startEngine } from "../testing/engines.ts";
import { OP_CASES, type OpCase } from "../testing/op-cases.ts";
import { TOLERANCES } from "../testing/tolerance.ts";
import { makeData, makePlan, makeProgram, SCHEDULE } from "../testing/training-cases.ts";
import { openDevice } from "./gpu-device.ts";
import { createTfjsEngine } from "./tfjs-engine.ts";

const AFTER_20_STEPS = { absolute: 5e-4, relative: 5e-3 };

let engine: Engine | undefined;
let nDevices = 0;

beforeAll(async () => {
  if (await startNodeWebgpu()) {
    const { requestDevice } = GPUAdapter.prototype;
    GPUAdapter.prototype.requestDevice = function (...descriptor) {
      nDevices++;
      return requestDevice.apply(this, descriptor);
    };
    engine = await startEngine("tfjs-webgpu");
    GPUAdapter.prototype.requestDevice = requestDevice;
  }
  if (!engine) console.warn("tfjs-webgpu is not tested here: there is no adapter, and no Chromium with SwiftShader.");
});

afterAll(() => engine?.dispose());

async function read(tensor: tf.Tensor): Promise<Float32Array> {
  const data = await tensor.data<"float32">();
  tensor.dispose();
  return data;
}

describe("tfjs-webgpu", () => {
  it("lowers every op to values and gradients as in float64", async (context) => {
    if (!engine) return context.skip();
    const problems: string[] = [];
    for (const [op, cases] of Object.entries(OP_CASES) as [OpName, readonly OpCase[]][]) {
      for (const opCase of cases) {
        problems.push(...(await checkOp(op, opCase, { seed: 11, tolerance: TOLERANCES["tfjs-webgpu"], read })));
      }
    }
    expect(problems).toEqual([]);
  });

  it("trains on the device that it opened and watches, from the first engine on", (context) => {
    if (!engine) return context.skip();
    expect(nDevices).toBe(1);
  });

  it("passes the self-test", async (context) => {
    if (!engine) return context.skip();
    expect(await selfTest(engine)).toMatchObject({ passed: true });
  });

  it.for<{ title: string; nSteps: number; changes: Partial<TrainingPlan> }>([
    { title: "joint", nSteps: 20, changes: {} },
    {
      title: "with all kinds of update",
      nSteps: 4,
      changes: {
        updates: [
          { roles: ["model"], lossOn: "train", at: "current" },
          { roles: ["pipeline"], lossOn: "validation", at: "lookAhead" },
          { roles: [], aligned: ["data"], lossOn: "validation", at: "current" },
        ],
      },
    },
  ])("$nSteps steps, $title, are those of float64, without a leak", async ({ nSteps, changes }, context) => {
    if (!engine) return context.skip();
    const data = makeData("multiclass");
    const before = tf.memory().numTensors;
    const program = makeProgram("multiclass", "sources", data);
    const trained = { program, data, plan: makePlan(changes), schedule: SCHEDULE, nSteps };
    expect(await compareTraining(engine, trained, AFTER_20_STEPS)).toEqual([]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("goes on bit by bit from a state that was read", async (context) => {
    if (!engine) return context.skip();
    const { ranOn, wentOn } = await statesOfGoingOn(engine);
    expect(wentOn).toEqual(ranOn);
  });

  it("says that a command was refused instead of going on with zeros", async (context) => {
    if (!engine) return context.skip();
    const opened = await openDevice(navigator.gpu);
    const broken = await createTfjsEngine("tfjs-webgpu", { gpuDevice: opened });
    const data = makeData("binary");
    const trainable = await broken.compile(makeProgram("binary", "none", data), data, makePlan());
    await trainable.run(1, SCHEDULE);
    const good = await trainable.read("current");
    const running = trainable.run(2, SCHEDULE);
    opened.device.createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE });
    await expect(running).rejects.toMatchObject({ details: { code: "E_GPU_VALIDATION" } });
    expect(await trainable.read("current")).toEqual(good);
    broken.dispose();
    opened.device.destroy();
  });

  it("rejects a run when the device is lost, and keeps the last good state for another engine", async (context) => {
    if (!engine) return context.skip();
    const opened = await openDevice(navigator.gpu);
    const doomed = await createTfjsEngine("tfjs-webgpu", { gpuDevice: opened });
    const data = makeData("binary");
    const program = makeProgram("binary", "none", data);
    const trainable = await doomed.compile(program, data, makePlan());
    await trainable.run(2, SCHEDULE);
    const running = trainable.run(3, SCHEDULE);
    opened.device.destroy();
    await expect(running).rejects.toMatchObject({ details: { code: "E_GPU_LOST" } });
    await expect(trainable.run(1, SCHEDULE)).rejects.toMatchObject({ details: { code: "E_GPU_LOST" } });
    const state = await trainable.read("current");
    expect(state.step).toBe(2);
    const onCpu = await createTfjsEngine("tfjs-cpu");
    const survivor = await onCpu.compile(program, data, makePlan());
    await survivor.write(state);
    expect((await survivor.run(3, SCHEDULE))[0].step).toBe(5);
    survivor.dispose();
    trainable.dispose();
    doomed.dispose();
  });

  it("is not chosen automatically on a software adapter", async (context) => {
    if (!engine) return context.skip();
    const { engine: chosen, reason } = await chooseAutomatically(async (id) => (await startEngine(id))!);
    if (engine.info.isSoftware) {
      expect(chosen.info.id).toBe("compiled-wasm");
      expect(reason).toMatch(
        /^The graphics adapter is software \(.+\), which is slower than the CPU itself, so training runs on the CPU/,
      );
    } else {
      expect(chosen.info.id).toBe("compiled-webgpu");
    }
  });
});
