import type { ProgramBuilder } from "../../program/builder.ts";
import type { ValueId } from "../../program/types.ts";
import type { OutputsOf, ProgramContext } from "../block.ts";
import { BoundColumns } from "../kit/bound.ts";
import { choice, fixedAlternative } from "../kit/choice.ts";
import { boundColumns } from "../kit/columns.ts";
import { inFileUnit } from "../kit/file-unit.ts";
import { assertLength } from "../kit/statistics.ts";
import type { ColumnRef, FeaturesPort, NumberPort } from "../ports.ts";
import { type Sentinel, sentinelsAmong } from "./sentinels.ts";
import { FILLINGS, type Spec } from "./spec.ts";

const MEAN = FILLINGS.indexOf("mean");
const LEARNED = FILLINGS.indexOf("learned constant");

/** c = mean + deviation·θ, θ starting at 0: steps of θ are steps in standard deviations, whatever the unit. */
function learnedConstants(
  builder: ProgramBuilder,
  columns: readonly ColumnRef[],
  mean: ValueId,
  deviation: readonly number[],
) {
  const shift = builder.parameter("constants", {
    shape: [columns.length],
    role: "pipeline",
    initial: { kind: "constant", value: 0 },
  });
  const constants = builder.add(mean, builder.mul(shift, builder.constant([columns.length], deviation)));
  builder.probe({
    name: "constants",
    kind: "constant",
    value: inFileUnit(builder, constants, columns),
    rowLabels: columns.map((column) => column.name),
    columnLabels: [],
  });
  return constants;
}

/** What fills a gap of each bound column, float32 row-free [nBound]; choices exist where training rows have gaps. */
function fillings(context: ProgramContext<Spec>, columns: readonly ColumnRef[], gappy: readonly number[]): ValueId {
  const { builder, settings, statistics, nTrainRows } = context;
  const nBound = columns.length;
  const fixed = fixedAlternative(FILLINGS, settings.use);
  const simple = [statistics.mean, statistics.median, statistics.mostFrequent].map((values) =>
    builder.constant([nBound], values),
  );
  const [mean] = simple;
  if (gappy.length === 0) return simple[fixed ?? MEAN] ?? mean;
  const withGaps = new BoundColumns(builder, gappy, nBound);
  const gappyColumns = gappy.map((position) => columns[position]);
  const shares = choice(builder, {
    name: "filling",
    columns: gappyColumns,
    alternatives: FILLINGS,
    preferred: MEAN,
    share: settings.share,
    nTrainRows,
    fixed,
  });
  const elsewhere = (k: number) => new Array<number>(nBound).fill(k === (fixed ?? MEAN) ? 1 : 0);
  const everywhere = shares.map((share, k) => withGaps.spread(share, elsewhere(k)));
  const learned = () => {
    const constants = learnedConstants(
      builder,
      gappyColumns,
      withGaps.take(mean),
      gappy.map((position) => statistics.deviation[position]),
    );
    if (gappy.length === nBound) return constants;
    const rest = statistics.mean.map((value, position) => (gappy.includes(position) ? 0 : value));
    return builder.add(builder.scatterColumns(constants, gappy, nBound), builder.constant([nBound], rest));
  };
  if (fixed !== undefined) return fixed === LEARNED ? learned() : simple[fixed];
  return [...simple, learned()]
    .map((value, k) => builder.mul(value, everywhere[k]))
    .reduce((total, part) => builder.add(total, part));
}

/** The missing mask, with the cells that hold a number which means missing. float32 rows [nColumns]. */
function missingOf({ builder, settings, inputs }: ProgramContext<Spec>): ValueId {
  const { value, missing, columns } = inputs.numbers;
  const bound = boundColumns(columns, settings.columns);
  let left = sentinelsAmong(columns, settings.sentinels).filter(({ column }) => bound.includes(column));
  let mask = missing;
  // Each round takes one number of each column that has some left.
  while (left.length > 0) {
    const now = left.filter(({ column }, index) => left.findIndex((other) => other.column === column) === index);
    now.sort((a, b) => a.column - b.column);
    const at = new BoundColumns(
      builder,
      now.map(({ column }) => column),
      columns.length,
    );
    const constant = (of: (sentinel: Sentinel) => number) => builder.constant([now.length], now.map(of));
    const distance = builder.abs(
      builder.sub(
        at.take(value),
        constant((each) => each.value),
      ),
    );
    const isOther = builder.step(
      builder.sub(
        distance,
        constant(({ tolerance }) => tolerance),
      ),
    );
    mask = at.put(mask, builder.maximum(at.take(mask), builder.sub(builder.scalar(1), isOther)));
    left = left.filter((each) => !now.includes(each));
  }
  return mask;
}

function indicators(builder: ProgramBuilder, port: NumberPort, columns: readonly number[]): FeaturesPort {
  return {
    type: "features",
    value: new BoundColumns(builder, columns, port.columns.length).take(port.missing),
    columns: columns.map((column) => ({
      name: `${port.columns[column].name} is missing`,
      original: port.columns[column].original,
    })),
  };
}

/**
 * y = (1 − m)·x + m·r, m = 1 where a cell is missing or holds a number that means so, with r = π₁·mean + π₂·median + π₃·mode + π₄·c, per column, and the masks m themselves as features.
 *
 * @source Mixture of repairs as in DiffPrep (Li, Chen, Chu, Rong, SIGMOD 2023), and a learned constant; indicators follow
 *   Le Morvan & Varoquaux, "Imputation for prediction: beware of diminishing returns" (arXiv 2407.19804).
 */
export function program(context: ProgramContext<Spec>): OutputsOf<Spec> {
  const { builder, settings, statistics } = context;
  const port: NumberPort = { ...context.inputs.numbers, missing: missingOf(context) };
  const nColumns = port.columns.length;
  const bound = boundColumns(port.columns, settings.columns);
  if (bound.length === 0) return { numbers: context.inputs.numbers };
  assertLength("columns", statistics.columns, bound.length);
  const gappy = bound.flatMap((_, position) => (statistics.missingShare[position] > 0 ? [position] : []));
  const at = new BoundColumns(builder, bound, nColumns);
  const value = at.take(port.value);
  const missing = at.take(port.missing);
  const filling = fillings(
    context,
    bound.map((column) => port.columns[column]),
    gappy,
  );
  const present = builder.mul(builder.sub(builder.scalar(1), missing), value);
  const filled = builder.add(present, builder.mul(missing, filling));
  const stillMissing = Array.from({ length: nColumns }, (_, column) => (bound.includes(column) ? 0 : 1));
  const numbers: NumberPort = {
    type: "number",
    value: at.put(port.value, filled),
    missing: builder.mul(port.missing, builder.constant([nColumns], stillMissing)),
    columns: port.columns,
  };
  if (!settings.indicators || gappy.length === 0) return { numbers };
  return {
    numbers,
    indicators: indicators(
      builder,
      port,
      gappy.map((position) => bound[position]),
    ),
  };
}
