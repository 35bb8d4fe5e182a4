import { z } from "zod";
import { defineSpec } from "../block-spec.ts";
import { numbers, texts } from "../kit/statistics.ts";

const settings = z.object({});

const statistics = z.object({ columns: texts, depths: numbers, frequencies: numbers });

export const spec = defineSpec({
  id: "encode-category",
  version: 1,
  title: "Encode category",
  summary: "Turns each level of a category column into a feature of its own, missing and unseen included.",
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
