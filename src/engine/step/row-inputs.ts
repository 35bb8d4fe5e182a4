/** Row-bound inputs of a program as arrays over all rows of the table, ready to upload once or to gather from. */
import { studioError } from "../../base/error.ts";
import { type RandomKey, randomWords, STREAMS } from "../../base/random.ts";
import { N_PLACES, ROW_INPUTS, TABLE_INPUTS } from "../../program/inputs.ts";
import { type DType, type Node, sizeOf } from "../../program/types.ts";
import type { TrainingData } from "../engine.ts";

export interface RowInput {
  readonly name: string;
  readonly dtype: DType;
  /** Numbers of each row. */
  readonly width: number;
  /** Without the batch axis. */
  readonly shape: readonly number[];
  /** Row-major [nRows, width]. */
  readonly values: Float32Array | Int32Array;
}

/** Position among the rows that are counted; −1 for other rows, which look-ups read as 0. */
function rowIds({ nRows, split, idRows = split.train }: TrainingData): Int32Array {
  const ids = new Int32Array(nRows).fill(-1);
  idRows.forEach((row, position) => {
    ids[row] = position;
  });
  return ids;
}

/** Rows without a label are in no split; their 0 is never read. */
function labels(data: TrainingData, dtype: DType): Float32Array | Int32Array {
  if (dtype === "int32") return Int32Array.from(data.labels, (label) => (Number.isNaN(label) ? 0 : label));
  return Float32Array.from(data.labels, (label) =>
    Number.isNaN(label) ? 0 : (label - data.labelOffset) / data.labelScale,
  );
}

/** 1 on average over the rows that are trained on. Rows without a weight are in no split; their 0 is never read. */
function rowWeights({ nRows, rowWeights: given, split: { train } }: TrainingData): Float32Array {
  if (!given) return new Float32Array(nRows).fill(1);
  const total = train.reduce((sum, row) => sum + given[row], 0);
  return Float32Array.from(given, (weight) => (Number.isNaN(weight) ? 0 : (weight * train.length) / total));
}

/**
 * n / (C · n_c): rows of each class together count as much as those of any other, 1 on average over the rows that are trained on. Where rows
 * have weights, n are sums of them. 0 for a class without training rows, of which nothing can be learned.
 */
function classWeights({ nRows, labels, rowWeights: given, split: { train } }: TrainingData): Float32Array {
  const totals = new Map<number, number>();
  for (const row of train) totals.set(labels[row], (totals.get(labels[row]) ?? 0) + (given?.[row] ?? 1));
  const all = [...totals.values()].reduce((sum, total) => sum + total, 0);
  const nClasses = [...totals.values()].filter((total) => total > 0).length;
  return Float32Array.from({ length: nRows }, (_, row) => {
    const total = totals.get(labels[row]) ?? 0;
    return total > 0 ? all / (nClasses * total) : 0;
  });
}

/** Of the rows' places: no step of training is this one, so that they are independent of all that is drawn. */
const PLACES: RandomKey = { seed: 0, stream: STREAMS.dropout, step: 0xffffffff };

/** From a random word. */
function placeOf(word: number): number {
  return (word % N_PLACES) / N_PLACES;
}

function valuesOf(name: string, dtype: DType, data: TrainingData): Float32Array | Int32Array | undefined {
  switch (name) {
    case TABLE_INPUTS.numbers:
      return data.numbers;
    case TABLE_INPUTS.missing:
      return Float32Array.from(data.missing);
    case TABLE_INPUTS.categories:
      return data.categories;
    case ROW_INPUTS.labels:
      return labels(data, dtype);
    case ROW_INPUTS.rowId:
      return rowIds(data);
    case ROW_INPUTS.source:
      return data.source;
    case ROW_INPUTS.weight:
      return rowWeights(data);
    case ROW_INPUTS.classWeight:
      return classWeights(data);
    case ROW_INPUTS.place:
      return Float32Array.from(randomWords(PLACES, data.nRows), placeOf);
    default:
      return undefined;
  }
}

/**
 * The row-bound inputs that a program reads.
 *
 * @throws E_ENGINE_INPUT for an input that the table cannot give, or of another width than the table's.
 */
export function rowInputs(nodes: readonly Node[], data: TrainingData): readonly RowInput[] {
  return nodes.flatMap((node): RowInput[] => {
    if (node.kind !== "input" || !node.type.rows) return [];
    const width = sizeOf(node.type.shape);
    const values = valuesOf(node.name, node.type.dtype, data);
    if (!values || values.length !== width * data.nRows) {
      throw studioError("E_ENGINE_INPUT", { input: node.name, width, nRows: data.nRows, got: values?.length });
    }
    return [{ name: node.name, dtype: node.type.dtype, width, shape: node.type.shape, values }];
  });
}

/** Picks rows on the CPU. */
export function gatherRows({ values, width }: RowInput, rows: Uint32Array): Float64Array {
  const out = new Float64Array(rows.length * width);
  rows.forEach((row, index) => {
    for (let i = 0; i < width; i++) out[index * width + i] = values[row * width + i];
  });
  return out;
}
