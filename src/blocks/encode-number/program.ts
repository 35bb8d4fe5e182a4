import type { OutputsOf, ProgramContext } from "../block.ts";
import { withinBins } from "../kit/bins.ts";
import { boundColumns } from "../kit/columns.ts";
import { assertLength } from "../kit/statistics.ts";
import type { Spec } from "./spec.ts";

/**
 * t = clip((x − low) / (high − low), 0, 1) − mean for each bin of each column that varies; 0 where x is missing.
 *
 * @source Gorishniy, Rubachev, Babenko, "On Embeddings for Numerical Features in Tabular Deep Learning" (NeurIPS 2022),
 *   piecewise linear encoding. DIFF: the outer bins are limited too, so that an outlier reaches no further than the largest
 *   training value; the training mean is subtracted, so that 0 stands for a missing cell.
 */
export function program(context: ProgramContext<Spec>): OutputsOf<Spec> {
  const { builder, settings, statistics } = context;
  const port = context.inputs.numbers;
  const bound = boundColumns(port.columns, settings.columns);
  const { columns, nBins, low, high, mean } = statistics;
  assertLength("columns", columns, bound.length);
  assertLength("nBins", nBins, bound.length);
  const nFeatures = nBins.reduce((total, count) => total + count, 0);
  for (const [key, list] of Object.entries({ low, high, mean })) assertLength(key, list, nFeatures);
  if (nFeatures === 0) return {};
  const varying = nBins.flatMap((count, position) => (count > 0 ? [position] : []));
  const x = builder.takeColumns(
    port.value,
    varying.map((position) => bound[position]),
  );
  const within = withinBins(builder, x, { nBins: varying.map((position) => nBins[position]), low, high });
  const centred = builder.sub(within, builder.constant([nFeatures], mean));
  const bins = varying.flatMap((position) => Array.from({ length: nBins[position] }, (_, bin) => ({ position, bin })));
  const missing = builder.takeColumns(
    port.missing,
    bins.map(({ position }) => bound[position]),
  );
  return {
    features: {
      type: "features",
      value: builder.mul(builder.sub(builder.scalar(1), missing), centred),
      columns: bins.map(({ position, bin }) => {
        const { name, original } = port.columns[bound[position]];
        return { name: `${name}, bin ${bin + 1}`, original };
      }),
    },
  };
}
