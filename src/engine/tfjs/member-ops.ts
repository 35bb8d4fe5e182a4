/** One matrix product for each member of an ensemble, as tfjs's batched product; its gradients are tfjs's own. */
import * as tf from "@tensorflow/tfjs";

/** [batch, members, k] ↔ [members, batch, k]. */
function swapLeading(x: tf.Tensor): tf.Tensor3D {
  return tf.transpose(x, [1, 0, 2]) as tf.Tensor3D;
}

/** a [batch, m, k] (rows) or [m, k], b [m, k, n] or, transposed, [m, n, k] → [batch, m, n] or [m, n]. */
export function memberMatMul(
  a: tf.Tensor,
  b: tf.Tensor,
  { rows, transposeB }: { readonly rows: boolean; readonly transposeB: boolean },
): tf.Tensor {
  if (rows) return swapLeading(tf.matMul(swapLeading(a), b as tf.Tensor3D, false, transposeB));
  return tf.squeeze(tf.matMul(tf.expandDims<tf.Tensor3D>(a, 1), b as tf.Tensor3D, false, transposeB), [1]);
}

/** a [batch, m, i], b [batch, m, j] → [m, i, j]: Σ over the batch of each member's outer product. */
export function memberOuterSum(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return tf.matMul(swapLeading(a), swapLeading(b), true, false);
}
