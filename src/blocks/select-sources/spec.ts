import { z } from "zod";
import { defineSpec } from "../block-spec.ts";
import { numbers, texts } from "../kit/statistics.ts";

const settings = z.object({
  by: z.string().default("").meta({
    title: "Weigh by",
    description:
      "Empty: one weight for each file. Or a category column that arrives here: one weight for each of its levels.",
  }),
});

const statistics = z.object({ codes: numbers, names: texts, shares: numbers });

export const spec = defineSpec({
  id: "select-sources",
  version: 1,
  title: "Select sources",
  summary: "Learns how much each source of rows should count in training, judged on validation rows.",
  category: "Selection",
  inputs: [
    { name: "rows", type: "weights", title: "Rows" },
    { name: "categories", type: "category", title: "Categories to weigh by", optional: true },
  ],
  outputs: [{ name: "rows", type: "weights", title: "Weighted rows" }],
  settings,
  statistics,
  probes: ["weights"],
  migrations: {},
  plain: "bypass",
  weighsFiles: ({ by }) => by === "",
  proposal: { stage: "weigh", when: ({ sources }) => sources.length > 1 },
});

export type Spec = typeof spec;
