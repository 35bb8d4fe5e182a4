import type { ProgramBuilder } from "../../program/builder.ts";
import type { ValueId } from "../../program/types.ts";
import type { OutputsOf, ProgramContext } from "../block.ts";
import { levelShares } from "../kit/level-shares.ts";
import { assertLength } from "../kit/statistics.ts";
import type { CategoryPort, ColumnRef } from "../ports.ts";
import { dimensionsOf, hasManyLevels, learnedLevels, nAlone } from "./many-levels.ts";
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
 * One-hot of every category column, “missing” and “unseen” included. Of a column of many levels the commonest are, and a few numbers
 * that are learned for each level stand beside them.
 *
 * @returns features float32 rows [Σ features of columns], named “<column> = <level>”; then those of numbers, “<column> [1]”.
 */
export function program(context: ProgramContext<Spec>): OutputsOf<Spec> {
  const { builder, settings, statistics } = context;
  const port = context.inputs.categories;
  const nLevels = port.columns.reduce((total, column) => total + column.levels.length, 0);
  assertLength("frequencies", statistics.frequencies, nLevels);
  const frequenciesOf = portions(
    statistics.frequencies,
    port.columns.map(({ levels }) => levels.length),
  );
  const alone: CategoryPort = {
    ...port,
    columns: port.columns.map((column) => ({ ...column, levels: column.levels.slice(0, nAlone(column, settings)) })),
  };
  const depths = alone.columns.map(({ levels }) => levels.length);
  const frequencies = frequenciesOf.flatMap((own, column) => own.slice(0, depths[column]));
  const shares = levelShares(builder, alone, [...port.columns.keys()]);
  const columns: ColumnRef[] = alone.columns.flatMap((column) =>
    column.levels.map((level) => ({ name: `${column.name} = ${level}`, original: column.original })),
  );
  const values = [averageWhereNew(builder, shares, depths, frequencies)];
  const dimensions = dimensionsOf(port.columns, settings);
  for (const [column, { name, original }] of port.columns.entries()) {
    if (dimensions === 0 || !hasManyLevels(port.columns[column], settings)) continue;
    values.push(
      learnedLevels(builder, port, { column, dimensions, frequencies: frequenciesOf[column], nAlone: depths[column] }),
    );
    for (let place = 1; place <= dimensions; place++) columns.push({ name: `${name} [${place}]`, original });
  }
  return { features: { type: "features", value: builder.concat(values), columns } };
}

/** A list cut into lists of given lengths. */
function portions(list: readonly number[], lengths: readonly number[]): readonly (readonly number[])[] {
  let end = 0;
  return lengths.map((length) => {
    end += length;
    return list.slice(end - length, end);
  });
}
