/** Gradients of a whole small pipeline around one block: an engine's own autodiff against the symbolic ones in float64. */

import { randomNormals, STREAMS } from "../../base/random.ts";
import type { Block } from "../../blocks/block.ts";
import { fitAround } from "../../blocks/testing/around.ts";
import { usualTable } from "../../blocks/testing/tables.ts";
import { initialParameters } from "../../program/parameters.ts";
import type { Task } from "../../table/types.ts";
import type { Engine } from "../engine.ts";
import { referenceGradients } from "../reference/evaluator-engine.ts";

/** Distance from the usual start, so that no parameter stands where it was set: choices lean, gates are half open. */
const JITTER = 0.2;

/**
 * The largest error of loss and gradients, as a share of the largest number of each: what single precision may cost depends
 * on the sums behind a number, not on what is left of them.
 */
export async function blockError(
  engine: Engine,
  block: Block,
  task: Task,
  settings: Readonly<Record<string, unknown>>,
): Promise<number> {
  const table = usualTable(task);
  const { program, statistics } = fitAround(block, table, settings);
  const { labelOffset, labelScale } = statistics;
  const data = { ...table, labelOffset, labelScale };
  const start = Object.entries(initialParameters(program, 3));
  const parameters = Object.fromEntries(
    start.map(([name, values], index): [string, Float32Array] => {
      const noise = randomNormals({ seed: 9, stream: STREAMS.sample, step: index }, values.length);
      return [name, values.map((value, element) => value + JITTER * noise[element])];
    }),
  );
  const rows = table.split.train;
  const wanted = referenceGradients(program, data, rows, parameters);
  const got = await engine.gradients(program, data, rows, parameters);
  const names = Object.keys(wanted.gradients);
  const largest = Math.max(...names.flatMap((name) => Array.from(wanted.gradients[name], Math.abs)), 1e-3);
  const errors = names.flatMap((name) =>
    Array.from(wanted.gradients[name], (value, i) => Math.abs(got.gradients[name][i] - value) / largest),
  );
  return Math.max(Math.abs(got.loss - wanted.loss) / Math.max(Math.abs(wanted.loss), 1), ...errors);
}
