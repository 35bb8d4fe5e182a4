import { z } from "zod";
import { defineSpec } from "../block-spec.ts";
import { texts } from "../kit/statistics.ts";

const settings = z.object({});

const statistics = z.object({ numbers: texts, categories: texts, sources: texts });

export const spec = defineSpec({
  id: "csv-source",
  version: 1,
  title: "CSV source",
  summary: "The columns of the table that are in use: numbers, categories, and the rows themselves.",
  category: "Data",
  inputs: [],
  outputs: [
    { name: "numbers", type: "number", title: "Number columns", optional: true },
    { name: "categories", type: "category", title: "Category columns", optional: true },
    { name: "rows", type: "weights", title: "Rows" },
  ],
  settings,
  statistics,
  probes: [],
  migrations: {},
  proposal: { stage: "read" },
});

export type Spec = typeof spec;
