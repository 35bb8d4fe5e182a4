import { z } from "zod";
import { defineSpec } from "../../block-spec.ts";
import { columnsSetting } from "../../kit/columns.ts";
import { alongColumns, numbers, texts } from "../../kit/statistics.ts";

const settings = z.object({ columns: columnsSetting });

const statistics = z.object({ columns: texts, mean: numbers }).superRefine(alongColumns());

export const spec = defineSpec({
  id: "template-block",
  version: 1,
  title: "Template block",
  summary: "Subtracts a learned share of its mean from each number column.",
  category: "Cleaning",
  inputs: [{ name: "numbers", type: "number", title: "Number columns", multiple: true }],
  outputs: [{ name: "numbers", type: "number", title: "Shifted number columns" }],
  settings,
  statistics,
  probes: ["shares"],
  migrations: {},
  plain: "bypass",
});

export type Spec = typeof spec;
