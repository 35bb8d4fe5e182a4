import type { ProgramBuilder } from "../../program/builder.ts";
import type { ValueId } from "../../program/types.ts";
import type { OutputsOf, ProgramContext, StatisticsOf } from "../block.ts";
import { BoundColumns } from "../kit/bound.ts";
import { choice, fixedAlternative, mix } from "../kit/choice.ts";
import { boundColumns } from "../kit/columns.ts";
import { withoutUnit } from "../kit/file-unit.ts";
import { assertLength } from "../kit/statistics.ts";
import { N_INTERVALS } from "./quantile-knots.ts";
import { SCALINGS, type Spec } from "./spec.ts";

/** An even spread over [−√3, √3] has variance 1, as a z-score has. */
const HALF_RANGE = Math.sqrt(3);

/** Min-max bends a little beyond the training range: at the bend itself rounding would decide the slope at the extreme values. */
const LIMIT = 1.001 * HALF_RANGE;

/** Writes the scalings of a value x, float32 rows [nColumns], from statistics of as many columns. */
class Scalings {
  constructor(
    private readonly builder: ProgramBuilder,
    private readonly statistics: StatisticsOf<Spec>,
    private readonly x: ValueId,
    private readonly nColumns: number,
  ) {}

  private constant(values: readonly number[], factor = 1): ValueId {
    return this.builder.constant(
      [this.nColumns],
      values.map((value) => value * factor),
    );
  }

  /** (x − centre) · inverse; 0 where the inverse is. */
  private straight(x: ValueId, centre: readonly number[], inverse: readonly number[], factor = 1): ValueId {
    return this.builder.mul(this.builder.sub(x, this.constant(centre)), this.constant(inverse, factor));
  }

  zScore(): ValueId {
    return this.straight(this.x, this.statistics.mean, this.statistics.perDeviation);
  }

  minMax(): ValueId {
    const { middle, perHalfRange } = this.statistics;
    return this.builder.clip(this.straight(this.x, middle, perHalfRange, HALF_RANGE), -LIMIT, LIMIT);
  }

  robust(): ValueId {
    return this.straight(this.x, this.statistics.median, this.statistics.perRobust);
  }

  /** sgn(r)·ln(1 + |r|) of the robust score r, standardised. Ties at r = 0 are split so that the slope there is 1, not 0. */
  signedLog(): ValueId {
    const { builder, statistics } = this;
    const score = this.robust();
    const [zero, one] = [builder.scalar(0), builder.scalar(1)];
    const above = builder.log(builder.add(one, builder.maximum(zero, score)));
    const below = builder.log(builder.sub(one, builder.minimum(score, zero)));
    return this.straight(builder.sub(above, below), statistics.logMean, statistics.perLogDeviation);
  }

  /** first + Σ_t slope_t·(clip(r, low_t, high_t) − low_t): piecewise linear, flat beyond the outer knots. */
  quantileToNormal(): ValueId {
    const { builder, nColumns, statistics } = this;
    const shape = [nColumns, N_INTERVALS];
    const low = builder.constant(shape, statistics.knotLow);
    const high = builder.constant(shape, statistics.knotHigh);
    const slope = builder.constant(shape, statistics.knotSlope);
    const score = builder.reshape(this.robust(), [nColumns, 1]);
    const within = builder.minimum(builder.maximum(score, low), high);
    const steps = builder.mul(builder.sub(within, low), slope);
    return builder.add(builder.sum(steps, 1), this.constant(statistics.knotFirst));
  }

  /** Every scaling, in the order of SCALINGS. */
  all(): readonly ValueId[] {
    return [this.zScore(), this.minMax(), this.robust(), this.signedLog(), this.quantileToNormal()];
  }
}

/**
 * Blends five scalings by a choice. Missing cells stay 0, which is about the middle of every scale.
 *
 * @source z-score, min-max and robust scaling; signed log; quantile map with fixed knots (as scikit-learn's
 *   QuantileTransformer, with 33 quantiles), mixed as in DiffPrep (Li, Chen, Chu, Rong, SIGMOD 2023).
 */
export function program(context: ProgramContext<Spec>): OutputsOf<Spec> {
  const { builder, settings, statistics, nTrainRows } = context;
  const port = context.inputs.numbers;
  const bound = boundColumns(port.columns, settings.columns);
  if (bound.length === 0) return { numbers: port };
  assertLength("columns", statistics.columns, bound.length);
  const at = new BoundColumns(builder, bound, port.columns.length);
  const scalings = new Scalings(builder, statistics, at.take(port.value), bound.length);
  const shares = choice(builder, {
    name: "scaling",
    columns: bound.map((column) => port.columns[column]),
    alternatives: SCALINGS,
    preferred: SCALINGS.indexOf("z-score"),
    share: settings.share,
    nTrainRows,
    fixed: fixedAlternative(SCALINGS, settings.use),
  });
  const scaled = mix(builder, shares, scalings.all());
  const value = at.putPresent(port, scaled);
  const scaledColumns = new Set(bound);
  const columns = port.columns.map((column, index) => (scaledColumns.has(index) ? withoutUnit(column) : column));
  return { numbers: { ...port, value, columns } };
}
