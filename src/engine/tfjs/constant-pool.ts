import * as tf from "@tensorflow/tfjs";

/** Index and mask tensors that lowerings need at every step, made once a program and disposed with it. */
export class ConstantPool {
  private readonly tensors = new Map<object, Map<string, tf.Tensor>>();

  /**
   * @param owner the attributes object of the node, which lives as long as its program.
   * @param make  called once; must not be an op that a gradient flows through.
   */
  get(owner: object, key: string, make: () => tf.Tensor): tf.Tensor {
    let owned = this.tensors.get(owner);
    if (!owned) {
      owned = new Map();
      this.tensors.set(owner, owned);
    }
    let tensor = owned.get(key);
    if (!tensor) {
      tensor = tf.keep(make());
      owned.set(key, tensor);
    }
    return tensor;
  }

  dispose(): void {
    for (const owned of this.tensors.values()) for (const tensor of owned.values()) tensor.dispose();
    this.tensors.clear();
  }
}
