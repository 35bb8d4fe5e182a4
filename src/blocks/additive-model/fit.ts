import { quantile } from "../../base/quantile.ts";
import { sortNumbers } from "../../base/sort-numbers.ts";
import type { FitContext, StatisticsOf } from "../block.ts";
import { binsOf } from "../kit/bins.ts";
import { type Spec, TOLD_AT } from "./spec.ts";

/** For each feature, the ranges of its training values, and its values where its curve is told. */
export function fit({ settings, inputs, nRows }: FitContext<Spec>): StatisticsOf<Spec> {
  const { columns, value } = inputs.features;
  const fitted = columns.map((_, feature) => {
    const own = new Float64Array(nRows);
    for (let row = 0; row < nRows; row++) own[row] = value[row * columns.length + feature];
    sortNumbers(own);
    return { bins: binsOf(own, settings.bins), told: TOLD_AT.map((share) => Math.fround(quantile(own, share))) };
  });
  const bins = fitted.flatMap((feature) => feature.bins);
  return {
    columns: columns.map(({ name }) => name),
    originals: columns.map(({ original }) => original),
    nBins: fitted.map((feature) => feature.bins.length),
    told: fitted.flatMap(({ told }) => told),
    low: bins.map(({ low }) => low),
    high: bins.map(({ high }) => high),
    mean: bins.map(({ mean }) => mean),
  };
}
