import { z } from "zod";
import type { DatasetSchema } from "../../table/types.ts";
import { defineSpec } from "../block-spec.ts";
import { columnsSetting } from "../kit/columns.ts";
import { numbers, texts } from "../kit/statistics.ts";

const settings = z.object({
  columns: columnsSetting,
  bins: z.number().int().min(2).max(64).default(16).meta({
    title: "Bins",
    description:
      "Into how many ranges of about equally many rows each column is cut. More bend more, and overfit sooner.",
  }),
});

/** `nBins` of each column; the others have one entry for each bin, column by column. */
const statistics = z.object({ columns: texts, nBins: numbers, low: numbers, high: numbers, mean: numbers });

/** With more features, a network of 64 units would have more than a megabyte of weights for them, in each member of an ensemble. */
const MOST_FEATURES = 5000;

const hasAtMost =
  (bins: number) =>
  ({ numbers: columns }: DatasetSchema): boolean =>
    columns.length * bins <= MOST_FEATURES;

export const spec = defineSpec({
  id: "encode-number",
  version: 1,
  title: "Encode number",
  summary: "Cuts each number column into ranges with a feature each, so that a model can bend at every one of them.",
  category: "Cleaning",
  inputs: [{ name: "numbers", type: "number", title: "Number columns", multiple: true }],
  outputs: [{ name: "features", type: "features", title: "One feature a range", optional: true }],
  settings,
  statistics,
  probes: [],
  migrations: {},
  plain: "bypass",
  triedBeside: [
    { settings: { bins: 16 }, words: "numbers cut into ranges", when: hasAtMost(16) },
    { settings: { bins: 48 }, words: "numbers cut into fine ranges", when: hasAtMost(48) },
  ],
});

export type Spec = typeof spec;
