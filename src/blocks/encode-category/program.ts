import type { ProgramBuilder } from "../../program/builder.ts";
import type { ValueId } from "../../program/types.ts";
import type { OutputsOf, ProgramContext } from "../block.ts";
import { levelShares } from "../kit/level-shares.ts";
import { assertLength } from "../kit/statistics.ts";
import type { ColumnRef } from "../ports.ts";
import type { Spec } from "./spec.ts";

/** For each of the Σ depths features, the column that it belongs to. */
function columnOfFeature(depths: readonly number[]): readonly number[] {
  return depths.flatMap((depth, column) => new Array<number>(depth).fill(column));
}

/**
 * Counts what training never met (an unseen level as a rule) as the training average of its column: the model has learned
 * nothing for such a feature, and its weights there are still random.
 */
function averageWhereNew(
  builder: ProgramBuilder,
  encoded: ValueId,
  depths: readonly number[],
  frequencies: readonly number[],
): ValueId {
  const ofFeature = columnOfFeature(depths);
  const nFeatures = ofFeature.length;
  const fresh = frequencies.flatMap((frequency, feature) => (frequency > 0 ? [] : [feature]));
  if (fresh.length === 0) return encoded;
  const isKnown = frequencies.map((frequency) => (frequency > 0 ? 1 : 0));
  const columnsOfFresh = fresh.map((feature) => ofFeature[feature]);
  const freshShares = builder.scatterColumns(builder.takeColumns(encoded, fresh), columnsOfFresh, depths.length);
  const average = builder.mul(builder.takeColumns(freshShares, ofFeature), builder.constant([nFeatures], frequencies));
  return builder.add(builder.mul(encoded, builder.constant([nFeatures], isKnown)), average);
}

/**
 * One-hot of every category column, “missing” and “unseen” included.
 *
 * @returns features float32 rows [Σ levels], named “<column> = <level>”.
 */
export function program(context: ProgramContext<Spec>): OutputsOf<Spec> {
  const { builder, statistics } = context;
  const port = context.inputs.categories;
  const depths = port.columns.map((column) => column.levels.length);
  const nFeatures = depths.reduce((total, depth) => total + depth, 0);
  const { frequencies } = statistics;
  assertLength("frequencies", frequencies, nFeatures);
  const columns: readonly ColumnRef[] = port.columns.flatMap((column) =>
    column.levels.map((level) => ({ name: `${column.name} = ${level}`, original: column.original })),
  );
  const value = averageWhereNew(builder, levelShares(builder, port, [...port.columns.keys()]), depths, frequencies);
  return { features: { type: "features", value, columns } };
}
