import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import { startEngine } from "../testing/engines.ts";
import { ConstantPool } from "./constant-pool.ts";
import { piecewiseLinear } from "./piecewise-linear.ts";

it.each(["tfjs-cpu", "tfjs-wasm"] as const)("a number on an edge has the slope of one bin on %s", async (id) => {
  await startEngine(id);
  const edges = Array.from({ length: 40 }, (_, k) => Math.fround(0.1 * k + 0.003 * k * k - 2));
  const widths = edges.slice(1).map((edge, bin) => edge - edges[bin]);
  const pool = new ConstantPool();
  const slopes = tf.tidy(() => {
    const nRows = edges.length;
    const low = tf.tensor1d(edges.slice(0, -1));
    const perWidth = tf.tensor1d(widths.map((width) => 1 / width));
    // Σ y · width is x − low₀, so its slope is 1 everywhere.
    const total = (x: tf.Tensor) => tf.sum(tf.mul(piecewiseLinear(x, { low, perWidth, owner: {}, pool }), widths));
    return tf
      .grad(total)(tf.tensor(edges, [nRows]))
      .arraySync() as number[];
  });
  pool.dispose();
  for (const slope of slopes) expect(slope).toBeCloseTo(1, 5);
});
