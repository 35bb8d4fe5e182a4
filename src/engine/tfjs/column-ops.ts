/** Taking and scattering columns with a gradient that is deterministic on every backend (no atomics, no segment sums). */
import * as tf from "@tensorflow/tfjs";
import type { ConstantPool } from "./constant-pool.ts";
import { withGradient } from "./custom-gradient.ts";

interface ColumnMap {
  /** Owns the index tensors. */
  readonly owner: object;
  readonly pool: ConstantPool;
  readonly indices: readonly number[];
  /** Columns of the side that has them all; the other has those of `indices`. */
  readonly size: number;
}

function isContiguous(indices: readonly number[]): boolean {
  return indices.every((index, position) => index === indices[0] + position);
}

function lastAxis(x: tf.Tensor): number {
  return x.rank - 1;
}

/** y[…, j] = x[…, indices[j]] without a gradient. */
function gatherColumns(x: tf.Tensor, { owner, pool, indices }: ColumnMap): tf.Tensor {
  if (isContiguous(indices)) {
    if (indices.length === x.shape[lastAxis(x)]) return tf.clone(x);
    const begin = x.shape.map((_, axis) => (axis === lastAxis(x) ? indices[0] : 0));
    return tf.slice(x, begin, [...x.shape.slice(0, -1), indices.length]);
  }
  return tf.gather(x, pool.get(owner, "take", () => tf.tensor1d([...indices], "int32")) as tf.Tensor1D, lastAxis(x));
}

/** For each of all columns the positions that go there, padded to one length with the position of a column of zeros. */
function sourcesOf(indices: readonly number[], size: number): { positions: number[]; multiplicity: number } {
  const positionsOf = Array.from({ length: size }, (): number[] => []);
  indices.forEach((index, position) => {
    positionsOf[index].push(position);
  });
  const multiplicity = Math.max(1, ...positionsOf.map((positions) => positions.length));
  const positions = positionsOf.flatMap((own) => [
    ...own,
    ...new Array<number>(multiplicity - own.length).fill(indices.length),
  ]);
  return { positions, multiplicity };
}

/** y[…, indices[j]] += x[…, j] without a gradient: a padded gather, then a sum over the multiplicity. */
function spreadColumns(x: tf.Tensor, { owner, pool, indices, size }: ColumnMap): tf.Tensor {
  const leading = x.shape.slice(0, -1);
  const paddings = (before: number, after: number): [number, number][] => [
    ...leading.map((): [number, number] => [0, 0]),
    [before, after],
  ];
  if (isContiguous(indices)) {
    const after = size - indices.length - indices[0];
    return indices[0] + after === 0 ? tf.clone(x) : tf.pad(x, paddings(indices[0], after));
  }
  const { positions, multiplicity } = sourcesOf(indices, size);
  if (positions.length > 4 * (indices.length + size)) {
    // One column gets most of them (the one-hots of a single category): a product with the 0/1 matrix reads far less.
    const selection = pool.get(owner, "selection", () => {
      const data = new Float32Array(indices.length * size);
      indices.forEach((index, position) => {
        data[position * size + index] = 1;
      });
      return tf.tensor2d(data, [indices.length, size]);
    });
    const flat = tf.reshape(x, [-1, indices.length]);
    return tf.reshape(tf.matMul(flat, selection as tf.Tensor2D), [...leading, size]);
  }
  const padded = tf.pad(x, paddings(0, 1));
  const index = pool.get(owner, "spread", () => tf.tensor1d(positions, "int32"));
  const gathered = tf.gather(padded, index, lastAxis(x));
  if (multiplicity === 1) return gathered;
  return tf.sum(tf.reshape(gathered, [...leading, size, multiplicity]), x.rank);
}

/** takeColumns of the op table. */
export function takeColumns(x: tf.Tensor, map: ColumnMap): tf.Tensor {
  if (x.dtype !== "float32") return gatherColumns(x, map);
  return withGradient({
    inputs: [x],
    saved: [],
    value: () => gatherColumns(x, map),
    gradient: (dy) => [spreadColumns(dy, map)],
  });
}

/** scatterColumns of the op table. */
export function scatterColumns(x: tf.Tensor, map: ColumnMap): tf.Tensor {
  return withGradient({
    inputs: [x],
    saved: [],
    value: () => spreadColumns(x, map),
    gradient: (dy) => [gatherColumns(dy, map)],
  });
}
