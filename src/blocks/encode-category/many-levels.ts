/** Columns of many levels: which they are, and the numbers that are learned for their levels. */
import type { ProgramBuilder } from "../../program/builder.ts";
import type { ValueId } from "../../program/types.ts";
import { FIRST_LEVEL_CODE } from "../../table/types.ts";
import type { SettingsOf } from "../block.ts";
import type { CategoryPort } from "../ports.ts";
import type { Spec } from "./spec.ts";

type Settings = SettingsOf<Spec>;

/** A column by how many levels it has, missing and unseen included. */
interface Levelled {
  readonly levels: { readonly length: number };
}

/** Numbers of all levels of a pipeline together: in float32, about a megabyte of a file for each of its members. */
const MOST_NUMBERS = 200_000;
const FEWEST_DIMENSIONS = 2;
/**
 * Numbers of levels start uniform within it. At .3, as large as one-hot features make the first layer of a network start, rare levels were learned by
 * heart (ADR 0080).
 */
const INITIAL_LIMIT = 0.1;

/** Of many levels, frequencies are rounded to it, and the rarest have one: a file says them for each of thousands. */
export const FREQUENCY_UNIT = 1e-6;

/** A pool alone that is left over has a feature of its own, too. */
export function hasManyLevels({ levels }: Levelled, settings: Settings): boolean {
  return levels.length > FIRST_LEVEL_CODE + settings.levels + 1;
}

/** How many levels of a column have a feature each, missing and unseen included. */
export function nAlone(column: Levelled, settings: Settings): number {
  return hasManyLevels(column, settings) ? FIRST_LEVEL_CODE + settings.levels : column.levels.length;
}

/** Numbers for each level of columns of many; fewer than are wanted where there are very many. */
export function dimensionsOf(columns: readonly Levelled[], settings: Settings): number {
  const nLevels = columns.reduce(
    (sum, column) => sum + (hasManyLevels(column, settings) ? column.levels.length : 0),
    0,
  );
  const most = Math.max(Math.floor(MOST_NUMBERS / Math.max(nLevels, 1)), FEWEST_DIMENSIONS);
  return Math.min(settings.dimensions, most);
}

/**
 * What is learned for the level of each cell of a column: Σ over the pairs of a cell of weight · row of the table at its code. A level that
 * no training row has counts as the training average of its column, as its one-hot features do.
 *
 * @param options.frequencies of the levels of the column in training rows; 0 for those that training never met.
 * @returns float32 rows [dimensions].
 * @source Guo, Berkhahn, "Entity embeddings of categorical variables" (2016).
 */
export function learnedLevels(
  builder: ProgramBuilder,
  port: CategoryPort,
  options: { readonly column: number; readonly dimensions: number; readonly frequencies: readonly number[] },
): ValueId {
  const { column, dimensions, frequencies } = options;
  const depth = frequencies.length;
  const free = builder.parameter(`levels ${column + 1}`, {
    shape: [depth, dimensions],
    role: "model",
    initial: { kind: "uniform", limit: INITIAL_LIMIT },
    decays: true,
  });
  const known = frequencies.map((frequency) => (frequency > 0 ? 1 : 0));
  const fresh = known.map((isKnown) => 1 - isKnown);
  // Whole numbers: as constants of a file they are short.
  const units = frequencies.map((frequency) => Math.round(frequency / FREQUENCY_UNIT));
  const total = units.reduce((sum, unit) => sum + unit, 0);
  const average = builder.mul(
    builder.matMul(builder.constant([1, depth], units), free),
    builder.scalar(1 / Math.max(total, 1)),
  );
  const table = builder.add(
    builder.mul(free, builder.constant([depth, 1], known)),
    builder.mul(builder.constant([depth, 1], fresh), average),
  );
  const parts = port.pairs.map(({ codes, weights }) => {
    const isShared = builder.typeOf(weights).shape.length === 0;
    const weight = isShared ? weights : builder.takeColumns(weights, [column]);
    if (codes.kind === "value") {
      const found = builder.embedding(table, builder.takeColumns(codes.value, [column]));
      return builder.mul(builder.reshape(found, [dimensions]), weight);
    }
    const first = codes.codes[column] * dimensions;
    const row = Array.from({ length: dimensions }, (_, place) => first + place);
    return builder.mul(builder.takeColumns(builder.reshape(table, [depth * dimensions]), row), weight);
  });
  return parts.reduce((total, part) => builder.add(total, part));
}
