/** The table on the device: uploaded once, gathered there by row. */
import * as tf from "@tensorflow/tfjs";
import type { Node } from "../../program/types.ts";
import type { TrainingData } from "../engine.ts";
import { rowInputs } from "../step/row-inputs.ts";
import type { RowFreeFeeds } from "../step/step-feeds.ts";

/** Rows that a forward pass takes at a time. */
const EVALUATION_CHUNK = 4096;

export class DeviceRows {
  private readonly columns: ReadonlyMap<string, tf.Tensor>;
  constructor(
    private readonly nodes: readonly Node[],
    data: TrainingData,
  ) {
    this.columns = new Map(
      rowInputs(nodes, data).map(({ name, dtype, shape, values }) => [
        name,
        tf.keep(tf.tensor(values, [data.nRows, ...shape], dtype)),
      ]),
    );
  }

  /** The batch of some rows, each input [rows, …]. */
  gather(rows: Uint32Array): Map<string, tf.Tensor> {
    const index = tf.tensor1d(Int32Array.from(rows), "int32");
    const batch = new Map([...this.columns].map(([name, column]) => [name, tf.gather(column, index)]));
    index.dispose();
    return batch;
  }

  /** Row-free inputs as tensors. */
  rowFree(inputs: RowFreeFeeds): Map<string, tf.Tensor> {
    const tensors = new Map<string, tf.Tensor>();
    for (const node of this.nodes) {
      if (node.kind !== "input" || node.type.rows || !inputs[node.name]) continue;
      tensors.set(node.name, tf.tensor(Float32Array.from(inputs[node.name]), [...node.type.shape]));
    }
    return tensors;
  }

  dispose(): void {
    for (const column of this.columns.values()) column.dispose();
  }
}

/** Cuts rows into chunks of one size, the last one smaller. */
export function chunksOf(rows: Uint32Array): Uint32Array[] {
  const chunks: Uint32Array[] = [];
  for (let start = 0; start < rows.length; start += EVALUATION_CHUNK) {
    chunks.push(rows.subarray(start, start + EVALUATION_CHUNK));
  }
  return chunks;
}
