import { z } from "zod";
import type { BlockSpec } from "../block.ts";

const settings = z.object({});

export type CsvSourceSettings = z.infer<typeof settings>;

export const spec: BlockSpec<CsvSourceSettings> = {
  id: "csv-source",
  version: 1,
  title: "CSV source",
  summary: "The columns of the table that are in use: numbers, categories, and the rows themselves.",
  category: "Data",
  inputs: [],
  outputs: [
    { name: "numbers", type: "number", title: "Number columns" },
    { name: "categories", type: "category", title: "Category columns" },
    { name: "rows", type: "weights", title: "Rows" },
  ],
  settings,
  migrations: {},
  proposal: { stage: "read" },
};
