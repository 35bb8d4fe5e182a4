import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { startEngine } from "../testing/engines.ts";
import { makeData, makePlan, makeProgram, SCHEDULE } from "../testing/training-cases.ts";

describe.each(["tfjs-cpu", "tfjs-wasm"] as const)("%s", (id) => {
  it("a step of every kind of update keeps the number of tensors", async () => {
    const engine = (await startEngine(id))!;
    const before = tf.memory().numTensors;
    const data = makeData("multiclass");
    const plan = makePlan({
      updates: [
        { roles: ["model"], lossOn: "train", at: "current" },
        { roles: ["pipeline"], lossOn: "validation", at: "lookAhead" },
        { roles: [], aligned: ["data"], lossOn: "validation", at: "current" },
      ],
      evaluateEvery: 3,
    });
    const trainable = await engine.compile(makeProgram("multiclass", "rows", data), data, plan);
    await trainable.run(1, SCHEDULE);
    const after1 = tf.memory().numTensors;
    await trainable.run(7, SCHEDULE);
    await trainable.evaluate("train", SCHEDULE);
    await trainable.write(await trainable.read("best"));
    await trainable.run(2, SCHEDULE);
    expect(tf.memory().numTensors).toBe(after1);
    trainable.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
