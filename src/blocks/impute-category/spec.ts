import { z } from "zod";
import { defineSpec } from "../block-spec.ts";
import { shareSetting, useSetting } from "../kit/choice.ts";
import { columnsSetting } from "../kit/columns.ts";
import { alongColumns, numbers, texts } from "../kit/statistics.ts";

/** What may become of a gap. */
export const FILLINGS = ["most frequent", "own level"] as const;

const settings = z.object({ columns: columnsSetting, use: useSetting(FILLINGS), share: shareSetting });

const statistics = z
  .object({ columns: texts, mostFrequent: numbers, labels: texts, missingShare: numbers })
  .superRefine(alongColumns());

export const spec = defineSpec({
  id: "impute-category",
  version: 1,
  title: "Impute category",
  summary: "Fills gaps in category columns with the most frequent level, or lets “missing” be a level of its own.",
  category: "Cleaning",
  keepsUnits: true,
  inputs: [{ name: "categories", type: "category", title: "Category columns" }],
  outputs: [{ name: "categories", type: "category", title: "Filled category columns" }],
  settings,
  statistics,
  probes: ["filling"],
  migrations: {},
  plain: { use: "most frequent" },
  proposal: { stage: "fill gaps" },
});

export type Spec = typeof spec;
