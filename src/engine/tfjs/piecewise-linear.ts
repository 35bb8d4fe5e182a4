/** The piecewise linear encoding of the op table. */
import * as tf from "@tensorflow/tfjs";
import { type BinLimits, binLimits } from "../../program/bin-limits.ts";
import type { ConstantPool } from "./constant-pool.ts";
import { withGradient } from "./custom-gradient.ts";

interface Bins {
  /** [...c, b] */
  readonly low: tf.Tensor;
  /** [...c, b] */
  readonly perWidth: tf.Tensor;
  /** Owns the tensors of the limits. */
  readonly owner: object;
  readonly pool: ConstantPool;
}

function positions(x: tf.Tensor, low: tf.Tensor, perWidth: tf.Tensor): tf.Tensor {
  return tf.mul(tf.sub(tf.expandDims(x, -1), low), perWidth);
}

/** x [..., ...c] → [..., ...c, b]; gradient to x alone, as in vjp.ts. */
export function piecewiseLinear(x: tf.Tensor, { low, perWidth, owner, pool }: Bins): tf.Tensor {
  const nBins = low.shape[low.rank - 1];
  // Ops without attributes share one attributes object, so the number of bins is in the key.
  const limit = (name: keyof BinLimits) =>
    pool.get(owner, `${name} of ${nBins} bins`, () => tf.tensor1d([...binLimits(nBins)[name]]));
  return withGradient({
    inputs: [x],
    saved: [x, low, perWidth],
    value: () => tf.minimum(tf.maximum(positions(x, low, perWidth), limit("lowest")), limit("highest")),
    gradient: (dy, [savedX, savedLow, savedPerWidth]) => {
      const t = positions(savedX, savedLow, savedPerWidth);
      const inside = tf.logicalAnd(tf.greater(t, limit("lowest")), tf.lessEqual(t, limit("slopeUpTo")));
      return [tf.sum(tf.mul(dy, tf.mul(savedPerWidth, tf.cast(inside, "float32"))), -1)];
    },
  });
}
