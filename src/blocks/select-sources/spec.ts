import { z } from "zod";
import type { BlockSpec } from "../block.ts";

const settings = z.object({
  by: z.string().default("").meta({
    title: "Weigh by",
    description:
      "Empty: one weight for each file. Or a category column that arrives here: one weight for each of its levels.",
  }),
});

export type SelectSourcesSettings = z.infer<typeof settings>;

export const spec: BlockSpec<SelectSourcesSettings> = {
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
  migrations: {},
  plain: "bypass",
  proposal: { stage: "weigh", when: ({ sources }) => sources.length > 1 },
};
