import { z } from "zod";
import { defineSpec } from "../block-spec.ts";
import { numbers, texts } from "../kit/statistics.ts";

const settings = z.object({
  levels: z.number().int().min(1).max(200).default(50).meta({
    title: "Features a column",
    description:
      "So many levels of a column, the commonest, have a feature each. Where a column has more, a few numbers that are learned for each level stand beside them.",
  }),
  dimensions: z.number().int().min(0).max(32).default(8).meta({
    title: "Numbers a level",
    description:
      "How many numbers are learned for each level of a column of many levels. 0: none, and rare levels cannot be told apart.",
  }),
});

/** Frequencies of all levels, column by column. */
const statistics = z.object({ columns: texts, depths: numbers, frequencies: numbers });

export const spec = defineSpec({
  id: "encode-category",
  version: 1,
  title: "Encode category",
  summary:
    "Turns each level of a category column into a feature of its own, missing and unseen included; of many levels, rare ones into a few numbers that are learned.",
  category: "Cleaning",
  inputs: [{ name: "categories", type: "category", title: "Category columns" }],
  outputs: [{ name: "features", type: "features", title: "One feature a level" }],
  settings,
  statistics,
  probes: [],
  migrations: {},
  proposal: { stage: "encode" },
});

export type Spec = typeof spec;
