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
 * What is learned for the level of each cell of a column: Σ over the pairs of a cell of weight · row of the table at its code. Nothing is
 * added for a level that no training row has, nor for one that fills gaps and has a feature, which says it as well.
 *
 * So rows alone read the table: what a step did with a place of it, or with all of it as an average does, would take two dispatches more of
 * each update on a GPU.
 *
 * @param options.frequencies of the levels of the column in training rows; 0 for those that training never met.
 * @param options.nAlone how many levels have a feature each, the first.
 * @returns float32 rows [dimensions].
 * @source Guo, Berkhahn, "Entity embeddings of categorical variables" (2016).
 */
export function learnedLevels(
  builder: ProgramBuilder,
  port: CategoryPort,
  options: {
    readonly column: number;
    readonly dimensions: number;
    readonly frequencies: readonly number[];
    readonly nAlone: number;
  },
): ValueId {
  const { column, dimensions, frequencies } = options;
  const depth = frequencies.length;
  const table = builder.parameter(`levels ${column + 1}`, {
    shape: [depth, dimensions],
    role: "model",
    initial: { kind: "uniform", limit: INITIAL_LIMIT },
    decays: true,
  });
  const fillings = port.pairs.flatMap(({ codes }) => (codes.kind === "fixed" ? [codes.codes[column]] : []));
  const counts = frequencies.map((frequency, code) =>
    Number(frequency > 0 && !(code < options.nAlone && fillings.includes(code))),
  );
  const counted = builder.constant([depth, 1], counts);
  const parts = port.pairs.flatMap(({ codes, weights }) => {
    const isShared = builder.typeOf(weights).shape.length === 0;
    const weight = isShared ? weights : builder.takeColumns(weights, [column]);
    if (codes.kind === "value") {
      const code = builder.takeColumns(codes.value, [column]);
      const found = builder.reshape(builder.embedding(table, code), [dimensions]);
      return builder.mul(builder.mul(found, builder.reshape(builder.embedding(counted, code), [1])), weight);
    }
    if (counts[codes.codes[column]] === 0) return [];
    const start = codes.codes[column] * dimensions;
    const row = Array.from({ length: dimensions }, (_, place) => start + place);
    return builder.mul(builder.takeColumns(builder.reshape(table, [depth * dimensions]), row), weight);
  });
  const [first = builder.constant([dimensions], new Array<number>(dimensions).fill(0)), ...others] = parts;
  return others.reduce((total, part) => builder.add(total, part), first);
}
