import type { ProgramBuilder } from "../../program/builder.ts";
import type { ValueId } from "../../program/types.ts";
import type { OutputsOf, ProgramContext, StatisticsOf } from "../block.ts";
import { withinBins } from "../kit/bins.ts";
import { onePrediction } from "../kit/dense.ts";
import { assertLength } from "../kit/statistics.ts";
import { type Spec, TOLD_AT } from "./spec.ts";

/** For each bin of all features, the feature that it is of. */
function featureOfBin(nBins: readonly number[]): readonly number[] {
  return nBins.flatMap((count, feature) => new Array<number>(count).fill(feature));
}

interface Curves {
  /** float32 row-free [outputs, features]. */
  readonly slopes: ValueId;
  /** float32 row-free [outputs, Σ bins]. */
  readonly bends: ValueId | undefined;
}

/** What each curve adds at TOLD_AT; float32 row-free [features, outputs · TOLD_AT]. */
function toldCurves(builder: ProgramBuilder, { slopes, bends }: Curves, statistics: StatisticsOf<Spec>): ValueId {
  const { nBins, told, low, high, mean } = statistics;
  const [nOutputs, nFeatures] = builder.typeOf(slopes).shape;
  const ofBin = featureOfBin(nBins);
  const parts = TOLD_AT.map((_, place) => {
    const at = Array.from({ length: nFeatures }, (_, feature) => told[feature * TOLD_AT.length + place]);
    const straight = builder.mul(slopes, builder.constant([nFeatures], at));
    if (bends === undefined) return straight;
    const within = ofBin.map((feature, index) => {
      const share = (at[feature] - low[index]) / (high[index] - low[index]);
      return Math.min(Math.max(share, 0), 1) - mean[index];
    });
    const bent = builder.mul(bends, builder.constant([ofBin.length], within));
    return builder.add(straight, builder.scatterColumns(bent, ofBin, nFeatures));
  });
  const all = builder.reshape(builder.concat(parts), [nOutputs * TOLD_AT.length * nFeatures]);
  const order = Array.from({ length: nFeatures }, (_, feature) =>
    Array.from({ length: nOutputs * TOLD_AT.length }, (_, index) => index * nFeatures + feature),
  ).flat();
  return builder.reshape(builder.takeColumns(all, order), [nFeatures, nOutputs * TOLD_AT.length]);
}

/**
 * z = b + Σ_j f_j(x_j), one logit an output, with f_j(x) = w_j·x + Σ_t v_jt·(clip((x − low_t) / (high_t − low_t), 0, 1) − mean_t): a straight
 * line, and what bends it at the quantiles of the feature. All start at 0: the objective is convex, so no symmetry needs breaking.
 *
 * @source Hastie and Tibshirani, "Generalized additive models" (Statistical Science 1986); the curves are splines of degree 1.
 */
export function program(context: ProgramContext<Spec>): OutputsOf<Spec> {
  const { builder, nOutputs, schema, statistics } = context;
  const { features } = context.inputs;
  const { columns, nBins, low, high, mean } = statistics;
  const nFeatures = features.columns.length;
  assertLength("columns", columns, nFeatures);
  const weights = (name: string, length: number) =>
    builder.parameter(name, {
      shape: [nOutputs, length],
      role: "model",
      initial: { kind: "constant", value: 0 },
      decays: true,
    });
  const slopes = weights("slopes", nFeatures);
  const bias = builder.parameter("bias", {
    shape: [nOutputs],
    role: "model",
    initial: { kind: "constant", value: 0 },
  });
  const straight = builder.add(builder.matMul(features.value, slopes, { transposeB: true }), bias);
  const varying = nBins.flatMap((count, feature) => (count > 0 ? [feature] : []));
  const bends = varying.length > 0 ? weights("bends", low.length) : undefined;
  let value = straight;
  if (bends !== undefined) {
    const x = builder.takeColumns(features.value, varying);
    const within = withinBins(builder, x, { nBins: varying.map((feature) => nBins[feature]), low, high });
    const centred = builder.sub(within, builder.constant([low.length], mean));
    value = builder.add(straight, builder.matMul(centred, bends, { transposeB: true }));
  }
  const places = TOLD_AT.map((share) => `${100 * share} %`);
  const classes = nOutputs === 1 ? [""] : schema.target.classes.map(({ label }) => `${label}: `);
  builder.probe({
    name: "curves",
    kind: "constant",
    value: toldCurves(builder, { slopes, bends }, statistics),
    rowLabels: columns,
    columnLabels: classes.flatMap((label) => places.map((place) => `${label}${place}`)),
  });
  return { prediction: onePrediction(builder, value) };
}
