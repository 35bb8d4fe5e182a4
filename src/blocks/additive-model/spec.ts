import { z } from "zod";
import { defineSpec } from "../block-spec.ts";
import { MODEL_INPUTS, MODEL_OUTPUTS } from "../kit/dense.ts";
import { numbers, texts } from "../kit/statistics.ts";

/** Where the curve of a feature is told: at these quantiles of its training values. */
export const TOLD_AT = [0, 0.25, 0.5, 0.75, 1] as const;

const settings = z.object({
  bins: z.number().int().min(2).max(64).default(16).meta({
    title: "Bins",
    description:
      "Into how many ranges of about equally many rows each feature is cut; its curve bends between them. Fewer are smoother.",
  }),
});

/** `nBins` and `original` of each feature, `told` its values at TOLD_AT; the others have one entry for each bin, feature by feature. */
const statistics = z
  .object({
    columns: texts,
    originals: texts,
    nBins: numbers,
    told: numbers,
    low: numbers,
    high: numbers,
    mean: numbers,
  })
  .superRefine(({ columns, originals, nBins, told, low, high, mean }, context) => {
    const nAll = nBins.reduce((total, count) => total + count, 0);
    const lengths = {
      originals: [originals.length, columns.length],
      nBins: [nBins.length, columns.length],
      told: [told.length, columns.length * TOLD_AT.length],
      low: [low.length, nAll],
      high: [high.length, nAll],
      mean: [mean.length, nAll],
    };
    for (const [key, [length, wanted]] of Object.entries(lengths)) {
      if (length !== wanted) context.addIssue({ code: "custom", path: [key], message: `${wanted} entries` });
    }
  });

export const spec = defineSpec({
  id: "additive-model",
  version: 1,
  title: "Additive model",
  summary: "Adds up a learned curve of each feature: what each column does to the prediction can be read off.",
  category: "Model",
  inputs: MODEL_INPUTS,
  outputs: MODEL_OUTPUTS,
  settings,
  statistics,
  probes: ["curves"],
  isAdditive: true,
  migrations: {},
});

export type Spec = typeof spec;
