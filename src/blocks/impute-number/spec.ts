import { z } from "zod";
import type { BlockSpec } from "../block.ts";
import { shareSetting, useSetting } from "../kit/choice.ts";
import { columnsSetting } from "../kit/columns.ts";

/** What may fill a gap. */
export const FILLINGS = ["mean", "median", "most frequent", "learned constant"] as const;

const settings = z.object({
  columns: columnsSetting,
  use: useSetting(FILLINGS),
  share: shareSetting,
  indicators: z.boolean().default(true).meta({
    title: "Missing indicators",
    description: "Also gives a 0/1 feature “is missing” for each column with gaps: a gap may itself say something.",
  }),
});

export type ImputeNumberSettings = z.infer<typeof settings>;

export const spec: BlockSpec<ImputeNumberSettings> = {
  id: "impute-number",
  version: 1,
  title: "Impute number",
  summary:
    "Fills gaps in number columns with a learned blend of mean, median, most frequent value and a learned constant.",
  category: "Cleaning",
  inputs: [{ name: "numbers", type: "number", title: "Number columns", multiple: true }],
  outputs: [
    { name: "numbers", type: "number", title: "Filled number columns" },
    { name: "indicators", type: "features", title: "Missing indicators" },
  ],
  settings,
  migrations: {},
  plain: { use: "mean" },
  proposal: { stage: "fill gaps" },
};
