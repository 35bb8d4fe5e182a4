/** Runs a program's nodes as tfjs ops, and differentiates with tfjs's own reverse mode. */
import * as tf from "@tensorflow/tfjs";
import { dependencies } from "../../program/evaluate.ts";
import type { Node, ValueId } from "../../program/types.ts";
import { parametersBehind } from "../step/objectives.ts";
import { ConstantPool } from "./constant-pool.ts";
import { lowerOp } from "./lowering.ts";

/** Tensors for a run; row-bound ones have the batch axis first. */
export interface TensorFeeds {
  readonly batch: number;
  readonly inputs: ReadonlyMap<string, tf.Tensor>;
  readonly parameters: ReadonlyMap<string, tf.Tensor>;
}

export interface GradientResult {
  readonly objective: tf.Tensor;
  /** By parameter name; parameters that the objective does not depend on are absent. */
  readonly gradients: ReadonlyMap<string, tf.Tensor>;
  /** The value of `also`, on the way. */
  readonly also?: tf.Tensor;
}

export class Interpreter {
  private readonly pool = new ConstantPool();
  private readonly orders = new Map<string, readonly ValueId[]>();
  constructor(readonly nodes: readonly Node[]) {}

  /** Calls made inside tf.tidy dispose what they do not return. */
  evaluate(feeds: TensorFeeds, wanted: readonly ValueId[]): tf.Tensor[] {
    const values = new Map<ValueId, tf.Tensor>();
    for (const id of this.orderOf(wanted)) values.set(id, this.value(id, feeds, values));
    return wanted.map((id) => values.get(id)!);
  }

  /** Calls `visit` with the value of every node, one after the other; only here a run waits between nodes. */
  async visit(
    feeds: TensorFeeds,
    ids: readonly ValueId[],
    visit: (id: ValueId, value: tf.Tensor) => Promise<void>,
  ): Promise<void> {
    const values = new Map<ValueId, tf.Tensor>();
    const own: tf.Tensor[] = [];
    for (const id of ids) {
      const value = tf.tidy(() => this.value(id, feeds, values));
      if (this.nodes[id].kind === "op") own.push(value);
      values.set(id, value);
      await visit(id, value);
    }
    tf.dispose(own);
  }

  /** Must be called inside tf.tidy. */
  gradients(feeds: TensorFeeds, objective: ValueId, names: ReadonlySet<string>, also?: ValueId): GradientResult {
    const wanted = parametersBehind(this.nodes, objective, names);
    const outputs = also === undefined ? [objective] : [objective, also];
    let alongside: tf.Tensor | undefined;
    const forward = () => {
      const [value, beside] = this.evaluate(feeds, outputs);
      // Kept because the gradient's own scope would dispose it; handed back to the caller's scope below.
      if (beside) alongside = tf.keep(tf.clone(beside));
      return value;
    };
    const xs = wanted.map(({ node }) => feeds.parameters.get(node.name)!);
    const { value, grads } =
      xs.length === 0 ? { value: forward(), grads: [] } : tf.valueAndGrads(forward as () => tf.Scalar)(xs);
    const gradients = new Map(wanted.map(({ node }, index) => [node.name, grads[index]]));
    if (!alongside) return { objective: value, gradients };
    const copy = tf.clone(alongside);
    alongside.dispose();
    return { objective: value, gradients, also: copy };
  }

  dispose(): void {
    this.pool.dispose();
  }

  private orderOf(wanted: readonly ValueId[]): readonly ValueId[] {
    const key = wanted.join();
    let order = this.orders.get(key);
    if (!order) {
      order = [...dependencies(this.nodes, wanted)].sort((a, b) => a - b);
      this.orders.set(key, order);
    }
    return order;
  }

  private value(id: ValueId, feeds: TensorFeeds, values: ReadonlyMap<ValueId, tf.Tensor>): tf.Tensor {
    const node = this.nodes[id];
    switch (node.kind) {
      case "constant":
        return this.pool.get(node, "constant", () => tf.tensor([...node.data], [...node.type.shape], node.type.dtype));
      case "parameter":
        return feeds.parameters.get(node.name)!;
      case "input":
        return feeds.inputs.get(node.name)!;
      case "op":
        return lowerOp(
          node.op,
          node.inputs.map((input) => values.get(input)!),
          node.attributes as never,
          {
            type: node.type,
            inputTypes: node.inputs.map((input) => this.nodes[input].type),
            batch: feeds.batch,
            pool: this.pool,
          },
        );
      default:
        return node satisfies never;
    }
  }
}
