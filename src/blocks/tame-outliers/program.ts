import type { ProgramBuilder } from "../../program/builder.ts";
import type { ValueId } from "../../program/types.ts";
import type { OutputsOf, ProgramContext } from "../block.ts";
import { BoundColumns } from "../kit/bound.ts";
import { choice, fixedAlternative, mix } from "../kit/choice.ts";
import { boundColumns } from "../kit/columns.ts";
import { inFileUnit } from "../kit/file-unit.ts";
import { assertLength } from "../kit/statistics.ts";
import type { ColumnRef } from "../ports.ts";
import { FENCE_SPREADS } from "./fences.ts";
import { type Spec, TREATMENTS } from "./spec.ts";

/** Softness of the bend at a threshold, in spreads. */
const SOFTNESS = 0.05;

/** Beyond this many softnesses past a threshold softplus is linear in float32: exp(−20) is 2e-9. */
const REACH = 20;

interface Fences {
  readonly q25: readonly number[];
  readonly q75: readonly number[];
  readonly spread: readonly number[];
}

/** q ± exp(a)·spread: a threshold on the right side of its quartile whatever a is. float32 row-free [nColumns]. */
function threshold(
  builder: ProgramBuilder,
  columns: readonly ColumnRef[],
  side: { readonly name: string; readonly quartile: readonly number[]; readonly reach: readonly number[] },
): ValueId {
  const shape = [columns.length];
  const exponent = builder.parameter(side.name, {
    shape,
    role: "pipeline",
    initial: { kind: "constant", value: Math.log(FENCE_SPREADS) },
  });
  const distance = builder.mul(builder.exp(exponent), builder.constant(shape, side.reach));
  const value = builder.add(builder.constant(shape, side.quartile), distance);
  builder.probe({
    name: side.name,
    kind: "threshold",
    value: inFileUnit(builder, value, columns),
    rowLabels: columns.map((column) => column.name),
    columnLabels: [],
  });
  return value;
}

/**
 * Keeps x between two learned thresholds, smoothly: y = lo + s·(softplus((x − lo)/s) − softplus((x − hi)/s)).
 *
 * Written as x′ + s·(softplus((lo − x′)/s) − softplus((x′ − hi)/s)) with x′ = x limited to lo − 20 s … hi + 20 s. That is the
 * same function, but nothing large is subtracted from anything large: exact in the middle, and finite for every float32 x.
 *
 * @param x float32 rows [nColumns], column units.
 * @returns float32 rows [nColumns].
 * @source Smooth winsorising; thresholds start at the Tukey fences (Tukey 1977).
 */
function tame(builder: ProgramBuilder, x: ValueId, columns: readonly ColumnRef[], fences: Fences): ValueId {
  const shape = [columns.length];
  const { q25, q75, spread } = fences;
  const low = threshold(builder, columns, { name: "lower", quartile: q25, reach: spread.map((value) => -value) });
  const high = threshold(builder, columns, { name: "upper", quartile: q75, reach: spread });
  const softness = builder.constant(
    shape,
    spread.map((value) => SOFTNESS * value),
  );
  const perSoftness = builder.constant(
    shape,
    spread.map((value) => 1 / (SOFTNESS * value)),
  );
  const margin = builder.constant(
    shape,
    spread.map((value) => REACH * SOFTNESS * value),
  );
  const near = builder.minimum(builder.maximum(x, builder.sub(low, margin)), builder.add(high, margin));
  const lift = builder.softplus(builder.mul(builder.sub(low, near), perSoftness));
  const drop = builder.softplus(builder.mul(builder.sub(near, high), perSoftness));
  return builder.add(near, builder.mul(softness, builder.sub(lift, drop)));
}

/** Tamed and untouched values blended by a choice; missing cells stay 0, constant columns pass through. */
export function program(context: ProgramContext<Spec>): OutputsOf<Spec> {
  const { builder, settings, statistics, nTrainRows } = context;
  const port = context.inputs.numbers;
  const bound = boundColumns(port.columns, settings.columns);
  assertLength("columns", statistics.columns, bound.length);
  const active = bound.flatMap((_, position) => (statistics.spread[position] > 0 ? [position] : []));
  const fixed = fixedAlternative(TREATMENTS, settings.use);
  if (active.length === 0 || fixed === TREATMENTS.indexOf("leave alone")) return { numbers: port };
  const indices = active.map((position) => bound[position]);
  const columns = indices.map((column) => port.columns[column]);
  const pick = (values: readonly number[]) => active.map((position) => values[position]);
  const fences = { q25: pick(statistics.q25), q75: pick(statistics.q75), spread: pick(statistics.spread) };
  const at = new BoundColumns(builder, indices, port.columns.length);
  const x = at.take(port.value);
  const tamed = tame(builder, x, columns, fences);
  const shares = choice(builder, {
    name: "treatment",
    columns,
    alternatives: TREATMENTS,
    preferred: -1,
    share: settings.share,
    nTrainRows,
    fixed,
  });
  return { numbers: { ...port, value: at.putPresent(port, mix(builder, shares, [tamed, x])) } };
}
