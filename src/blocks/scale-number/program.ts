import type { ProgramBuilder } from "../../program/builder.ts";
import type { ValueId } from "../../program/types.ts";
import type { ProgramContext, Statistics } from "../block.ts";
import { putBound, takeBound } from "../kit/bound.ts";
import { choice, fixedAlternative, mix } from "../kit/choice.ts";
import { boundColumns } from "../kit/columns.ts";
import { portOf } from "../kit/inputs.ts";
import { numbersOf } from "../kit/statistics.ts";
import type { ColumnRef, NumberPort } from "../ports.ts";
import { N_INTERVALS } from "./quantile-knots.ts";
import { SCALINGS, type ScaleNumberSettings } from "./spec.ts";

/** An even spread over [−√3, √3] has variance 1, as a z-score has. */
const HALF_RANGE = Math.sqrt(3);

/** The bend of min-max lies a little beyond the training range: on it, rounding would decide the slope of the extremes. */
const LIMIT = 1.001 * HALF_RANGE;

/** Writes the scalings of a value x, float32 rows [nColumns], from statistics of as many columns. */
class Scalings {
  constructor(
    private readonly builder: ProgramBuilder,
    private readonly statistics: Statistics,
    private readonly x: ValueId,
    private readonly nColumns: number,
  ) {}

  private constant(key: string, factor = 1): ValueId {
    const values = numbersOf(this.statistics, key, this.nColumns).map((value) => value * factor);
    return this.builder.constant([this.nColumns], values);
  }

  /** (x − centre) · inverse; 0 where the inverse is. */
  private straight(x: ValueId, centre: string, inverse: string, factor = 1): ValueId {
    return this.builder.mul(this.builder.sub(x, this.constant(centre)), this.constant(inverse, factor));
  }

  zScore(): ValueId {
    return this.straight(this.x, "mean", "perDeviation");
  }

  minMax(): ValueId {
    return this.builder.clip(this.straight(this.x, "middle", "perHalfRange", HALF_RANGE), -LIMIT, LIMIT);
  }

  robust(): ValueId {
    return this.straight(this.x, "median", "perRobust");
  }

  /** sgn(r)·ln(1 + |r|) of the robust score r, standardised. Ties at r = 0 are split so that the slope there is 1, not 0. */
  signedLog(): ValueId {
    const { builder } = this;
    const score = this.robust();
    const [zero, one] = [builder.scalar(0), builder.scalar(1)];
    const above = builder.log(builder.add(one, builder.maximum(zero, score)));
    const below = builder.log(builder.sub(one, builder.minimum(score, zero)));
    return this.straight(builder.sub(above, below), "logMean", "perLogDeviation");
  }

  /** first + Σ_t slope_t·(clip(r, low_t, high_t) − low_t): piecewise linear, flat beyond the outer knots. */
  quantileToNormal(): ValueId {
    const { builder, nColumns } = this;
    const shape = [nColumns, N_INTERVALS];
    const knots = (key: string) => builder.constant(shape, numbersOf(this.statistics, key, nColumns * N_INTERVALS));
    const low = knots("knotLow");
    const score = builder.reshape(this.robust(), [nColumns, 1]);
    const within = builder.minimum(builder.maximum(score, low), knots("knotHigh"));
    const steps = builder.mul(builder.sub(within, low), knots("knotSlope"));
    return builder.add(builder.sum(steps, 1), this.constant("knotFirst"));
  }

  /** Every scaling, in the order of SCALINGS. */
  all(): readonly ValueId[] {
    return [this.zScore(), this.minMax(), this.robust(), this.signedLog(), this.quantileToNormal()];
  }
}

/** Scaled values are in no unit of the file. */
function withoutOffset({ name, original }: ColumnRef): ColumnRef {
  return { name, original };
}

/**
 * Blends five scalings by a choice. Missing cells stay 0, which is about the middle of every scale.
 *
 * @source z-score, min-max and robust scaling; signed log; quantile map with fixed knots (as scikit-learn's
 *   QuantileTransformer, with 33 quantiles), mixed as in DiffPrep (Li, Chen, Chu, Rong, SIGMOD 2023).
 */
export function program(context: ProgramContext<ScaleNumberSettings>): Readonly<Record<string, NumberPort>> {
  const { builder, settings, statistics, nTrainRows } = context;
  const port = portOf(context.inputs, "numbers", "number");
  if (!port) return {};
  const nColumns = port.columns.length;
  const bound = boundColumns(port.columns, settings.columns);
  if (bound.length === 0) return { numbers: port };
  const x = takeBound(builder, port.value, bound, nColumns);
  const scalings = new Scalings(builder, statistics, x, bound.length);
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
  const present = builder.sub(builder.scalar(1), takeBound(builder, port.missing, bound, nColumns));
  const value = putBound(builder, port.value, bound, nColumns, builder.mul(present, scaled));
  const scaledColumns = new Set(bound);
  const columns = port.columns.map((column, index) => (scaledColumns.has(index) ? withoutOffset(column) : column));
  return { numbers: { ...port, value, columns } };
}
