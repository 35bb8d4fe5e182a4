/** A table read at int32 codes, and its adjoint. */
import * as tf from "@tensorflow/tfjs";
import { withGradient } from "./custom-gradient.ts";

/** Elements of a one-hot matrix up to which the adjoint is a matrix product, whose sum has a fixed order. */
const MAX_ONE_HOT = 1 << 20;

/** True where a code is inside the table. */
function isInside(codes: tf.Tensor, size: number): tf.Tensor {
  return tf.logicalAnd(tf.greaterEqual(codes, tf.scalar(0, "int32")), tf.less(codes, tf.scalar(size, "int32")));
}

/** Codes with those outside the table at 0. Not by a clip: tfjs's wasm backend clips the bits of int32 as float32. */
function insideCodes(codes: tf.Tensor, inside: tf.Tensor): tf.Tensor {
  return tf.mul(codes, tf.cast(inside, "int32"));
}

/** float32 [size]: Σ of the values at each code; codes outside the table are dropped. */
export function scatterLookup(values: tf.Tensor, codes: tf.Tensor, size: number): tf.Tensor {
  const flatCodes = tf.reshape(codes, [-1]) as tf.Tensor1D;
  if (codes.size * size <= MAX_ONE_HOT) {
    const levels = tf.reshape(tf.range(0, size, 1, "int32"), [1, size]);
    const oneHot = tf.cast(tf.equal(tf.reshape(flatCodes, [-1, 1]), levels), "float32");
    return tf.reshape(tf.matMul(tf.reshape(values, [1, -1]), oneHot as tf.Tensor2D), [size]);
  }
  // Big tables are row weights, whose codes are unique in a batch, so the sum has one term and no order.
  const inside = isInside(flatCodes, size);
  const kept = tf.mul(tf.reshape(values, [-1]), tf.cast(inside, "float32")) as tf.Tensor1D;
  return tf.unsortedSegmentSum(kept, insideCodes(flatCodes, inside) as tf.Tensor1D, size);
}

/** table [n] at codes → the codes' shape; 0 for a code outside the table. */
export function lookup(table: tf.Tensor, codes: tf.Tensor): tf.Tensor {
  const size = table.shape[0];
  return withGradient({
    inputs: [table],
    saved: [codes],
    value: () => {
      const inside = isInside(codes, size);
      return tf.mul(tf.gather(table, insideCodes(codes, inside)), tf.cast(inside, "float32"));
    },
    gradient: (dy, [savedCodes]) => [scatterLookup(dy, savedCodes, size)],
  });
}
