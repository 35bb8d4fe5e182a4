/** Test support: what a block gives at parameters away from their start, and comparisons of it. */
import { expect } from "vitest";
import { randomNormal } from "../../base/random.ts";
import type { ProgramBuilder } from "../../program/builder.ts";
import { evaluate } from "../../program/evaluate.ts";
import { initialParameters } from "../../program/parameters.ts";
import { type Program, sizeOf, type ValueId } from "../../program/types.ts";
import type { Dataset } from "../../table/types.ts";
import type { Port } from "../ports.ts";
import { type Around, feedsOf, valuesOf } from "./around.ts";

type Values = Record<string, Float64Array>;

/** Parameters away from their start by `scale` standard deviations, so that nothing cancels by symmetry. */
export function unsettled(program: Pick<Program, "nodes">, scale = 0.3): Values {
  const start = initialParameters(program, 3);
  return Object.fromEntries(
    Object.entries(start).map(([name, values]) => [
      name,
      Float64Array.from(
        values,
        (value, i) => value + scale * randomNormal({ seed: 8, stream: name.length, step: 1 }, i),
      ),
    ]),
  );
}

export function portList(around: Around): readonly (readonly [string, Port])[] {
  return Object.entries(around.ports ?? {});
}

/** All numbers that the block gives on some rows. */
export function outputsAt(
  around: Around,
  table: Dataset,
  options: { rows?: readonly number[]; parameters: Values; step?: number },
) {
  const rows = options.rows ?? Array.from(table.split.train);
  const ids = portList(around).flatMap(([, port]) => valuesOf(port));
  return evaluate(
    around.program.nodes,
    feedsOf(around.program.nodes, table, rows, options.parameters, options.step),
    ids,
  );
}

export function expectEqual(
  first: ReturnType<typeof evaluate>,
  second: ReturnType<typeof evaluate>,
  tolerance = 0,
): void {
  expect(first.length).toBe(second.length);
  first.forEach((tensor, index) => {
    expect(tensor.data.length).toBe(second[index].data.length);
    tensor.data.forEach((value, i) => {
      const difference = Math.abs(value - second[index].data[i]);
      expect(difference).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(value)));
    });
  });
}

/** Σ of all outputs of the block, each times its own random number, and its penalties. */
export function functional(builder: ProgramBuilder, values: readonly ValueId[], penalty: ValueId | undefined): ValueId {
  const parts = values.map((value, index) => {
    const size = sizeOf(builder.typeOf(value).shape);
    const factors = Array.from({ length: size }, (_, i) => randomNormal({ seed: 4, stream: index, step: 0 }, i));
    const total = builder.sum(builder.mul(builder.reshape(value, [size]), builder.constant([size], factors)), 0);
    return builder.typeOf(total).rows ? builder.meanRows(builder.mul(total, total)) : builder.mul(total, total);
  });
  return [...parts, ...(penalty === undefined ? [] : [penalty])].reduce((sum, part) => builder.add(sum, part));
}

export function toSingle(values: Values): Record<string, Float32Array> {
  return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, Float32Array.from(list)]));
}

export function toDouble(values: Readonly<Record<string, Float32Array>>): Values {
  return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, Float64Array.from(list)]));
}
