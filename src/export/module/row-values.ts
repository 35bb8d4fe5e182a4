/** What a stored program says of rows, in float64. */
import { evaluate, rowsAtOnce } from "../../program/evaluate.ts";
import { TABLE_INPUTS } from "../../program/inputs.ts";
import { type PrunedProgram, pruneProgram } from "../../program/prune/prune-program.ts";
import type { Columns } from "../../table/types.ts";
import { predictedValues } from "../../training/predicted-values.ts";
import type { StoredPipeline } from "./stored-pipeline.ts";

const pruned = new WeakMap<StoredPipeline, PrunedProgram>();

function prunedOf(stored: StoredPipeline): PrunedProgram {
  const known = pruned.get(stored);
  if (known) return known;
  const { nodes, value } = predictedValues(stored, stored.target.task);
  const made = pruneProgram(nodes, stored.parameters, value);
  pruned.set(stored, made);
  return made;
}

/** Probabilities [rows, classes], or values [rows]. */
export function rowValues(
  stored: StoredPipeline,
  { nRows, numbers, missing, categories, schema }: Columns,
): Float64Array {
  const { nodes, value } = prunedOf(stored);
  const width = Math.max(stored.target.classes.length, 1);
  const all = new Float64Array(nRows * width);
  const atOnce = rowsAtOnce(nodes);
  for (let first = 0; first < nRows; first += atOnce) {
    const end = Math.min(first + atOnce, nRows);
    const part = (values: Float32Array | Uint8Array | Int32Array, size: number) =>
      values.subarray(first * size, end * size);
    const inputs = {
      [TABLE_INPUTS.numbers]: part(numbers, schema.numbers.length),
      [TABLE_INPUTS.missing]: part(missing, schema.numbers.length),
      [TABLE_INPUTS.categories]: part(categories, schema.categories.length),
    };
    const [{ type, data }] = evaluate(nodes, { nRows: end - first, inputs, parameters: {} }, [value]);
    // What no column has a part in is the same for all rows.
    for (let at = 0; at < (end - first) * width; at++) all[first * width + at] = data[type.rows ? at : at % width];
  }
  return all;
}
