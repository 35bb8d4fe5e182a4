import type { OutputsOf, ProgramContext } from "../../block.ts";
import { BoundColumns } from "../../kit/bound.ts";
import { boundColumns } from "../../kit/columns.ts";
import { assertLength } from "../../kit/statistics.ts";
import type { Spec } from "./spec.ts";

/** y = x − sigmoid(θ)·mean where x is there, 0 where it is missing; one θ a column, 0 at first. */
export function program(context: ProgramContext<Spec>): OutputsOf<Spec> {
  const { builder, settings, statistics } = context;
  const { numbers } = context.inputs;
  const bound = boundColumns(numbers.columns, settings.columns);
  if (bound.length === 0) return { numbers };
  assertLength("columns", statistics.columns, bound.length);
  const strength = builder.parameter("strength", {
    shape: [bound.length],
    role: "pipeline",
    initial: { kind: "constant", value: 0 },
  });
  const shares = builder.sigmoid(strength);
  builder.probe({
    name: "shares",
    kind: "weight",
    value: shares,
    rowLabels: bound.map((column) => numbers.columns[column].name),
    columnLabels: [],
  });
  const shift = builder.mul(shares, builder.constant([bound.length], statistics.mean));
  const at = new BoundColumns(builder, bound, numbers.columns.length);
  const shifted = builder.sub(at.take(numbers.value), shift);
  return { numbers: { ...numbers, value: at.putPresent(numbers, shifted) } };
}
