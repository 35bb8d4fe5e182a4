import * as tf from "@tensorflow/tfjs";

interface OwnGradient {
  /** Gradients flow into these. */
  readonly inputs: readonly tf.Tensor[];
  /** What `gradient` reads; anything else may be disposed before it runs. */
  readonly saved: readonly tf.Tensor[];
  readonly value: () => tf.Tensor;
  /** One gradient an input. */
  readonly gradient: (dy: tf.Tensor, saved: readonly tf.Tensor[]) => tf.Tensor[];
}

/** tf.customGrad with the save function in its type. */
export function withGradient({ inputs, saved, value, gradient }: OwnGradient): tf.Tensor {
  return tf.customGrad((...given) => {
    const save = given[given.length - 1];
    if (typeof save === "function") save([...saved]);
    return { value: value(), gradFunc: (dy: tf.Tensor, kept: tf.Tensor[]) => gradient(dy, kept) };
  })(...inputs);
}
