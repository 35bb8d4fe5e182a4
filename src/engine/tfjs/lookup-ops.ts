/** A table read at int32 codes, of numbers or of vectors, and the adjoints. */
import * as tf from "@tensorflow/tfjs";
import { withGradient } from "./custom-gradient.ts";

/** Elements of a one-hot matrix up to which the adjoint is a matrix product, whose sum has a fixed order. */
const MAX_ONE_HOT = 1 << 20;

/** Codes of a matrix product at most: tfjs's webgpu backend splits sums of 2,000 terms or more over float atomics. */
const MAX_CODES = 1024;

/** True where a code is inside the table. */
function isInside(codes: tf.Tensor, size: number): tf.Tensor {
  return tf.logicalAnd(tf.greaterEqual(codes, tf.scalar(0, "int32")), tf.less(codes, tf.scalar(size, "int32")));
}

/** Codes with those outside the table at 0. Not by a clip: tfjs's wasm backend clips the bits of int32 as float32. */
function insideCodes(codes: tf.Tensor, inside: tf.Tensor): tf.Tensor {
  return tf.mul(codes, tf.cast(inside, "int32"));
}

/** float32 [codes, size]: 1 at each code; a row of zeros for a code outside. */
function oneHotOf(codes: tf.Tensor1D, size: number): tf.Tensor2D {
  const levels = tf.reshape(tf.range(0, size, 1, "int32"), [1, size]);
  return tf.cast(tf.equal(tf.reshape(codes, [-1, 1]), levels), "float32") as tf.Tensor2D;
}

/** float32 [size]: Σ of the values at each code; codes outside the table are dropped. */
export function scatterLookup(values: tf.Tensor, codes: tf.Tensor, size: number): tf.Tensor {
  const flatCodes = tf.reshape(codes, [-1]) as tf.Tensor1D;
  if (codes.size * size <= MAX_ONE_HOT) {
    return tf.reshape(tf.matMul(tf.reshape(values, [1, -1]), oneHotOf(flatCodes, size)), [size]);
  }
  // Big tables are row weights, whose codes are unique in a batch, so the sum has one term and no order.
  const inside = isInside(flatCodes, size);
  const kept = tf.mul(tf.reshape(values, [-1]), tf.cast(inside, "float32")) as tf.Tensor1D;
  return tf.unsortedSegmentSum(kept, insideCodes(flatCodes, inside) as tf.Tensor1D, size);
}

/** float32 [size, d]: Σ of the vectors [..., d] at each code [...]; codes outside the table are dropped. */
export function scatterEmbedding(values: tf.Tensor, codes: tf.Tensor, size: number): tf.Tensor {
  const width = values.shape[values.rank - 1];
  const flatCodes = tf.reshape(codes, [-1]) as tf.Tensor1D;
  const vectors = tf.reshape(values, [codes.size, width]) as tf.Tensor2D;
  // Our own kernel, which adds one after the other and skips codes outside: far less work than products.
  if (tf.getBackend() === "wasm") return tf.unsortedSegmentSum(vectors, flatCodes, size);
  const nAtOnce = Math.min(Math.max(Math.floor(MAX_ONE_HOT / size), 1), MAX_CODES);
  const parts: tf.Tensor[] = [];
  for (let start = 0; start < codes.size; start += nAtOnce) {
    const length = Math.min(nAtOnce, codes.size - start);
    const oneHot = oneHotOf(tf.slice(flatCodes, start, length), size);
    parts.push(tf.matMul(oneHot, tf.slice(vectors, [start, 0], [length, width]), true, false));
  }
  return parts.reduce((total, part) => tf.add(total, part));
}

/** A table read at codes, zeros for a code outside; the gradient is scattered back into it. */
function readAt(
  table: tf.Tensor,
  codes: tf.Tensor,
  { scatter, isVector }: { readonly scatter: typeof scatterLookup; readonly isVector: boolean },
): tf.Tensor {
  const size = table.shape[0];
  return withGradient({
    inputs: [table],
    saved: [codes],
    value: () => {
      const inside = isInside(codes, size);
      const factor = tf.cast(inside, "float32");
      return tf.mul(tf.gather(table, insideCodes(codes, inside)), isVector ? tf.expandDims(factor, -1) : factor);
    },
    gradient: (dy, [savedCodes]) => [scatter(dy, savedCodes, size)],
  });
}

/** table [n] at codes → the codes' shape; 0 for a code outside the table. */
export function lookup(table: tf.Tensor, codes: tf.Tensor): tf.Tensor {
  return readAt(table, codes, { scatter: scatterLookup, isVector: false });
}

/** table [n, d] at codes [...] → [..., d]; zeros for a code outside the table. */
export function embedding(table: tf.Tensor, codes: tf.Tensor): tf.Tensor {
  return readAt(table, codes, { scatter: scatterEmbedding, isVector: true });
}
